import { Failure } from '../run/failure.ts';
import { isSame } from '../terms/same.ts';
import { Box, CONS, EMPTY_LIST, expression, FLOAT, HOST, LAST_VARIABLE, NIL, type Term } from '../terms/term.ts';
import { Constraints, type InstanceTest, isPlain } from './constraints.ts';
import { type Earlier, type Entry, Group, type Known, Member, type Place, Shared, Variable } from './known.ts';
import { Apart, Carried, type Newest } from './newest.ts';
import { argsOf, conjunction, ground, isExpression, isList, isVariable, rebuild, variablesIn } from './operations.ts';
import type { Source, Sources } from './sources.ts';
import { type Moment, type Returns, Trail } from './trail.ts';

/** What is known of a variable. */
export type VariableState =
  | { readonly kind: 'unbound' }
  | { readonly kind: 'bound'; readonly value: Term }
  /** Unified with other variables and nothing else: these, beginning with itself, each bound to the next. */
  | { readonly kind: 'cycle'; readonly variables: readonly Box[] }
  /** What must hold of it and of the variables it is connected with. */
  | { readonly kind: 'partial'; readonly constraints: Constraints };

const UNBOUND_STATE: VariableState = { kind: 'unbound' };

/**
 * What is left to do when a variable was bound: a goal that must hold as well; or nothing, where that goal was found to hold already: then it is
 * made only for a message.
 */
export type Rest = Term | (() => Term) | undefined;

/** A moment to go back to, by the clock of each trail. */
export interface Mark {
  readonly time: number;
  readonly followers: ReadonlyMap<Follower, number>;
}

/** A binding did not go together with what was known: the goal that wanted it fails. */
export class Incompatible extends Failure {
  constructor(message: string) {
    super('incompatible-bindings', `Attempted binding was incompatible: ${message}`);
  }
}

/** Variables in a ring longer than this are taken for one that never closes. */
const LONGEST_RING = 100_000;

/**
 * What variables stand for, the way the reference keeps it (docs/language/queries.md#constraints): the newest binding of a variable counts, and
 * is a value, another variable or constraints. Those of a run are here; {@link Follower}s see the same bindings from when they were added.
 */
export class Bindings {
  readonly #newest: Newest;
  readonly #trail: Trail;
  #followers: readonly Follower[] = [];
  protected readonly sources: Sources;
  /** Undefined for a follower, which is told of each variable by itself. */
  readonly #isInstance: InstanceTest | undefined;

  constructor(sources: Sources, isInstance?: InstanceTest, newest: Newest = new Carried()) {
    this.sources = sources;
    this.#isInstance = isInstance;
    this.#newest = newest;
    this.#trail = new Trail(newest);
  }

  /** A new variable. */
  variable(name: string | number): Variable {
    return new Variable(name, this.#trail.now);
  }

  /** The application has got a variable, and may give it back at any time: nothing that happens to it is forgotten. */
  handOut(variable: Box): void {
    if (variable instanceof Variable) variable.birth = 0;
  }

  // ---- Looking ------------------------------------------------------------------------------------------------------

  /** What is known of a variable, or was before the bindings that `earlier` takes back. */
  state(variable: Box, earlier?: Earlier): VariableState {
    const path = [variable];
    for (let value = this.#value(variable, earlier); ; value = this.#value(value as Box, earlier)) {
      if (value === undefined) return UNBOUND_STATE;
      if (value instanceof Member) {
        const shared = this.#sharedBy(value.group, earlier);
        return shared.value === undefined
          ? { kind: 'partial', constraints: shared.constraints }
          : { kind: 'bound', value: shared.value };
      }
      if (!isVariable(value as Term)) return { kind: 'bound', value: value as Term };
      if (value === variable) return { kind: 'cycle', variables: path };
      path.push(value as Box);
      if (path.length > LONGEST_RING) throw endlessRing();
    }
  }

  #value(variable: Box, earlier?: Earlier): Term | Member | undefined {
    const entry = earlier?.has(variable) === true ? earlier.get(variable) : this.#newest.of(variable);
    return entry?.after as Term | Member | undefined;
  }

  #sharedBy(group: Group, earlier?: Earlier): Shared {
    return (earlier?.has(group) === true ? earlier.get(group) : this.#newest.of(group))!.after as Shared;
  }

