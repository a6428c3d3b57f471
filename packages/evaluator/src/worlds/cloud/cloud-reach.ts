import type { Policy } from '@polar-tools/policy';
import { questionClauses, stringsOf } from '../compared-questions.ts';
import { otherAction, type TypedQuestion } from '../questions.ts';
import type { Known, ReachOfChange } from '../reach-of-change.ts';
import { takesOtherActions } from './head-questions.ts';
import { reachOfChange } from './reach-of-calls.ts';

/** Questions by what is known of them: any action, or any resource, where nothing is told. */
export interface OpenQuestion {
  readonly arity: 2 | 3;
  readonly action?: string;
  /** The type of the resource. */
  readonly resource?: string;
}

/** More kinds of questions than these are better asked all at once. */
const MOST_KINDS = 4;
/** A type that no policy names. */
const otherType = '';

/** Which questions a change of a Cloud policy may have something to do with. */
export class CloudReach {
  readonly #policies: readonly [Policy, Policy];
  readonly #isOver: () => boolean;
  /** Undefined where the types differ: these decide what every rule is about. */
  readonly #reach: ReachOfChange | undefined;

  /** @param isOver whether the time for it is up: what was not looked at by then may be reached */
  constructor(policies: readonly [Policy, Policy], isOver: () => boolean = () => false) {
    this.#policies = policies;
    this.#isOver = isOver;
    this.#reach = reachOfChange(policies);
  }

  /** Whether two policies may answer a question differently. */
  isReachedBy({ actor, action, resource }: TypedQuestion): boolean {
    const object = resource === undefined ? [] : [{ type: resource }];
    return this.#asked({ type: actor }, { text: action }, ...object);
  }

  /** Whether two policies may answer a question differently whose action is no string. */
  get isReachedByOtherActions(): boolean {
    if (this.#reach === undefined)
      return this.#policies.some((policy) =>
        [...questionClauses(policy, 3), ...questionClauses(policy, 2)].some(takesOtherActions),
      );
    return ['Integer', 'Boolean', 'Resource'].some((type) =>
      [[], [undefined]].some((resource) => this.#asked(undefined, { type }, ...resource)),
    );
  }

  /** The questions of anybody to which two policies may answer differently, none left out. */
  get open(): readonly OpenQuestion[] {
    return [...this.#openOf(3), ...this.#openOf(2)];
  }

  #openOf(arity: 2 | 3): readonly OpenQuestion[] {
    const anything = arity === 3 ? [undefined] : [];
    if (!this.#asked(undefined, undefined, ...anything)) return [];
    const all = [{ arity }];
    if (this.#asked(undefined, { text: otherAction }, ...anything)) return all;
    const kinds: OpenQuestion[] = [];
    for (const action of stringsOf(this.#policies)) {
      if (!this.#asked(undefined, { text: action }, ...anything)) continue;
      const types = arity === 2 ? [] : this.#typesOf(action);
      if (types.length === 0) kinds.push({ arity, action });
      else kinds.push(...types.map((resource) => ({ arity, action, resource })));
      if (kinds.length > MOST_KINDS) return all;
    }
    return kinds;
  }

  /** The types of resources; none where any may be. */
  #typesOf(action: string): readonly string[] {
    const isReached = (type: string): boolean => this.#asked(undefined, { text: action }, { type });
    return isReached(otherType) ? [] : [...this.#policies[0].blocks.keys()].filter(isReached);
  }

  #asked(...values: readonly Known[]): boolean {
    return this.#isOver() || this.#reach?.isReachedBy('allow', values) !== false;
  }
}
