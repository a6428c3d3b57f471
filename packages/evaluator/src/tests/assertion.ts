import type { Assertion } from '@polar-tools/language';
import type { CloudAnswer } from '../dialect/cloud/answers.ts';
import type { CloudProgram } from '../dialect/cloud/program.ts';
import { assertionQuery, type CloudQuery, prepareCloud } from '../dialect/cloud/query.ts';
import { type CloudError, type CloudLimits, CloudRun } from '../dialect/cloud/run.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type AnswerValue, compareValues, type FactPattern, printFact, printValue } from '../facts/value.ts';
import type { Reach } from '../tables/reach.ts';
import { becauseOf, chainOf } from './chain.ts';
import { missingFor } from './missing.ts';
import type { AssertionResult } from './result.ts';
import type { Slice, Sliced } from './slice.ts';

export interface AssertionOptions {
  readonly now?: number;
  readonly limits?: Partial<CloudLimits>;
  readonly clock?: () => number;
  /** Where to note how far rules come. */
  readonly reach?: Reach | undefined;
}

/** What else is asked over the same facts. */
export interface Beside {
  /** What of it holds over the facts of the test and not over others, in words. */
  brokenBy(facts: FactStore): string | undefined;
}

type Judged = Omit<AssertionResult, 'location'>;

/** One assertion, asked over facts. */
export class AskedAssertion {
  readonly #program: CloudProgram;
  readonly #assertion: Assertion;
  readonly #options: AssertionOptions;
  readonly #slice: Slice;
  readonly #query: CloudQuery;
  constructor(program: CloudProgram, assertion: Assertion, uri: string, options: AssertionOptions, slice: Slice) {
    this.#slice = slice;
    this.#program = program;
    this.#assertion = assertion;
    this.#options = options;
    this.#query = assertionQuery(program, assertion, uri);
  }

  /** The assertion's call, with its variables as wildcards. */
  get #said(): string {
    return printFact(this.#query.asked!);
  }

