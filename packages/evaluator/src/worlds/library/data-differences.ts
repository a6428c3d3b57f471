import { printString } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { prepare } from '../../compiler/prepare.ts';
import { compile } from '../../compiler/program.ts';
import { dataOf } from '../../data/data-object.ts';
import { loadData } from '../../data/load-data.ts';
import { classesOfBlocks } from '../../data/read-classes.ts';
import { HostObject } from '../../host/host.ts';
import { atOnce, type Steps } from '../../in-steps.ts';
import { QueryRun } from '../../query-run.ts';
import { type AnswerChange, type ComparedAnswers, type EndedQuestion, groupChanges } from '../answer-change.ts';
import { comparedQuestions } from '../compared-questions.ts';
import { otherAction, questionsOf, type TypedQuestion } from '../questions.ts';
import { argumentTypes, questionPredicate } from './question-types.ts';
import { questionsReached } from './questions-reached.ts';

export interface DataDifferenceOptions {
  /** Milliseconds, where there is a clock. */
  readonly time?: number;
  readonly clock?: (() => number) | undefined;
}

const MOST_CALLS = 200_000;
const TOO_LONG = `it does not end within ${MOST_CALLS.toLocaleString('en')} calls`;

/** Which questions two policies answer differently over the same data file: every actor, action and resource of it. */
export function dataDifferences(
  old: Policy,
  changed: Policy,
  text: string,
  options: DataDifferenceOptions = {},
): ComparedAnswers {
  return atOnce(dataDifferencesInSteps(old, changed, text, options));
}

/** The same, with a pause before each question. */
export function* dataDifferencesInSteps(
  old: Policy,
  changed: Policy,
  text: string,
  { time = 10_000, clock }: DataDifferenceOptions = {},
): Steps<ComparedAnswers> {
  const policies = [old, changed];
  const { data } = loadData(
    text,
    undefined,
    policies.flatMap((policy) => [...classesOfBlocks(policy)]),
  );
  const { host } = data;
  const programs = policies.map((policy) => compile(policy, host));
  const predicate = questionPredicate(policies);
  const named = data.names.flatMap((name) => {
    const value = host.named(name);
    const of = value instanceof HostObject && dataOf(value) !== undefined ? value.class : undefined;
    return of === undefined ? [] : [{ name, classes: new Set(of.ancestry.map((one) => one.name).concat(of.name)) }];
  });
  const namesOf = (type: string): readonly string[] =>
    named.flatMap(({ name, classes }) => (classes.has(type) ? [name] : []));
  const may = [new Map<string, string[]>(), new Map<string, string[]>()] as const;
  const actors = new Set<string>();
  const changes: AnswerChange[] = [];
  const ended: EndedQuestion[] = [];
  const asked = new Set<string>();
  const end = clock === undefined ? Number.POSITIVE_INFINITY : clock() + time;
  let isComplete = true;
  let error: string | undefined;
  const questions = typedQuestions(policies);
  // Who else may do it is told with a change, so all are asked about an action that one of them leads to a change with.
  const reached = new Set(questionsReached(questions, [old, changed], host).map(({ action }) => action));
  for (const { actor: actorType, action, resource: resourceType } of questions) {
    if (action === otherAction) continue;
    for (const actor of namesOf(actorType)) {
      actors.add(actor);
      if (!reached.has(action)) continue;
      for (const resource of resourceType === undefined ? [undefined] : namesOf(resourceType)) {
        const query = `${predicate}(${[actor, printString(action), ...(resource === undefined ? [] : [resource])].join(', ')})`;
        if (asked.has(query)) continue;
        yield;
        if ((clock?.() ?? 0) > end) {
          isComplete = false;
          continue;
        }
        asked.add(query);
        const answers = programs.map((program): boolean | string => {
          const prepared = prepare(program, query).query;
          if (prepared === undefined) return false;
          const outcome = new QueryRun(prepared, { host }).run(MOST_CALLS);
          if (outcome.kind === 'error') return outcome.error.message;
          return outcome.kind === 'answer' || (outcome.kind === 'done' ? false : TOO_LONG);
        }) as [boolean | string, boolean | string];
        const [before, after] = answers;
        const key = JSON.stringify([printString(action), resource]);
        for (const [i, answer] of answers.entries())
          if (answer === true) may[i]!.set(key, [...(may[i]!.get(key) ?? []), actor]);
        if (typeof before === 'string' || typeof after === 'string') {
          isComplete = false;
          if (typeof before === 'boolean') ended.push({ query, allowed: before, after: true, why: String(after) });
          else if (typeof after === 'boolean') ended.push({ query, allowed: after, after: false, why: before });
          else error ??= `${query}: ${after}`;
        } else if (before !== after)
          changes.push({ actor, action: printString(action), resource, change: after ? 'allowed' : 'denied' });
      }
    }
  }
  const mayOf = (action: string, resource: string | undefined, isAfter: boolean): readonly string[] =>
    may[isAfter ? 1 : 0].get(JSON.stringify([action, resource])) ?? [];
  return { changes: groupChanges(changes, mayOf, [...actors]), ended, questions: asked.size, isComplete, error };
}

/** What is asked, of the types that the rules' questions name where they name some: not every object is an actor. */
function typedQuestions(policies: readonly Policy[]): readonly TypedQuestion[] {
  const named = questionsOf(policies, argumentTypes(policies, 0), argumentTypes(policies, 2));
  const actors = new Set(named.map(({ actor }) => actor));
  const resources = new Set(named.map(({ resource }) => resource));
  return comparedQuestions(policies).filter(
    ({ actor, resource }) =>
      (actors.size === 0 || actors.has(actor)) &&
      (resources.size === 0 || resource === undefined || resources.has(resource)),
  );
}
