import type { Policy } from '@polar-tools/policy';
import { type CompiledCloud, compileCloud } from '../../dialect/cloud/program.ts';
import { cloudCall } from '../../dialect/cloud/query.ts';
import { CloudRun } from '../../dialect/cloud/run.ts';
import { FactStore } from '../../facts/fact-store.ts';
import { cloudValue, type Fact, writeFact } from '../../facts/value.ts';
import { Values } from '../../facts/values.ts';
import type { TypedQuestion } from '../questions.ts';
import { rolesOf, strongest } from '../roles.ts';
import { defaultWorldLimits, type WorldLimits } from '../searched.ts';
import type { FoundWitnesses, RoleCondition, RoleOfType, WitnessSearch, WorldWitness } from '../witness.ts';
import { askedFacts, isSameValue } from './asked-facts.ts';
import type { CloudDifferenceOptions } from './cloud-differences.ts';
import { Domain } from './domain.ts';
import { RuledOut } from './ruled-out.ts';
import { subsets } from './subsets.ts';
import { type FoundSupports, Supports } from './supports.ts';

const STEPS = 200_000;
/** Of more facts than these that something depends on by a negation, only a few are put together. */
const MOST_DENIED = 6;
const FEW = 2;
/** Sets of facts that give a role, which are put beside those that give the answer. */
const MOST_GIVING = 40;

/** Looks for worlds of facts in which a Cloud policy says yes. */
export class CloudWitnesses implements WitnessSearch {
  readonly #policy: Policy;
  readonly #values = new Values();
  readonly #program: CompiledCloud;
  readonly #limits: WorldLimits;
  readonly #now: number;
  readonly #clock: (() => number) | undefined;
  readonly #domain: Domain;
  #supports: Supports;

  constructor(policy: Policy, { now = 0, limits, clock }: CloudDifferenceOptions = {}) {
    this.#policy = policy;
    this.#program = compileCloud(policy, this.#values) as CompiledCloud;
    this.#limits = { ...defaultWorldLimits, ...limits };
    this.#now = now;
    this.#clock = clock;
    this.#domain = new Domain([policy], this.#values, this.#limits.objects, now);
    this.#supports = this.#newSupports();
  }

  #newSupports(): Supports {
    const { facts } = this.#limits;
    return new Supports(this.#program, this.#domain, this.#now, { facts, supports: 400, steps: STEPS });
  }

