/** The gates of a goal, as the machine numbers them. */
export const CALL_PORT = 1;
/** A clause's head has matched. */
export const UNIFY_PORT = 2;
export const EXIT_PORT = 3;
export const REDO_PORT = 4;
export const FAIL_PORT = 5;

/** In an event that is written down the port stands in so many low bits, below the number of its goal or clause. */
export const PORT_BITS = 4;
