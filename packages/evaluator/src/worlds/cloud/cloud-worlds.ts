import type { CompiledCloud } from '../../dialect/cloud/program.ts';
import { type Fact, writeFact } from '../../facts/value.ts';
import { ChangedClauses } from './changed-clauses.ts';
import type { Domain } from './domain.ts';
import { Supports } from './supports.ts';

/** Of more facts than these that something depends on by a negation, only a few are put together. */
const MOST_DENIED = 6;
const FEW = 2;
const SUPPORTS = 400;
const STEPS = 200_000;
const THOROUGH_STEPS = 4_000;

/** The worlds in which the answer to a question may differ from that in all smaller ones, in one of two policies. */
export class CloudWorlds {
  readonly #supports: readonly Supports[];
  /** For what these leave out: see `Supports.hasSkipped`. */
  readonly #thorough: readonly Supports[];
  #isComplete = true;

  /** @param facts how many facts may make something hold together */
  constructor(programs: readonly [CompiledCloud, CompiledCloud], domain: Domain, now: number, facts: number) {
    const changed = new ChangedClauses(programs);
    const limits = { facts, supports: SUPPORTS, steps: STEPS };
    const thorough = { ...limits, steps: THOROUGH_STEPS, isThorough: true };
    this.#supports = programs.map((program) => new Supports(program, domain, now, limits, changed));
    this.#thorough = programs.map((program) => new Supports(program, domain, now, thorough, changed));
  }

  /** No limit was met so far. */
  get isComplete(): boolean {
    return this.#isComplete && [...this.#supports, ...this.#thorough].every((supports) => supports.isComplete);
  }

  /**
   * What makes the question hold in one of the policies, each with every choice of the facts on which something depends that is denied.
   *
   * This is enough: let one policy answer yes in a world and another one no. Take of the world the facts of a proof of the yes, and those
   * that something denied depends on. What is denied is then as it was, so the proof stands; and nothing is there that was not, so the other
   * one still says no. Fewest facts first.
   *
   * @param isOver whether the time for it is up
   */
  *of(question: Fact, isOver?: () => boolean): Generator<readonly Fact[]> {
    const met = new Set<string>();
    yield* this.#of(question, this.#supports, met, isOver);
    if (this.#supports.some(({ hasSkipped }) => hasSkipped)) yield* this.#of(question, this.#thorough, met, isOver);
  }

  *#of(
    question: Fact,
    all: readonly Supports[],
    met: Set<string>,
    isOver: (() => boolean) | undefined,
  ): Generator<readonly Fact[]> {
    const found = all.map((supports) => supports.of(question, isOver));
    if (found.every(({ supports }) => supports.length === 0)) return;
    const denied = [...new Map(found.flatMap((one) => one.denied).map((fact) => [writeFact(fact), fact])).values()];
    const choices = subsets(denied, denied.length > MOST_DENIED ? FEW : denied.length);
    if (denied.length > MOST_DENIED) this.#isComplete = false;
    const supports = found.flatMap((one) => one.supports).sort((a, b) => weight(a) - weight(b));
    for (const chosen of choices)
      for (const support of supports) {
        const world = new Map([...support, ...chosen].map((fact) => [writeFact(fact), fact]));
        const key = [...world.keys()].sort().join(' ');
        if (met.has(key)) continue;
        met.add(key);
        yield [...world.values()];
      }
  }
}

/** Few facts first, and those that rules could give as well last. */
const weight = (facts: readonly Fact[]): number =>
  facts.length * 2 + (facts.some(({ predicate }) => predicate === 'has_permission' || predicate === 'allow') ? 1 : 0);

/** All choices of at most so many, the smallest first. */
export function subsets<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  let last: readonly (readonly [readonly T[], number])[] = [[[], 0]];
  const found: (readonly T[])[] = [[]];
  for (let size = 1; size <= most; size++) {
    last = last.flatMap(([chosen, from]) =>
      all.slice(from).map((next, i): readonly [readonly T[], number] => [[...chosen, next], from + i + 1]),
    );
    found.push(...last.map(([chosen]) => chosen));
  }
  return found;
}
