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
  /** Undefined where the types differ: these decide what every rule is about. */
  readonly #reach: ReachOfChange | undefined;

  constructor(policies: readonly [Policy, Policy]) {
    this.#policies = policies;
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
    const actions = stringsOf(this.#policies).filter((text) => this.#asked(undefined, { text }, ...anything));
    const kinds = actions.flatMap((action): readonly OpenQuestion[] => {
      const types = arity === 2 ? [] : this.#typesOf(action);
      return types.length === 0 ? [{ arity, action }] : types.map((resource) => ({ arity, action, resource }));
    });
    return kinds.length > MOST_KINDS ? all : kinds;
  }

  /** The types of resources; none where any may be. */
  #typesOf(action: string): readonly string[] {
    const isReached = (type: string): boolean => this.#asked(undefined, { text: action }, { type });
    return isReached(otherType) ? [] : [...this.#policies[0].blocks.keys()].filter(isReached);
  }

  #asked(...values: readonly Known[]): boolean {
    return this.#reach?.isReachedBy('allow', values) !== false;
  }
}
