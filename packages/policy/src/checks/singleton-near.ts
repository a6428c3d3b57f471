import { isName, type Rule } from '@polar-tools/language';
import { walk } from '../model/walk.ts';
import type { NamePlace } from '../names/singletons.ts';
import { editDistance } from '../names/suggestions.ts';
import type { FindingFix } from './definition.ts';
import type { SingletonAdvice } from './singleton-advice.ts';
import { nameOf } from './singleton-place.ts';

/** The other variables of the rule that are spelt nearly so: most likely one of the two is misspelt. */
export function nearVariables(name: string, rule: Rule): readonly string[] {
  if (name.length < SHORTEST_MISSPELT) return [];
  // One of several, `user` and `users`, is no mistake.
  const isNear = (other: string): boolean =>
    other.length >= SHORTEST_MISSPELT &&
    !other.startsWith('_') &&
    editDistance(name, other, 2) === 1 &&
    name !== `${other}s` &&
    other !== `${name}s`;
  return [...namesIn(rule)].filter(isNear).sort();
}

/** Whether a variable of the rule, however short, is spelt nearly so: `dc` beside `doc`. */
export const isNearAny = (name: string, rule: Rule): boolean =>
  name.length > 1 &&
  [...namesIn(rule)].some((other) => other.length > 1 && !other.startsWith('_') && editDistance(name, other, 2) === 1);

/** Shorter names are near one another by chance. */
export const SHORTEST_MISSPELT = 4;

/** To another variable of the rule. Two that differ in a digit, `user1` and `user2`, are seldom meant for one. */
export function correctionOf(node: NamePlace, near: string, preferred: boolean): FindingFix[] {
  if (node.$type === 'Name') return [];
  return [
    {
      title: `Change to ${near}`,
      preferred: preferred && withoutDigits(nameOf(node)) !== withoutDigits(near),
      edits: [{ node, at: 'instead', newText: near }],
    },
  ];
}

const withoutDigits = (name: string): string => name.replaceAll(/\d/g, '');

/** What an advice says, in place of the name. */
export function adviceFix(node: NamePlace, { fix }: SingletonAdvice, rule: Rule): FindingFix[] {
  if (fix === undefined) return [];
  const { title, newText } = fix;
  // A name that still stands once is no better.
  const preferred = !isName(newText) || isValue(newText) || namesIn(rule).has(newText);
  return [{ title, preferred, edits: [{ node, at: 'instead', newText }] }];
}

/** What the language, or the host, has a value for. */
const isValue = (name: string): boolean => ['nil', 'true', 'false', 'cut'].includes(name);

function namesIn(rule: Rule): ReadonlySet<string> {
  const names = new Set<string>();
  walk(rule, (node) => {
    if (node.$type === 'Variable') names.add(node.name);
  });
  return names;
}
