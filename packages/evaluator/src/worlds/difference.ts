import type { TypedQuestion } from './questions.ts';
import type { Searched } from './searched.ts';

/** A question that two policies answer differently in a generated world. */
export interface WorldDifference extends TypedQuestion {
  readonly change: 'allowed' | 'denied';
  /** The world tells nothing of the actor: it is so for anyone. */
  readonly anyone: boolean;
  /** The question in the words of the world, for `polar query`. */
  readonly query: string;
  /** The world, in short: its facts, or its objects. */
  readonly told: readonly string[];
  /** The world as a file: facts, or a data file. */
  readonly world: string;
}

/** The differences that were found, and where was looked. */
export interface FoundDifferences {
  readonly differences: readonly WorldDifference[];
  readonly searched: Searched;
  /** What was not asked, or only with samples of its values, a sentence for each: nothing is known of it. */
  readonly leftOut: readonly string[];
  /** Why nothing had to be asked: the rules of both are the same, or none of those that questions lead to has changed. */
  readonly same: 'rules' | 'questions' | undefined;
}
