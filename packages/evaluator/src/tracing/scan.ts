import type { Grouping } from '../facts/grouping.ts';
import type { Relation } from '../facts/relation.ts';
import type { Code } from '../tables/codes.ts';

/** How far a goal has gone through what may fit it: facts, or the values of a list. */
export class Scan {
  /** The goal, by its place in the rule. */
  at = 0;
  /** The event at which it was called. */
  activation = 0;
  /** Its arguments when it was called, and a bit for each that had a value. */
  readonly key: Code[] = [0, 0, 0];
  arity = 0;
  mask = 0;
  /** The next that fits: a value of the list, a row of a relation, or where an entry of a grouping is; -1 for none. */
  row = -1;
  /** Where to look after it. */
  ahead = -1;
  /** Of facts, the relation that it has come to. */
  layer = -1;
  relation: Relation | undefined = undefined;
  /** Where its facts are gone through by object, with the first entry of this one. */
  grouping: Grouping | undefined = undefined;
  start = 0;
  /** A variable that a person has set, with what it was as the only key; -1: it is of a goal. */
  slot = -1;
  /** That of a goal before. */
  below: Scan | undefined = undefined;

  begin(at: number, activation: number): void {
    this.at = at;
    this.activation = activation;
    this.arity = 0;
    this.mask = 0;
    this.row = -1;
    this.ahead = -1;
    this.layer = -1;
    this.relation = undefined;
    this.grouping = undefined;
    this.slot = -1;
  }
}
