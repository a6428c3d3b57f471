import { bareQuery } from '@polar-tools/language';

/** Reads what a person types, line by line until it is whole. */

const openers = '([{';
const closers = ')]}';
/** What cannot be the end of a query: an operator, or a word that wants something behind it. */
const unfinished = /(?:[-+*/=<>,:]|(?<!\d)\.|(?:^|[^\p{L}\p{N}_])(?:and|or|not|in|if|matches|mod|rem|new))$/u;

/**
 * Whether a query goes on in the next line: a bracket or a string is open, or it ends where something must follow.
 * An empty line always ends it (the reader sees to that), so a mistake does not hold a person captive.
 */
export function isOpen(text: string): boolean {
  let depth = 0;
  let end = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '#') {
      while (at < text.length && text[at] !== '\n') at++;
    } else if (character === '"') {
      at++;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
      if (at >= text.length) return true;
      end += '"';
    } else {
      if (openers.includes(character)) depth++;
      else if (closers.includes(character)) depth--;
      end += character;
    }
  }
  return depth > 0 || unfinished.test(end.trimEnd());
}

/** Whether it is nothing but blanks and comments, as lines that are pasted from a policy may be. */
export const asksNothing = (text: string): boolean =>
  bareQuery(text)
    .split('\n')
    .every((line) => /^\s*(?:#|$)/u.test(line));

/** The words of a command: what is in quotes, of either kind, is one, as a file's name with blanks in it. */
export function wordsOf(line: string): string[] {
  const words = line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"']|["'])+/gu);
  return [...words].map(([word]) => word.replaceAll(/"([^"]*)"|'([^']*)'/gu, (_, double, single) => double ?? single));
}
