import { printString, type Variable, wordMeant } from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';
import type { Dialect } from '../model/policy.ts';
import { editDistance, isSlip, nearestOf, wordsOf } from '../names/suggestions.ts';

/** What a name that stands once was most likely meant for, where it looks like something of another language or of a text processor. */
export interface SingletonAdvice {
  readonly words: string;
  /** Undefined where it is not plain what would mend it. */
  readonly fix: { readonly title: string; readonly newText: string } | undefined;
}

/** Spaces that are none, and characters without a width, control characters among them: all of them count as letters. */
const spaces = /[\u00a0\u2000-\u200a\u202f\u3000]/gu;
const widthless = /[\u00ad\u200b-\u200f\u2060\ufeff]|[^\P{Cc}\t\n\r]/gu;
const curlyQuoted = /^[\u201c\u201d\u201e\u201f\u00ab\u2018\u2019\u201a](.*)[\u201c\u201d\u201f\u00bb\u2018\u2019]$/u;

const values: Readonly<Record<string, string>> = { True: 'true', TRUE: 'true', False: 'false', FALSE: 'false' };
const nothing = new Set(['null', 'Null', 'NULL', 'None', 'Nil', 'NIL', 'undefined']);

/** How Python writes truth values, and others what is no value: no name of a constant, as `NULL` may be. */
const foreign = new Set(['True', 'False', 'None', 'Null', 'Nil']);

export const isForeignValue = (name: string): boolean => foreign.has(name);

export function singletonAdvice(node: Variable, dialect: Dialect): SingletonAdvice | undefined {
  const { name } = node;
  const character = (name.match(spaces) ?? name.match(widthless))?.[0];
  if (character !== undefined) return invisibleAdvice(name, character);
  const quoted = curlyQuoted.exec(name)?.[1];
  if (quoted !== undefined) return meant(printString(quoted), 'Strings are written in straight double quotes:');
  const value = values[name];
  if (value !== undefined) return meant(value, 'Booleans are written in lower case:');
  if (dialect === 'library' && nothing.has(name)) return meant('nil', 'What stands for no value is');
  // Of a name that begins with a capital letter nobody knows whether it is a constant.
  const word = /^\p{Lu}/u.test(name) ? undefined : wordMeant(name, wordsAt(node, dialect));
  return word === undefined
    ? undefined
    : { words: `Did you mean ${word}?`, fix: { title: `Change to ${word}`, newText: word } };
}

/** The constant of the configuration or of its data file that a name was most likely meant for. */
export function constantMeant(
  name: string,
  { constants = [], dataNames }: Configuration,
): (SingletonAdvice & { readonly constant: string }) | undefined {
  const constant = nearestOf(name, [...constants, ...(dataNames?.constants ?? [])]);
  if (constant === undefined || !isSlip(name, constant)) return undefined;
  return {
    constant,
    words: `Did you mean the constant ${constant}?`,
    fix: { title: `Change to ${constant}`, newText: constant },
  };
}

/**
 * Whether a name that begins with a capital letter is surely a constant with one slip, and not a class or constant that nobody has named: those of
 * a data file are what its queries run with. Classes are looked things up on, so that there only capitals throughout say that it is none; names that
 * differ in a word of two letters, `TOP_A` and `TOP_B`, are made to differ.
 */
export function isSurelyConstant(node: Variable, constant: string): boolean {
  const { name, $container: holder } = node;
  if (!/^\p{Lu}/u.test(constant) || editDistance(name, constant, 2) !== 1) return false;
  const isCapitals = name === name.toUpperCase();
  if (isCapitals !== (constant === constant.toUpperCase())) return false;
  if (!isCapitals && (holder?.$type === 'Lookup' || holder?.$type === 'MethodCall')) return false;
  const others = wordsOf(constant);
  const changed = wordsOf(name).filter((word, at) => word !== others[at]);
  return changed.length === 1 && changed[0]!.length > 2;
}

/**
 * That a name is an object of the data file, which rules cannot name: what makes it known to them is a constant.
 */
export function objectMeant(name: string, { dataNames }: Configuration): string | undefined {
  if (dataNames?.objects.includes(name) !== true) return undefined;
  const constant = name.toUpperCase();
  const free = constant !== name && !Object.values(dataNames).some((names) => names.includes(constant));
  const given = free ? constant : `THE_${constant}`;
  const entry = `${printString(given)}: {"$ref": ${printString(name)}}`;
  return `In the data file ${name} is an object, which queries alone can name. For rules give it a name under "constants", ${entry}, and write ${given} here.`;
}

/** The words of the language that could stand in place of a variable. */
function wordsAt({ $container }: Variable, dialect: Dialect): readonly string[] {
  const values = ['true', 'false'];
  return dialect === 'library' && GOALS.has($container?.$type ?? '') ? [...values, 'cut'] : values;
}

/** What a condition by itself stands in. */
const GOALS: ReadonlySet<string> = new Set(['Rule', 'And', 'Or', 'Not', 'Parentheses']);

function invisibleAdvice(name: string, character: string): SingletonAdvice {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const newText = name.replace(widthless, '').replace(spaces, ' ');
  return {
    words: `There is an invisible character in it (U+${code}), which counts as a letter: remove it, or put a space in its place.`,
    // Two words, or none, are no name.
    fix: /^ *[^ ]+ *$/.test(newText) ? { title: 'Take out what is invisible', newText } : undefined,
  };
}

const meant = (newText: string, words: string): SingletonAdvice => {
  return { words: `${words} ${newText}.`, fix: { title: `Change to ${newText}`, newText } };
};
