import type { Node, PolarNode } from '@polar-tools/language';
import { relatedType } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import { unions } from '../dialect/built-in-classes.ts';
import type { DeclarationKind } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { unwrap } from '../model/walk.ts';
import { slotKinds } from './slot-kinds.ts';
import { statementsThatAsk } from './statements-that-ask.ts';
import { type Port, samePlace, scopesIn, type Value, valueFlow, type WordPlace } from './value-flow.ts';
import { typeOf } from './variable-types.ts';

/** What a value is asked for as: a role, permission or relation of a resource. */
export interface Slot {
  readonly as: DeclarationKind;
  /** The resource's type; undefined where it is not known, or stands for many types. */
  readonly type: string | undefined;
  /** The resource's variable in the value's scope, where it is one. */
  readonly on: string | undefined;
  /** It is one of the rule's callers that asks, not the rule itself. */
  readonly byCaller: boolean;
}

/** What a port asks for by the language's own meaning; undefined where the predicate is the policy's. */
export function slotAt(policy: Snapshot, { predicate, values, index, path }: Port): Slot | undefined {
  const as = slotKinds.get(predicate);
  if (as === undefined || index !== 1 || path.length > 0) return undefined;
  if (values.length === 2)
    return policy.dialect === 'cloud' ? { as, type: 'global', on: undefined, byCaller: false } : undefined;
  const resource = predicate === 'has_relation' && policy.dialect === 'cloud' ? values[0] : values[2];
  return resource === undefined ? undefined : { as, ...resourceOf(policy, resource), byCaller: false };
}

/** A resource's type where one is known, and its name where it is a variable. */
function resourceOf(policy: Snapshot, node: Node): Pick<Slot, 'type' | 'on'> {
  const type = typeOf(policy, node);
  return { type: type === undefined || unions.has(type) ? undefined : type, on: variableOf(node) };
}

function variableOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const it = unwrap(node) as PolarNode;
  return it.$type === 'Variable' && it.name !== '_' ? it.name : undefined;
}

/** What a predicate's parameter is asked for as; `on` is the number of the parameter that is the resource. */
interface Summary {
  readonly as: DeclarationKind;
  readonly type: string | undefined;
  readonly on: number | undefined;
}

/**
 * What the values of a policy are asked for as: in their own scope, in the rules that they are given to, and by the rules that call the one
 * in whose head they stand. One is made for each version of a policy, and remembers what it found.
 */
export class TermSlots {
  readonly #policy: Snapshot;
  readonly #found = new Map<string, readonly Summary[]>();
  readonly #open = new Set<string>();
  /** By place: what all places that are joined by values are asked for as. */
  readonly #together = new Map<string, readonly Slot[]>();
  /** A rule that calls itself was met, so that what was found on the way may not be all. */
  #partial = false;
  #mentions: Mentions | undefined;
  #asking: Mentions | undefined;
  #joins: boolean | undefined;

  constructor(policy: Snapshot) {
    this.#policy = policy;
  }

  /** Everything that a value is asked for as. */
  of(value: Value): readonly Slot[] {
    const found = this.#all(value, undefined);
    if (this.#partial) {
      this.#found.clear();
      this.#partial = false;
    }
    return found;
  }

  /**
   * What a value is asked for as by way of what the policy's own rules compare it with: the strings of their heads and of facts are compared
   * with what any call gives, so that what one call asks says something of all. For values that nothing else says anything of.
   */
  byWayOfRules(value: Value): readonly Slot[] {
    if (!this.#areJoined) return [];
    const places = value.ports.filter(({ predicate }) => !slotKinds.has(predicate));
    return distinct(places.flatMap((place) => this.#joined(place)));
  }

  /** Whether any statement gives what it asks for as a term to a rule of the policy's own, or takes it from one. */
  get #areJoined(): boolean {
    this.#joins ??= statementsThatAsk(this.#policy).some(({ clause, calls, facts }) => {
      const isOwn = (name: string): boolean => !slotKinds.has(name);
      return (clause !== undefined && isOwn(clause.predicate)) || calls.some(isOwn) || facts.some(isOwn);
    });
    return this.#joins;
  }