  /** Whether it holds; what was expected and what holds, and why, if it does not. */
  *judge(facts: FactStore, beside?: Beside): Sliced<Judged> {
    const { negated, iff } = this.#assertion;
    const found = yield* this.#answers(this.#query, facts);
    if (!(found instanceof Found)) return failedWith(found);
    if (iff !== undefined) return yield* this.#judgeValues(found, facts, beside);
    if (found.answers.length > 0 !== negated) return { status: 'passed', message: '' };
    if (negated) {
      const [first] = found.answers;
      const chain = this.#chain(found, first!);
      const held = found.answers.map(({ fact }) => printFact(fact!));
      const what = held.length === 1 && held[0] === this.#said ? '' : `: ${some(held)}`;
      const message = `Expected that ${this.#said} does not hold, but it does${what}.${becauseOf(chain)}`;
      return { status: 'failed', message, chain };
    }
    return this.#failedWithout(
      `Expected that ${this.#said} holds, but it does not.`,
      this.#query.asked!,
      facts,
      beside,
    );
  }

  /** Whether it holds, by all the answers that its call has over facts: they may have been found elsewhere. */
  *holdsWith(answers: readonly CloudAnswer[], facts: FactStore): Sliced<boolean> {
    const { negated, iff } = this.#assertion;
    if (iff === undefined) return answers.length > 0 !== negated;
    const values = yield* this.#compared(answers, facts);
    return !('wrong' in values) && isExact(values) !== negated;
  }

  /** `iff`: the values of the assertion's variable are exactly those for which the condition holds. */
  *#judgeValues(found: Found, facts: FactStore, beside: Beside | undefined): Sliced<Judged> {
    const compared = yield* this.#compared(found.answers, facts);
    if ('wrong' in compared) return failedWith(compared.wrong);
    const { name, expected, actual, missing, extra } = compared;
    const values = { expected, actual };
    if (isExact(compared) !== this.#assertion.negated) return { status: 'passed', message: '', ...values };
    if (this.#assertion.negated) {
      const message = `Expected that ${this.#said} holds for other values of ${name} than exactly ${list(expected)}.`;
      return { status: 'failed', message, ...values };
    }
    const parts = [
      ...(missing.length > 0 ? [`it does not hold for ${list(missing)}`] : []),
      ...(extra.length > 0 ? [`it also holds for ${list(extra)}`] : []),
    ];
    const message = `Expected that ${this.#said} holds for exactly ${list(expected)}, but ${parts.join(', and ')}.`;
    if (extra.length > 0) {
      const [value] = extra;
      const answer = found.answers.find(({ bindings }) => compareValues(bindings.get(name)!, value!) === 0);
      const chain = this.#chain(found, answer!);
      return { status: 'failed', message: `${message}${becauseOf(chain)}`, ...values, chain };
    }
    const wantedFact = this.#with(name, missing[0]!);
    return { ...this.#failedWithout(message, wantedFact, facts, beside), ...values };
  }

  /** The values that `iff` asks for, beside those of the answers; or what is wrong with it. */
  *#compared(
    answers: readonly CloudAnswer[],
    facts: FactStore,
  ): Sliced<Compared | { readonly wrong: Pick<CloudError, 'message'> & Partial<CloudError> }> {
    const [name, ...others] = this.#query.variables;
    if (name === undefined || others.length > 0)
      return { wrong: { message: 'With "iff", an assertion has exactly one variable.' } };
    const { query, errors } = prepareCloud(this.#program, this.#assertion.iff!);
    if (query === undefined) return { wrong: { message: errors[0]?.message ?? '' } };
    if (!query.variables.includes(name))
      return { wrong: { message: `The condition after "iff" says nothing of ${name}.` } };
    const wanted = yield* this.#answers(query, facts);
    if (!(wanted instanceof Found)) return { wrong: wanted };
    const expected = valuesOf(wanted.answers, name);
    const actual = valuesOf(answers, name);
    return { name, expected, actual, missing: without(expected, actual), extra: without(actual, expected) };
  }

  /** A failure for want of something. */
  #failedWithout(message: string, wanted: FactPattern, facts: FactStore, beside: Beside | undefined): Judged {
    const { suggestions, hint } = missingFor(this.#program, wanted, facts, this.#options.now ?? 0, {
      holdsWith: (more) => this.isSo(more),
      brokenBy: (more) => beside?.brokenBy(more),
    });
    return { status: 'failed', message: `${message}${hint}`, suggestions };
  }

  /** Whether the whole assertion holds over some facts, asked at once and as no part of the test. */
  isSo(facts: FactStore): boolean {
    const whole: Slice = { steps: Number.POSITIVE_INFINITY };
    // What is only tried is no coverage.
    const { reach: _, ...options } = this.#options;
    const passing = new AskedAssertion(this.#program, this.#assertion, '', options, whole).#passes(facts);
    const step = passing.next();
    return step.done === true && step.value;
  }

  *#passes(facts: FactStore): Sliced<boolean> {
    const found = yield* this.#answers(this.#query, facts);
    return found instanceof Found && (yield* this.holdsWith(found.answers, facts));
  }

  #chain({ run }: Found, answer: CloudAnswer) {
    const derivation = run.derivationOf(answer);
    return derivation === undefined ? [] : chainOf(derivation, this.#program.policy);
  }

  /** The assertion's call with a value for its variable. */
  #with(name: string, value: AnswerValue): FactPattern {
    const { predicate, arguments: all } = this.#query.asked!;
    const isIt = this.#assertion.parameters.map((it) => it.value.$type === 'Variable' && it.value.name === name);
    return { predicate, arguments: all.map((argument, i) => (isIt[i] ? value : argument)) };
  }

  *#answers(query: CloudQuery, facts: FactStore): Sliced<Found | CloudError> {
    const run = new CloudRun(query, { facts, ...this.#options });
    const answers: CloudAnswer[] = [];
    for (;;) {
      const outcome = run.run(this.#slice.steps);
      if (outcome.kind === 'answer') answers.push(outcome.answer);
      else if (outcome.kind === 'error') return outcome.error;
      else if (outcome.kind === 'done') return new Found(run, answers);
      else yield undefined;
    }
  }
}

/** An assertion that could not be run, with the place of what cannot: in a rule, or in what it asks itself. */
function failedWith({ message, uri, start, end }: Pick<CloudError, 'message'> & Partial<CloudError>): Judged {
  const isPlaced = uri !== undefined && start !== undefined && end !== undefined;
  return { status: 'error', message, ...(isPlaced && { cause: { uri, start, end } }) };
}

/** The values of an assertion's variable: those that `iff` asks for, and those there are. */
interface Compared {
  readonly name: string;
  readonly expected: readonly AnswerValue[];
  readonly actual: readonly AnswerValue[];
  readonly missing: readonly AnswerValue[];
  readonly extra: readonly AnswerValue[];
}

const isExact = ({ missing, extra }: Compared): boolean => missing.length === 0 && extra.length === 0;

/** What a query found. */
class Found {
  readonly run: CloudRun;
  readonly answers: readonly CloudAnswer[];
  constructor(run: CloudRun, answers: readonly CloudAnswer[]) {
    this.run = run;
    this.answers = answers;
  }
}

/** The values of a variable, each once, sorted. */
function valuesOf(answers: readonly CloudAnswer[], name: string): AnswerValue[] {
  const values = new Map<string, AnswerValue>();
  for (const { bindings } of answers) {
    const value = bindings.get(name);
    if (value !== undefined) values.set(keyOf(value), value);
  }
  return [...values.values()].sort(compareValues);
}

function without(values: readonly AnswerValue[], others: readonly AnswerValue[]): AnswerValue[] {
  const gone = new Set(others.map(keyOf));
  return values.filter((value) => !gone.has(keyOf(value)));
}

const keyOf = (value: AnswerValue): string => JSON.stringify([value.type, value.id]);

const SHOWN = 10;

function some(texts: readonly string[]): string {
  if (texts.length <= SHOWN) return texts.join(', ');
  return `${texts.slice(0, SHOWN).join(', ')} and ${texts.length - SHOWN} more`;
}

const list = (values: readonly AnswerValue[]): string =>
  values.length === 0 ? 'nothing' : some(values.map(printValue));