  find(
    question: TypedQuestion,
    condition: RoleCondition,
    most: number,
    end = Number.POSITIVE_INFINITY,
  ): FoundWitnesses {
    const { objects, worlds } = this.#limits;
    // Where a limit was met, something is missing that another question may need.
    if (!this.#supports.isComplete) this.#supports = this.#newSupports();
    const found = new Map<string, WorldWitness>();
    let tried = 0;
    let isComplete = true;
    let failed = false;
    const isOver = (): boolean => (this.#clock?.() ?? 0) > end;
    for (const asked of askedFacts(question, this.#domain, this.#values, objects)) {
      if (isOver()) {
        isComplete = false;
        break;
      }
      const some = condition.some.flatMap((role) => this.#facts(asked, role));
      const none = condition.none.flatMap((role) => this.#facts(asked, role));
      const holds = (facts: readonly Fact[]): boolean | undefined => this.#holds(facts, asked, some, none, isOver);
      let here = 0;
      for (const { facts, isAll } of this.#worlds(asked, some, none, isOver)) {
        if (!isAll) isComplete = false;
        if (facts === undefined) continue;
        if (here++ >= worlds || isOver()) {
          isComplete = false;
          break;
        }
        const answer = holds(facts);
        if (answer === undefined && !isOver()) failed = true;
        if (answer !== true) continue;
        const witness = this.#told(question, asked, facts, holds);
        if (isOver()) continue;
        const key = strongest(this.#policy, witness.roles).toSorted().join();
        if (!found.has(key)) found.set(key, witness);
        if (found.size >= most) break;
      }
      tried += Math.min(here, worlds);
      if (found.size >= most) break;
    }
    return {
      witnesses: [...found.values()],
      searched: {
        objects,
        questions: 1,
        worlds: tried,
        isComplete: isComplete && this.#supports.isComplete,
        unanswered: failed ? 1 : 0,
      },
    };
  }

  /**
   * What makes the question hold, alone and with what gives one of the wanted roles, each with every choice of the facts that may keep from
   * holding what must not hold: what is denied on the way, and the roles that are not wanted.
   *
   * This is enough: of any world that is looked for, the facts of a proof of the answer, those of a proof of the role, and those that
   * keep something from holding there are such a world, too. From less, nothing more follows but by a negation, and what that denies still holds.
   */
  *#worlds(
    asked: Fact,
    some: readonly Fact[],
    none: readonly Fact[],
    isOver: () => boolean,
  ): Generator<{ readonly facts: readonly Fact[] | undefined; readonly isAll: boolean }> {
    const answer = this.#supports.of(asked, isOver);
    const ofAll = (facts: readonly Fact[]): readonly FoundSupports[] =>
      facts.flatMap((fact) => (isOver() ? [] : [this.#supports.of(fact, isOver)]));
    const given = ofAll(some);
    const others = ofAll(none);
    // What gives a role that the actor must not have gives it whatever stands beside it.
    const ruledOut = new RuledOut(others.flatMap(({ certain }) => certain));
    const isAllowed = (facts: readonly Fact[]): boolean => !isOver() && !ruledOut.has(facts);
    const answering = answer.supports.filter(isAllowed);
    const giving = given
      .flatMap(({ supports }) => supports)
      .filter(isAllowed)
      .toSorted((a, b) => a.length - b.length);
    if (isOver()) {
      yield { facts: undefined, isAll: false };
      return;
    }
    if (answering.length === 0 || (some.length > 0 && giving.length === 0)) return;
    const denied = distinct([
      ...[answer, ...given].flatMap(({ deniedTwice }) => deniedTwice),
      ...others.flatMap(({ deniedOnce }) => deniedOnce),
    ]).filter((fact) => isAllowed([fact]));
    if (denied.length > MOST_DENIED || giving.length > MOST_GIVING) yield { facts: undefined, isAll: false };
    for (const chosen of subsets(denied, denied.length > MOST_DENIED ? FEW : denied.length)) {
      for (const support of answering) yield { facts: distinct([...support, ...chosen]), isAll: true };
      for (const support of answering)
        for (const more of giving.slice(0, MOST_GIVING))
          yield { facts: distinct([...support, ...more, ...chosen]), isAll: true };
    }
  }

  /** That the actor of a question has a role: on its resource, or on each object of the type. */
  #facts({ arguments: [actor, , resource] }: Fact, { role, type, on }: RoleOfType): readonly Fact[] {
    const named = [actor!, cloudValue(role)];
    const objects =
      type === 'global'
        ? [[]]
        : on === 'resource'
          ? [[resource!]]
          : this.#domain.of(type).map((number) => [this.#values.value(number)]);
    return objects.map((object) => ({ predicate: 'has_role', arguments: [...named, ...object] }));
  }

  /** Whether a world is looked for; undefined where something cannot be said of it, or the time is up. */
  #holds(
    facts: readonly Fact[],
    asked: Fact,
    some: readonly Fact[],
    none: readonly Fact[],
    isOver: () => boolean,
  ): boolean | undefined {
    const store = new FactStore(this.#values);
    for (const fact of facts) store.add(fact);
    let failed = false;
    const says = (fact: Fact): boolean => {
      const answer = isOver() ? undefined : this.#says(store, fact);
      if (answer === undefined) failed = true;
      return answer === true;
    };
    const answer = says(asked) && (some.length === 0 || some.some(says)) && !none.some(says);
    return failed ? undefined : answer;
  }

  #says(store: FactStore, { predicate, arguments: values }: Fact): boolean | undefined {
    const query = cloudCall(this.#program, predicate, values);
    const { kind } = new CloudRun(query, { facts: store, now: this.#now, order: 'found' }).run(STEPS);
    return kind === 'answer' ? true : kind === 'done' ? false : undefined;
  }

  #told(
    question: TypedQuestion,
    asked: Fact,
    facts: readonly Fact[],
    holds: (facts: readonly Fact[]) => boolean | undefined,
  ): WorldWitness {
    let world = facts;
    for (const fact of facts) {
      const less = world.filter((one) => one !== fact);
      if (holds(less) === true) world = less;
    }
    const [actor] = asked.arguments;
    const store = new FactStore(this.#values);
    for (const fact of world) store.add(fact);
    const roles = [...this.#policy.blocks.keys()].flatMap((type) =>
      rolesOf(this.#policy, type).filter((role) =>
        this.#facts(asked, { role, type, on: 'any' }).some((fact) => this.#says(store, fact)),
      ),
    );
    return {
      ...question,
      anyone: !world.some(({ arguments: values }) => values.some((value) => isSameValue(value, actor!))),
      query: writeFact(asked),
      told: world.map(writeFact),
      world: world.map((fact) => `${writeFact(fact)};\n`).join(''),
      roles: [...new Set(roles)],
    };
  }
}

const distinct = (facts: readonly Fact[]): readonly Fact[] => [
  ...new Map(facts.map((fact) => [writeFact(fact), fact])).values(),
];
