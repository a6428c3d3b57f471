import type { CompiledCloud } from '../../dialect/cloud/program.ts';
import { cloudCall } from '../../dialect/cloud/query.ts';
import { CloudRun } from '../../dialect/cloud/run.ts';
import { FactStore } from '../../facts/fact-store.ts';
import { type AnswerValue, type CloudValue, type Fact, writeFact } from '../../facts/value.ts';
import type { Derivation } from '../../proof/cloud-derivation.ts';
import { ChangedClauses } from './changed-clauses.ts';
import type { Domain } from './domain.ts';
import { knownOf } from './reach-of-calls.ts';
import { subsets } from './subsets.ts';
import { isNoMore, type Support } from './support.ts';
import { SharedNumbers, type SupportLimits, Supports } from './supports.ts';

/** Of more facts than these that something depends on by a negation, only a few are put together. */
const MOST_DENIED = 6;
const FEW = 2;
const SUPPORTS = 400;
const STEPS = 200_000;
const THOROUGH_STEPS = 2_000;

/** What makes a question hold in one of two policies. */
interface Candidate {
  readonly side: number;
  readonly facts: readonly Fact[];
  readonly support: Support;
}

/** The worlds in which the answer to a question may differ from that in all smaller ones, in one of two policies. */
export class CloudWorlds {
  readonly #supports: readonly Supports[];
  /** For what these leave out: see `Supports.hasSkipped`. */
  readonly #thorough: readonly Supports[];
  readonly #programs: readonly [CompiledCloud, CompiledCloud];
  readonly #numbers = new SharedNumbers();
  readonly #changed: ChangedClauses;
  readonly #now: number;
  #isComplete = true;

  /** @param facts how many facts may make something hold together */
  constructor(programs: readonly [CompiledCloud, CompiledCloud], domain: Domain, now: number, facts: number) {
    const changed = new ChangedClauses(programs);
    const limits = { facts, supports: SUPPORTS, steps: STEPS };
    const thorough = { ...limits, steps: THOROUGH_STEPS, isThorough: true };
    this.#changed = changed;
    this.#programs = programs;
    this.#now = now;
    const search = (of: SupportLimits): readonly Supports[] =>
      programs.map((program, side) => new Supports(program, domain, now, of, changed, this.#numbers, side));
    this.#supports = search(limits);
    this.#thorough = search(thorough);
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
   * one still says no. Fewest facts first. What is enough for the other policy as well is left out: wherever the one says yes for it, so does
   * the other.
   *
   * @param isFound whether a world was found in which only the old policy (0), or the changed one (1), says yes: no more is made for it
   * @param isOver whether the time for it is up
   */
  *of(question: Fact, isFound: (side: number) => boolean, isOver?: () => boolean): Generator<readonly Fact[]> {
    const met = new Set<string>();
    yield* this.#of(question, this.#supports, met, isFound, isOver);
    if (this.#supports.some(({ hasSkipped }) => hasSkipped))
      yield* this.#of(question, this.#thorough, met, isFound, isOver);
  }

  *#of(
    question: Fact,
    all: readonly Supports[],
    met: Set<string>,
    isFound: (side: number) => boolean,
    isOver: (() => boolean) | undefined,
  ): Generator<readonly Fact[]> {
    const { predicate, arguments: values } = question;
    const known = values.map(knownOf);
    const found = all.map((supports, side) =>
      this.#changed.mayHoldAlone(side, predicate, known) ? supports.of(question, isOver) : undefined,
    );
    // What takes nothing that is another matter in the other policy is enough there, too.
    const enoughFor = found.map(
      (one, side) => one?.all ?? found[1 - side]?.all.filter(({ isSuspect }) => !isSuspect) ?? [],
    );
    let left: readonly Candidate[] = found
      .flatMap((one, side) => one?.supports.map((facts, at) => ({ facts, side, support: one.wanted[at]! })) ?? [])
      .sort((a, b) => weight(a.facts) - weight(b.facts));
    const enough = new Map<Candidate, boolean>();
    /** Looked at when the first world with it is due: of a side for which a world was found, the others never are. */
    const isOut = (one: Candidate): boolean => {
      if (isFound(one.side)) return true;
      let known = enough.get(one);
      if (known === undefined) {
        known = this.#isEnough(1 - one.side, enoughFor[1 - one.side]!, question, one);
        enough.set(one, known);
      }
      return known;
    };
    const denied = [
      ...new Map(found.flatMap((one) => one?.denied ?? []).map((fact) => [writeFact(fact), fact])).values(),
    ];
    for (const chosen of subsets(denied, denied.length > MOST_DENIED ? FEW : denied.length)) {
      if (left.length === 0) return;
      for (const one of left) {
        if (isOut(one)) continue;
        if (denied.length > MOST_DENIED) this.#isComplete = false;
        const world = new Map([...one.facts, ...chosen].map((fact) => [writeFact(fact), fact]));
        const key = [...world.keys()].sort().join(' ');
        if (met.has(key)) continue;
        met.add(key);
        yield [...world.values()];
      }
      left = left.filter((one) => !isOut(one));
    }
  }

  /** Whether what one policy needs is enough for the other one, which denies nothing for it but what that does. */
  #isEnough(
    side: number,
    known: readonly Support[],
    { predicate, arguments: values }: Fact,
    { facts, support }: Candidate,
  ): boolean {
    if (known.some((other) => isNoMore(other, support))) return true;
    const program = this.#programs[side]!;
    const store = new FactStore(program.values);
    for (const fact of facts) store.add(fact);
    const run = new CloudRun(cloudCall(program, predicate, values), { facts: store, now: this.#now, order: 'found' });
    const outcome = run.run(STEPS);
    const derivation = outcome.kind === 'answer' ? run.derivationOf(outcome.answer) : undefined;
    return derivation !== undefined && this.#deniesWithin(derivation, new Set(support.denied), program);
  }

  #deniesWithin({ told, goals }: Derivation, denied: ReadonlySet<number>, program: CompiledCloud): boolean {
    return (
      told ||
      goals.every(({ kind, fact, derivation }) => {
        if (kind === 'test') return true;
        if (kind === 'call') return derivation !== undefined && this.#deniesWithin(derivation, denied, program);
        if (fact === undefined || !fact.arguments.every(isWhole)) return false;
        const numbers = fact.arguments.map((value) => program.values.number(value));
        const number = this.#numbers.denialOf(fact.predicate, numbers);
        return number !== undefined && denied.has(number);
      })
    );
  }
}

const isWhole = (value: AnswerValue): value is CloudValue => value.type !== undefined && value.id !== undefined;

/** Few facts first, and those that rules could give as well last. */
const weight = (facts: readonly Fact[]): number =>
  facts.length * 2 + (facts.some(({ predicate }) => predicate === 'has_permission' || predicate === 'allow') ? 1 : 0);