  /** What the values at a place are asked for as, and those at all places that they stand at too: for each of these it is the same. */
  #joined(place: Port): readonly Slot[] {
    const known = this.#together.get(keyOf(place));
    if (known !== undefined) return known;
    const slots: Slot[] = [];
    const seen = new Set<string>();
    const waiting = [place];
    for (let port = waiting.pop(); port !== undefined; port = waiting.pop()) {
      const key = keyOf(port);
      if (seen.has(key)) continue;
      seen.add(key);
      for (const other of this.#valuesAt(port)) {
        for (const each of other.ports) {
          const slot = slotAt(this.#policy, each);
          if (slot !== undefined) slots.push(slot);
          else if (!slotKinds.has(each.predicate)) waiting.push(each);
        }
      }
    }
    const found = distinct(slots);
    for (const key of seen) this.#together.set(key, found);
    return found;
  }

  /** The values that stand at one place of a predicate, in heads, facts and calls. */
  *#valuesAt(place: Port): Generator<Value> {
    for (const statement of this.#mentioning(place.predicate)) {
      for (const scope of scopesIn(statement.tree!)) {
        for (const value of valueFlow(scope).values) {
          if (value.ports.some((port) => samePlace(port, place))) yield value;
        }
      }
    }
  }

  #all(value: Value, except: Node | undefined): readonly Slot[] {
    const slots: Slot[] = [];
    for (const port of value.ports) {
      if (port.node === except) continue;
      const own = slotAt(this.#policy, port);
      if (own !== undefined) slots.push(own);
      else if (!slotKinds.has(port.predicate))
        for (const summary of port.says ? this.#up(port) : this.#down(port)) slots.push(this.#at(port, summary));
    }
    for (const word of value.words) slots.push(this.#ofWord(word));
    return distinct(slots);
  }

  /** What a summary of a predicate says at one call or head of it. */
  #at({ values, says }: Port, { as, type, on }: Summary): Slot {
    const resource = on === undefined ? undefined : values[on];
    const known = resource === undefined ? { type: undefined, on: undefined } : resourceOf(this.#policy, resource);
    return { as, type: type ?? known.type, on: known.on, byCaller: says };
  }

  /** What the rules of a predicate ask of a parameter. */
  #down(place: Port): readonly Summary[] {
    return this.#once(`down ${keyOf(place)}`, () => {
      const summaries: Summary[] = [];
      for (const { rule, arity } of this.#policy.predicates.get(place.predicate)?.rules ?? []) {
        if (arity !== place.values.length) continue;
        for (const value of valueFlow(rule).values) {
          const port = value.ports.find((each) => each.node === rule && samePlace(each, place));
          if (port !== undefined) summaries.push(...this.#summaries(this.#all(value, rule), port.values));
        }
      }
      return summaries;
    });
  }

  /** What those who call a predicate ask of an argument. */
  #up(place: Port): readonly Summary[] {
    return this.#once(`up ${keyOf(place)}`, () => {
      const summaries: Summary[] = [];
      for (const [port, value] of this.#callersOf(place.predicate)) {
        if (!samePlace(port, place)) continue;
        summaries.push(...this.#summaries(this.#all(value, port.node), port.values));
      }
      return summaries;
    });
  }

  #summaries(slots: readonly Slot[], values: readonly Node[]): readonly Summary[] {
    return slots.map(({ as, type, on }) => {
      const place = on === undefined ? -1 : values.findIndex((value) => variableOf(value) === on);
      return { as, type, on: place < 0 ? undefined : place };
    });
  }

  #once(key: string, find: () => readonly Summary[]): readonly Summary[] {
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#partial = true;
      return [];
    }
    this.#open.add(key);
    const found = distinct(find());
    this.#open.delete(key);
    this.#found.set(key, found);
    return found;
  }

  /** The ports of all calls of a predicate. */
  *#callersOf(predicate: string): Generator<readonly [Port, Value]> {
    if ((this.#policy.callers.get(predicate) ?? 0) === 0) return;
    // Of the arguments of all other calls nothing is asked.
    this.#asking ??= mentionsIn(statementsThatAsk(this.#policy));
    for (const statement of this.#asking.get(predicate) ?? []) {
      if (!statement.calls.includes(predicate)) continue;
      for (const scope of scopesIn(statement.tree!)) {
        for (const value of valueFlow(scope).values) {
          for (const port of value.ports) if (!port.says && port.predicate === predicate) yield [port, value];
        }
      }
    }
  }

  /** The statements in which a predicate of the policy's own is called or defined. */
  #mentioning(predicate: string): readonly StatementModel[] {
    this.#mentions ??= mentionsIn(this.#policy.statements());
    return this.#mentions.get(predicate) ?? [];
  }

  #ofWord({ word, node }: WordPlace): Slot {
    const it = node as PolarNode;
    const block = blockOf(it);
    if (it.$type !== 'ShorthandReference') return { as: word, type: block, on: 'resource', byCaller: false };
    if (it.global) return { as: word, type: 'global', on: undefined, byCaller: false };
    const followed = followedRelation(it);
    if (followed === undefined) return { as: word, type: block, on: 'resource', byCaller: false };
    const relation = followed.$type === 'StringLiteral' ? followed.value : followed.name;
    const type = block === undefined ? undefined : relatedType(this.#policy.blocks, block, relation);
    return { as: word, type, on: undefined, byCaller: false };
  }
}

