/** What a search records: small integers, as there are millions. */
export const CALLED = 0;
/** The head of a rule fits, and its body begins. */
export const ENTERED = 1;
/** A fact fits a goal. */
export const FOUND = 2;
/** The goal is answered from the table of an earlier call. */
export const REMEMBERED = 3;
export const EXITED = 4;
export const REDONE = 5;
export const FAILED = 6;
/** It fails as the same is asked already further up. */
export const CIRCLED = 7;
