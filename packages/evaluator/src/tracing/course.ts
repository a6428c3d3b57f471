import { type Fact as FactNode, type Node, rangeOf } from '@polar-tools/language';
import { AnswerReader, type CloudAnswer } from '../dialect/cloud/answers.ts';
import { circleMessage } from '../dialect/cloud/circle-message.ts';
import type { CompiledCloud } from '../dialect/cloud/program.ts';
import { type CloudQuery, type CompiledCloudQuery, QUERY } from '../dialect/cloud/query.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import type { Change } from './changes.ts';
import { type FactPlace, FactPlaces } from './fact-places.ts';
import { CALLED, EXITED, FAILED } from './happening.ts';
import { Recording } from './recording.ts';
import { Search } from './search.ts';
import { SearchFailure } from './search-failure.ts';

/** What happens beside what a search tells of. */
export const ANSWERED = 8;
export const ENDED = 9;
export const BROKEN = 10;

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
  /** What a person has changed, in the order of events. */
  readonly changes: readonly Change[];
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

/** Blocks of events that are kept: more than two million events. */
const MOST_BLOCKS = 1280;

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
  readonly #places: FactPlaces;
  #search: Search | undefined = undefined;
  #reader: AnswerReader | undefined = undefined;
  /** The question has its answers, and it is being found out whether the assertion holds. */
  #judging: Generator<void, boolean, void> | undefined = undefined;

  constructor(setting: CourseSetting) {
    this.setting = setting;
    this.recording = new Recording(1, setting.mostBlocks ?? MOST_BLOCKS);
    this.#places = new FactPlaces(setting.told, setting.program.values);
  }

  /** The question that an event belongs to. */
  itemAt(event: number): number {
    let item = this.starts.length - 1;
    while (item > 0 && this.starts[item]! > event) item--;
    return Math.max(item, 0);
  }

  /** Goes on by so many steps at most, each with none or a few events more; or until something has happened after an event. */
  run(steps: number, past: number = Number.POSITIVE_INFINITY): void {
    const { recording } = this;
    try {
      if (this.expired !== undefined && !this.ended) throw new SearchFailure('fact-limit', this.expired);
      for (let left = steps; left > 0 && !this.ended && recording.last <= past; ) {
        const rest = this.#judging === undefined ? (this.#search?.run(left, past) ?? -1) : -1;
        if (rest >= 0) {
          left = rest;
          continue;
        }
        left--;
        if (this.#search === undefined) this.#begin();
        else this.#finish();
      }
    } catch (failure) {
      if (!(failure instanceof SearchFailure)) throw failure;
      this.#fail(this.#errorOf(failure));
    }
  }

  #begin(): void {
    const item = this.searches.length;
    const { program, asked, facts, now, mostFacts, changes } = this.setting;
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
    const search = new Search({
      program,
      predicate: query.goal,
      codes: query.codes,
      facts,
      places: this.#places,
      now,
      mostAnswers: mostFacts,
      depth: isGoal ? 1 : 0,
      activation,
      recording: this.recording,
      changes,
      answered: () => this.#answered(item, one, isGoal, activation),
    });
    if (isGoal && changes.some(({ kind, event }) => kind === 'fail' && event === activation)) search.stop();
    this.#search = search;
    this.searches.push(search);
    const { root, answers } = search;
    this.#reader = new AnswerReader(query, { asked: root, root, places: root.open, answers });
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
    const answered = this.#search!.root.count > 0;
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
    return this.recording.add(port, -1, -1, item, activation, noSlots);
  }

  #fail(error: RuntimeError): void {
    this.error = error;
    this.#search?.stop();
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

  /** Where a fact is written that a goal has found; undefined for one that comes from elsewhere. */
  factPlace(search: Search, plan: number, at: number, row: number, layer: number): FactPlace | undefined {
    const predicate = search.plans[plan]!.steps[at]!.predicate!;
    return this.#places.of(predicate, search.relations(predicate)[layer]!, row);
  }
}

/** Whether what is asked is one goal, whose rules are tried; else it is a body of its own. */
export const isOneGoal = ({ query, assertion }: Asked): boolean =>
  assertion !== undefined || (query as CompiledCloudQuery).goal.name !== QUERY;
