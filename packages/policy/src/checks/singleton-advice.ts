import type { Dialect } from '../policy.ts';

/** What a name that stands once was most likely meant for, where it looks like something of another language or of a text processor. */
export interface SingletonAdvice {
  readonly words: string;
  readonly title: string;
  readonly newText: string;
}

/** Spaces that are none and characters without a width, all of which count as letters. */
const invisible = /[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]/gu;
const curlyQuoted = /^[“”„‟«‘’‚](.*)[“”‟»‘’]$/u;

const values: Readonly<Record<string, string>> = { True: 'true', TRUE: 'true', False: 'false', FALSE: 'false' };
const nothing = new Set(['null', 'Null', 'NULL', 'None', 'Nil', 'NIL', 'undefined']);

export function singletonAdvice(name: string, dialect: Dialect): SingletonAdvice | undefined {
  const character = name.match(invisible)?.[0];
  if (character !== undefined) {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return {
      words: `There is an invisible character in it (U+${code}), which counts as a letter: replace it by a space.`,
      title: 'Replace it by a space',
      newText: name.replace(invisible, ' '),
    };
  }
  const quoted = curlyQuoted.exec(name)?.[1];
  if (quoted !== undefined) return meant(`"${quoted}"`, 'Strings are written in straight double quotes:');
  const value = values[name];
  if (value !== undefined) return meant(value, 'Booleans are written in lower case:');
  if (dialect === 'library' && nothing.has(name)) return meant('nil', 'What stands for no value is');
  return undefined;
}

const meant = (newText: string, words: string): SingletonAdvice => {
  return { words: `${words} ${newText}.`, title: `Change to ${newText}`, newText };
};
