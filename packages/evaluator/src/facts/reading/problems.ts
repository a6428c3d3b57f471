/** What is wrong with a fact, and where it begins; zero-based, and undefined where the file as a whole is wrong. */
export interface FactProblem {
  readonly message: string;
  readonly line: number | undefined;
  readonly column: number;
}

/** What came of reading a file of facts. */
export interface ReadFacts {
  /** Facts that were read, wrong ones among them. */
  readonly count: number;
  /** The first faults, in the order of the file. */
  readonly problems: readonly FactProblem[];
  /** How many more there are. */
  readonly more: number;
}

/** More would not be read by anybody. */
const MOST = 20;

/** Collects what is wrong with a file. */
export class Problems {
  readonly first: FactProblem[] = [];
  more = 0;

  add(line: number | undefined, message: string, column = 0): void {
    if (this.first.length < MOST) this.first.push({ message, line, column });
    else this.more++;
  }
}
