import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import type { Code } from './codes.ts';
import type { FactRelations } from './fact-relations.ts';
import { FAILS, GoalStates, HOLDS, UNKNOWN, VAGUE } from './goal-states.ts';
import type { Plans } from './plans.ts';
import { type Deciding, LEAD, LEAD_EACH, type Procedure, Undecided } from './procedure.ts';

/** Calls within calls, of goals that more follows on: deeper is for tables. */
const MOST_DEPTH = 100;
/** So many goals are looked at in one go. */
const MOST_GOALS = 200_000;
/** One for all: to make an error takes longer than to decide. */
const undecided = new Undecided();
/** No goal that is being looked for. */
const NOTHING = Number.MAX_SAFE_INTEGER;

/**
 * Decides calls whose arguments all have values, by rules that lead only to calls of the same kind: what is kept of each is whether it
 * holds. Rules that call what has no value yet are for tables, and left out here: a call that holds by the others does hold; of one that does not,
 * and has met such a rule on the way, nothing is known.
 *
 * A rule's last goal decides the rule, so the goals that follow from a call in this way are one region, which is searched breadth first: the
 * call holds as soon as one of them does. A goal before the last one begins a region within. What is being looked for does not hold
 * meanwhile; where a region ends without having found anything, and has asked for nothing outside it that is still being looked for, none
 * of its goals holds. If it has asked, its goals become those of the region around it. When a region's call holds, those that led to
 * it do, too, and all else of the region is forgotten, as it may have been told too early that the call does not hold.
 */
export class Decider implements Deciding {
  registers = new Int32Array(1024);
  readonly call = new Int32Array(32);
  now = 0;
  /** It has met more than it can do; it is of no use for this run. */
  gaveUp = false;
  readonly #plans: Plans;
  readonly #states = new GoalStates();
  #relations: FactRelations | undefined = undefined;
  /** The goals that are being looked for, by the number that is their state, less one: each one's place, and the one that led to it. */
  #sought = new Int32Array(256);
  #leader = new Int32Array(256);
  #count = 0;
  /** The region that is searched: where its first goal is in the list of those to be looked at, and where the next one goes. */
  #queue = new Int32Array(256);
  #queued = 0;
  /** The one whose rules are tried. */
  #current = -1;
  /** A rule was left out that might have said more: what does not hold in the region may do so after all. */
  #isVague = false;
  /** The first of the goals that a region has asked for while they were being looked for. */
  #earliest = NOTHING;
  #top = 0;
  #depth = 0;
  #goals = 0;
  #steps = 0;

  constructor(plans: Plans) {
    this.#plans = plans;
  }

  /** Forgets what it knows, and is for another run. */
  begin(now: number, facts: FactStore): void {
    this.now = now;
    this.#relations = this.#plans.relationsIn(facts);
    this.#states.clear();
    this.gaveUp = false;
    this.#steps = 0;
  }

  relations(predicate: CloudPredicate): readonly Relation[] {
    return this.#relations!.of(predicate);
  }

