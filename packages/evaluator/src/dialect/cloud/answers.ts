import { type AnswerValue, compareValues, type FactPattern } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';
import type { Answers } from '../../tables/answers.ts';
import { markOf, setOf } from '../../tables/codes.ts';
import type { Subgoal } from '../../tables/subgoal.ts';
import type { CompiledCloudQuery } from './query.ts';

/** Where answers are found: the table of what was asked. */
export interface AnswerSource {
  readonly asked: Pick<Subgoal, 'codes' | 'open'>;
  /** The call whose answers are those of what was asked, with `places` of its arguments for their codes. */
  readonly root: Pick<Subgoal, 'first'>;
  readonly places: readonly number[];
  readonly answers: Answers;
}

/** One answer. */
export interface CloudAnswer {
  /** What holds, where the query is one call. */
  readonly fact: FactPattern | undefined;
  /** The query's variables in the order in which they first appear. */
  readonly bindings: ReadonlyMap<string, AnswerValue>;
  /** One argument of the fact, which costs less than all of it; undefined where there is none. */
  argument(at: number): AnswerValue | undefined;
  /** Wildcards that stand for one and the same value, by their places among the fact's arguments, or the variables; seldom any. */
  readonly same?: readonly (readonly number[])[];
}

/** A wildcard for a type, as a negative number; -1 for any type. */
const wildcard = (type: number): number => -2 - type;
const ANYTHING = -1;

/** An answer by its place in a machine's table; what it shows is made when somebody looks. */
export class FoundAnswer implements CloudAnswer {
  readonly #query: CompiledCloudQuery;
  /** Undefined where nothing is open. */
  readonly #machine: AnswerSource | undefined;
  /** Where it stands in the machine's table. */
  readonly place: number;
  /** By argument of the query's goal: the number of a value, or a wildcard. Undefined where the table says it. */
  readonly #wide: readonly number[] | undefined;
  readonly same?: readonly (readonly number[])[];

  constructor(
    query: CompiledCloudQuery,
    machine: AnswerSource | undefined,
    place: number,
    wide?: readonly number[],
    same?: readonly (readonly number[])[],
  ) {
    this.#query = query;
    this.#machine = machine;
    this.place = place;
    this.#wide = wide;
    if (same !== undefined) this.same = same;
  }

  get fact(): FactPattern | undefined {
    return this.#query.fact(this.#values());
  }

  get bindings(): ReadonlyMap<string, AnswerValue> {
    return this.#query.bindings(this.#values());
  }

  argument(at: number): AnswerValue | undefined {
    const of = this.#query.argumentAt(at);
    if (typeof of !== 'number') return of;
    return shown(this.#query.program.values, this.number(of));
  }

  /** What stands at an argument of the query's goal: the number of a value, or a wildcard. */
  number(at: number): number {
    if (this.#wide !== undefined) return this.#wide[at]!;
    const { places, answers } = this.#machine!;
    const known = this.#query.codes[at]!;
    return known >= 0 ? known : answers.code(this.place, places.indexOf(at));
  }

  #values(): readonly AnswerValue[] {
    const { values } = this.#query.program;
    return this.#query.codes.map((_, at) => shown(values, this.number(at)));
  }
}

/** The values of the answers that are looked up ahead. */
const ahead = new Int32Array(64);

const shown = (values: Values, number: number): AnswerValue =>
  number >= 0 ? values.value(number) : { type: number === ANYTHING ? undefined : values.types[-2 - number]! };

/** Reads a machine's answers as they come. */
export class AnswerReader {
  readonly #query: CompiledCloudQuery;
  readonly #machine: AnswerSource;
  /** The last answer that was read from the table. */
  #place = -1;
  /** Answers that were read and not given: all, once they are sorted; else those that one place in the table stands for. */
  #found: readonly FoundAnswer[] = [];
  #given = 0;
  /** So many of the answers that follow were looked up ahead. */
  #ahead = 0;
  /** Answers with wildcards: those for several types may have some in common. */
  #wide: Set<string> | undefined = undefined;

  constructor(query: CompiledCloudQuery, machine: AnswerSource) {
    this.#query = query;
    this.#machine = machine;
  }

  /** The next answer that has come to the table. */
  next(): FoundAnswer | undefined {
    for (;;) {
      const answer = this.#found[this.#given];
      if (answer !== undefined) {
        this.#given++;
        return answer;
      }
      const { root, answers, places, asked } = this.#machine;
      const place = this.#place === -1 ? root.first : answers.next(this.#place);
      if (place === -1) return undefined;
      this.#place = place;
      if (this.#ahead-- === 0) this.#readAhead();
      let isWide = false;
      for (let i = 0; i < places.length; i++) if (answers.code(place, i) < 0) isWide = true;
      if (!isWide) return new FoundAnswer(this.#query, this.#machine, place);
      const codes = [...asked.codes];
      places.forEach((at, i) => {
        codes[at] = answers.code(place, i);
      });
      this.#found = this.#readWide(codes, asked.open);
      this.#given = 0;
    }
  }

  /** Looks up what the answers from here on show: these are values from anywhere in memory. */
  #readAhead(): void {
    const { answers, places } = this.#machine;
    const { values } = this.#query.program;
    let count = 0;
    let place = this.#place;
    for (; place !== -1 && count + places.length <= ahead.length; place = answers.next(place), this.#ahead++) {
      for (let i = 0; i < places.length; i++) if (answers.code(place, i) >= 0) ahead[count++] = answers.code(place, i);
    }
    values.readAhead(ahead, count);
  }

  /** An answer with variables that have no value: one for each type that these may be of. */
  #readWide(codes: readonly number[], open: readonly number[]): readonly FoundAnswer[] {
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
    const same = [...marked.values()]
      .map((places) => places.map((at) => this.#query.shownAt(at)).filter((at) => at >= 0))
      .filter(({ length }) => length > 1);
    const found: FoundAnswer[] = [];
    this.#wide ??= new Set();
    for (const list of lists) {
      const key = `${list.join()} ${JSON.stringify(same)}`;
      if (this.#wide.has(key)) continue;
      this.#wide.add(key);
      found.push(new FoundAnswer(this.#query, this.#machine, this.#place, list, same.length > 0 ? same : undefined));
    }
    return found;
  }

  /** Reads all answers, none of which was given yet, and sorts them by their values: the first difference decides. */
  sort(): void {
    const { values } = this.#query.program;
    const { length } = this.#machine.asked.codes;
    const found: FoundAnswer[] = [];
    for (let answer = this.next(); answer !== undefined; answer = this.next()) found.push(answer);
    this.#given = 0;
    this.#found = found;
    if (found.length < 2) return;
    found.sort((one, other) => {
      for (let i = 0; i < length; i++) {
        const a = one.number(i);
        const b = other.number(i);
        if (a === b) continue;
        const difference = compareValues(shown(values, a), shown(values, b));
        if (difference !== 0) return difference;
      }
      return 0;
    });
  }
}
