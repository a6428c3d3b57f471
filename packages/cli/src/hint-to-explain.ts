/** Who has no answer may ask why, and what would change that. */
export const HINT_TO_EXPLAIN = 'What would change that is told by polar explain, asked in the same way.';
