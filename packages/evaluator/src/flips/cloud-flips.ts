import { cloudValueTypes } from '@polar-tools/policy';
import { type CloudQuery, type CompiledCloudQuery, cloudCall } from '../dialect/cloud/query.ts';
import { CloudRun } from '../dialect/cloud/run.ts';
import { undeclaredNote } from '../dialect/cloud/undeclared-note.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type CloudValue, type Fact, type FactPattern, writeFact } from '../facts/value.ts';
import type { Derivation } from '../proof/cloud-derivation.ts';
import { type Nearest, nearestFacts, nearestTo } from '../proof/nearest-facts.ts';
import { type FactChange, withChangedFacts } from './changed-facts.ts';
import { type FlipLimits, type Flips, smallestFlips, type Trials } from './smallest.ts';

export interface CloudFlipOptions {
  readonly facts: FactStore;
  /** `@current_unix_time`: seconds since 1970. Default: 0. */
  readonly now?: number;
  readonly limits?: Partial<FlipLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
}

/** Facts that a trial may derive, and steps that it may take: what takes more is no flip that anybody waits for. */
const MOST_FACTS = 500_000;
const STEPS = 2_000_000;
/** Facts of one proof that are tried, and steps of one derivation that are looked through for them. */
const MOST_OF_PROOF = 40;
/** A `not` within a `not`, and so on, so often; and what is denied in one proof that is looked into. */
const NESTED = 3;
const MOST_DENIED = 6;

/**
 * The smallest changes of facts with which a query that has no answer has one, or one that has answers has none; each tried.
 *
 * @param holds whether it has an answer as it is
 */
export function cloudFlips(query: CloudQuery, holds: boolean, options: CloudFlipOptions): Flips<FactChange> {
  const { limits, clock } = options;
  return smallestFlips(new CloudTrials(query, holds, options), limits, clock);
}

/** An id that no fact has. */
const NOBODY = '\u0000nobody';

/** A query beside the one that was asked. */
interface Beside {
  readonly query: CloudQuery;
  readonly text: string;
  readonly holds: boolean;
}

class CloudTrials implements Trials<FactChange> {
  readonly #query: CompiledCloudQuery;
  readonly #holds: boolean;
  readonly #facts: FactStore;
  readonly #now: number;
  /** What added facts are but for values that are as good as others. */
  readonly #kinds = new Map<string, string>();

  constructor(query: CloudQuery, holds: boolean, { facts, now = 0 }: CloudFlipOptions) {
    this.#query = query as CompiledCloudQuery;
    this.#holds = holds;
    this.#facts = facts;
    this.#now = now;
  }

  key({ kind, fact }: FactChange): string {
    return `${kind} ${writeFact(fact)}`;
  }

  kind(change: FactChange): string {
    return change.kind === 'add-fact'
      ? (this.#kinds.get(writeFact(change.fact)) ?? this.key(change))
      : this.key(change);
  }

  suits(): boolean {
    return true;
  }

  /** What was tried is what the facts will be. */
  confirms(): boolean {
    return true;
  }

  cost({ kind, fact }: FactChange): number {
    return ((kind === 'add-fact') === this.#holds ? 2 : 1) + (kind === 'add-fact' ? this.#unlikely(fact) : 0);
  }

  /** To state what rules conclude is seldom what anybody wants, and to state a permission least of all; a role is given every day. */
  #unlikely({ predicate, arguments: { length } }: Fact): number {
    if (predicate === 'has_permission' || predicate === 'allow') return 2;
    return predicate !== 'has_role' && this.#query.program.predicate(predicate, length).rules.length > 0 ? 1 : 0;
  }

  beside(changes: readonly FactChange[]): readonly string[] {
    this.#besides ??= this.#others();
    return this.#besides.flatMap(({ query, text, holds }) =>
      withChangedFacts(this.#facts, changes, (facts) => this.#verdict(query, facts)) === !holds ? [text] : [],
    );
  }

  #verdict(query: CloudQuery, facts: FactStore): boolean | undefined {
    const { kind } = this.#run(query, facts).run(STEPS);
    return kind === 'answer' ? true : kind === 'done' ? false : undefined;
  }

  #besides: readonly Beside[] | undefined;