  /**
   * Whether a call holds; undefined where tables must say.
   * @param again whether to look although another call like it was not decided: it holds, perhaps
   */
  holds(predicate: CloudPredicate, codes: ArrayLike<Code>, again: boolean): boolean | undefined {
    if (this.gaveUp) return undefined;
    const procedure = this.#plans.procedure(predicate, codes);
    if (!procedure.decidable || (procedure.wasVague && !again)) return undefined;
    for (let i = 0; i < procedure.arity; i++) this.call[i] = codes[i]!;
    this.#goals = 0;
    this.#isVague = false;
    try {
      const holds = this.decide(procedure);
      if (holds || !this.#isVague) return holds;
      procedure.wasVague = true;
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      if (!this.gaveUp) procedure.decidable = false;
      this.#abandon();
    }
    return undefined;
  }

  /** How many goals were looked at since this was last asked. */
  takeSteps(): number {
    const steps = this.#steps;
    this.#steps = 0;
    return steps;
  }

  lead(procedure: Procedure): boolean {
    const place = this.#states.find(procedure.id, this.call, procedure.arity);
    const state = this.#states.state(place);
    if (state === UNKNOWN) return this.#meet(place, procedure, this.#current);
    return this.#known(state);
  }

  decide(procedure: Procedure): boolean {
    const place = this.#states.find(procedure.id, this.call, procedure.arity);
    const state = this.#states.state(place);
    return state === UNKNOWN ? this.#search(place, procedure) : this.#known(state);
  }

  isAbsent(procedure: Procedure): boolean {
    const place = this.#states.find(procedure.id, this.call, procedure.arity);
    const state = this.#states.state(place);
    if (state === HOLDS || (state === UNKNOWN && this.#search(place, procedure))) return false;
    if (this.#states.state(place) === FAILS) return true;
    // It may still hold: when what it depends on does, or by a rule that was left out.
    this.#isVague = true;
    return false;
  }

  #known(state: number): boolean {
    if (state === HOLDS) return true;
    if (state > 0 && state <= this.#earliest) this.#earliest = state - 1;
    if (state === VAGUE) this.#isVague = true;
    return false;
  }

  /** Looks at a goal's facts, and puts its rules where they are tried later. */
  #meet(place: number, procedure: Procedure, leader: number): boolean {
    const states = this.#states;
    if (this.#isFact(procedure.predicate)) {
      states.setState(place, HOLDS);
      return true;
    }
    const { ways } = procedure;
    if (!procedure.decidable) throw undecided;
    if (procedure.isPartial) this.#isVague = true;
    else if (ways.length === 0) {
      states.setState(place, FAILS);
      return false;
    }
    if (++this.#goals > MOST_GOALS) this.#giveUp();
    this.#steps++;
    const at = this.#count++;
    if (at === this.#sought.length) {
      this.#sought = larger(this.#sought);
      this.#leader = larger(this.#leader);
    }
    this.#sought[at] = place;
    this.#leader[at] = leader;
    states.setState(place, at + 1);
    if (this.#queued === this.#queue.length) this.#queue = larger(this.#queue);
    this.#queue[this.#queued++] = at;
    return false;
  }

  #isFact(predicate: CloudPredicate): boolean {
    const relations = this.relations(predicate);
    for (let i = 0; i < relations.length; i++) if (relations[i]!.has(this.call)) return true;
    return false;
  }

  /** Searches a region from its call on. */
  #search(place: number, procedure: Procedure): boolean {
    if (++this.#depth > MOST_DEPTH) this.#giveUp();
    const first = this.#count;
    const firstQueued = this.#queued;
    const outerCurrent = this.#current;
    const outerEarliest = this.#earliest;
    const isOuterVague = this.#isVague;
    this.#earliest = NOTHING;
    this.#isVague = false;
    let holds = this.#meet(place, procedure, -1);
    if (!holds) {
      for (let next = firstQueued; next < this.#queued; next++) {
        this.#current = this.#queue[next]!;
        if (!this.#tryRules(this.#sought[this.#current]!)) continue;
        holds = true;
        break;
      }
      this.#settle(first, holds);
    }
    this.#isVague = isOuterVague || (this.#isVague && !holds);
    const isOpen = !holds && this.#earliest < first;
    this.#earliest = isOpen && this.#earliest < outerEarliest ? this.#earliest : outerEarliest;
    this.#queued = firstQueued;
    this.#current = outerCurrent;
    this.#depth--;
    return holds;
  }

  #tryRules(place: number): boolean {
    const procedure = this.#plans.procedures[this.#states.procedure(place)]!;
    const base = this.#top;
    const { ways } = procedure;
    this.#top += procedure.registers;
    if (this.#top > this.registers.length) this.registers = larger(this.registers);
    this.#states.copy(place, procedure.arity, this.registers, base);
    let holds = false;
    for (let i = 0; i < ways.length && !holds; i++) {
      const way = ways[i]!;
      if (way.kind === LEAD_EACH) holds = way.scan.lead(this, base, way.site);
      else if (way.kind === LEAD) holds = this.lead(way.site.call(this, base));
      else holds = way.attempt(this, base);
    }
    this.#top = base;
    return holds;
  }

  /** Says of a region's goals what is known at its end. */
  #settle(first: number, holds: boolean): void {
    const states = this.#states;
    if (holds) {
      for (let at = this.#current; at >= 0; at = this.#leader[at]!) states.setState(this.#sought[at]!, HOLDS);
      for (let at = first; at < this.#count; at++)
        if (states.state(this.#sought[at]!) > 0) states.setState(this.#sought[at]!, UNKNOWN);
      this.#count = first;
    } else if (this.#earliest >= first) {
      const state = this.#isVague ? VAGUE : FAILS;
      for (let at = first; at < this.#count; at++) states.setState(this.#sought[at]!, state);
      this.#count = first;
    }
  }

  #giveUp(): never {
    this.gaveUp = true;
    throw undecided;
  }

  /** Ends a search that was given up. */
  #abandon(): void {
    for (let at = 0; at < this.#count; at++) this.#states.setState(this.#sought[at]!, UNKNOWN);
    this.#count = 0;
    this.#queued = 0;
    this.#current = -1;
    this.#earliest = NOTHING;
    this.#top = 0;
    this.#depth = 0;
  }
}

function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const made = new Int32Array(array.length * 2);
  made.set(array);
  return made;
}
