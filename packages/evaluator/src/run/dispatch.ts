import type { Value } from '../compiler/goal.ts';
import type { ClauseCode, CompiledProgram, PredicateCode } from '../compiler/program.ts';
import type { HostClass } from '../host/host.ts';
import { type Box, CONS, DICTIONARY, EMPTY_LIST, FLOAT, HOST, LAST_VARIABLE, REST, type Term } from '../terms/term.ts';
import { Failure } from './failure.ts';

/** Clauses in the order in which to try them, and an index over them. */
export interface Selection {
  /** False where the heads need no check of plain classes any more. */
  readonly checked: boolean;
  readonly all: readonly ClauseCode[];
  /** The argument that tells most clauses apart, or -1. */
  readonly position: number;
  readonly onConstant: ReadonlyMap<Term, readonly ClauseCode[]> | undefined;
  readonly onList: readonly ClauseCode[];
  readonly onEmptyList: readonly ClauseCode[];
  /** For other values. */
  readonly onOther: readonly ClauseCode[];
}

/** How a predicate finds its clauses. */
export class Dispatch {
  readonly predicate: PredicateCode;
  /** Where no clause has a specializer: all of them. */
  readonly plain: Selection | undefined;
  /** Arguments that a clause specializes. */
  readonly #positions: readonly number[];
  /** False where a class alone does not decide: patterns with fields, unknown classes. */
  readonly #byClass: boolean;
  readonly #cache = new Map<unknown, unknown>();
  #lastKeys: readonly unknown[] = [];
  #last: Selection | undefined;
  readonly #program: CompiledProgram;

  constructor(predicate: PredicateCode) {
    this.predicate = predicate;
    const { clauses } = predicate;
    this.#program = predicate.space.program;
    this.#positions = Array.from({ length: predicate.arity }, (_, i) => i).filter((i) =>
      clauses.some((clause) => clause.lowered.parameters[i]!.specializer !== undefined),
    );
    this.plain = this.#positions.length === 0 ? select(clauses, predicate.arity, true) : undefined;
    this.#byClass = clauses.every((clause) =>
      clause.lowered.parameters.every(
        ({ specializer }) =>
          specializer === undefined ||
          this.#isUnion(specializer) ||
          (specializer.kind === 'instance' &&
            specializer.fields.length === 0 &&
            this.#program.isClass(specializer.name)),
      ),
    );
  }

  /** The clauses for these arguments where their classes decide; undefined: filter one by one. Arguments are dereferenced. */
  select(registers: readonly Term[]): Selection | undefined {
    if (this.plain !== undefined) return this.plain;
    if (!this.#byClass) return undefined;
    const positions = this.#positions;
    const last = this.#lastKeys;
    let same = last.length === positions.length;
    for (let i = 0; i < positions.length; i++) {
      const key = classKey(registers[positions[i]!]!);
      if (key === undefined) return undefined;
      if (same && last[i] !== key) same = false;
    }
    if (same) return this.#last;
    const keys = positions.map((position) => classKey(registers[position]!)!);
    let table = this.#cache;
    for (let i = 0; i < keys.length - 1; i++) {
      let next = table.get(keys[i]) as Map<unknown, unknown> | undefined;
      if (next === undefined) {
        next = new Map();
        table.set(keys[i], next);
      }
      table = next;
    }
    const lastKey = keys[keys.length - 1];
    let selection = table.get(lastKey) as Selection | null | undefined;
    if (selection === undefined) {
      selection = this.#make(keys) ?? null;
      table.set(lastKey, selection);
    }
    if (selection === null) return undefined;
    this.#last = selection;
    this.#lastKeys = keys;
    return selection;
  }

  #make(keys: readonly ClassKey[]): Selection | undefined {
    const fitting: ClauseCode[] = [];
    for (const clause of this.predicate.clauses) {
      // An object that is an instance of several members of a union matches once for each, as in the reference.
      let times = 1;
      this.#positions.forEach((position, i) => {
        const { specializer } = clause.lowered.parameters[position]!;
        if (specializer?.kind === 'instance') times *= this.#matches(keys[i]!, specializer.name);
      });
      for (let i = 0; i < times; i++) fitting.push(clause);
    }
    if (!this.#isOrder(fitting, keys)) return undefined;
    const sorted = sortBySpecificity(fitting, (left, right) => this.#moreSpecific(left, right, keys));
    return select(sorted, this.predicate.arity, false);
  }

  #matches(key: ClassKey, name: string): number {
    const members = this.#program.unions.get(name);
    if (members !== undefined) return members.reduce((sum, member) => sum + this.#matches(key, member), 0);
    if (key instanceof BuiltinKey) return this.#program.builtinClasses.get(key.kind)?.includes(name) === true ? 1 : 0;
    return key.ancestry.some((ancestor) => ancestor.name === name) ? 1 : 0;
  }

  /**
   * Among the classes of a built-in value none is more specific, but two different ones end a comparison: then clauses that
   * are left out for other reasons could change the order of the rest, and only sorting those that fit is right.
   */
  #isOrder(clauses: readonly ClauseCode[], keys: readonly ClassKey[]): boolean {
    return this.#positions.every((position, i) => {
      if (!(keys[i] instanceof BuiltinKey)) return true;
      const names = new Set<string>();
      for (const clause of clauses) {
        const { specializer } = clause.lowered.parameters[position]!;
        if (specializer?.kind === 'instance' && !this.#isUnion(specializer)) names.add(specializer.name);
      }
      return names.size < 2;
    });
  }

  #isUnion(value: Value): boolean {
    return value.kind === 'instance' && this.#program.unions.has(value.name);
  }

  #moreSpecific(left: ClauseCode, right: ClauseCode, keys: readonly ClassKey[]): boolean {
    for (let i = 0; i < this.#positions.length; i++) {
      const position = this.#positions[i]!;
      const l = left.lowered.parameters[position]!.specializer;
      const r = right.lowered.parameters[position]!.specializer;
      if (l === undefined && r === undefined) continue;
      if (l === undefined) return false;
      if (r === undefined) return true;
      const lUnion = this.#isUnion(l);
      const rUnion = this.#isUnion(r);
      if (lUnion && rUnion) continue;
      if (lUnion) return false;
      if (rUnion) return true;
      if (l.kind !== 'instance' || r.kind !== 'instance' || l.name === r.name) continue;
      const key = keys[i]!;
      return !(key instanceof BuiltinKey) && comesFirst(key, l.name, r.name);
    }
    return false;
  }
}