  /** The same query with one of its objects replaced by one that no fact names: what is so for it is so for any. */
  #others(): readonly Beside[] {
    const { asked, program } = this.#query;
    const values =
      asked?.arguments.filter((value): value is CloudValue => 'id' in value && value.id !== undefined) ?? [];
    if (asked === undefined || values.length < asked.arguments.length) return [];
    return values.flatMap(({ type }, at) => {
      if (cloudValueTypes.has(type)) return [];
      const query = cloudCall(program, asked.predicate, values.with(at, { type, id: NOBODY }));
      const holds = this.#verdict(query, this.#facts);
      const shown = asked.arguments.with(at, { type });
      return holds === undefined
        ? []
        : [{ query, text: writeFact({ predicate: asked.predicate, arguments: shown }), holds }];
    });
  }

  flips(changes: readonly FactChange[]): boolean {
    return withChangedFacts(this.#facts, changes, (facts) => {
      const run = this.#run(this.#query, facts);
      const outcome = run.run(STEPS);
      return this.#holds ? outcome.kind === 'done' : outcome.kind === 'answer' && !failsAfterwards(run);
    });
  }

  further(changes: readonly FactChange[], again: boolean): Iterable<readonly FactChange[]> {
    if (again) return [];
    return withChangedFacts(this.#facts, changes, (facts) =>
      this.#holds ? this.#takingAway(facts) : this.#making(facts),
    );
  }

  #run(query: CloudQuery, facts: FactStore): CloudRun {
    return new CloudRun(query, { facts, now: this.#now, order: 'found', limits: { facts: MOST_FACTS } });
  }

  /** What might make a query hold: facts that are missing, and what undoes what a rule denies. */
  #making(facts: FactStore): readonly (readonly FactChange[])[] {
    const { program, goal, codes } = this.#query;
    return this.#toMake(nearestTo(program, goal, codes, facts, this.#now, true), facts, NESTED);
  }

  /** What might make it not hold: what undoes its proof. */
  #takingAway(facts: FactStore): readonly (readonly FactChange[])[] {
    const run = this.#run(this.#query, facts);
    const outcome = run.run(STEPS);
    const derivation = outcome.kind === 'answer' ? run.derivationOf(outcome.answer) : undefined;
    return derivation === undefined ? [] : this.#toUndo(derivation, facts, NESTED);
  }

  #toMake(nearest: Nearest, facts: FactStore, nested: number): readonly (readonly FactChange[])[] {
    for (const [text, kind] of nearest.kinds) this.#kinds.set(text, kind);
    const added = nearest.facts
      // What no block declares is no fact to tell anybody to add.
      .filter((all) => all.every((fact) => undeclaredNote(this.#query.program.policy, fact, facts) === undefined))
      .map((all) => all.map((fact): FactChange => ({ kind: 'add-fact', fact })));
    const undone = nearest.obstacles.flatMap(({ derivation }) =>
      derivation === undefined ? [] : this.#toUndo(derivation, facts, nested),
    );
    return [...added, ...undone];
  }

  /** What something follows from is taken away, or what it denies is made to hold. */
  #toUndo(derivation: Derivation, facts: FactStore, nested: number): readonly (readonly FactChange[])[] {
    const { told, absent } = factsOf(derivation);
    const removed = told.map((fact): readonly FactChange[] => [{ kind: 'remove-fact', fact }]);
    if (nested === 0) return removed;
    const made = absent
      .slice(0, MOST_DENIED)
      .flatMap((fact) =>
        this.#toMake(nearestFacts(this.#query.program, fact, facts, this.#now, true), facts, nested - 1),
      );
    return [...removed, ...made];
  }
}

/** Whether a query that has an answer cannot be answered all the same: nobody is told to bring that about. */
function failsAfterwards(run: CloudRun): boolean {
  let outcome = run.run(STEPS);
  while (outcome.kind === 'answer') outcome = run.run(STEPS);
  return outcome.kind === 'error';
}

/** The facts that something follows from, but those that the policy states; and what must not hold for it. */
function factsOf(derivation: Derivation): { readonly told: readonly Fact[]; readonly absent: readonly FactPattern[] } {
  const told = new Map<string, Fact>();
  const absent = new Map<string, FactPattern>();
  const met = new Set<string>();
  const waiting: Derivation[] = [derivation];
  for (let next = waiting.pop(); next !== undefined && told.size < MOST_OF_PROOF; next = waiting.pop()) {
    const text = writeFact(next.fact);
    if (met.has(text) && !next.fact.predicate.startsWith('@')) continue;
    met.add(text);
    if (next.told) {
      if (next.clause === undefined) told.set(text, next.fact as Fact);
      continue;
    }
    for (const { kind, fact, derivation: below } of next.goals.toReversed()) {
      if (kind === 'absent' && fact !== undefined) absent.set(writeFact(fact), fact);
      if (below !== undefined) waiting.push(below);
    }
  }
  return { told: [...told.values()], absent: [...absent.values()] };
}
