/** Bounds of the generated worlds that a search goes through. */
export interface WorldLimits {
  /** Objects of each type. */
  readonly objects: number;
  /** Facts that make something hold together; in the Library, members of a list. */
  readonly facts: number;
  /** Worlds that are tried for one question. */
  readonly worlds: number;
  /** Milliseconds for all of them, where there is a clock. */
  readonly time: number;
}

export const defaultWorldLimits: WorldLimits = { objects: 2, facts: 8, worlds: 2_000, time: 5_000 };

/** What a search went through. What it did not find is not there as far as this goes, and no further. */
export interface Searched {
  /** Objects of each type. */
  readonly objects: number;
  readonly questions: number;
  readonly worlds: number;
  /** Every world of so many objects was tried, or is answered as one that was; else only those that were reached within the limits. */
  readonly isComplete: boolean;
  /** Questions for some of whose worlds there was no answer: an error. */
  readonly unanswered: number;
}
