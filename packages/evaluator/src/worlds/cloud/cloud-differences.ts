import type { Policy } from '@polar-tools/policy';
import { type CompiledCloud, compileCloud } from '../../dialect/cloud/program.ts';
import { type CloudQuery, cloudCall } from '../../dialect/cloud/query.ts';
import { CloudRun } from '../../dialect/cloud/run.ts';
import { FactStore } from '../../facts/fact-store.ts';
import { type CloudValue, cloudValue, type Fact, writeFact } from '../../facts/value.ts';
import { Values } from '../../facts/values.ts';
import type { FoundDifferences, WorldDifference } from '../difference.ts';
import { questionsOf, type TypedQuestion } from '../questions.ts';
import { defaultWorldLimits, type WorldLimits } from '../searched.ts';
import { CloudWorlds } from './cloud-worlds.ts';
import { Domain } from './domain.ts';

export interface CloudDifferenceOptions {
  /** `@current_unix_time`: seconds since 1970. Default: 0. */
  readonly now?: number;
  readonly limits?: Partial<WorldLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
}

const STEPS = 200_000;

/** Which questions two policies answer differently in some generated world: for each the smallest one that was found. */
export function cloudDifferences(old: Policy, changed: Policy, options: CloudDifferenceOptions = {}): FoundDifferences {
  return new Comparison(old, changed, options).find();
}

class Comparison {
  readonly #policies: readonly [Policy, Policy];
  readonly #values = new Values();
  readonly #programs: readonly [CompiledCloud, CompiledCloud];
  readonly #limits: WorldLimits;
  readonly #now: number;
  readonly #clock: (() => number) | undefined;
  #worlds = 0;

  constructor(old: Policy, changed: Policy, { now = 0, limits, clock }: CloudDifferenceOptions) {
    this.#policies = [old, changed];
    this.#programs = [old, changed].map((policy) => compileCloud(policy, this.#values) as CompiledCloud) as [
      CompiledCloud,
      CompiledCloud,
    ];
    this.#limits = { ...defaultWorldLimits, ...limits };
    this.#now = now;
    this.#clock = clock;
  }

  find(): FoundDifferences {
    const { objects, facts, time, worlds: most } = this.#limits;
    const domain = new Domain(this.#policies, this.#values, objects, this.#now);
    const worlds = new CloudWorlds(this.#programs, domain, this.#now, facts);
    const questions = questionsOf(this.#policies);
    const differences: WorldDifference[] = [];
    let isComplete = true;
    let unanswered = 0;
    const end = this.#clock === undefined ? Number.POSITIVE_INFINITY : this.#clock() + time;
    for (const question of questions) {
      const found = new Map<boolean, WorldDifference>();
      let failed = false;
      for (const asked of this.#asked(question, domain)) {
        let tried = 0;
        const queries = this.#queries(asked);
        for (const facts of worlds.of(asked)) {
          if (++tried > most || (this.#clock?.() ?? 0) > end) {
            isComplete = false;
            break;
          }
          const answer = this.#answers(queries, facts);
          if (answer === undefined) failed = true;
          else if (answer[0] !== answer[1] && !found.has(answer[1]))
            found.set(answer[1], this.#told(question, asked, queries, facts, answer[1]));
          if (found.size === 2) break;
        }
      }
      if (failed) unanswered++;
      differences.push(...found.values());
    }
    return {
      differences,
      searched: {
        objects,
        questions: questions.length,
        worlds: this.#worlds,
        isComplete: isComplete && worlds.isComplete,
        unanswered,
      },
    };
  }

  /** A question by types, as it is asked: of objects that are generated, and of those that policies name. */
  #asked({ actor, action, resource }: TypedQuestion, domain: Domain): readonly Fact[] {
    const { objects } = this.#limits;
    // Generated objects are all alike: the first one stands for the others, but one beside itself is another case.
    const actors = others(domain.of(actor), objects);
    const resources =
      resource === undefined
        ? [undefined]
        : others(domain.of(resource), objects, resource === actor && objects > 1 ? 2 : 1);
    return actors.flatMap((who) =>
      resources.map(
        (what): Fact => ({
          predicate: 'allow',
          arguments: [
            this.#values.value(who),
            cloudValue(action),
            ...(what === undefined ? [] : [this.#values.value(what)]),
          ],
        }),
      ),
    );
  }

  #queries({ predicate, arguments: values }: Fact): readonly [CloudQuery, CloudQuery] {
    const [old, changed] = this.#programs;
    return [cloudCall(old, predicate, values), cloudCall(changed, predicate, values)];
  }

  /** What each policy says; undefined where one of them cannot say it. */
  #answers(
    queries: readonly [CloudQuery, CloudQuery],
    facts: readonly Fact[],
  ): readonly [boolean, boolean] | undefined {
    this.#worlds++;
    const store = new FactStore(this.#values);
    for (const fact of facts) store.add(fact);
    const [before, after] = queries.map((query) => {
      const { kind } = new CloudRun(query, { facts: store, now: this.#now, order: 'found' }).run(STEPS);
      return kind === 'answer' ? true : kind === 'done' ? false : undefined;
    });
    return before === undefined || after === undefined ? undefined : [before, after];
  }

  #told(
    question: TypedQuestion,
    asked: Fact,
    queries: readonly [CloudQuery, CloudQuery],
    facts: readonly Fact[],
    after: boolean,
  ): WorldDifference {
    let world = facts;
    for (const fact of facts) {
      const less = world.filter((one) => one !== fact);
      const answer = this.#answers(queries, less);
      if (answer !== undefined && answer[0] !== answer[1] && answer[1] === after) world = less;
    }
    const [actor] = asked.arguments;
    return {
      ...question,
      anyone: !world.some(({ arguments: values }) => values.some((value) => isSame(value, actor!))),
      change: after ? 'allowed' : 'denied',
      query: writeFact(asked),
      told: world.map(writeFact),
      world: world.map((fact) => `${writeFact(fact)};\n`).join(''),
    };
  }
}

const isSame = (one: CloudValue, other: CloudValue): boolean => one.type === other.type && one.id === other.id;

/** The first of the generated objects, and those that have a name. */
const others = (all: readonly number[], generated: number, first = 1): readonly number[] => [
  ...all.slice(0, first),
  ...all.slice(generated),
];
