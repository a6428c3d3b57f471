import type { Expression } from '@polar-tools/language';
import { readQuery } from '@polar-tools/policy';
import { isArithmetic } from '../compiler/goal.ts';
import { withoutParentheses } from '../compiler/lower.ts';
import { CompiledQuery } from '../compiler/prepare.ts';
import type { CompiledProgram } from '../compiler/program.ts';
import { HostError, type HostObject } from '../host/host.ts';
import { noHost } from '../host/no-host.ts';
import { QueryRun } from '../query-run.ts';
import type { Answer } from '../run/outcome.ts';
import type { Missed, RunOptions } from '../run/run.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { printTerm } from '../terms/print.ts';
import { Box, type Term, UNBOUND, VAR } from '../terms/term.ts';
import type { Evaluation, EvaluationStep, OngoingEvaluation, VariableView } from './view.ts';

/** No policy can use this name. */
const RESULT = 'the value';

/** Calls that are made at once for a text that a person typed, before it takes too long: some tenths of a second. */
export const MOST_CALLS_AT_ONCE = 2_000_000;

/** Characters of a dictionary in a sentence, and of each part. */
const LONGEST_DICTIONARY = 60;

const LIMITS = { time: 0, solutions: Number.POSITIVE_INFINITY, memory: 5_000_000, depth: 1_000_000 };

/** These limits are not the query's own, so it is no use to say that they can be raised. */
const EXHAUSTED: ReadonlySet<string> = new Set(['memory-limit', 'out-of-memory', 'stack-overflow']);
const TOO_MUCH = 'This needs too much memory. Does a rule call itself without end?';

/** A text that a person typed, read and compiled once, for any number of evaluations. */
export type TypedText =
  | {
      readonly query: CompiledQuery;
      readonly isValue: boolean;
      /** It is nothing but the name of a variable. */
      readonly variable: string | undefined;
    }
  | { readonly error: string };

/** Texts that are kept compiled. A condition is one; what is typed once in a console is soon forgotten. */
const MOST_COMPILED = 200;

/** What a person typed lately. */
export class TypedTexts {
  readonly #known = new Map<string, TypedText>();

