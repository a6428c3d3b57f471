import type { TypedQuestion } from './questions.ts';
import type { Searched } from './searched.ts';

/** A role of a type; of the whole application, where the type is `global`. */
export interface RoleOfType {
  readonly role: string;
  readonly type: string;
  /** On the resource that is asked about, or on any object of the type. */
  readonly on: 'resource' | 'any';
}

/** Which roles an actor has in a world that is looked for. */
export interface RoleCondition {
  /** One of these; empty where none is asked for. */
  readonly some: readonly RoleOfType[];
  /** None of these. */
  readonly none: readonly RoleOfType[];
}

export const anyRoles: RoleCondition = { some: [], none: [] };

/** A world in which a question holds. */
export interface WorldWitness extends TypedQuestion {
  /** The world tells nothing of the actor: it is so for anyone. */
  readonly anyone: boolean;
  /** The question in the words of the world, for `polar query`. */
  readonly query: string;
  /** The world, in short: its facts, or what is so of its objects. Nothing in it can be left out. */
  readonly told: readonly string[];
  /** The world as a file: facts, or a data file. */
  readonly world: string;
  /** The names of the roles that the actor has in it. */
  readonly roles: readonly string[];
}

/** What was found, and where was looked. */
export interface FoundWitnesses {
  readonly witnesses: readonly WorldWitness[];
  readonly searched: Searched;
}

/** Worlds in which a policy answers yes. */
export interface WitnessSearch {
  /**
   * The smallest worlds in which a question holds, with other roles in each.
   *
   * @param most how many are wanted
   * @param end when to stop, by the clock that was given; without one there is no limit on time
   */
  find(question: TypedQuestion, condition: RoleCondition, most: number, end?: number): FoundWitnesses;
}
