import {
  bodyGoals,
  type CloudDebuggee,
  type CloudProgram,
  type CloudQuery,
  CloudRun,
  cloudClauses,
  compileCloud,
  explainCloud,
  explainQuery,
  FactStore,
  type Frame,
  goalText,
  notesOn,
  prepareCloud,
  queryExpression,
  unknownNames,
  valueOfTerm,
  writeValue,
} from '@polar-tools/evaluator';
import type { Call, Node, Not } from '@polar-tools/language';
import { nearestOf, type Policy } from '@polar-tools/policy';
import { valueFault, variablesOf } from '../session/check-condition.ts';
import { cloudPlaces } from './cloud-places.ts';
import type { DebugDialect } from './dialect.ts';
import { unknownVariable } from './unknown-variable.ts';

/** A Cloud policy: its rules, and facts. */
export const cloudDialect: DebugDialect = {
  objectsHaveFields: false,
  places: cloudPlaces,
  clauses: cloudClauses,
  hasFacts,
  faults: (text, policy) => {
    const { question } = asksWhy(text) ?? {};
    return prepareCloud(programOf(policy), question ?? text).errors;
  },
  conditionFault: (text, asked) => {
    const { policy } = asked.loaded;
    const { query, errors } = prepareCloud(programOf(policy), text);
    if (query === undefined) return `The condition is no Polar query: ${errors[0]?.message ?? 'it cannot be read.'}`;
    const [unknown] = unknownNames(policy, text);
    const expression = queryExpression(text);
    return (
      unknown?.message ??
      (expression && valueFault(expression, text)) ??
      cloudDialect.nameFault(text, asked) ??
      formFault(query)
    );
  },
  nameFault: (text, { variables, of }) => {
    const query = queryExpression(text);
    if (query === undefined || variables === undefined) return undefined;
    const used = variablesOf(query).filter((name) => !variables.has(name) && !name.startsWith('_'));
    for (const name of used) {
      const near = nearestOf(name, variables);
      // One that is used several times is the condition's own.
      if (used.filter((one) => one === name).length > 1 && near === undefined) continue;
      return unknownVariable(name, { of, variables }, near);
    }
    return undefined;
  },
  calls: ({ view, callArguments }, goal) => {
    const { predicate } = view;
    const [name, asked] = callIn(goal) ?? [];
    if (predicate === undefined || predicate !== name || asked?.length !== callArguments.length) return false;
    return callArguments.every((term, at) => {
      const value = valueOfTerm(term);
      return value === undefined || isOpen(asked[at]!) || writeValue(value) === asked[at];
    });
  },
  failure: (_, { goal: { node }, reason }, { goal }) => {
    if (node.$type === 'Assertion') return 'This assertion does not hold.';
    return `${goal ?? goalText(node)} fails. ${reason}`;
  },
  *explain(run, wording) {
    return { lines: yield* explainCloud(run as CloudDebuggee, wording) };
  },
  facts: (run, from, count) => (run as CloudDebuggee).factsOfGoal(from, count),
  ask: (run, text, frame, asked, wording) => {
    if (/^why(\s+not)?\s*\??$/.test(text))
      return ['Say what to explain, such as: why allow(User:anne, "read", resource)'];
    const why = asksWhy(text);
    if (why === undefined) return undefined;
    const lines = explainQuery(run as CloudDebuggee, why.question, knownIn(frame), wording);
    return lines && [...lines.map(({ text: line }) => line), ...cloudDialect.notes(run, why.question, frame, asked)];
  },
  notes: (run, text, frame) => notesOn(run as CloudDebuggee, text, knownIn(frame)),
  advice: { limit: 'Ask for less', time: 'Ask for less.' },
  words: ['why', 'and', 'or', 'not', 'in', 'matches', 'true', 'false'],
};

/** A call as an explanation writes it: its name, and its values as texts; undefined for what is no call. */
function callIn(goal: string): readonly [string, readonly string[]] | undefined {
  const [, name, inside] = /^(?:not )?([^\s("]+)\((.*)\)$/s.exec(goal) ?? [];
  if (name === undefined || inside === undefined) return undefined;
  // Commas between values, and not those in a string.
  return [name, inside.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/gs)?.map((value) => value.trim()) ?? []];
}

/** `_`, `Folder:_` */
const isOpen = (value: string): boolean => /(?:^|:)_$/.test(value);

/** Steps that show what a condition is made of. */
const MOST_STEPS = 2_000;

/** What of a condition is none of Cloud, whatever the facts are: `actor and n > 1`, `n in list`. */
function formFault(query: CloudQuery): string | undefined {
  const outcome = new CloudRun(query, { facts: new FactStore(query.program.values), order: 'found' }).run(MOST_STEPS);
  const isWrong = outcome.kind === 'error' && outcome.error.code === 'invalid-policy';
  return isWrong ? `The condition cannot be evaluated: ${outcome.error.message}` : undefined;
}

/** Facts that some rule or query asks for, or some test states. */
function hasFacts({ predicates, tests }: Policy, name: string): boolean {
  const isAsked = (node: Node): boolean => node.$type === 'Call' && (node as Call).name.text === name;
  for (const { clauses } of predicates.values())
    for (const { rule } of clauses)
      if (bodyGoals(rule).some((goal) => isAsked(goal) || (goal.$type === 'Not' && isAsked((goal as Not).operand))))
        return true;
  return tests.some(({ facts }) => facts.some(({ fact }) => fact.name.text === name));
}

/** `why allow(…)`, `why not allow(…)?` */
function asksWhy(text: string): { readonly question: string } | undefined {
  const [, question] = /^\s*why(?:\s+not)?\s+([\s\S]+?)\s*\??\s*$/.exec(text) ?? [];
  return question === undefined ? undefined : { question };
}

function knownIn(frame: Frame | undefined) {
  const known = new Map<string, NonNullable<ReturnType<typeof valueOfTerm>>>();
  for (const { name, value, bound } of frame?.variables ?? []) {
    const is = bound ? valueOfTerm(value) : undefined;
    if (is !== undefined) known.set(name, is);
  }
  return known;
}

const programs = new WeakMap<Policy, CloudProgram>();

/** A program to read texts with, apart from the one that runs. */
function programOf(policy: Policy): CloudProgram {
  let program = programs.get(policy);
  if (program === undefined) {
    program = compileCloud(policy);
    programs.set(policy, program);
  }
  return program;
}
