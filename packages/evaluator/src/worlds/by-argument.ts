import type { Clause } from '@polar-tools/policy';

/** What is known of an argument before anything runs: that it is a string, or an object of a type. Undefined where it may be anything. */
export type Known = { readonly text: string } | { readonly type: string } | undefined;

/** The same for what is known alike. No name and no type has a control character; a text that has one is told apart by how long it is. */
export function keyOf(known: Known): string {
  if (known === undefined) return '\u0001';
  return 'text' in known ? `\u0002${known.text.length}:${known.text}` : `\u0003${known.type}`;
}

/** Clauses whose heads ask the same of the argument that tells most of them apart. */
interface Group {
  readonly wanted: Known;
  readonly places: number[];
}

/** The clauses of one predicate, to be found by what is known of a call's arguments: of hundreds of types, few fit. */
export class ByArgument {
  readonly #clauses: readonly Clause[];
  readonly #wanted: readonly (readonly Known[])[];
  /** The argument that tells most of the clauses apart. */
  readonly #at: number;
  readonly #groups: readonly Group[];
  /** By what is known of that argument: the places of the clauses that may fit. */
  readonly #found = new Map<string, readonly number[]>();

  /** @param wantedBy what the head of a clause asks of its arguments */
  constructor(clauses: readonly Clause[], wantedBy: (clause: Clause) => readonly Known[]) {
    this.#clauses = clauses;
    this.#wanted = clauses.map(wantedBy);
    const grouped = Array.from({ length: this.#wanted[0]?.length ?? 0 }, (_, at) => this.#grouped(at));
    const most = Math.max(0, ...grouped.map(({ length }) => length));
    this.#at = grouped.findIndex(({ length }) => length === most);
    this.#groups = grouped[this.#at] ?? [];
  }

  /** The clauses whose heads a call fits, in their order. */
  fitting(values: readonly Known[], fits: (known: Known, wanted: Known) => boolean): readonly Clause[] {
    return this.#places(values[this.#at], fits).flatMap((place) =>
      this.#wanted[place]!.every((wanted, at) => at === this.#at || fits(values[at], wanted))
        ? [this.#clauses[place]!]
        : [],
    );
  }

  #places(known: Known, fits: (known: Known, wanted: Known) => boolean): readonly number[] {
    if (this.#at < 0) return this.#clauses.map((_, place) => place);
    const key = keyOf(known);
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#groups.flatMap(({ wanted, places }) => (fits(known, wanted) ? places : [])).sort((a, b) => a - b);
      this.#found.set(key, found);
    }
    return found;
  }

  #grouped(at: number): readonly Group[] {
    const groups = new Map<string, Group>();
    for (const [place, { [at]: wanted }] of this.#wanted.entries()) {
      const group = groups.get(keyOf(wanted));
      if (group === undefined) groups.set(keyOf(wanted), { wanted, places: [place] });
      else group.places.push(place);
    }
    return [...groups.values()];
  }
}
