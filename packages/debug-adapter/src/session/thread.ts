/** The one thread that there is: a query is one line of search. */
export const THREAD = 1;
