import { rangeOf } from '@polar-tools/language';
import type { FactStore } from '../../facts/fact-store.ts';
import { type Derivation, deriveAnswer } from '../../proof/cloud-derivation.ts';
import type { ErrorCode } from '../../run/runtime-error.ts';
import type { Code } from '../../tables/codes.ts';
import { TableFailure } from '../../tables/failure.ts';
import { TableMachine } from '../../tables/machine.ts';
import type { Plan, Step } from '../../tables/plan.ts';
import { Plans } from '../../tables/plans.ts';
import type { Reach } from '../../tables/reach.ts';
import { AnswerReader, type CloudAnswer, FoundAnswer } from './answers.ts';
import { circleMessage } from './circle-message.ts';
import type { CloudQuery, CompiledCloudQuery } from './query.ts';

/** Bounds of a run. Reaching one ends it with an error that says which. */
export interface CloudLimits {
  /** Milliseconds; 0 for none. Needs a clock. */
  readonly time: number;
  /** Facts that are derived on the way, each once for every call that asks for it. */
  readonly facts: number;
  /** Answers. */
  readonly answers: number;
}

/** 20 s as in Cloud (docs/language/queries.md#sets-of-answers); 10 million facts; no bound on answers. */
export const defaultCloudLimits: CloudLimits = { time: 20_000, facts: 10_000_000, answers: Number.POSITIVE_INFINITY };

export interface CloudRunOptions {
  /** What the query is asked over. Its values are those of the query's program. */
  readonly facts: FactStore;
  readonly limits?: Partial<CloudLimits>;
  /** Where to note how far rules come. */
  readonly reach?: Reach | undefined;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: () => number;
  /** `@current_unix_time`: seconds since 1970. Default: 0, as nothing here knows the time. */
  readonly now?: number;
  /**
   * `sorted` (the default): all answers are found first, then given in an order that depends on nothing but them: by their values in the
   * order of the query's arguments or variables, each by type, then by id, integers by number; wildcards after the values of their type,
   * and `_` last. `found`: each as soon as it is found, for who wants only some of them.
   */
  readonly order?: 'sorted' | 'found';
}

/** An error while a query runs; `uri` is undefined where it is in the query itself. */
export interface CloudError {
  readonly code: ErrorCode | 'fact-limit' | 'unstratified-negation' | 'unbound-variable' | 'invalid-policy';
  readonly message: string;
  readonly uri: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** Why a run stopped. */
export type CloudOutcome =
  | { readonly kind: 'answer'; readonly answer: CloudAnswer }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly error: CloudError }
  /** The budget is used up: run again to go on. */
  | { readonly kind: 'paused' };

const STEPS_BETWEEN_CHECKS = 20_000;

const done: CloudOutcome = { kind: 'done' };

const isValue = (code: Code): boolean => code >= 0;

/** A query at work. It runs in slices, and whoever runs it may stop between them. */
export class CloudRun {
  readonly query: CloudQuery;
  readonly #query: CompiledCloudQuery;
  readonly #options: CloudRunOptions;
  readonly #limits: CloudLimits;
  /** Made where the question is more than whether something holds, or cannot be decided without tables. */
  #machine: TableMachine | undefined = undefined;
  #tabled: TableMachine | undefined = undefined;
  readonly #startedAt: number;
  #answers: AnswerReader | undefined = undefined;
  #begun = false;
  /** The answer of a question that was decided at once. */
  #decided: FoundAnswer | undefined = undefined;
  /** Steps that the decision took beyond the budget. */
  #owed = 0;
  #given = 0;
  /** Steps of the next slice: few at first, so that a first answer comes soon. */
  #slice = 256;
  #finished = false;
  #outcome: CloudOutcome | undefined = undefined;

  /** Throws a TypeError where the facts have other values than the query's program. */
  constructor(query: CloudQuery, options: CloudRunOptions) {
    if (options.facts.values !== query.program.values)
      throw new TypeError('The program and the facts have different values: compileCloud(policy, facts.values).');
    this.query = query;
    this.#query = query as CompiledCloudQuery;
    this.#options = options;
    this.#limits = options.limits === undefined ? defaultCloudLimits : { ...defaultCloudLimits, ...options.limits };
    this.#startedAt = options.clock?.() ?? 0;
  }

