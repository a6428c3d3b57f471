import type { Policy } from '@polar-tools/policy';
import { type CloudProgram, compileCloud } from '../../dialect/cloud/program.ts';
import { cloudCall } from '../../dialect/cloud/query.ts';
import { CloudRun } from '../../dialect/cloud/run.ts';
import type { FactStore } from '../../facts/fact-store.ts';
import { cloudValue, writeValue } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';
import { atOnce, type Steps } from '../../in-steps.ts';
import { type AnswerChange, type ComparedAnswers, groupChanges } from '../answer-change.ts';
import { CloudReach, type OpenQuestion } from './cloud-reach.ts';

export interface FactDifferenceOptions {
  /** `@current_unix_time`: seconds since 1970. Default: 0. */
  readonly now?: number;
  /** Milliseconds for both policies, where there is a clock. */
  readonly time?: number;
  readonly clock?: (() => number) | undefined;
}

/** Answers of each policy that are compared. */
const MOST_ANSWERS = 200_000;

/** Which answers to `allow` change between two policies over the same facts. */
export function factDifferences(
  old: Policy,
  changed: Policy,
  facts: FactStore,
  options: FactDifferenceOptions = {},
): ComparedAnswers {
  return atOnce(factDifferencesInSteps(old, changed, facts, options));
}

/** The same, with pauses. */
export function* factDifferencesInSteps(
  old: Policy,
  changed: Policy,
  facts: FactStore,
  { now = 0, time = 10_000, clock }: FactDifferenceOptions = {},
): Steps<ComparedAnswers> {
  const end = clock === undefined ? Number.POSITIVE_INFINITY : clock() + time;
  const questions = openQuestions(old, changed, () => (clock?.() ?? 0) > end);
  const left = (): number => Math.max(1, end - (clock?.() ?? 0));
  const before = yield* allowed(old, questions, facts, now, left, clock);
  const after = yield* allowed(changed, questions, facts, now, left, clock);
  const changes: AnswerChange[] = [];
  if (before.error === undefined && after.error === undefined) {
    for (const [key, answer] of before.answers)
      if (!after.answers.has(key)) changes.push({ ...answer, change: 'denied' });
    for (const [key, answer] of after.answers)
      if (!before.answers.has(key)) changes.push({ ...answer, change: 'allowed' });
  }
  const may = (action: string, resource: string | undefined, isAfter: boolean): readonly string[] =>
    [...(isAfter ? after : before).answers.values()].flatMap((answer) =>
      answer.action === action && answer.resource === resource ? [answer.actor] : [],
    );
  const error = before.error ?? after.error;
  return {
    changes: groupChanges(changes, may, []),
    // All is asked at once: an error is one of all answers.
    ended: [],
    questions: undefined,
    isComplete: error === undefined,
    error,
  };
}

interface Allowed {
  readonly answers: ReadonlyMap<string, Omit<AnswerChange, 'change'>>;
  readonly error: string | undefined;
}

/** Policies are compared over many facts that have the same values, such as those of their tests. */
const programs = new WeakMap<Policy, CloudProgram>();

function programOf(policy: Policy, values: Values): CloudProgram {
  const known = programs.get(policy);
  if (known?.values === values) return known;
  const made = compileCloud(policy, values);
  programs.set(policy, made);
  return made;
}

const reaches = new WeakMap<Policy, WeakMap<Policy, readonly OpenQuestion[]>>();

/** The questions that are to be asked, found once for two policies. */
function openQuestions(old: Policy, changed: Policy, isOver: () => boolean): readonly OpenQuestion[] {
  const of = reaches.get(old) ?? new WeakMap<Policy, readonly OpenQuestion[]>();
  reaches.set(old, of);
  let questions = of.get(changed);
  if (questions === undefined) {
    questions = new CloudReach([old, changed], isOver).open;
    of.set(changed, questions);
  }
  return questions;
}

/** Steps of a run between two pauses. */
const STEPS = 20_000;

/** All that a policy allows, of these questions. */
function* allowed(
  policy: Policy,
  questions: readonly OpenQuestion[],
  facts: FactStore,
  now: number,
  left: () => number,
  clock: (() => number) | undefined,
): Steps<Allowed> {
  const program = programOf(policy, facts.values);
  const answers = new Map<string, Omit<AnswerChange, 'change'>>();
  for (const { arity, action, resource } of questions) {
    const query = cloudCall(program, 'allow', [
      { type: undefined },
      action === undefined ? { type: undefined } : cloudValue(action),
      ...(arity === 2 ? [] : [{ type: resource }]),
    ]);
    const limits = { time: left(), answers: MOST_ANSWERS };
    const run = new CloudRun(query, { facts, now, limits, ...(clock !== undefined && { clock }) });
    for (let outcome = run.run(STEPS); outcome.kind !== 'done'; outcome = run.run(STEPS)) {
      yield;
      if (outcome.kind === 'error') return { answers, error: outcome.error.message };
      if (outcome.kind !== 'answer') continue;
      const [actor, action, resource] = outcome.answer.fact!.arguments.map((value) => writeValue(value));
      answers.set(JSON.stringify([actor, action, resource]), { actor: actor!, action: action!, resource });
    }
  }
  return { answers, error: undefined };
}
