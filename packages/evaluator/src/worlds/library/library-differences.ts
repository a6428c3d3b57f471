import { print, printString } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { type PreparedQuery, prepare } from '../../compiler/prepare.ts';
import { compile, type Program } from '../../compiler/program.ts';
import type { HostValue } from '../../host/host.ts';
import { atOnce, type Steps } from '../../in-steps.ts';
import { QueryRun } from '../../query-run.ts';
import { comparedQuestions, isLiteral } from '../compared-questions.ts';
import type { FoundDifferences, WorldDifference } from '../difference.ts';
import { leftOutOf, notAsked } from '../left-out.ts';
import type { TypedQuestion } from '../questions.ts';
import { defaultWorldLimits, type WorldLimits } from '../searched.ts';
import { Choices } from './choices.ts';
import { LazyWorld, objectName, type Pick } from './lazy-world.ts';
import { questionPredicate } from './question-types.ts';
import { questionsReached } from './questions-reached.ts';
import { Shapes } from './shapes.ts';

export interface LibraryDifferenceOptions {
  /** The text of a data file: its objects say what objects look like. */
  readonly data?: string | undefined;
  readonly limits?: Partial<WorldLimits>;
  /** Whether there is one at all is wanted: the search ends with the first. */
  readonly first?: boolean;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
}

/**
 * Calls that one answer may take, at first and at last. A policy with a circle of rules that never ends would else use up the time in worlds
 * that say nothing.
 */
const FEW_CALLS = 500;
const MOST_CALLS = 20_000;

/** Which questions two policies answer differently over some generated data: for each the smallest that was found. */
export function libraryDifferences(
  old: Policy,
  changed: Policy,
  options: LibraryDifferenceOptions = {},
): FoundDifferences {
  return atOnce(libraryDifferencesInSteps(old, changed, options));
}

/** The same, with a pause before each world. */
export function libraryDifferencesInSteps(
  old: Policy,
  changed: Policy,
  options: LibraryDifferenceOptions = {},
): Steps<FoundDifferences> {
  return new Comparison(old, changed, options).find();
}

/** A question with its objects, in both policies. */
interface Asked {
  readonly question: TypedQuestion;
  readonly text: string;
  readonly objects: readonly (readonly [string, number])[];
  readonly queries: readonly [PreparedQuery, PreparedQuery];
}

/** How far the worlds of a question with its objects were gone through. */
interface Search {
  readonly asked: Asked;
  /** What was found for the question, by what it is answered after the change. */
  readonly found: Map<boolean, WorldDifference>;
  choices: Choices;
  tried: number;
  /** All worlds were tried. */
  isOver: boolean;
  /** An answer took more calls than it might. */
  wasLong: boolean;
  /** Something ended with an error. */
  failed: boolean;
}

class Comparison {
  readonly #policies: readonly [Policy, Policy];
  readonly #limits: WorldLimits;
  readonly #first: boolean;
  readonly #clock: (() => number) | undefined;
  readonly #data: string | undefined;
  #worlds = 0;

  constructor(old: Policy, changed: Policy, { data, limits, first = false, clock }: LibraryDifferenceOptions) {
    this.#policies = [old, changed];
    this.#limits = { ...defaultWorldLimits, ...limits };
    this.#clock = clock;
    this.#first = first;
    this.#data = data;
  }