  /** Goes on until there is something to say, for at most so many steps. After `done` or `error` it gives the same again. */
  run(budget: number = Number.POSITIVE_INFINITY): CloudOutcome {
    const next = this.#next();
    if (next !== undefined) return next;
    if (this.#outcome !== undefined) return this.#outcome;
    try {
      const machine = this.#begin();
      let left = budget - this.#owed;
      this.#owed = Math.max(-left, 0);
      if (machine === undefined && left >= 0) return this.#finish();
      while (left > 0) {
        const slice = Math.min(left, this.#slice);
        this.#slice = Math.min(this.#slice * 2, STEPS_BETWEEN_CHECKS);
        left -= slice;
        const outcome = machine!.run(slice);
        if (outcome === 'done') return this.#finish();
        this.#checkTime();
        if (this.#options.order === 'found') {
          const found = this.#next();
          if (found !== undefined) return found;
        }
      }
    } catch (error) {
      if (!(error instanceof TableFailure)) throw error;
      this.#outcome = { kind: 'error', error: this.#errorOf(error) };
      // What was found before stays true, but is no list of answers that anybody should sort.
      return this.#options.order === 'found' ? (this.#next() ?? this.#outcome) : this.#outcome;
    }
    return { kind: 'paused' };
  }

  /** The machine to run; undefined where the question is decided without one. */
  #begin(): TableMachine | undefined {
    if (this.#begun) return this.#machine;
    this.#begun = true;
    const { program, goal, codes } = this.#query;
    const { facts, reach, now = 0 } = this.#options;
    if (reach === undefined && goal.id >= 0 && codes.every(isValue)) {
      const plans = Plans.of(program);
      const decider = plans.lend();
      decider.begin(program.time(now), facts);
      const holds = decider.holds(goal, codes, true);
      this.#owed = decider.takeSteps();
      plans.giveBack(decider);
      if (holds !== undefined) {
        if (holds) this.#decided = new FoundAnswer(this.#query, undefined, -1, codes);
        if (this.#owed > STEPS_BETWEEN_CHECKS) this.#checkTime();
        return undefined;
      }
    }
    this.#machine = this.#newMachine(reach !== undefined);
    this.#answers = new AnswerReader(this.#query, this.#machine);
    return this.#machine;
  }

  /** Why an answer of this run holds: one derivation of several there may be. A wildcard's is for any value of its type. */
  derivationOf(answer: CloudAnswer): Derivation | undefined {
    if (!(answer instanceof FoundAnswer)) return undefined;
    const { machine, place } = this.#explained(answer);
    const derivation = deriveAnswer(machine, place);
    // A query of one call that had to be asked as a condition is still about that call.
    const isCall = this.#query.predicate !== undefined && this.#query.goal.id < 0;
    return isCall ? derivation.goals.find(({ kind }) => kind === 'call')?.derivation : derivation;
  }

  #newMachine(isTabled: boolean): TableMachine {
    const { program, goal, codes } = this.#query;
    const { facts, reach, now = 0 } = this.#options;
    return new TableMachine(program, goal, codes, facts, program.time(now), this.#limits.facts, reach, isTabled);
  }

  /** An answer in tables that say how it came about. What was decided without any is asked again when somebody wants to know. */
  #explained(answer: FoundAnswer): { readonly machine: TableMachine; readonly place: number } {
    if (this.#machine?.isTabled === true) return { machine: this.#machine, place: answer.place };
    if (this.#tabled === undefined) {
      this.#tabled = this.#newMachine(true);
      this.#tabled.run(Number.POSITIVE_INFINITY);
    }
    const machine = this.#tabled;
    return {
      machine,
      place: this.#machine === undefined ? machine.root.first : machine.placeOf(this.#machine, answer.place),
    };
  }

  #finish(): CloudOutcome {
    this.#finished = true;
    // An answer that is the only one is not in doubt.
    const isStuck =
      this.#machine?.stuck !== undefined && !(this.#machine.root.open.length === 0 && this.#machine.root.count > 0);
    this.#outcome = isStuck ? { kind: 'error', error: this.#errorOf(new TableFailure('stuck', '')) } : done;
    // What was found holds whatever else could not be answered.
    if (this.#options.order !== 'found') this.#answers?.sort();
    return this.#next() ?? this.#outcome;
  }

  /** The next answer that was found, if it is time to give it. */
  #next(): CloudOutcome | undefined {
    if (this.#outcome?.kind === 'error' && this.#outcome.error.code === 'solution-limit') return this.#outcome;
    if (this.#options.order !== 'found' && !this.#finished) return undefined;
    const answer = this.#decided ?? this.#answers?.next();
    if (answer === undefined) return undefined;
    this.#decided = undefined;
    if (this.#given === this.#limits.answers) {
      this.#outcome = {
        kind: 'error',
        error: this.#error('solution-limit', `The query has more than ${this.#limits.answers} answers.`),
      };
      return this.#outcome;
    }
    this.#given++;
    return { kind: 'answer', answer };
  }

  #checkTime(): void {
    const { clock } = this.#options;
    const { time } = this.#limits;
    if (clock === undefined || time <= 0) return;
    const elapsed = Math.round(clock() - this.#startedAt);
    if (elapsed > time)
      throw new TableFailure(
        'time',
        `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${time}ms.`,
      );
  }

  #errorOf({ code, message, where }: TableFailure): CloudError {
    switch (code) {
      case 'time':
        return this.#error('query-timeout', message);
      case 'fact-limit':
        return this.#error('fact-limit', message);
      case 'problem':
        return this.#error('invalid-policy', message, where);
      case 'unstratified':
        return this.#error('unstratified-negation', circleMessage(where), where);
      case 'stuck': {
        const { plan, step, slot } = this.#machine!.stuck!;
        const name = plan.rule!.names[slot]!;
        const what = /^[_@]/.test(name) ? 'A variable' : name;
        return this.#error(
          'unbound-variable',
          `${what} has no value here, and all values there are cannot be tried. Give it one in another goal of the rule, or in the query.`,
          { plan, step },
        );
      }
    }
  }

  #error(code: CloudError['code'], message: string, where?: { readonly plan: Plan; readonly step: Step }): CloudError {
    const { goal } = where?.step ?? {};
    const range = goal?.node === undefined ? undefined : rangeOf(goal.node);
    return { code, message, uri: where?.plan.rule?.uri, start: range?.start, end: range?.end };
  }
}
