import type { Clause } from '@polar-tools/policy';
import type { EventView, FactSite, GoalSite, Port } from '../debug/view.ts';
import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Plan } from '../tables/plan.ts';
import { ANSWERED, BROKEN, type Course, ENDED } from './course.ts';
import type { FactPlace } from './fact-places.ts';
import { CALLED, CIRCLED, ENTERED, EXITED, FAILED, FOUND, REDONE, REMEMBERED } from './happening.ts';
import type { Recorded } from './recording.ts';
import type { Search } from './search.ts';
import type { Stack } from './stack.ts';
import type { Table } from './table.ts';

const PORTS: Readonly<Record<number, Port>> = {
  [CALLED]: 'call',
  [ENTERED]: 'unify',
  [FOUND]: 'unify',
  [REMEMBERED]: 'unify',
  [EXITED]: 'exit',
  [REDONE]: 'redo',
  [FAILED]: 'fail',
  [CIRCLED]: 'fail',
  [ANSWERED]: 'answer',
  [ENDED]: 'end',
  [BROKEN]: 'exception',
};

/** What a debugger is told of an event. */
export const viewOf = (course: Course, stack: Stack, event: number): EventView =>
  event === 0 ? START : new RecordedEvent(course, stack, event);

/** An event as it was recorded. What it shows is found out when it is asked for: a condition looks at many events, and at little of each. */
class RecordedEvent implements EventView {
  readonly event: number;
  readonly port: Port;
  readonly #course: Course;
  readonly #stack: Stack;
  readonly #recorded: Recorded;
  /** Whether what came before it was answered from a table. */
  readonly #follows: boolean;

  constructor(course: Course, stack: Stack, event: number) {
    const { recording } = course;
    this.event = event;
    this.#course = course;
    this.#stack = stack;
    this.#recorded = recording.read(event);
    this.port = PORTS[this.#recorded.port]!;
    this.#follows = event > recording.earliest && recording.port(event - 1) === REMEMBERED;
  }

  get goal(): GoalSite | undefined {
    return this.#stack.siteOf(this.event, this.#recorded);
  }

  get clause(): Clause | undefined {
    if (this.#recorded.port === ENTERED) return this.#plan!.rule!.clause;
    const place = this.#place;
    return place !== undefined && 'clause' in place ? place.clause : undefined;
  }

  get fact(): FactSite | undefined {
    const place = this.#place;
    if (place === undefined) return undefined;
    return 'site' in place ? place.site : { node: place.clause.rule, uri: place.clause.uri };
  }

  get remembered(): boolean | undefined {
    const { port } = this.#recorded;
    return (
      port === REMEMBERED || ((port === FAILED || port === EXITED) && this.#isOfRule && this.#follows) || undefined
    );
  }

  get circle(): boolean | undefined {
    return this.#recorded.port === CIRCLED || undefined;
  }

  get predicate(): string | undefined {
    return this.#isOfRule ? this.#called?.name : this.#isOfQuestion ? this.#asked?.predicate : undefined;
  }

  get arity(): number {
    return this.#isOfRule ? (this.#called?.arity ?? 0) : (this.#asked?.asked?.arguments.length ?? 0);
  }

  get depth(): number {
    if (!this.#isOfRule) return this.#isOfQuestion ? 1 : 0;
    return this.#isOfGoal ? this.#table.depth + 1 : this.#table.depth;
  }

  get activation(): number {
    return this.#recorded.activation;
  }

  get frame(): number {
    if (!this.#isOfRule) return 0;
    const table = this.#isOfGoal ? this.#table : this.#table.caller?.owner;
    return table?.caller?.activation ?? 0;
  }

  /** It happens in a rule, or among the facts of a call; else to what was asked itself. */
  get #isOfRule(): boolean {
    return this.#recorded.plan !== -1;
  }

  /** It is of a goal of the rule, and not of the call whose rules and facts are tried. */
  get #isOfGoal(): boolean {
    return this.#recorded.at >= 0 && this.#plan!.rule !== undefined;
  }

  /** It is of the one goal that was asked. */
  get #isOfQuestion(): boolean {
    return this.port === 'call' || this.port === 'exit' || this.port === 'fail';
  }

  get #asked() {
    return this.#course.setting.asked[this.#course.itemAt(this.event)]?.query;
  }

  get #search(): Search {
    return this.#course.searches[this.#course.itemAt(this.event)]!;
  }

  get #plan(): Plan | undefined {
    return this.#search.plans[this.#recorded.plan];
  }

  get #table(): Table {
    return this.#search.tables[this.#recorded.owner]!;
  }

  /** What is called; undefined where that has no name. */
  get #called(): CloudPredicate | undefined {
    const called = this.#isOfGoal ? this.#plan!.steps[this.#recorded.at]?.predicate : this.#table.predicate;
    return called?.name.startsWith('@') ? undefined : called;
  }

  /** Where the fact is written that fits. */
  get #place(): FactPlace | undefined {
    const { port, plan, at, row, layer } = this.#recorded;
    return port === FOUND ? this.#course.factPlace(this.#search, plan, at, row, layer) : undefined;
  }
}

const START: EventView = {
  event: 0,
  port: 'start',
  goal: undefined,
  clause: undefined,
  predicate: undefined,
  arity: 0,
  depth: 0,
  activation: 0,
  frame: 0,
};