/** The dispatch of a predicate. Throws a failure where no rule has its name. */
export function dispatchOf(predicate: PredicateCode): Dispatch {
  if (!predicate.defined)
    throw new Failure('query-for-undefined-rule', `Query for undefined rule \`${predicate.name}\``);
  predicate.dispatch ??= new Dispatch(predicate);
  return predicate.dispatch as Dispatch;
}

/** True if `left` comes before `right` in the class's ancestry. */
export function comesFirst(of: HostClass, left: string, right: string): boolean {
  if (of.isOfClass === true) return false;
  const leftIndex = of.ancestry.findIndex(({ name }) => name === left);
  if (leftIndex === -1) return false;
  const rightIndex = of.ancestry.findIndex(({ name }) => name === right);
  return rightIndex === -1 || leftIndex < rightIndex;
}

/** The reference's stable insertion sort (docs/language/rules.md#order-of-rules), which matters where the relation is no order. */
export function sortBySpecificity<Clause>(
  clauses: readonly Clause[],
  moreSpecific: (left: Clause, right: Clause) => boolean,
): Clause[] {
  const sorted = [...clauses];
  for (let outer = 1; outer < sorted.length; outer++) {
    for (let inner = outer; inner > 0 && moreSpecific(sorted[inner]!, sorted[inner - 1]!); inner--) {
      [sorted[inner - 1], sorted[inner]] = [sorted[inner]!, sorted[inner - 1]!];
    }
  }
  return sorted;
}

/** What stands for the class of a built-in value. */
export class BuiltinKey {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}
export type ClassKey = BuiltinKey | HostClass;

const STRING = new BuiltinKey('string');
const INTEGER = new BuiltinKey('integer');
const BOOLEAN = new BuiltinKey('boolean');
const FLOATING = new BuiltinKey('float');
const LIST = new BuiltinKey('list');
const DICT = new BuiltinKey('dictionary');

