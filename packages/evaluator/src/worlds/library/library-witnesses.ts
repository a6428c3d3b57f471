import { printString } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { type PreparedQuery, prepare } from '../../compiler/prepare.ts';
import { compile, type Program } from '../../compiler/program.ts';
import type { HostValue } from '../../host/host.ts';
import { QueryRun } from '../../query-run.ts';
import { questionsOf, type TypedQuestion } from '../questions.ts';
import { rolesOf, strongest } from '../roles.ts';
import { defaultWorldLimits, type WorldLimits } from '../searched.ts';
import type { FoundWitnesses, RoleCondition, RoleOfType, WitnessSearch, WorldWitness } from '../witness.ts';
import { Choices } from './choices.ts';
import { LazyWorld, objectName, type Pick } from './lazy-world.ts';
import { type LibraryDifferenceOptions, sameList } from './library-differences.ts';
import { argumentTypes, questionPredicate } from './question-types.ts';
import { Shapes } from './shapes.ts';

/** Calls that one answer may take. */
const MOST_CALLS = 20_000;

/** Looks for data over which a policy of the Library says yes. */
export class LibraryWitnesses implements WitnessSearch {
  readonly #policy: Policy;
  readonly #limits: WorldLimits;
  readonly #clock: (() => number) | undefined;
  readonly #world: LazyWorld;
  readonly #program: Program;
  readonly #queries = new Map<string, PreparedQuery | undefined>();

  constructor(policy: Policy, { data, limits, clock }: LibraryDifferenceOptions = {}) {
    this.#policy = policy;
    this.#limits = { ...defaultWorldLimits, ...limits };
    this.#clock = clock;
    const questions = questionsOf([policy], argumentTypes([policy], 0), argumentTypes([policy], 2));
    const classes = new Set([
      ...policy.blocks.keys(),
      ...questions.flatMap(({ actor, resource }) => [actor, ...(resource === undefined ? [] : [resource])]),
    ]);
    const end = clock === undefined ? Number.POSITIVE_INFINITY : clock() + this.#limits.time;
    const shapes = new Shapes([policy], data, () => (clock?.() ?? 0) > end);
    this.#world = LazyWorld.of(shapes, [...classes], this.#limits.objects);
    this.#program = compile(policy, this.#world);
  }

  find(
    question: TypedQuestion,
    condition: RoleCondition,
    most: number,
    end = Number.POSITIVE_INFINITY,
  ): FoundWitnesses {
    const { objects, worlds } = this.#limits;
    const found = new Map<string, WorldWitness>();
    let tried = 0;
    let isComplete = true;
    let failed = false;
    const isOver = (): boolean => (this.#clock?.() ?? 0) > end;
    const { actor, resource } = question;
    // Generated objects are all alike: the first one stands for the others, but one beside itself is another case.
    for (const number of resource === undefined ? [] : actor === resource && objects > 1 ? [1, 2] : [1]) {
      const choices = new Choices();
      let here = 0;
      do {
        if (here++ >= worlds || isOver()) {
          isComplete = false;
          break;
        }
        const chosen = new Map<string, HostValue>();
        const answer = this.#holds(question, number, condition, isOver, (part, options) => {
          const value = options[choices.choose(options.length)]!;
          chosen.set(part, value);
          return value;
        });
        if (answer === undefined && !isOver()) failed = true;
        if (answer !== true) continue;
        const witness = this.#told(question, number, condition, chosen, isOver);
        if (witness === undefined) continue;
        const key = strongest(this.#policy, witness.roles).toSorted().join();
        if (!found.has(key)) found.set(key, witness);
      } while (found.size < most && choices.advance());
      tried += Math.min(here, worlds);
      if (found.size >= most) break;
    }
    return {
      witnesses: [...found.values()],
      searched: { objects, questions: 1, worlds: tried, isComplete, unanswered: failed ? 1 : 0 },
    };
  }

  /** Whether a world is looked for; undefined where something in it ends with an error, or does not end soon, or the time is up. */
  #holds(
    question: TypedQuestion,
    number: number,
    condition: RoleCondition,
    isOver: () => boolean,
    pick: Pick,
  ): boolean | undefined {
    const { actor, resource } = question;
    this.#world.begin(pick, [this.#world.object(actor, 1), this.#world.object(resource!, number)]);
    let failed = false;
    const says = (text: string): boolean => {
      const answer = isOver() ? undefined : this.#says(text);
      if (answer === undefined) failed = true;
      return answer === true;
    };
    const some = condition.some.flatMap((role) => this.#calls(question, number, role));
    const none = condition.none.flatMap((role) => this.#calls(question, number, role));
    const answer = says(this.#text(question, number)) && (some.length === 0 || some.some(says)) && !none.some(says);
    return failed ? undefined : answer;
  }

  #text({ actor, action, resource }: TypedQuestion, number: number): string {
    return `${questionPredicate([this.#policy])}(${objectName(actor, 1)}, ${printString(action)}, ${objectName(resource!, number)})`;
  }

  /** That the actor of a question has a role: on its resource, or on each object of the type. */
  #calls({ actor, resource }: TypedQuestion, number: number, { role, type, on }: RoleOfType): readonly string[] {
    const objects =
      on === 'resource'
        ? [objectName(resource!, number)]
        : Array.from({ length: this.#limits.objects }, (_, i) => objectName(type, i + 1));
    return objects.map((object) => `has_role(${objectName(actor, 1)}, ${printString(role)}, ${object})`);
  }

  #says(text: string): boolean | undefined {
    if (!this.#queries.has(text)) this.#queries.set(text, prepare(this.#program, text).query);
    const query = this.#queries.get(text);
    if (query === undefined) return false;
    const { kind } = new QueryRun(query, { host: this.#world, limits: { depth: 2_000 } }).run(MOST_CALLS);
    return kind === 'answer' ? true : kind === 'done' ? false : undefined;
  }

  /** The world, with all taken out of it that it does not need; undefined where the time was up before that was known. */
  #told(
    question: TypedQuestion,
    number: number,
    condition: RoleCondition,
    chosen: ReadonlyMap<string, HostValue>,
    isOver: () => boolean,
  ): WorldWitness | undefined {
    const holds = (kept: ReadonlyMap<string, HostValue>): boolean =>
      this.#holds(question, number, condition, isOver, (part, options) => {
        const value = kept.get(part);
        return value !== undefined && options.includes(value) ? value : (sameList(value, options) ?? options[0]!);
      }) === true;
    let kept = new Map(chosen);
    for (const part of chosen.keys()) {
      const less = new Map(kept);
      less.delete(part);
      if (holds(less)) kept = less;
    }
    holds(kept);
    const told = {
      anyone: this.#world.isFree(this.#world.object(question.actor, 1)),
      told: this.#world.lines,
      world: this.#world.text,
    };
    const roles = [...this.#policy.blocks.keys()].flatMap((type) =>
      rolesOf(this.#policy, type).filter((role) =>
        this.#calls(question, number, { role, type, on: 'any' }).some((text) => !isOver() && this.#says(text)),
      ),
    );
    if (isOver()) return undefined;
    return { ...question, ...told, query: this.#text(question, number), roles: [...new Set(roles)] };
  }
}
