import { Box, type Term, UNBOUND, VAR } from '../terms/term.ts';
import type { Constraints } from './constraints.ts';
import type { Source } from './sources.ts';

/** A variable of this machine. It has its newest binding itself: what nothing else has can be collected together with what it stands for. */
export class Variable extends Box {
  newest: Entry | undefined;
  /** When it was made, on the clock of the trail. */
  birth: number;
  constructor(name: string | number, birth: number) {
    super(VAR, UNBOUND, name);
    this.birth = birth;
  }
}

/** Variables that the same constraints are about. It has what they are now, as a variable has its binding. */
export class Group {
  newest: Entry | undefined;
  readonly birth: number;
  constructor(birth: number) {
    this.birth = birth;
  }
}

/** What a variable of a group has for a value. */
export class Member {
  readonly group: Group;
  /** The group had as many constraints before one was about the variable. */
  readonly since: number;
  constructor(group: Group, since: number) {
    this.group = group;
    this.since = since;
  }
}

/** What a group has: its constraints, and in the end the one value of all its variables. */
export class Shared {
  readonly constraints: Constraints;
  readonly value: Term | undefined;
  /** Whether the group's variables are just those of its constraints: none has a value or constraints of its own. */
  readonly isWhole: boolean;
  constructor(constraints: Constraints, value: Term | undefined, isWhole: boolean) {
    this.constraints = constraints;
    this.value = value;
    this.isWhole = isWhole;
  }
}

/** What has a value: a variable, or a group. */
export type Place = Box | Group;
/** What it has. */
export type Known = Term | Member | Shared;

/** A binding, and the one that it took the place of. It never changes. */
export interface Entry {
  readonly place: Place;
  readonly before: Entry | undefined;
  readonly after: Known;
  /** Where the value is written. */
  readonly source: Source | undefined;
  /** When it was made, on the clock of the trail. */
  readonly time: number;
}

/** The bindings of variables before those that are taken back. */
export type Earlier = ReadonlyMap<Place, Entry | undefined>;
