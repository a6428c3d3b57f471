/** A word fits from its beginning; an id without its type, too. */
export const fits = (label: string, word: string): boolean =>
  label.startsWith(word) ||
  label.replaceAll('"', '').startsWith(word) ||
  label.slice(label.indexOf(':') + 1).startsWith(word);

/** A word that is offered. */
export interface QueryWord {
  readonly label: string;
  readonly detail: string;
  /** What comes after it. */
  readonly end: string;
}

/** Where a query ends. */
export interface Spot {
  /** What is called there; undefined outside of a call. */
  readonly predicate: string | undefined;
  /** Which argument of it, from 0. */
  readonly at: number;
  /** What of it is written. */
  readonly word: string;
  /** A call has just been closed: what may come is no name. */
  readonly isAfterCall: boolean;
}

/** Where a query that is being written ends. */
export function spotAtEnd(query: string): Spot {
  const calls: { readonly predicate: string; at: number }[] = [];
  let word = 0;
  let inString = false;
  for (let i = 0; i < query.length; i++) {
    const sign = query[i]!;
    if (sign === '\\' && inString) i++;
    else if (sign === '"') inString = !inString;
    else if (inString) continue;
    else if (sign === '(') {
      calls.push({ predicate: query.slice(word, i).trim(), at: 0 });
      word = i + 1;
    } else if (sign === ')') {
      calls.pop();
      word = i + 1;
    } else if (sign === ',') {
      const call = calls.at(-1);
      if (call !== undefined) call.at++;
      word = i + 1;
    } else if (/\s/.test(sign)) word = i + 1;
  }
  return {
    predicate: calls.at(-1)?.predicate,
    at: calls.at(-1)?.at ?? 0,
    word: query.slice(word),
    isAfterCall: query.trimEnd().endsWith(')'),
  };
}
