import { Failure } from '../run/failure.ts';
import { isSame } from '../terms/same.ts';
import { Box, CONS, EMPTY_LIST, expression, FLOAT, HOST, LAST_VARIABLE, NIL, type Term } from '../terms/term.ts';
import { argsOf, conjunction, ground, isExpression, isVariable, merge, rebuild, variablesIn } from './operations.ts';
import type { Source, Sources } from './sources.ts';

/** What is known of a variable. */
export type VariableState =
  | { readonly kind: 'unbound' }
  | { readonly kind: 'bound'; readonly value: Term }
  /** Unified with other variables and nothing else: these, beginning with itself, each bound to the next. */
  | { readonly kind: 'cycle'; readonly variables: readonly Box[] }
  /** What must hold of it and of the variables it is connected with: an `and`. */
  | { readonly kind: 'partial'; readonly constraints: Box };

const UNBOUND_STATE: VariableState = { kind: 'unbound' };

/** A binding, and what it took the place of. */
export interface Entry {
  readonly variable: Box;
  readonly before: Term | undefined;
  readonly after: Term;
  /** Where the value is written. */
  readonly source: Source | undefined;
}

/** What variables stood for before the bindings that are taken back. */
export type Earlier = ReadonlyMap<Box, Term | undefined>;

/** A moment to go back to: how long each trail was. */
export interface Mark {
  readonly length: number;
  readonly followers: ReadonlyMap<Bindings, number>;
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
 * is a value, another variable or constraints. Followers see the same bindings from when they were added: with them a
 * negation finds out what its goal did.
 */
export class Bindings {
  readonly #values = new Map<Box, Term>();
  readonly #trail: Entry[] = [];
  #followers: Bindings[] = [];
  /** Where the values of variables are written: that of the newest binding. */
  readonly #written = new WeakMap<Box, Source | undefined>();
  readonly #sources: Sources;
  /** How short the trail has been since this was last set: what a recording needs to know. */
  lowest = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  // ---- Looking ------------------------------------------------------------------------------------------------------

  /** What is known of a variable, or was before the bindings that `earlier` takes back. */
  state(variable: Box, earlier?: Earlier): VariableState {
    let value = this.#value(variable, earlier);
    if (value === undefined) return UNBOUND_STATE;
    if (!isVariable(value))
      return isExpression(value) ? { kind: 'partial', constraints: value } : { kind: 'bound', value };
    const path = [variable];
    for (;;) {
      if (value === undefined) return UNBOUND_STATE;
      if (!isVariable(value))
        return isExpression(value) ? { kind: 'partial', constraints: value } : { kind: 'bound', value };
      if (value === variable) return { kind: 'cycle', variables: path };
      path.push(value);
      if (path.length > LONGEST_RING)
        throw new Failure('query-timeout', 'Variables are bound to each other in a ring that never closes.');
      value = this.#value(value, earlier);
    }
  }

  #value(variable: Box, earlier: Earlier | undefined): Term | undefined {
    return earlier?.has(variable) === true ? earlier.get(variable) : this.#values.get(variable);
  }

  /** The value of a variable that has one. */
  valueOf(variable: Box, earlier?: Earlier): Term | undefined {
    const state = this.state(variable, earlier);
    return state.kind === 'bound' ? state.value : undefined;
  }

