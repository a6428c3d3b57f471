import { print } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import type { CloudPredicate, CompiledCloud } from '../../dialect/cloud/program.ts';
import type { Rule } from '../../dialect/cloud/rule.ts';
import type { Known, ReachOfChange } from '../reach-of-change.ts';
import { reachOfChange, reachOfDenials, reachOfOwn, typesOf } from './reach-of-calls.ts';

/** Which clauses of two policies are not in the other one, and which calls depend on such a clause, or on a negation. */
export class ChangedClauses {
  readonly #programs: readonly CompiledCloud[];
  readonly #common: Set<string>;
  readonly #texts = new Map<Clause, string>();
  readonly #reaching = new Map<string, boolean>();
  readonly #reach: ReachOfChange | undefined;
  readonly #denials: readonly ReachOfChange[];
  readonly #own: readonly ReachOfChange[];

  constructor(programs: readonly [CompiledCloud, CompiledCloud]) {
    this.#programs = programs;
    const [old, changed] = programs.map(({ policy }) => policy) as [Policy, Policy];
    this.#reach = reachOfChange([old, changed]);
    this.#denials = [old, changed].map(reachOfDenials);
    // Types decide what every clause is about.
    if (typesOf(old) !== typesOf(changed)) this.#common = new Set();
    else {
      const texts = new Set(this.#textsOf(old));
      this.#common = new Set([...this.#textsOf(changed)].filter((text) => texts.has(text)));
    }
    this.#own = [old, changed].map((policy) => reachOfOwn(policy, (clause) => this.#isOwn(clause), this.#reach));
  }

  *#textsOf({ predicates }: Policy): Generator<string> {
    for (const { clauses } of predicates.values()) for (const clause of clauses) yield this.#textOf(clause);
    if (!predicates.has('allow')) yield IMPLIED;
  }

  #textOf(clause: Clause): string {
    let text = this.#texts.get(clause);
    if (text === undefined) {
      text = print(clause.rule);
      this.#texts.set(clause, text);
    }
    return text;
  }

  /** Both policies have the very same clauses. */
  get areNone(): boolean {
    return this.#programs.every(({ policy }) => [...this.#textsOf(policy)].every((text) => this.#common.has(text)));
  }

  /** Whether only one of the policies has the clause that a rule is of. A part of a clause is as its clause. */
  isChanged({ clause }: Rule): boolean {
    return clause !== undefined && this.#isOwn(clause);
  }

  #isOwn(clause: Clause): boolean {
    return !this.#common.has(clause.uri === 'implied' ? IMPLIED : this.#textOf(clause));
  }

  /**
   * Whether a call may hold in one policy where it does not in the other: a clause that only this one has may answer it, or what is called for
   * it, or something is denied there that a changed clause has to do with.
   */
  mayHoldAlone(side: number, name: string, values: readonly Known[]): boolean {
    return this.#own[side]!.isReachedBy(name, values);
  }

  /** Whether what a call has for an answer may depend on a changed clause, in either policy. Of an argument without a value nothing is known. */
  reaches(predicate: CloudPredicate, values: readonly Known[]): boolean {
    if (predicate.id >= 0) return this.#reach?.isReachedBy(predicate.name, values) !== false;
    return this.#calls(predicate.rules).some((key) => this.#reachesNamed(key));
  }

  /** Whether a rule for a call, or for what it calls, denies something, in one of the policies. A part of a rule is not asked about. */
  denies(side: number, { name }: CloudPredicate, values: readonly Known[]): boolean {
    return this.#denials[side]!.isReachedBy(name, values);
  }

  #reachesNamed(key: string): boolean {
    const known = this.#reaching.get(key);
    if (known !== undefined) return known;
    const met = new Set<string>();
    const waiting = [key];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (met.has(next)) continue;
      met.add(next);
      const [name, arity] = next.split('/') as [string, string];
      for (const program of this.#programs) {
        const { rules, statedBy } = program.predicate(name, Number(arity));
        if (
          rules.some((rule) => this.isChanged(rule)) ||
          statedBy.some((clause) => !this.#common.has(this.#textOf(clause)))
        ) {
          this.#reaching.set(key, true);
          return true;
        }
        waiting.push(...this.#calls(rules));
      }
    }
    for (const each of met) this.#reaching.set(each, false);
    return false;
  }

  #calls(rules: readonly Rule[]): readonly string[] {
    return rules.flatMap(({ goals }) =>
      goals.flatMap((goal) =>
        goal.kind !== 'call'
          ? []
          : goal.part === undefined
            ? [`${goal.predicate}/${goal.arguments.length}`]
            : this.#calls(goal.part),
      ),
    );
  }
}

const IMPLIED = 'the implied allow';