  /** The value of a variable that has one. */
  valueOf(variable: Box, earlier?: Earlier): Term | undefined {
    let value = this.#value(variable, earlier);
    for (let count = 0; count < LONGEST_RING; count++) {
      if (value === undefined) return undefined;
      if (value instanceof Member) return this.#sharedBy(value.group, earlier).value;
      if (!isVariable(value as Term)) return value as Term;
      if (value === variable) return undefined;
      value = this.#value(value as Box, earlier);
    }
    throw endlessRing();
  }

  /** Where the value of a variable is written. */
  sourceOf(variable: Box): Source | undefined {
    let bound = this.#newest.of(variable);
    for (let count = 0; bound !== undefined && count < LONGEST_RING; count++) {
      const { after, source } = bound;
      if (after instanceof Member) {
        const shared = this.#newest.of(after.group)!;
        return (shared.after as Shared).value === undefined ? source : shared.source;
      }
      if (!isVariable(after as Term) || after === variable) return source;
      const next = this.#newest.of(after as Box);
      if (next === undefined) return undefined;
      bound = next;
    }
    return bound?.source;
  }

  /** What holds of a variable, as one `and`. */
  constraintsOf(variable: Box): Box {
    const state = this.state(variable);
    switch (state.kind) {
      case 'unbound':
        return conjunction([]);
      case 'bound':
        return conjunction([this.#about(variable, expression('=', [variable, state.value]))]);
      case 'cycle':
        return cycleConstraints(state.variables);
      default:
        return state.constraints.expression;
    }
  }

  /** The newest binding of a variable: a value, a variable, or constraints (an expression, the same one for all that it is about). */
  newest(variable: Box): Term | undefined {
    const known = this.#value(variable);
    return known instanceof Member ? this.#asTerm(known) : known;
  }

  #asTerm({ group }: Member): Term {
    const { value, constraints } = this.#sharedBy(group);
    return value ?? constraints.expression;
  }

  /**
   * The variables whose constraints are about temporary variables alone, in the order in which each first got a binding. Only for the bindings
   * of a run.
   */
  get unnamed(): readonly Box[] {
    if (!(this.#newest instanceof Carried)) return [];
    const first = new Map<Box, number>();
    for (const group of this.#newest.unnamed) {
      for (const variable of variablesIn(this.#sharedBy(group).constraints.expression)) {
        let entry = this.#newest.of(variable);
        if (!(entry?.after instanceof Member) || entry.after.group !== group) continue;
        while (entry.before !== undefined) entry = entry.before;
        first.set(variable, entry.time);
      }
    }
    return [...first].sort(([, left], [, right]) => left - right).map(([variable]) => variable);
  }

  /** A term with values filled in everywhere but in expressions. */
  resolve(term: Term, earlier?: Earlier): Term {
    if (typeof term !== 'object' || term.kind === FLOAT || term.kind === HOST || term.kind === NIL) return term;
    if (isVariable(term)) {
      const value = this.valueOf(term, earlier);
      if (value === undefined) return term;
      if (typeof value !== 'object' || isExpression(value)) return value;
    } else if (isExpression(term)) return term;
    // A variable in itself is filled in once; after a star it counts as another one, as in the reference.
    const seen = new Set<Box>();
    const seenAfterStar = new Set<Box>();
    // What a variable came to, so that one that stands in many places is filled in once; not where it was in something of itself.
    const known = new Map<Box, Term>();
    const knownAfterStar = new Map<Box, Term>();
    let cycles = 0;
    const change = (part: Term, afterStar: boolean): Term | undefined => {
      if (typeof part !== 'object') return part;
      if (isExpression(part)) return part;
      if (part.kind > LAST_VARIABLE) return undefined;
      const around = afterStar ? seenAfterStar : seen;
      if (around.has(part)) {
        cycles++;
        return part;
      }
      const filledIn = afterStar ? knownAfterStar : known;
      const before = filledIn.get(part);
      if (before !== undefined) return before;
      const value = this.valueOf(part, earlier);
      if (value === undefined) return part;
      const cyclesBefore = cycles;
      around.add(part);
      const resolved = this.#asWritten(rebuild(value, change), value);
      around.delete(part);
      // What is no list stands as one more element.
      const put =
        !afterStar || isList(resolved) || isVariable(resolved) ? resolved : new Box(CONS, resolved, EMPTY_LIST);
      if (cycles === cyclesBefore) filledIn.set(part, put);
      return put;
    };
    return this.#asWritten(rebuild(term, change), term);
  }

  /** Gives a term that was made of another one by filling in values its place. */
  #asWritten(made: Term, from: Term): Term {
    return typeof made === 'object' && made !== from && !isVariable(made) && this.sources.of(made) === undefined
      ? this.sources.give(made, this.sources.of(from))
      : made;
  }

  /** Gives a variable a value for good, whatever is undone later. Followers are not told, as in the reference. */
  define(variable: Box, value: Term): void {
    this.#newest.put(variable, { place: variable, before: undefined, after: value, source: undefined, time: 0 });
  }

  // ---- Changing -----------------------------------------------------------------------------------------------------

  /**
   * Binds a variable that has no value to a value, written at `source`, or a variable. Gives what is left to do, where constraints have to be
   * looked at again. Throws {@link Incompatible}.
   */
  bind(variable: Box, value: Term, source?: Source): Rest {
    let goal: Rest;
    if (isVariable(value)) goal = this.#bindVariables(variable, value);
    else {
      const state = this.state(variable);
      if (state.kind === 'partial') goal = this.#bindPartial(state.constraints, variable, value, source);
      else if (state.kind === 'bound') throw new Incompatible(`Cannot rebind ${String(variable.b)}`);
      else this.#set(variable, value, source);
    }
    for (const follower of this.#followers) follower.bind(variable, value, source);
    return goal;
  }

  /** Adds a constraint to the variables in it, together with all that is known of them. Throws {@link Incompatible}. */
  constrain(term: Box): void {
    for (const follower of this.#followers) follower.constrain(term);
    const variables = variablesIn(term);
    if (this.#grow(term, variables)) return;
    let together = Constraints.of(conjunction([term]));
    for (const variable of variables.reverse()) {
      const state = this.state(variable);
      if (state.kind === 'cycle') together = Constraints.of(cycleConstraints(state.variables)).merge(together);
      else if (state.kind === 'partial') together = state.constraints.merge(together);
    }
    let constraints = together.expression;
    const open = new Set(variablesIn(constraints));
    for (const variable of [...open]) {
      const value = this.valueOf(variable);
      if (value === undefined) continue;
      open.delete(variable);
      const grounded = this.#ground(constraints, variable, value, this.sourceOf(variable));
      if (grounded === undefined) throw new Incompatible('Grounding failed B');
      constraints = grounded;
    }
    if (open.size === 0) return;
    const left = variablesIn(constraints);
    const isWhole = left.length === open.size && left.every((variable) => open.has(variable));
    const group = new Group(this.#trail.now);
    this.#set(group, new Shared(Constraints.of(constraints), undefined, isWhole));
    for (const variable of open) this.#set(variable, new Member(group, 0));
  }

  /**
   * Adds a constraint to those of one group, where it is about variables of that one and new ones alone: then it is about the same
   * variables with all that is known of them. False where it is not as simple as that.
   */
  #grow(term: Box, variables: readonly Box[]): boolean {
    let group: Group | undefined;
    let since = 0;
    const added: Box[] = [];
    for (const variable of variables) {
      const known = this.#value(variable);
      if (known === undefined) added.push(variable);
      else if (known instanceof Member && (group === undefined || group === known.group)) {
        group = known.group;
        since = Math.max(since, known.since);
      } else return false;
    }
    if (variables.length === 0) return false;
    const { constraints, value, isWhole } = group === undefined ? NOTHING_SHARED : this.#sharedBy(group);
    if (!isWhole || value !== undefined) return false;
    if (added.length === 0 && constraints.has(term, since)) return true;
    group ??= new Group(this.#trail.now);
    this.#set(group, new Shared(constraints.with(term, variables), undefined, true));
    for (const variable of added) this.#set(variable, new Member(group, constraints.length));
    return true;
  }

  #bindPartial(constraints: Constraints, variable: Box, value: Term, source: Source | undefined): Rest {
    if (this.#settle(variable, value, source))
      return () => this.#ground(constraints.expression, variable, value, source)!;
    const grounded = this.#ground(constraints.expression, variable, value, source);
    if (grounded === undefined) throw new Incompatible('Grounding failed A');
    this.#set(variable, value, source);
    return grounded;
  }

  /**
   * Gives all variables of a group their value at once, where unifications make them one and each constraint can be decided at
   * sight. The reference comes to the same by asking for all constraints again with each variable's value in turn.
   */
  #settle(variable: Box, value: Term, source: Source | undefined): boolean {
    const known = this.#value(variable);
    if (this.#isInstance === undefined || this.#followers.length > 0) return false;
    if (!(known instanceof Member) || !isPlain(value)) return false;
    const { constraints, isWhole } = this.#sharedBy(known.group);
    const holds = isWhole ? constraints.settle(value, this.#isInstance) : undefined;
    if (holds === undefined) return false;
    if (!holds) throw new Incompatible('Grounding failed A');
    this.#set(known.group, new Shared(constraints, value, true), source);
    return true;
  }

  /** Constraints with a variable's value filled in, which is written at `source`. */
  #ground(constraints: Box, variable: Box, value: Term, source: Source | undefined): Box | undefined {
    return ground(constraints, variable, value, (made, from) => this.#keepSource(made, from, variable, source));
  }

  #bindVariables(left: Box, right: Box): Rest {
    if (left === right) return undefined;
    const l = this.state(left);
    const r = this.state(right);
    if (l.kind === 'bound' && r.kind === 'bound') {
      if (isSame(l.value, r.value)) return undefined;
      throw new Incompatible(`${String(left.b)} and ${String(right.b)} are both bound`);
    }
    if (r.kind === 'bound')
      return l.kind === 'partial'
        ? this.#bindPartial(l.constraints, left, r.value, this.sourceOf(right))
        : this.#set(left, r.value, this.sourceOf(right));
    if (l.kind === 'bound')
      return r.kind === 'partial'
        ? this.#bindPartial(r.constraints, right, l.value, this.sourceOf(left))
        : this.#set(right, l.value, this.sourceOf(left));
    if (l.kind === 'partial' && r.kind === 'partial') {
      if (this.#areTogether(left, right) || variablesIn(r.constraints.expression).includes(left)) return undefined;
      const goal = this.#bindPartial(l.constraints.merge(r.constraints), right, left, undefined);
      // Only now, so that the goal does not ask for it: that both are one is remembered for the answer.
      this.constrain(expression('=', [left, right]));
      return goal;
    }
    if (l.kind === 'partial' || r.kind === 'partial') {
      this.constrain(expression('=', [left, right]));
      return undefined;
    }
    if (l.kind === 'unbound' && r.kind === 'unbound') {
      this.#set(left, right);
      return this.#set(right, left);
    }
    if (l.kind === 'cycle' && r.kind === 'cycle') {
      if (l.variables.some((variable) => r.variables.includes(variable))) return undefined;
      this.#set(l.variables.at(-1)!, right);
      return this.#set(r.variables.at(-1)!, left);
    }
    const [free, ring, entry] = l.kind === 'unbound' ? [left, r, right] : [right, l, left];
    this.#set((ring as { readonly variables: readonly Box[] }).variables.at(-1)!, free);
    return this.#set(free, entry);
  }

  /** Whether the same constraints are about both, and about nothing that has left them. */
  #areTogether(left: Box, right: Box): boolean {
    const [l, r] = [this.#value(left), this.#value(right)];
    return l instanceof Member && r instanceof Member && l.group === r.group && this.#sharedBy(l.group).isWhole;
  }

  #set(place: Place, after: Known, source?: Source): undefined {
    const before = this.#newest.of(place);
    if (before?.after instanceof Member) this.#leave(before.after.group);
    this.#trail.set(place, after, source);
    return undefined;
  }

  #leave(group: Group): void {
    const { constraints, value, isWhole } = this.#sharedBy(group);
    if (isWhole) this.#set(group, new Shared(constraints, value, false));
  }

  /** Gives an operation about a variable and its value the place where the value is written. */
  #about(variable: Box, made: Box): Box {
    return this.sources.give(made, undefined, [undefined, this.sourceOf(variable)]);
  }

  /** The constraint that a variable is not what it is bound to now. */
  isNot(variable: Box, value: Term): Box {
    return this.#about(variable, expression('!=', [variable, value]));
  }

  /** An operation in which a variable got its value is written where it was, and the value where that is. */
  #keepSource(made: Box, from: Box, variable: Box, value: Source | undefined): void {
    const parts = this.sources.parts(from);
    this.sources.give(
      made,
      this.sources.of(from),
      argsOf(from).map((arg, i) => (arg === variable ? value : parts[i])),
    );
  }

  // ---- Going back ---------------------------------------------------------------------------------------------------

  mark(): Mark {
    const followers = this.#followers;
    return {
      time: this.#trail.mark(),
      followers:
        followers.length === 0
          ? NO_FOLLOWERS
          : new Map(followers.map((follower) => [follower, follower.#trail.mark()])),
    };
  }

  /** Undoes what was bound since. A follower that was added since forgets everything. */
  undo(to: Mark): void {
    for (const follower of this.#followers) follower.#trail.undo(to.followers.get(follower) ?? 0);
    this.#trail.undo(to.time);
  }

  /** How many bindings can be undone. */
  get size(): number {
    return this.#trail.size;
  }

  /** The bindings that can be undone, the newest first. */
  newestFirst(): Iterable<Entry> {
    return this.#trail.newestFirst();
  }

  /** The time of the moment that is kept of the way to here; a new one tells of what is newer. */
  get keptTime(): number {
    return this.#trail.keptTime;
  }

  /** Keeps the present moment, to go back to; `returns`: what else may be gone back to, later than `keptTime`. */
  keep(returns: Returns): BindingsMoment {
    return {
      moment: this.#trail.keep(returns, (place, earlier) => this.#isFinal(place, earlier)),
      followers: this.#followers.map((follower) => ({ follower, moment: follower.#trail.keep() })),
    };
  }

  goTo({ moment, followers }: BindingsMoment): void {
    this.#trail.goTo(moment);
    for (const { follower, moment: its } of followers) follower.#trail.goTo(its);
    this.#followers = followers.map(({ follower }) => follower);
  }

  /** Whether it has a value, which only going back can change. */
  #isFinal(place: Place, earlier: Earlier): boolean {
    const value = place instanceof Group ? this.#sharedBy(place, earlier).value : this.valueOf(place, earlier);
    return value !== undefined;
  }

  addFollower(): Follower {
    const follower = new Follower(this.sources);
    this.#followers = [...this.#followers, follower];
    return follower;
  }

  removeFollower(follower: Follower): void {
    this.#followers = this.#followers.filter((other) => other !== follower);
  }

  /** Of a follower: the same, whatever becomes of this one. */
  protected copyTo(other: Bindings): void {
    this.#trail.copyTo(other.#trail);
  }
}

/** Bindings apart, of the variables of a run: with them a negation finds out what its goal did. */
export class Follower extends Bindings {
  readonly #table: Apart;

  constructor(sources: Sources) {
    const table = new Apart();
    super(sources, undefined, table);
    this.#table = table;
  }

  /** The variables with a binding, in the order in which they first got one. */
  *variables(): Iterable<Box> {
    for (const place of this.#table.places) if (!(place instanceof Group)) yield place;
  }

  copy(): Follower {
    const made = new Follower(this.sources);
    this.copyTo(made);
    return made;
  }
}

/** A moment of bindings that can be gone back to. */
export interface BindingsMoment {
  readonly moment: Moment;
  readonly followers: readonly { readonly follower: Follower; readonly moment: Moment }[];
}

const NOTHING_SHARED = new Shared(Constraints.NONE, undefined, true);

const endlessRing = (): Failure =>
  new Failure('query-timeout', 'Variables are bound to each other in a ring that never closes.');

const NO_FOLLOWERS: ReadonlyMap<Follower, number> = new Map();

/** Variables that are one and the same, as constraints: each equals the next. */
function cycleConstraints(variables: readonly Box[]): Box {
  const conjuncts: Term[] = [];
  for (let i = 0; i + 1 < variables.length; i++) conjuncts.push(expression('=', [variables[i]!, variables[i + 1]!]));
  return conjunction(conjuncts);
}
