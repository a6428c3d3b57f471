import { type Fact as FactNode, type Node, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { FactSite } from '../debug/view.ts';
import { AnswerReader, type CloudAnswer } from '../dialect/cloud/answers.ts';
import { circleMessage } from '../dialect/cloud/circle-message.ts';
import type { CompiledCloud } from '../dialect/cloud/program.ts';
import { type CloudQuery, type CompiledCloudQuery, QUERY } from '../dialect/cloud/query.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import { factOf } from '../tests/setup.ts';
import { CALLED, EXITED, FAILED, FOUND } from './happening.ts';
import { Recording } from './recording.ts';
import { Search, SearchFailure } from './search.ts';

/** What happens beside what a search tells of. */
export const ANSWERED = 7;
export const ENDED = 8;
export const BROKEN = 9;

/** One question of a run: a query, or an assertion of a test. */
export interface Asked {
  readonly query: CloudQuery;
  /** The call that it asks about, or the whole condition. */
  readonly node: Node;
  readonly uri: string | undefined;
  /** An assertion: how its end is told. */
  readonly assertion?: {
    /** Each of its answers counts, and is told. */
    readonly whole: boolean;
    /** Whether it holds, by the answers and the time (`now`); it yields now and then. */
    readonly holds: (answers: readonly CloudAnswer[], now: number) => Generator<void, boolean, void>;
  };
}

export interface CourseSetting {
  readonly program: CompiledCloud;
  readonly asked: readonly Asked[];
  readonly facts: FactStore;
  /** The facts that are written in the test and its fixtures. */
  readonly told: readonly { readonly uri: string; readonly fact: FactNode }[];
  /** The value that is the time. */
  readonly now: number;
  /** Blocks of events that are kept; more than two million events where it is left out. */
  readonly mostBlocks?: number | undefined;
  readonly mostFacts: number;
  readonly mostAnswers: number;
}

/** An answer, and the event at which it was found. */
export interface FoundAt {
  readonly event: number;
  readonly item: number;
  readonly answer: CloudAnswer;
}

/** Where a fact is written: in the policy as a clause, or in a test. */
export type FactPlace = { readonly clause: Clause } | { readonly site: FactSite };

/** Blocks of events that are kept: more than two million events. */
const MOST_BLOCKS = 160;

const noSlots: readonly number[] = [];

/** Plays the questions of a run one after another, and records what happens. It does the same each time. */
export class Course {
  readonly setting: CourseSetting;
  readonly recording: Recording;
  readonly searches: Search[] = [];
  /** By question: the event at which it was asked. */
  readonly starts: number[] = [];
  /** By question: the event at which it was over, and whether it holds. */
  readonly ends: { readonly event: number; readonly holds: boolean }[] = [];
  readonly answers: FoundAt[] = [];
  ended = false;
  error: RuntimeError | undefined = undefined;
  /** The time is up. */
  expired: string | undefined = undefined;
  readonly #told = new Map<string, FactSite>();
  #search: Search | undefined = undefined;
  #reader: AnswerReader | undefined = undefined;
  /** The question has its answers, and it is being found out whether the assertion holds. */
  #judging: Generator<void, boolean, void> | undefined = undefined;

  constructor(setting: CourseSetting) {
    this.setting = setting;
    this.recording = new Recording(1, setting.mostBlocks ?? MOST_BLOCKS);
    const { values } = setting.program;
    for (const { uri, fact: node } of setting.told) {
      const fact = factOf(node);
      if (fact === undefined) continue;
      const key = keyOf(
        fact.predicate,
        fact.arguments.map((value) => values.number(value)),
      );
      if (!this.#told.has(key)) this.#told.set(key, { node, uri });
    }
  }

  /** The question that an event belongs to. */
  itemAt(event: number): number {
    let item = this.starts.length - 1;
    while (item > 0 && this.starts[item]! > event) item--;
    return Math.max(item, 0);
  }

  /** Goes on by a little: with none or a few events more. */
  step(): void {
    if (this.ended) return;
    try {
      if (this.expired !== undefined) throw new SearchFailure('fact-limit', this.expired);
      if (this.#search === undefined) this.#begin();
      else if (this.#judging !== undefined || !this.#search.step()) this.#finish();
    } catch (failure) {
      if (!(failure instanceof SearchFailure)) throw failure;
      this.#fail(this.#errorOf(failure));
    }
  }

  #begin(): void {
    const item = this.searches.length;
    const { program, asked, facts, now, mostFacts } = this.setting;
    const one = asked[item];
    if (one === undefined) {
      this.#add(ENDED, item);
      this.ended = true;
      return;
    }
    const query = one.query as CompiledCloudQuery;
    this.starts.push(this.recording.last + 1);
    const isGoal = isOneGoal(one);
    const activation = isGoal ? this.#add(CALLED, item) : 0;
    const search: Search = new Search({
      program,
      predicate: query.goal,
      codes: query.codes,
      facts,
      now,
      mostAnswers: mostFacts,
      depth: isGoal ? 1 : 0,
      activation,
      tell: (port, plan, at, owner, activation, slots, row, layer) => {
        if (port === FOUND && this.factPlace(search, plan, at, row, layer) === undefined) return -1;
        return this.recording.add(port, plan, at, owner, activation, slots, row, layer);
      },
      answered: () => this.#answered(item, one, isGoal, activation),
    });
    this.#search = search;
    this.searches.push(search);
    const { subgoal } = search.root;
    this.#reader = new AnswerReader(query, {
      asked: subgoal,
      root: subgoal,
      places: subgoal.open,
      answers: search.answers,
    });
  }

  #answered(item: number, asked: Asked, isGoal: boolean, activation: number): void {
    for (let answer = this.#reader!.next(); answer !== undefined; answer = this.#reader!.next()) {
      const { assertion } = asked;
      const { mostAnswers } = this.setting;
      if (assertion === undefined && this.answers.length >= mostAnswers) {
        const message = `The query has more than ${mostAnswers} answers.`;
        this.#fail({ code: 'solution-limit', message, uri: undefined, start: undefined, end: undefined, trace: [] });
        return;
      }
      if (isGoal && (assertion === undefined || assertion.whole)) this.#add(EXITED, item, activation);
      const event = assertion === undefined ? this.#add(ANSWERED, item) : this.recording.last + 1;
      this.answers.push({ event, item, answer });
    }
  }

  #finish(): void {
    const item = this.searches.length - 1;
    const asked = this.setting.asked[item]!;
    const answered = this.#search!.root.subgoal.count > 0;
    const holds = this.#judged(item, asked, answered);
    if (holds === undefined) return;
    if (isOneGoal(asked) && (asked.assertion !== undefined || !answered))
      this.#add(holds ? EXITED : FAILED, item, this.starts[item]!);
    this.ends.push({ event: this.recording.last, holds });
    this.#search = undefined;
    this.#judging = undefined;
  }

  /** Whether an assertion holds; undefined while that is not known yet. */
  #judged(item: number, { assertion }: Asked, answered: boolean): boolean | undefined {
    if (assertion === undefined) return answered;
    if (this.#judging === undefined) {
      const answers = this.answers.filter((one) => one.item === item).map(({ answer }) => answer);
      const { program, now } = this.setting;
      this.#judging = assertion.holds(answers, Number(program.values.value(now).id));
    }
    const step = this.#judging.next();
    return step.done === true ? step.value : undefined;
  }

  #add(port: number, item: number, activation = -1): number {
    return this.recording.add(port, -1, -1, item, activation, noSlots, 0, 0);
  }

  #fail(error: RuntimeError): void {
    this.error = error;
    this.#add(BROKEN, Math.max(this.searches.length - 1, 0));
    this.ended = true;
  }

  #errorOf({ code, message, where }: SearchFailure): RuntimeError {
    const node = where?.step.goal?.node;
    const range = node === undefined ? undefined : rangeOf(node);
    const error = (code: RuntimeError['code'], message: string): RuntimeError => ({
      code,
      message,
      uri: where?.plan.rule?.uri ?? this.setting.asked[this.searches.length - 1]?.uri,
      start: range?.start,
      end: range?.end,
      trace: [],
    });
    switch (code) {
      case 'fact-limit':
        return this.expired === undefined ? error('memory-limit', message) : error('query-timeout', message);
      case 'problem':
        return error('unsupported', message);
      case 'unstratified':
        return error('invalid-state', circleMessage(where));
      case 'stuck': {
        const name = where!.plan.rule!.names[where!.slot!]!;
        const what = /^[_@]/.test(name) ? 'A variable' : name;
        return error(
          'unhandled-partial',
          `${what} has no value here, and all values there are cannot be tried. Give it one in another goal of the rule, or in the query.`,
        );
      }
    }
  }

  /** Where a fact is written; undefined for one that comes from elsewhere. */
  factPlace(search: Search, plan: number, at: number, row: number, layer: number): FactPlace | undefined {
    const predicate = search.plans[plan]!.steps[at]!.predicate!;
    const relation = search.relations(predicate)[layer]!;
    if (relation === predicate.stated) {
      const clause = predicate.statedBy[row];
      return clause && { clause };
    }
    if (this.#told.size === 0) return undefined;
    const { data, stride, arity } = relation;
    const site = this.#told.get(keyOf(predicate.name, data.subarray(row * stride, row * stride + arity)));
    return site && { site };
  }
}

const keyOf = (predicate: string, values: ArrayLike<number>): string => `${predicate}(${Array.from(values).join()})`;

/** Whether what is asked is one goal, whose rules are tried; else it is a body of its own. */
export const isOneGoal = ({ query, assertion }: Asked): boolean =>
  assertion !== undefined || (query as CompiledCloudQuery).goal.name !== QUERY;