  /** Where the value of a variable is written. */
  sourceOf(variable: Box): Source | undefined {
    let bound = variable;
    for (let count = 0; count < LONGEST_RING; count++) {
      const next = this.#values.get(bound);
      if (next === undefined || !isVariable(next) || next === variable) break;
      bound = next;
    }
    return this.#written.get(bound);
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
        return state.constraints;
    }
  }

  /** Every variable with a binding, in the order in which they first got one, with the newest. */
  entries(): Iterable<[Box, Term]> {
    return this.#values.entries();
  }

  /** A term with values filled in everywhere but in expressions. */
  resolve(term: Term, earlier?: Earlier): Term {
    if (typeof term !== 'object' || term.kind === FLOAT || term.kind === HOST || term.kind === NIL) return term;
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
      const isRest = typeof resolved === 'object' && (resolved.kind === CONS || resolved.kind === NIL);
      const put = !afterStar || isRest || isVariable(resolved) ? resolved : new Box(CONS, resolved, EMPTY_LIST);
      if (cycles === cyclesBefore) filledIn.set(part, put);
      return put;
    };
    return this.#asWritten(rebuild(term, change), term);
  }

  /** Gives a term that was made of another one by filling in values its place. */
  #asWritten(made: Term, from: Term): Term {
    return typeof made === 'object' && made !== from && !isVariable(made) && this.#sources.of(made) === undefined
      ? this.#sources.give(made, this.#sources.of(from))
      : made;
  }

  /** Gives a variable a value for good, whatever is undone later. Followers are not told, as in the reference. */
  define(variable: Box, value: Term): void {
    this.#values.set(variable, value);
  }

  // ---- Changing -----------------------------------------------------------------------------------------------------

  /**
   * Binds a variable that has no value to a value, written at `source`, or a variable. Gives the goal that must hold as well, where constraints have to be
   * looked at again. Throws {@link Incompatible}.
   */
  bind(variable: Box, value: Term, source?: Source): Term | undefined {
    let goal: Term | undefined;
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
    let constraints = conjunction([term]);
    for (const variable of variablesIn(constraints).reverse()) {
      const state = this.state(variable);
      if (state.kind === 'cycle') constraints = merge(cycleConstraints(state.variables), constraints);
      else if (state.kind === 'partial') constraints = merge(state.constraints, constraints);
    }
    const open = new Set(variablesIn(constraints));
    for (const variable of [...open]) {
      const value = this.valueOf(variable);
      if (value === undefined) continue;
      open.delete(variable);
      const source = this.sourceOf(variable);
      const grounded = ground(constraints, variable, value, (made, from) =>
        this.#keepSource(made, from, variable, source),
      );
      if (grounded === undefined) throw new Incompatible('Grounding failed B');
      constraints = grounded;
    }
    for (const variable of open) this.#set(variable, constraints);
  }

  #bindPartial(constraints: Box, variable: Box, value: Term, source: Source | undefined): Term {
    const grounded = ground(constraints, variable, value, (made, from) =>
      this.#keepSource(made, from, variable, source),
    );
    if (grounded === undefined) throw new Incompatible('Grounding failed A');
    this.#set(variable, value, source);
    return grounded;
  }

  #bindVariables(left: Box, right: Box): Term | undefined {
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
      if (variablesIn(r.constraints).includes(left)) return undefined;
      const goal = this.#bindPartial(merge(l.constraints, r.constraints), right, left, undefined);
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

  #set(variable: Box, value: Term, source?: Source): undefined {
    this.#trail.push({ variable, before: this.#values.get(variable), after: value, source });
    this.#values.set(variable, value);
    this.#written.set(variable, source);
    return undefined;
  }

  /** Gives an operation about a variable and its value the place where the value is written. */
  #about(variable: Box, made: Box): Box {
    return this.#sources.give(made, undefined, [undefined, this.sourceOf(variable)]);
  }

  /** The constraint that a variable is not what it is bound to now. */
  isNot(variable: Box, value: Term): Box {
    return this.#about(variable, expression('!=', [variable, value]));
  }

  /** An operation in which a variable got its value is written where it was, and the value where that is. */
  #keepSource(made: Box, from: Box, variable: Box, value: Source | undefined): void {
    const parts = this.#sources.parts(from);
    this.#sources.give(
      made,
      this.#sources.of(from),
      argsOf(from).map((arg, i) => (arg === variable ? value : parts[i])),
    );
  }

  // ---- Going back ---------------------------------------------------------------------------------------------------

  mark(): Mark {
    return {
      length: this.#trail.length,
      followers:
        this.#followers.length === 0
          ? NO_FOLLOWERS
          : new Map(this.#followers.map((follower) => [follower, follower.#trail.length])),
    };
  }

  /** Undoes what was bound since. A follower that was added since forgets everything. */
  undo(to: Mark): void {
    for (const follower of this.#followers) follower.#undo(to.followers.get(follower) ?? 0);
    this.#undo(to.length);
  }

  #undo(to: number): void {
    if (to < this.lowest) this.lowest = to;
    while (this.#trail.length > to) {
      const { variable, before } = this.#trail.pop()!;
      if (before === undefined) this.#values.delete(variable);
      else this.#values.set(variable, before);
    }
  }

  get size(): number {
    return this.#trail.length;
  }

  /** A binding, the oldest being 0. */
  entry(index: number): Entry {
    return this.#trail[index]!;
  }

  /** All that was bound since the trail was so long. */
  since(length: number): readonly Entry[] {
    return this.#trail.slice(length);
  }

  /** Goes back to when the trail was so long and from there to another moment, by what was bound until then. */
  replay(from: number, entries: Iterable<readonly Entry[]>): void {
    this.#undo(from);
    for (const some of entries)
      for (const entry of some) {
        this.#trail.push(entry);
        this.#values.set(entry.variable, entry.after);
        this.#written.set(entry.variable, entry.source);
      }
  }

  /** The same bindings, whatever becomes of these. */
  copy(): Bindings {
    const made = new Bindings(this.#sources);
    made.replay(0, [this.#trail]);
    return made;
  }

  get followers(): readonly Bindings[] {
    return this.#followers;
  }

  set followers(followers: readonly Bindings[]) {
    this.#followers = [...followers];
  }

  addFollower(): Bindings {
    const follower = new Bindings(this.#sources);
    this.#followers = [...this.#followers, follower];
    return follower;
  }

  removeFollower(follower: Bindings): void {
    this.#followers = this.#followers.filter((other) => other !== follower);
  }
}

const NO_FOLLOWERS: ReadonlyMap<Bindings, number> = new Map();

/** Variables that are one and the same, as constraints: each equals the next. */
function cycleConstraints(variables: readonly Box[]): Box {
  const conjuncts: Term[] = [];
  for (let i = 0; i + 1 < variables.length; i++) conjuncts.push(expression('=', [variables[i]!, variables[i + 1]!]));
  return conjunction(conjuncts);
}