const known = new WeakMap<Snapshot, TermSlots>();

/** What the values of a policy are asked for as. */
export function termSlots(policy: Snapshot): TermSlots {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const made = new TermSlots(policy);
  known.set(policy, made);
  return made;
}

/** Slots of one value at a time: what each caller asks for is with what the rule itself asks for, and not with what another caller does. */
export function oneValueEach(slots: readonly Slot[]): readonly (readonly Slot[])[] {
  const own = slots.filter(({ byCaller }) => !byCaller);
  const callers = slots.filter(({ byCaller }) => byCaller);
  return callers.length === 0 ? [own] : callers.map((caller) => [...own, caller]);
}

const keyOf = ({ predicate, values, index, path }: Port): string =>
  `${predicate}/${values.length} ${index} ${path.join(' ')}`;

type Mentions = ReadonlyMap<string, readonly StatementModel[]>;

/** By predicate of the policy's own, the statements that call it, define it or have a fact of it. */
function mentionsIn(statements: Iterable<StatementModel>): Mentions {
  const mentions = new Map<string, StatementModel[]>();
  for (const statement of statements) {
    if (statement.tree === undefined) continue;
    const { clause, calls, facts } = statement;
    const names = clause === undefined ? [...calls, ...facts] : [clause.predicate, ...calls];
    for (const name of names) {
      if (slotKinds.has(name)) continue;
      const list = mentions.get(name);
      if (list === undefined) mentions.set(name, [statement]);
      else if (list.at(-1) !== statement) list.push(statement);
    }
  }
  return mentions;
}

/** The type whose block a node stands in. */
export function blockOf(node: Node): string | undefined {
  for (let holder: Node | undefined = node; holder !== undefined; holder = holder.$container) {
    const it = holder as PolarNode;
    if (it.$type === 'Block') return it.name.text;
  }
  return undefined;
}

function distinct<T extends Summary | Slot>(list: readonly T[]): readonly T[] {
  if (list.length < 2) return list;
  const keyed = list.map((each) => [`${each.as} ${each.type} ${each.on} ${'byCaller' in each && each.byCaller}`, each]);
  return [...new Map(keyed as [string, T][]).values()];
}
