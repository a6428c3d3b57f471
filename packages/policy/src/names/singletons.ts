import type { InstancePattern, Name, Node, PolarNode, Variable } from '@polar-tools/language';
import { unions } from '../dialect/built-in-classes.ts';

/** Where a name stands in a rule: as a variable, as a field without a value, or as a class. */
export type NamePlace = Variable | Name | InstancePattern;

const none: readonly NamePlace[] = [];

/** Counts the names of one rule, variables and classes together, as the reference engine does: which of them stand once. */
export class NameCounter {
  /** Where each name stands first, and how often. Kept from rule to rule. */
  #names: string[] = [];
  #places: NamePlace[] = [];
  #times: number[] = [];
  #known = 0;
  /** Where each of the names is listed, once they are many. */
  #listed: Map<string, number> | undefined;

  /** Forgets what it counted. */
  begin(): void {
    this.#known = 0;
    this.#listed = undefined;
  }

  /** Counts the name that a node is, if it is one. */
  visit(node: PolarNode): void {
    switch (node.$type) {
      case 'Variable':
        this.#count(node.name, node);
        return;
      case 'InstancePattern':
        this.#count(node.name.text, node);
        return;
      case 'Field':
        if (node.value === undefined) this.#count(node.key.text, node.key);
        return;
    }
  }

  /** The variables and fields that stand once. */
  variables(): readonly NamePlace[] {
    return this.#once(false);
  }

  /** The classes that stand once, and nowhere as a variable. */
  classes(): readonly InstancePattern[] {
    return this.#once(true) as readonly InstancePattern[];
  }

  /** Those that never count are left out: `_names`, `name::spaced` ones, and the unions `Actor` and `Resource`. */
  #once(classes: boolean): readonly NamePlace[] {
    let once: NamePlace[] | undefined;
    for (let i = 0; i < this.#known; i++) {
      const place = this.#places[i]!;
      if (this.#times[i] !== 1 || (place.$type === 'InstancePattern') !== classes) continue;
      if (neverCounts(this.#names[i]!)) continue;
      if (once === undefined) once = [place];
      else once.push(place);
    }
    return once ?? none;
  }

  #count(name: string, place: NamePlace): void {
    const index = this.#indexOf(name);
    if (index < this.#known) {
      this.#times[index]!++;
      return;
    }
    this.#names[index] = name;
    this.#places[index] = place;
    this.#times[index] = 1;
    this.#known++;
    if (this.#listed !== undefined) this.#listed.set(name, index);
    else if (this.#known > 16) this.#listed = new Map(this.#names.slice(0, this.#known).map((each, i) => [each, i]));
  }

  /** Where a name is listed, or will be. */
  #indexOf(name: string): number {
    if (this.#listed !== undefined) return this.#listed.get(name) ?? this.#known;
    const names = this.#names;
    let index = 0;
    while (index < this.#known && names[index] !== name) index++;
    return index;
  }
}

function neverCounts(name: string): boolean {
  return name.charCodeAt(0) === UNDERSCORE || name.includes('::') || unions.has(name);
}

const UNDERSCORE = 95;

/** Whether a variable is the rest of a list: `*tail`. */
export function isRest(place: NamePlace): boolean {
  const holder = place.$container as Node & { rest?: Node };
  return (holder.$type === 'List' || holder.$type === 'ListPattern') && holder.rest === place;
}
