import { cloudValueTypes, type Policy } from '@polar-tools/policy';
import { type CompiledCloud, compileCloud } from '../../dialect/cloud/program.ts';
import { type CloudQuery, cloudCall } from '../../dialect/cloud/query.ts';
import { CloudRun } from '../../dialect/cloud/run.ts';
import { FactStore } from '../../facts/fact-store.ts';
import { type Fact, writeFact } from '../../facts/value.ts';
import { Values } from '../../facts/values.ts';
import { atOnce, type Steps } from '../../in-steps.ts';
import { comparedQuestions } from '../compared-questions.ts';
import type { FoundDifferences, WorldDifference } from '../difference.ts';
import { leftOutOf, notAsked } from '../left-out.ts';
import type { TypedQuestion } from '../questions.ts';
import { defaultWorldLimits, type WorldLimits } from '../searched.ts';
import { askedFacts, hasMorePlain, isSameValue } from './asked-facts.ts';
import { ChangedClauses } from './changed-clauses.ts';
import { CloudReach } from './cloud-reach.ts';
import { CloudWorlds } from './cloud-worlds.ts';
import { Domain } from './domain.ts';
import { headQuestions } from './head-questions.ts';

export interface CloudDifferenceOptions {
  /** `@current_unix_time`: seconds since 1970. Default: 0. */
  readonly now?: number;
  readonly limits?: Partial<WorldLimits>;
  /** Whether there is one at all is wanted: the search ends with the first. */
  readonly first?: boolean;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
}

const STEPS = 200_000;

/** Which questions two policies answer differently in some generated world: for each the smallest one that was found. */
export function cloudDifferences(old: Policy, changed: Policy, options: CloudDifferenceOptions = {}): FoundDifferences {
  return atOnce(cloudDifferencesInSteps(old, changed, options));
}

/** The same, with a pause before each world. */
export function cloudDifferencesInSteps(
  old: Policy,
  changed: Policy,
  options: CloudDifferenceOptions = {},
): Steps<FoundDifferences> {
  return new Comparison(old, changed, options).find();
}

class Comparison {
  readonly #policies: readonly [Policy, Policy];
  readonly #values = new Values();
  readonly #programs: readonly [CompiledCloud, CompiledCloud];
  readonly #limits: WorldLimits;
  readonly #now: number;
  readonly #first: boolean;
  readonly #clock: (() => number) | undefined;
  #worlds = 0;

  constructor(old: Policy, changed: Policy, { now = 0, limits, first = false, clock }: CloudDifferenceOptions) {
    this.#policies = [old, changed];
    this.#programs = [old, changed].map((policy) => compileCloud(policy, this.#values) as CompiledCloud) as [
      CompiledCloud,
      CompiledCloud,
    ];
    this.#limits = { ...defaultWorldLimits, ...limits };
    this.#now = now;
    this.#first = first;
    this.#clock = clock;
  }

  *find(): Steps<FoundDifferences> {
    const { objects, facts, time, worlds: most } = this.#limits;
    const end = this.#clock === undefined ? Number.POSITIVE_INFINITY : this.#clock() + time;
    const now = (): number => this.#clock?.() ?? 0;
    const heads = headQuestions(this.#policies);
    const questions = unique([...comparedQuestions(this.#policies), ...heads.questions]);
    const reach = new CloudReach(this.#policies, () => now() > end);
    const reached = questions.filter((question) => reach.isReachedBy(question));
    const others = [
      ...(heads.isComplete
        ? []
        : ['Where a rule asks for no type of its actor or resource, not every type was asked with.']),
      ...(reach.isReachedByOtherActions ? ['Actions that are no strings were not asked.'] : []),
    ];
    if (reached.length === 0) {
      const same = new ChangedClauses(this.#programs).areNone ? 'rules' : 'questions';
      return {
        differences: [],
        searched: { objects, questions: questions.length, worlds: 0, isComplete: true, unanswered: 0 },
        leftOut: same === 'rules' ? [] : [...notAsked(this.#policies, [2, 3]), ...others],
        same,
      };
    }
    const domain = new Domain(this.#policies, this.#values, objects, this.#now);
    const isSampled = reached.some(({ actor, resource }) =>
      [actor, resource].some((type) => type !== undefined && cloudValueTypes.has(type) && hasMorePlain(type, domain)),
    );
    if (isSampled)
      others.push('Not every plain value that the policies name was asked with as an actor or a resource.');
    const worlds = new CloudWorlds(this.#programs, domain, this.#now, facts);
    const differences: WorldDifference[] = [];
    let isComplete = true;
    let unanswered = 0;
    for (const [at, question] of reached.entries()) {
      if (now() > end) {
        isComplete = false;
        break;
      }
      // Where one difference will do, no question takes the time of the others.
      const until = this.#first ? now() + (end - now()) / (reached.length - at) : end;
      const isOver = (): boolean => now() > until;
      const found = new Map<boolean, WorldDifference>();
      let failed = false;
      for (const asked of askedFacts(question, domain, this.#values, objects)) {
        let tried = 0;
        const queries = this.#queries(asked);
        for (const facts of worlds.of(asked, (side) => found.has(side === 1), isOver)) {
          yield;
          if (++tried > most || isOver()) {
            isComplete = false;
            break;
          }
          const answer = this.#answers(queries, facts);
          if (answer === undefined) failed = true;
          else if (answer[0] !== answer[1] && !found.has(answer[1]))
            found.set(answer[1], this.#told(question, asked, queries, facts, answer[1]));
          if (found.size === (this.#first ? 1 : 2)) break;
        }
      }
      if (failed) unanswered++;
      differences.push(...found.values());
      if (this.#first && differences.length > 0) break;
    }
    return {
      differences,
      leftOut: [...leftOutOf(this.#policies, [2, 3]), ...others],
      same: undefined,
      searched: {
        objects,
        questions: questions.length,
        worlds: this.#worlds,
        isComplete: isComplete && worlds.isComplete,
        unanswered,
      },
    };
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
      anyone: !world.some(({ arguments: values }) => values.some((value) => isSameValue(value, actor!))),
      change: after ? 'allowed' : 'denied',
      query: writeFact(asked),
      told: world.map(writeFact),
      world: world.map((fact) => `${writeFact(fact)};\n`).join(''),
    };
  }
}

const unique = (questions: readonly TypedQuestion[]): readonly TypedQuestion[] => [
  ...new Map(questions.map((one) => [JSON.stringify([one.actor, one.action, one.resource]), one])).values(),
];