  /** Reads a value or a goal where there are some variables: their names stand for them, whatever object has the same. */
  read(program: CompiledProgram, text: string, variables: readonly VariableView[]): TypedText {
    const hidden = variables.map(({ name }) => name).filter((name) => program.constantOfQueries(name) !== undefined);
    const key = [text, ...hidden].join('\n');
    let typed = this.#known.get(key);
    if (typed === undefined) {
      if (this.#known.size >= MOST_COMPILED) this.#known.clear();
      typed = readTyped(program, text, new Set(hidden));
      this.#known.set(key, typed);
    }
    return typed;
  }
}

function readTyped(program: CompiledProgram, text: string, hidden: ReadonlySet<string>): TypedText {
  const read = readQuery(text, program.policy);
  const [error] = read.errors;
  if (error !== undefined || read.query === undefined) return { error: error?.message ?? 'Write a value or a goal.' };
  const isValue = standsForValue(read.query);
  const expression = isValue ? bindTo(RESULT, read.query) : read.query;
  const bare = withoutParentheses(read.query);
  const variable = bare.$type === 'Variable' ? bare.name : undefined;
  return { query: new CompiledQuery(program, expression, text, undefined, hidden), isValue, variable };
}

/**
 * Evaluates a value, or runs a goal, with a frame's variables: nothing of the run changes. `surroundings`: copies of those with
 * these names.
 */
export function evaluateIn(
  typed: TypedText,
  variables: readonly VariableView[],
  surroundings: (names: ReadonlySet<string>) => Surroundings,
  solutions: number,
  options: RunOptions,
): OngoingEvaluation {
  if ('error' in typed) {
    const outcome = { kind: 'error', message: typed.error } as const;
    return { run: () => outcome, answer: () => {} };
  }
  const { query, isValue, variable } = typed;
  const known = variables.find(({ name }) => name === variable);
  if (known !== undefined) {
    const outcome = { kind: 'value', value: known.value } as const;
    return { run: () => outcome, answer: () => {} };
  }
  const given = surroundings(new Set(query.lowered.variables.map(({ name }) => name)));
  const { host } = options;
  let missed: Missed | undefined;
  const noting = {
    limits: LIMITS,
    missed: (one: Missed): void => {
      missed ??= one;
    },
  };
  const machine = new QueryRun(query, host === undefined ? noting : { ...noting, host }, given);
  const missedText = (): { readonly missed: string } | undefined =>
    missed && { missed: textOfMissed(missed, (object) => (machine.query.program.host ?? noHost).describe(object)) };
  const answers: Answer[] = [];
  let ended: Evaluation | undefined;
  const run = (calls: number): EvaluationStep => {
    for (;;) {
      const outcome = machine.run(calls);
      switch (outcome.kind) {
        case 'answer':
          if (isValue) {
            const value = outcome.answer.bindings.get(RESULT) ?? new Box(VAR, UNBOUND, query.text);
            return { kind: 'value', value };
          }
          if (answers.length === solutions) return { kind: 'answers', answers, more: true };
          answers.push(outcome.answer);
          continue;
        case 'done':
          return isValue
            ? { kind: 'error', message: noValue(missedText()?.missed), ...missedText() }
            : { kind: 'answers', answers, more: false, ...(answers.length === 0 && missedText()) };
        case 'error':
          return { kind: 'error', message: EXHAUSTED.has(outcome.error.code) ? TOO_MUCH : outcome.error.message };
        case 'question':
        case 'paused':
          return outcome;
      }
    }
  };
  return {
    run(calls) {
      if (ended !== undefined) return ended;
      const step = run(calls);
      if (step.kind !== 'question' && step.kind !== 'paused') ended = step;
      return step;
    },
    answer: (reply) => machine.answer(reply),
  };
}

/** `{a: 1} has no key "b"`, or what the application says. */
function textOfMissed(missed: Missed, describe: (object: HostObject) => string): string {
  if (missed instanceof HostError) return missed.message.replace(/\.$/, '');
  return `${printTerm(missed.dictionary, { longest: LONGEST_DICTIONARY, describe })} has no key "${missed.key}"`;
}

const noValue = (missed: string | undefined): string =>
  missed === undefined ? 'This has no value here.' : `This has no value here: ${missed}.`;

/** Why a variable with these surroundings cannot have a value; undefined where it can, or where only the application can tell. */
export function whyNotPossible(
  program: CompiledProgram,
  variable: string,
  value: Term,
  { values, constraints }: Surroundings,
  options: RunOptions,
): 'contradiction' | { readonly message: string } | undefined {
  const at = { $container: undefined, $start: 0, $end: 0 };
  const expression = bindTo(variable, { $type: 'Variable', ...at, name: RESULT });
  const query = new CompiledQuery(program, expression, `${variable} = …`, undefined, new Set([variable]));
  const given = { values: new Map([...values, [RESULT, value]]), constraints };
  const { host } = options;
  const machine = new QueryRun(query, { ...(host === undefined ? {} : { host }), limits: LIMITS }, given);
  const outcome = machine.run(MOST_CALLS_AT_ONCE);
  // It fits, and an answer could not say what is left to be known of others.
  if (outcome.kind === 'error' && outcome.error.code === 'unhandled-partial') return undefined;
  if (outcome.kind === 'error') return { message: outcome.error.message };
  return outcome.kind === 'done' ? 'contradiction' : undefined;
}

function standsForValue(written: Expression): boolean {
  const expression = withoutParentheses(written);
  switch (expression.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'BooleanLiteral':
    case 'Variable':
    case 'List':
    case 'Dictionary':
    case 'Lookup':
    case 'MethodCall':
    case 'New':
      return true;
    case 'Binary':
      return isArithmetic(expression.operator);
    default:
      return false;
  }
}

/** `name = expression` as a tree. */
function bindTo(name: string, expression: Expression): Expression {
  const at = { $container: undefined, $start: expression.$start, $end: expression.$end };
  return {
    $type: 'Binary',
    ...at,
    left: { $type: 'Variable', ...at, name },
    operator: '=',
    $operator: expression.$start,
    right: expression,
  };
}
