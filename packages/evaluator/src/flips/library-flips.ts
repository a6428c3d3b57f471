import { type PolarNode, print } from '@polar-tools/language';
import { type Policy, unwrap } from '@polar-tools/policy';
import { type PreparedQuery, prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { changedData, type DataChange, type DataPath } from '../data/changed-data.ts';
import { dataOf } from '../data/data-object.ts';
import { loadData } from '../data/load-data.ts';
import { Dictionary, Float, HostObject, type HostValue, NIL } from '../host/host.ts';
import { AskedFields } from './asked-fields.ts';
import {
  type DataField,
  DataWorld,
  entriesOf,
  type Fielded,
  isFielded,
  jsonOf,
  keyOf,
  type ObjectChange,
} from './data-world.ts';
import { fieldsUnderNegation, memberKinds, treesOf } from './fields-in-rules.ts';
import { type FlipLimits, type Flips, smallestFlips, type Trials } from './smallest.ts';
import { callsOf, firstOf, MOST_CALLS } from './trial.ts';
import { literalsIn, literalsOf, namesIn } from './written-values.ts';

export interface LibraryFlipOptions {
  readonly limits?: Partial<FlipLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
}

/** Values that are tried for one field. */
const MOST_VALUES = 40;
/** Of these, values of other fields that the query read. */
const MOST_COMPARED = 16;
/** New members that are tried for one list. */
const MOST_MEMBERS = 60;
/** The same of what was there to be changed before another change. */
const MOST_AGAIN = 8;
/** Objects that are put in the place of one that the query names, to see what else a change changes. */
const MOST_OTHERS = 6;
/** Calls that any trial may make; beyond these, so many times as many as the query makes over the data as it is: an object that becomes its own parent ends no search. */
const ENOUGH_CALLS = 5_000;
const TIMES_AS_MANY = 4;

/**
 * The smallest changes of a data file with which a query that has no answer has one, or one that has answers has none: the value of an
 * attribute, a member of a list, the class of an object. Each was tried.
 *
 * @param data the text of the data file: it is read anew, since what is tried changes the objects
 * @param holds whether the query has an answer as it is
 */
export function libraryFlips(
  policy: Policy,
  query: string,
  data: string,
  holds: boolean,
  { limits, clock }: LibraryFlipOptions = {},
): Flips<DataChange> {
  const trials = LibraryTrials.of(policy, query, data, holds);
  if (trials === undefined) return { found: [], beside: [], isBounded: false };
  const flips = smallestFlips(trials, limits, clock);
  return { ...flips, found: flips.found.map((changes) => changes.map(({ change }) => change)) };
}

/** A change of an object's class takes reading the file anew. */
type Change = ObjectChange | { readonly change: DataChange & { readonly kind: 'set' }; readonly field?: undefined };

class LibraryTrials implements Trials<Change> {
  readonly #policy: Policy;
  readonly #text: string;
  readonly #data: string;
  readonly #holds: boolean;
  readonly #world: DataWorld;
  readonly #query: PreparedQuery;
  /** Values that the policy and the query write. */
  readonly #written: readonly HostValue[];
  /** Whether the policy or the query asks for `nil`. */
  readonly #saysNil: boolean;
  /** The objects that the query names. */
  readonly #named: readonly HostObject[];
  /** Fields that were read before a change was made: what is changed further is what was not reached before it. */
  readonly #reached = new Map<string, ReadonlySet<string>>();
  /** Fields that are read within a `not` or a `forall`. */
  readonly #underNegation: ReadonlySet<string>;
  /** Where objects are asked to be greater or less than what has another kind, as the data is. */
  readonly #mixed: ReadonlySet<string>;
  /** Calls that a trial may make. */
  readonly #calls: number;

  static of(policy: Policy, text: string, data: string, holds: boolean): LibraryTrials | undefined {
    const { data: read, errors } = loadData(data);
    if (errors.some(({ severity }) => severity === 'error')) return undefined;
    const { query } = prepare(compile(policy, read.host), text);
    return query === undefined ? undefined : new LibraryTrials(policy, text, data, holds, new DataWorld(read), query);
  }

  private constructor(
    policy: Policy,
    text: string,
    data: string,
    holds: boolean,
    world: DataWorld,
    query: PreparedQuery,
  ) {
    this.#policy = policy;
    this.#text = text;
    this.#data = data;
    this.#holds = holds;
    this.#world = world;
    this.#query = query;
    const names = namesIn(query.expression);
    this.#named = names.flatMap((name) => {
      const value = world.data.host.named(name);
      return value instanceof HostObject && value !== NIL ? [value] : [];
    });
    this.#saysNil = names.includes('nil') || treesOf(policy).some((tree) => namesIn(tree).includes('nil'));
    const literals = new Map<string, HostValue>();
    for (const value of [...literalsIn(query.expression), ...literalsOf(policy)]) literals.set(keyOf(value), value);
    this.#written = [...literals.values()];
    this.#underNegation = fieldsUnderNegation(policy, query.expression);
    const host = new AskedFields(world.data.host);
    this.#calls = Math.min(MOST_CALLS, ENOUGH_CALLS + TIMES_AS_MANY * callsOf(query, host));
    this.#mixed = host.mixed;
  }

  key({ change }: Change): string {
    return change.kind === 'remove'
      ? `- ${JSON.stringify(change.path)}`
      : `${change.kind} ${JSON.stringify(change.path)} ${JSON.stringify(change.value)}`;
  }

  kind(change: Change): string {
    const { kind, path } = change.change;
    return isNumber(change) ? `number ${JSON.stringify(path)}` : `${kind} ${this.key(change)}`;
  }

  cost({ change, field, member, value }: Change & Partial<ObjectChange>): number {
    if (field === undefined) return 4;
    if (change.kind === 'remove') return 0;
    // Nothing that holds until now is taken away by one more member; the nearer it is to one that is there, the better.
    if (change.kind === 'add') return this.#distance(member, this.#world.valueOf(field));
    // What an object is by itself counts for all that others ask of it: to be given something on one object is less.
    if (typeof change.value === 'boolean') return this.#holds || this.#named.length < 2 ? 1 : 1.5;
    if (change.value === null) return this.#holds ? 2.5 : 3;
    return 2 + (isNumeric(value) ? this.#nearness(field, numberOf(value)) : 0);
  }

  /** Numbers beyond a bound: of the objects in the order of the query, and of those the nearest to what is there. Below 0.3. */
  #nearness(field: DataField, value: number): number {
    const is = this.#world.valueOf(field);
    const at = this.#named.indexOf(field.object as HostObject);
    const place = Math.min(at === -1 ? this.#named.length : at, 2) / 10;
    return place + (isNumeric(is) ? 0.09 * (1 - 1 / (1 + Math.abs(value - numberOf(is)))) : 0);
  }

  #distance(member: HostValue | undefined, list: HostValue | undefined): number {
    const own = isInside(member) ? entriesOf(member) : undefined;
    if (typeof member === 'string' && this.#named.length > 1) return 1.4;
    if (own === undefined || !Array.isArray(list)) return 1;
    const differences = (list as readonly HostValue[]).map((one) => {
      const other = isFielded(one) ? entriesOf(one) : undefined;
      if (other === undefined) return own.size;
      return [...own].filter(([name, value]) => keyOf(value) !== keyOf(other.get(name) ?? NIL)).length;
    });
    return 1 + Math.min(own.size, ...differences) / 10;
  }

  flips(changes: readonly Change[]): boolean {
    const { hasAnswer } = this.#answers(changes);
    return hasAnswer !== undefined && hasAnswer !== this.#holds;
  }

  /** What makes an object meet a number, say, is no change that anybody would make. */
  suits(changes: readonly Change[]): boolean {
    return [...this.#answers(changes).mixed].every((one) => this.#mixed.has(one));
  }

  confirms(changes: readonly Change[]): boolean {
    return this.#anew(changes) === !this.#holds;
  }

  beside(changes: readonly Change[]): readonly string[] {
    const ofObjects = changes.filter((change): change is ObjectChange => change.field !== undefined);
    if (ofObjects.length < changes.length) return [];
    const { host } = this.#world.data;
    const verdictOf = (query: PreparedQuery): boolean | undefined => firstOf(query, host, this.#calls);
    this.#besides ??= this.#others().map(({ query, text }) => ({ query, text, holds: verdictOf(query) }));
    const all = this.#besides;
    return this.#world.with(ofObjects, () =>
      all.flatMap(({ query, text, holds }) => (holds !== undefined && verdictOf(query) === !holds ? [text] : [])),
    );
  }

  #besides:
    | readonly { readonly query: PreparedQuery; readonly text: string; readonly holds: boolean | undefined }[]
    | undefined;

  /** The same query with one of the objects that it names replaced by another one of its class. */
  #others(): readonly { readonly query: PreparedQuery; readonly text: string }[] {
    const { host, names } = this.#world.data;
    const program = compile(this.#policy, host);
    const call = unwrap(this.#query.expression) as PolarNode;
    if (call.$type !== 'Call') return [];
    const args = call.arguments.map((argument) => print(argument));
    return args.flatMap((name, at) => {
      const value = host.named(name);
      if (!(value instanceof HostObject) || value === NIL) return [];
      const others = names.filter((other) => {
        const one = host.named(other);
        return other !== name && one instanceof HostObject && one.class === value.class;
      });
      return others.slice(0, MOST_OTHERS).flatMap((other) => {
        const text = `${call.name.text}(${args.with(at, other).join(', ')})`;
        const { query } = prepare(program, text);
        return query === undefined ? [] : [{ query, text }];
      });
    });
  }

  *further(changes: readonly Change[], again: boolean): Iterable<readonly Change[]> {
    if (again) return yield* this.#again(changes);
    const { fields } = this.#answers(changes);
    const before = this.#reached.get(this.#keyOf(changes.slice(0, -1)));
    const names = new Set(fields.map((field) => this.#nameOf(field)));
    const bounds = this.#bounds(fields);
    this.#reached.set(this.#keyOf(changes), names);
    // The fields that were read last are where it failed.
    for (const field of fields.toReversed()) {
      if (!this.#holds && before?.has(this.#nameOf(field)) === true) continue;
      const path = this.#world.pathOf(field.object);
      if (path === undefined) continue;
      const all = this.#holds
        ? this.#changesOfAllowance(field, [...path, field.name], changes.length, bounds)
        : this.#changesOf(field, [...path, field.name], bounds);
      for (const change of all) yield [change];
    }
    if (!this.#holds && changes.length === 0) for (const change of this.#classes()) yield [change];
  }

  /**
   * What a `not` or a `forall` looks at was read before the first change, and a list that has one more member may need another: of these
   * the likeliest.
   */
  *#again(changes: readonly Change[]): Generator<readonly Change[]> {
    if (this.#holds) return;
    const { fields } = this.#answers(changes);
    const before = this.#reached.get(this.#keyOf(changes.slice(0, -1)));
    const bounds = this.#bounds(fields);
    const last = changes.at(-1);
    for (const field of fields.toReversed()) {
      const path = this.#world.pathOf(field.object);
      if (path === undefined || before?.has(this.#nameOf(field)) !== true) continue;
      const at = [...path, field.name];
      const isOfLast = last?.field?.object === field.object && last.field.name === field.name;
      const all = this.#underNegation.has(field.name) || isOfLast ? [...this.#changesOf(field, at, bounds)] : [];
      const added = all.filter(({ change }) => change.kind === 'add' && isOfLast && last.change.kind === 'add');
      const gone = all.filter(({ change }) => change.kind === 'remove');
      const set = all.filter(({ change }) => change.kind === 'set' && !isOfLast);
      for (const change of [added, gone, set].flatMap((some) => some.slice(0, MOST_AGAIN))) yield [change];
    }
  }

  #keyOf(changes: readonly Change[]): string {
    return changes.map((change) => this.key(change)).join('\n');
  }

  #nameOf({ object, name }: DataField): string {
    return JSON.stringify([this.#world.pathOf(object), name]);
  }

  /** Runs the query over changed data, up to its first answer. `hasAnswer` is undefined where it ends with an error. */
  #answers(changes: readonly Change[]): {
    readonly hasAnswer: boolean | undefined;
    readonly fields: readonly DataField[];
    readonly mixed: ReadonlySet<string>;
  } {
    const ofObjects = changes.filter((change): change is ObjectChange => change.field !== undefined);
    if (ofObjects.length < changes.length) return { hasAnswer: this.#anew(changes), fields: [], mixed: new Set() };
    return this.#world.with(ofObjects, () => {
      const host = new AskedFields(this.#world.data.host);
      const hasAnswer = firstOf(this.#query, host, this.#calls);
      return { hasAnswer, fields: host.fields, mixed: host.mixed };
    });
  }

  /** The same over the changed text. */
  #anew(changes: readonly Change[]): boolean | undefined {
    const text = changedData(
      this.#data,
      changes.map(({ change }) => change),
    );
    if (text === undefined) return undefined;
    const { data, errors } = loadData(text);
    if (errors.some(({ severity }) => severity === 'error')) return undefined;
    const { query } = prepare(compile(this.#policy, data.host), this.#text);
    return query === undefined ? undefined : firstOf(query, data.host, this.#calls);
  }

  // ---- What may be changed -------------------------------------------------------------------------------------------

  *#changesOf(field: DataField, path: DataPath, bounds: readonly HostValue[]): Generator<Change> {
    const is = this.#world.valueOf(field);
    if (Array.isArray(is)) {
      for (const member of this.#newMembers(field, is, bounds)) {
        const value = jsonOf(member);
        if (value !== undefined) yield { change: { kind: 'add', path, value }, field, member };
      }
      // What is one too many: where a rule says `not`.
      yield* this.#removals(field, path, bounds);
      return;
    }
    for (const value of this.#newValues(field.name, is, bounds)) {
      const json = jsonOf(value);
      if (json !== undefined) yield { change: { kind: 'set', path, value: json }, field, value };
    }
    if (this.#saysNil && is !== undefined && is !== NIL)
      yield { change: { kind: 'set', path, value: null }, field, value: NIL };
  }

  /** What an answer needs is taken away; where a `not` or a `forall` reads the field, something more may be there, or something else. */
  *#changesOfAllowance(
    field: DataField,
    path: DataPath,
    made: number,
    bounds: readonly HostValue[],
  ): Generator<Change> {
    if (made > 0 || !this.#underNegation.has(field.name)) yield* this.#removals(field, path, bounds);
    else {
      const met = new Set<string>();
      for (const change of [...this.#removals(field, path, bounds), ...this.#changesOf(field, path, bounds)]) {
        const key = this.key(change);
        if (!met.has(key)) yield change;
        met.add(key);
      }
    }
  }

  *#removals(field: DataField, path: DataPath, bounds: readonly HostValue[]): Generator<Change> {
    const is = this.#world.valueOf(field);
    if (Array.isArray(is)) {
      for (const [i, member] of (is as readonly HostValue[]).entries())
        yield { change: { kind: 'remove', path: [...path, i] }, field, member };
      return;
    }
    if (!this.#holds || is === undefined) return;
    if (typeof is === 'boolean') yield { change: { kind: 'set', path, value: !is }, field, value: !is };
    else if (is !== NIL) {
      if (isNumeric(is))
        for (const value of this.#newValues(field.name, is, bounds)) {
          const json = jsonOf(value);
          if (json !== undefined) yield { change: { kind: 'set', path, value: json }, field, value };
        }
      yield { change: { kind: 'set', path, value: null }, field, value: NIL };
    }
  }

  /** What a field might be in place of what it is: as the query says, as others are, as the policy says. */
  #newValues(name: string, is: HostValue | undefined, bounds: readonly HostValue[] = []): readonly HostValue[] {
    if (typeof is === 'boolean') return [!is];
    const others = this.#world.valuesOf(name);
    const own = is === undefined ? undefined : keyOf(is);
    // Of a field without a value, the same field of others tells what it may be.
    const known = is === undefined || is === NIL ? others.filter((value) => value !== NIL) : [is];
    const fits = (value: HostValue): boolean => known.length === 0 || known.some((one) => isAlike(one, value));
    const compared = bounds.filter(fits).slice(0, MOST_COMPARED);
    const objects = known.some((one) => one instanceof HostObject) ? this.#world.objects.filter(fits) : [];
    const all = [
      ...this.#named,
      ...compared,
      ...others,
      ...objects.slice(0, MOST_COMPARED),
      ...this.#written,
      ...this.#numbers(),
    ];
    const values = new Map<string, HostValue>();
    for (const value of all) if (fits(value) && keyOf(value) !== own) values.set(keyOf(value), value);
    return [...values.values()].slice(0, MOST_VALUES);
  }

  /** The numbers that are written, and those beside them. */
  #numbers(): readonly HostValue[] {
    return this.#written.flatMap(besides);
  }

  /** The values that were read, the last first, and the numbers beside them: what one is compared with stands in another field, or in a list there. */
  #bounds(fields: readonly DataField[]): readonly HostValue[] {
    const values = new Map<string, HostValue>();
    const note = (value: HostValue): void => {
      for (const one of [value, ...besides(value)]) values.set(keyOf(one), one);
    };
    for (const field of fields.toReversed()) {
      const value = this.#world.valueOf(field);
      if (Array.isArray(value)) for (const member of value as readonly HostValue[]) note(member);
      else if (value !== undefined && value !== NIL) note(value);
    }
    return [...values.values()];
  }

  /** What a list might have beside what it has: the members of others, and such with other values in their fields. */
  #newMembers({ name }: DataField, list: HostValue, bounds: readonly HostValue[]): readonly HostValue[] {
    const own = new Set((list as readonly HostValue[]).map(keyOf));
    const known = [...(list as readonly HostValue[]), ...this.#world.membersOf(name)];
    // Where no list has a member, what the rules compare members with tells what they are.
    const kinds: ReadonlySet<string> = new Set(
      known.length === 0 ? memberKinds(this.#policy, this.#query.expression, name) : known.map((one) => typeof one),
    );
    const isOfAClass = (value: HostObject): boolean =>
      known.length === 0
        ? kinds.size === 0
        : known.some((one) => one instanceof HostObject && one !== NIL && isRelated(one.class, value.class));
    const isOfAKind = (value: HostValue): boolean =>
      typeof value !== 'object' && (kinds.size === 0 ? typeof value === 'string' : kinds.has(typeof value));
    const compared = bounds.filter((value) => isOfAKind(value) || (isNamed(value) && isOfAClass(value)));
    const plain = [...this.#written, ...this.#numbers()].filter(isOfAKind);
    const members = new Map<string, HostValue>();
    const offer = (value: HostValue): void => {
      const key = keyOf(value);
      if (!own.has(key) && members.size < MOST_MEMBERS) members.set(key, value);
    };
    for (const one of known) if (isInside(one)) for (const other of this.#variants(one, 1)) offer(other);
    for (const one of known) offer(one);
    for (const value of this.#named) if (isOfAClass(value)) offer(value);
    for (const value of compared.slice(0, MOST_COMPARED)) offer(value);
    for (const value of plain) offer(value);
    for (const one of known) if (isInside(one)) for (const other of this.#variants(one, 2)) offer(other);
    return [...members.values()];
  }

  /** Objects like one inside another, with so many of their fields changed. */
  *#variants(one: Fielded, most: number): Generator<Fielded> {
    const own = entriesOf(one)!;
    for (const [name, is] of own) {
      if (Array.isArray(is)) continue;
      for (const value of this.#newValues(name, is).slice(0, 8)) {
        const fields = new Map(own).set(name, value);
        const other =
          one instanceof Dictionary ? new Dictionary(fields) : new HostObject(one.class, { ...dataOf(one)!, fields });
        if (most === 1) yield other;
        else yield* this.#variants(other, most - 1);
      }
    }
  }

  /** Other classes for the objects that the query names. */
  *#classes(): Generator<Change> {
    const { classes } = this.#world.data.host;
    for (const object of this.#named) {
      const path = this.#world.pathOf(object);
      if (path === undefined) continue;
      for (const name of classes.keys())
        if (name !== object.class?.name) yield { change: { kind: 'set', path: [...path, '$class'], value: name } };
    }
  }
}

/** A number, and those on either side of it: of one with a fraction, whole ones. */
function besides(value: HostValue | undefined): readonly HostValue[] {
  if (value instanceof Float)
    return Number.isFinite(value.value) ? [value, Math.ceil(value.value), Math.floor(value.value)] : [];
  return typeof value === 'number' ? [value, value + 1, value - 1] : [];
}

const isNumeric = (value: HostValue | undefined): value is number | Float =>
  typeof value === 'number' || value instanceof Float;

const numberOf = (value: number | Float): number => (typeof value === 'number' ? value : value.value);

/** Whether a value stands within another in the file, and has no name there. */
const isInside = (value: HostValue | undefined): value is Fielded =>
  isFielded(value) && (value instanceof Dictionary || dataOf(value)?.name === undefined);

/** Whether a value is an object that has a name in the file. */
const isNamed = (value: HostValue): value is HostObject =>
  value instanceof HostObject && value !== NIL && dataOf(value)?.name !== undefined;

/** Whether a value may stand where another one does: of the same kind, or the same class. */
function isAlike(one: HostValue, other: HostValue): boolean {
  if (isNumeric(one)) return isNumeric(other);
  if (typeof one !== 'object') return typeof one === typeof other;
  return other instanceof HostObject && other.class === (one as HostObject).class;
}

const isNumber = ({ change }: Change): boolean => change.kind === 'set' && typeof change.value === 'number';

/** Whether one class is the other, or extends it. */
function isRelated(one: HostObject['class'], other: HostObject['class']): boolean {
  if (one === undefined || other === undefined || one === other) return one === other;
  return one.ancestry.includes(other) || other.ancestry.includes(one);
}