/** The class of a value; undefined where only the application can say, or it is not known yet. */
export function classKey(term: Term): ClassKey | undefined {
  switch (typeof term) {
    case 'string':
      return STRING;
    case 'number':
    case 'bigint':
      return INTEGER;
    case 'boolean':
      return BOOLEAN;
    default:
      break;
  }
  switch (term.kind) {
    case HOST:
      return term.b as HostClass | undefined;
    case FLOAT:
      return FLOATING;
    case REST:
    case CONS:
      return LIST;
    case DICTIONARY:
      return DICT;
    default:
      return term === EMPTY_LIST ? LIST : undefined;
  }
}

// ---- Index ------------------------------------------------------------------------------------------------------------

const ANY = Symbol('any value');
const LISTS = Symbol('a list with elements');
type ShapeOf = Term | typeof ANY | typeof LISTS;

/** What a parameter accepts, as far as an index can tell. */
function shapeOf(clause: ClauseCode, position: number): ShapeOf {
  const { value } = clause.lowered.parameters[position]!;
  if (value.kind === 'cons') return LISTS;
  if (value.kind !== 'constant') return ANY;
  return keyOf(value.term);
}

/** The key of a value in an index of constants: equal values have one, whole floats that of the integer. */
function keyOf(term: Term): ShapeOf {
  if (typeof term !== 'object') return term;
  if (term === EMPTY_LIST) return term;
  if (term.kind === CONS) return LISTS;
  if (term.kind === FLOAT) {
    const value = term.a as number;
    if (Number.isSafeInteger(value)) return value + 0;
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? BigInt(value) : ANY;
  }
  return ANY;
}

function select(clauses: readonly ClauseCode[], arity: number, checked: boolean): Selection {
  const none: Selection = {
    checked,
    all: clauses,
    position: -1,
    onConstant: undefined,
    onList: clauses,
    onEmptyList: clauses,
    onOther: clauses,
  };
  if (clauses.length < 2) return none;
  let best = -1;
  let most = 0;
  for (let position = 0; position < arity; position++) {
    const shapes = new Set<ShapeOf>();
    for (const clause of clauses) {
      const shape = shapeOf(clause, position);
      if (shape !== ANY) shapes.add(shape);
    }
    if (shapes.size > most) {
      most = shapes.size;
      best = position;
    }
  }
  if (best === -1) return none;
  const shapes = clauses.map((clause) => shapeOf(clause, best));
  const keep = (wanted: ShapeOf): ClauseCode[] => clauses.filter((_, i) => shapes[i] === ANY || shapes[i] === wanted);
  const onConstant = new Map<Term, ClauseCode[]>();
  const others: ClauseCode[] = [];
  clauses.forEach((clause, i) => {
    const shape = shapes[i]!;
    if (shape === ANY) {
      for (const group of onConstant.values()) group.push(clause);
      others.push(clause);
    } else if (shape !== LISTS && shape !== EMPTY_LIST) {
      const group = onConstant.get(shape);
      if (group === undefined) onConstant.set(shape, [...others, clause]);
      else group.push(clause);
    }
  });
  return {
    checked,
    all: clauses,
    position: best,
    onConstant: onConstant.size > 0 ? onConstant : undefined,
    onList: keep(LISTS),
    onEmptyList: keep(EMPTY_LIST),
    onOther: others,
  };
}

/** The clauses that may fit an argument at the selection's position. */
export function lookUp(selection: Selection, argument: Term): readonly ClauseCode[] {
  if (typeof argument === 'object') {
    if (argument.kind === CONS) return selection.onList;
    if (argument === EMPTY_LIST) return selection.onEmptyList;
    // The application says whether its object equals a constant; a variable may become any.
    if (argument.kind <= LAST_VARIABLE || argument.kind === HOST) return selection.all;
    if (argument.kind !== FLOAT) return selection.onOther;
    const key = keyOf(argument);
    return typeof key === 'symbol' ? selection.onOther : (selection.onConstant?.get(key) ?? selection.onOther);
  }
  return selection.onConstant?.get(argument) ?? selection.onOther;
}

export const isHost = (term: Term): term is Box => typeof term === 'object' && term.kind === HOST;
