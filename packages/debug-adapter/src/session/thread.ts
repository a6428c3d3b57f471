/** The thread of a session that debugs one query, which is one line of search. Those of a session that is attached to something come after it. */
export const THREAD = 1;
