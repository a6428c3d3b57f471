import type { InstancePattern, Name, Node, PolarNode, Rule, RuleType, Variable } from '@polar-tools/language';
import { unions } from '../classes.ts';
import { walk } from '../walk.ts';

/** A name that stands once in a rule: as a variable, a rest variable, a field without a value, or a class. */
export interface Singleton {
  readonly name: string;
  readonly as: 'variable' | 'rest' | 'field' | 'class';
  readonly node: Variable | Name | InstancePattern;
}

let lastRule: Node | undefined;
let lastSingletons: readonly Singleton[] = [];
const none: readonly Singleton[] = [];

type Place = Variable | Name | InstancePattern;

/** The names of a rule: where each stands first, and how often. Kept from rule to rule. */
const names: string[] = [];
let known = 0;
const places: Place[] = [];
const times: number[] = [];
/** Where each of the names is listed, once they are many. */
let listed: Map<string, number> | undefined;

/**
 * The names that stand once in a rule, variables and classes counted together as the reference engine does, without those that
 * never count: `_names`, `name::spaced` ones, and the unions `Actor` and `Resource`.
 */
export function singletonsOf(rule: Rule | RuleType): readonly Singleton[] {
  // Two checks ask for the same rule, one after the other.
  if (lastRule === rule) return lastSingletons;
  known = 0;
  listed = undefined;
  walk(rule, countName);
  lastRule = rule;
  lastSingletons = none;
  for (let i = 0; i < known; i++) {
    const name = names[i]!;
    if (times[i] !== 1 || name.startsWith('_') || name.includes('::') || unions.has(name)) continue;
    const singleton: Singleton = { name, as: roleOf(places[i]!), node: places[i]! };
    lastSingletons = lastSingletons === none ? [singleton] : [...lastSingletons, singleton];
  }
  return lastSingletons;
}

function countName(node: PolarNode): void {
  switch (node.$type) {
    case 'Variable':
      count(node.name, node);
      return;
    case 'InstancePattern':
      count(node.name.text, node);
      return;
    case 'Field':
      if (node.value === undefined) count(node.key.text, node.key);
      return;
  }
}

function count(name: string, place: Place): void {
  const index = indexOf(name);
  if (index < known) {
    times[index]!++;
    return;
  }
  names[index] = name;
  places[index] = place;
  times[index] = 1;
  known++;
  if (listed !== undefined) listed.set(name, index);
  else if (known > 16) listed = new Map(names.slice(0, known).map((each, i) => [each, i]));
}

/** Where a name is listed, or will be. */
function indexOf(name: string): number {
  if (listed !== undefined) return listed.get(name) ?? known;
  let index = 0;
  while (index < known && names[index] !== name) index++;
  return index;
}

function roleOf(place: Place): Singleton['as'] {
  if (place.$type === 'Name') return 'field';
  if (place.$type === 'InstancePattern') return 'class';
  const holder = place.$container as Node & { rest?: Node };
  const isRest = (holder.$type === 'List' || holder.$type === 'ListPattern') && holder.rest === place;
  return isRest ? 'rest' : 'variable';
}
