import { type AnswerValue, compareValues, type FactPattern } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';
import { markOf, setOf } from '../../tables/codes.ts';
import type { TableMachine } from '../../tables/machine.ts';
import type { CompiledCloudQuery } from './query.ts';

/** One answer. */
export interface CloudAnswer {
  /** What holds, where the query is one call. */
  readonly fact: FactPattern | undefined;
  /** The query's variables in the order in which they first appear. */
  readonly bindings: ReadonlyMap<string, AnswerValue>;
  /** Wildcards that stand for one and the same value, by their places among the fact's arguments, or the variables; seldom any. */
  readonly same?: readonly (readonly number[])[];
}

/** A wildcard for a type, as a negative number; -1 for any type. */
const wildcard = (type: number): number => -2 - type;
const ANYTHING = -1;

/** An answer as numbers; what it shows is made when somebody looks. */
export class FoundAnswer implements CloudAnswer {
  readonly #query: CompiledCloudQuery;
  /** By argument of the query's goal: the number of a value, or a wildcard. */
  readonly numbers: readonly number[];
  readonly same?: readonly (readonly number[])[];

  /** Where it stands in the machine's table. */
  readonly place: number;

  constructor(
    query: CompiledCloudQuery,
    numbers: readonly number[],
    same: readonly (readonly number[])[] | undefined,
    place: number,
  ) {
    this.place = place;
    this.#query = query;
    this.numbers = numbers;
    if (same !== undefined) this.same = same;
  }

  get fact(): FactPattern | undefined {
    return this.#query.fact(this.#values());
  }

  get bindings(): ReadonlyMap<string, AnswerValue> {
    return this.#query.bindings(this.#values());
  }

  #values(): readonly AnswerValue[] {
    const { values } = this.#query.program;
    return this.numbers.map((number) => shown(values, number));
  }
}

const shown = (values: Values, number: number): AnswerValue =>
  number >= 0 ? values.value(number) : { type: number === ANYTHING ? undefined : values.types[-2 - number]! };

/** Reads a machine's answers as they come. */
export class AnswerReader {
  readonly #query: CompiledCloudQuery;
  readonly #machine: TableMachine;
  /** The last answer that was read from the table. */
  #place = -1;
  readonly #found: FoundAnswer[] = [];
  /** Answers with wildcards: those for several types may have some in common. */
  readonly #wide = new Set<string>();
  #given = 0;

  constructor(query: CompiledCloudQuery, machine: TableMachine) {
    this.#query = query;
    this.#machine = machine;
  }

  /** The next answer that was read. */
  next(): CloudAnswer | undefined {
    const answer = this.#found[this.#given];
    if (answer !== undefined) this.#given++;
    return answer;
  }

  /** Reads what has come to the table. */
  read(): void {
    const { root, answers, asked, places } = this.#machine;
    for (;;) {
      const place = this.#place === -1 ? root.first : answers.next(this.#place);
      if (place === -1) return;
      this.#place = place;
      const numbers = [...asked.codes];
      let isWide = false;
      for (let i = 0; i < places.length; i++) {
        const code = answers.code(place, i);
        numbers[places[i]!] = code;
        if (code < 0) isWide = true;
      }
      if (isWide) this.#readWide(numbers, asked.open);
      else this.#found.push(new FoundAnswer(this.#query, numbers, undefined, place));
    }
  }

  /** An answer with variables that have no value: one for each type that these may be of. */
  #readWide(codes: readonly number[], open: readonly number[]): void {
    const { types, values } = this.#query.program;
    let lists: (readonly number[])[] = [codes];
    const marked = new Map<number, number[]>();
    for (const at of open) {
      const code = codes[at]!;
      if (code >= 0) continue;
      const mark = markOf(code);
      const before = mark === 0 ? undefined : marked.get(mark);
      if (before !== undefined) {
        lists = lists.map((list) => list.with(at, list[before[0]!]!));
        before.push(at);
        continue;
      }
      if (mark !== 0) marked.set(mark, [at]);
      const wildcards = types
        .types(setOf(code))
        .map((type) => (type === undefined ? ANYTHING : wildcard(values.typeNumber(type))));
      lists = lists.flatMap((list) => wildcards.map((number) => list.with(at, number)));
    }
    const same = [...marked.values()].map((places) => places.map((at) => this.#query.shownAt(at)));
    for (const list of lists) {
      const key = `${list.join()} ${JSON.stringify(same)}`;
      if (this.#wide.has(key)) continue;
      this.#wide.add(key);
      this.#found.push(new FoundAnswer(this.#query, list, same.length > 0 ? same : undefined, this.#place));
    }
  }

  /** Sorts the answers, none of which was given yet: by their values, the first difference decides. */
  sort(): void {
    const { values } = this.#query.program;
    this.#found.sort(({ numbers: a }, { numbers: b }) => {
      for (let i = 0; i < a.length; i++) {
        if (a[i] === b[i]) continue;
        const difference = compareValues(shown(values, a[i]!), shown(values, b[i]!));
        if (difference !== 0) return difference;
      }
      return 0;
    });
  }
}