  *find(): Steps<FoundDifferences> {
    const { objects: count, time } = this.#limits;
    const end = this.#clock === undefined ? Number.POSITIVE_INFINITY : this.#clock() + time;
    const isOver = (): boolean => this.#now() > end;
    const questions = comparedQuestions(this.#policies);
    const searched = { objects: count, questions: questions.length, isComplete: true, unanswered: 0 };
    const [old, changed] = this.#policies;
    // The same rules in the same order answer alike, whatever they are asked over.
    if (clausesIn(old) === clausesIn(changed))
      return { differences: [], searched: { ...searched, worlds: 0 }, leftOut: [], same: 'rules' };
    const classes = new Set(
      questions.flatMap(({ actor, resource }) =>
        [actor, ...(resource === undefined ? [] : [resource])].filter((name) => !isLiteral(name)),
      ),
    );
    const world = LazyWorld.of(new Shapes(this.#policies, this.#data, isOver), [...classes], count);
    const reached = questionsReached(questions, this.#policies, world, isOver);
    if (reached.length === 0)
      return {
        differences: [],
        searched: { ...searched, worlds: 0 },
        leftOut: notAsked(this.#policies, [2, 3]),
        same: 'questions',
      };
    const programs = this.#policies.map((policy) => compile(policy, world)) as [Program, Program];
    let isAll = true;
    const searches = reached.flatMap((question) => {
      if (isOver()) isAll = false;
      if (!isAll) return [];
      const found = new Map<boolean, WorldDifference>();
      return this.#asked(question, programs).map(
        (asked): Search => ({
          ...{ asked, found, choices: new Choices(), tried: 0 },
          ...{ isOver: false, wasLong: false, failed: false },
        }),
      );
    });
    const isFound = ({ found }: Search): boolean => found.size === (this.#first ? 1 : 2);
    for (const calls of [FEW_CALLS, MOST_CALLS]) {
      const open = searches.filter((one) => !isFound(one) && (!one.isOver || one.wasLong));
      for (const [at, search] of open.entries()) {
        if (this.#first && searches.some(isFound)) break;
        // No question takes the time of the others.
        if (isOver()) break;
        const until = this.#now() + (end - this.#now()) / (open.length - at);
        yield* this.#search(search, world, calls, until, () => isFound(search));
      }
    }
    const founds = new Set(searches.map(({ found }) => found));
    const unanswered = new Set(searches.filter((one) => one.failed || one.wasLong).map(({ asked }) => asked.question));
    return {
      differences: [...founds].flatMap((found) => [...found.values()]),
      searched: {
        ...searched,
        worlds: this.#worlds,
        isComplete: isAll && searches.every((one) => one.isOver || isFound(one)),
        unanswered: unanswered.size,
      },
      leftOut: leftOutOf(this.#policies, [2, 3]),
      same: undefined,
    };
  }

  /** Tries worlds until all were, until the time is over, or until what is looked for is found. */
  *#search(search: Search, world: LazyWorld, calls: number, until: number, isFound: () => boolean): Steps<void> {
    const { asked, found } = search;
    // Where an answer took too long, all is tried once more.
    if (search.wasLong) Object.assign(search, { choices: new Choices(), tried: 0, isOver: false, wasLong: false });
    while (!search.isOver && !isFound()) {
      yield;
      if (search.tried >= this.#limits.worlds || this.#now() > until) return;
      search.tried++;
      const chosen = new Map<string, HostValue>();
      const answer = this.#answers(asked, world, calls, (part, options) => {
        const value = options[search.choices.choose(options.length)]!;
        chosen.set(part, value);
        return value;
      });
      if (answer === 'long') search.wasLong = true;
      else if (answer === 'error') search.failed = true;
      else if (answer[0] !== answer[1] && !found.has(answer[1]))
        found.set(answer[1], this.#told(asked, world, chosen, answer[1]));
      search.isOver = !search.choices.advance();
    }
  }

  #now(): number {
    return this.#clock?.() ?? 0;
  }

  #asked(question: TypedQuestion, programs: readonly [Program, Program]): readonly Asked[] {
    const { actor, action, resource } = question;
    // Generated objects are all alike: the first one stands for the others, but one beside itself is another case.
    const numbers = actor === resource && !isLiteral(actor) && this.#limits.objects > 1 ? [1, 2] : [1];
    return numbers.flatMap((number) => {
      const names = [
        written(actor, 1),
        printString(action),
        ...(resource === undefined ? [] : [written(resource, number)]),
      ];
      const text = `${questionPredicate(this.#policies)}(${names.join(', ')})`;
      const [before, after] = programs.map((program) => prepare(program, text).query);
      if (before === undefined || after === undefined) return [];
      return [
        {
          question,
          text,
          objects: [[actor, 1] as const, ...(resource === undefined ? [] : [[resource, number] as const])].filter(
            ([name]) => !isLiteral(name),
          ),
          queries: [before, after] as const,
        },
      ];
    });
  }

  /** What each policy says, where neither ends with an error or takes too many calls. */
  #answers(
    { objects, queries }: Asked,
    world: LazyWorld,
    calls: number,
    pick: Pick,
  ): readonly [boolean, boolean] | 'error' | 'long' {
    this.#worlds++;
    world.begin(
      pick,
      objects.map(([name, number]) => world.object(name, number)),
    );
    const answers: boolean[] = [];
    for (const query of queries) {
      const { kind } = new QueryRun(query, { host: world, limits: { depth: 2_000 } }).run(calls);
      if (kind === 'paused') return 'long';
      if (kind !== 'answer' && kind !== 'done') return 'error';
      answers.push(kind === 'answer');
    }
    return answers as [boolean, boolean];
  }

  /** The difference, with all taken out of its world that it does not need. */
  #told(asked: Asked, world: LazyWorld, chosen: ReadonlyMap<string, HostValue>, after: boolean): WorldDifference {
    const differs = (kept: ReadonlyMap<string, HostValue>): boolean => {
      const answer = this.#answers(asked, world, MOST_CALLS, (part, options) => {
        const value = kept.get(part);
        return value !== undefined && options.includes(value) ? value : (sameList(value, options) ?? options[0]!);
      });
      return typeof answer !== 'string' && answer[0] !== answer[1] && answer[1] === after;
    };
    let kept = new Map(chosen);
    for (const part of chosen.keys()) {
      const less = new Map(kept);
      less.delete(part);
      if (differs(less)) kept = less;
    }
    differs(kept);
    return {
      ...asked.question,
      anyone: !isLiteral(asked.question.actor) && world.isFree(world.object(asked.question.actor, 1)),
      change: after ? 'allowed' : 'denied',
      query: asked.text,
      told: world.lines,
      world: world.text,
    };
  }
}

const written = (type: string, number: number): string => (isLiteral(type) ? type : objectName(type, number));

/** A list is made anew each time: its members say which one it is. */
export function sameList(value: HostValue | undefined, options: readonly HostValue[]): HostValue | undefined {
  if (!Array.isArray(value)) return undefined;
  const members = value as readonly HostValue[];
  return options.find(
    (option) =>
      Array.isArray(option) &&
      option.length === members.length &&
      members.every((member, i) => (option as readonly HostValue[])[i] === member),
  );
}

/** All rules of a policy, as they are written in full, and the blocks' types. */
function clausesIn({ predicates, blocks }: Policy): string {
  return JSON.stringify([
    [...predicates.values()].map(({ clauses }) => clauses.map(({ rule }) => print(rule))),
    [...blocks.values()].map(({ name, keyword }) => [name, keyword]),
  ]);
}
