import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { check, type Policy, updatePolicy } from '../src/index.ts';
import { onceInFull, shown } from './shown.ts';
import { cloud, library, policyOf } from './sound.ts';
import { moreCloud, moreLibrary } from './sound-more.ts';

/** What is found in sound policies with one slip at each of their names and statements. By `npm run golden`. */
const golden = (dialect: string): URL => new URL(`./one-slip.${dialect}.txt`, import.meta.url);

const findings = (policy: Policy): string[] => [...check(policy).values()].flat().map((one) => shown(policy, one));

/** Names and texts, without words of the language that cannot be names. */
const KEYWORDS = new Set(
  'if and or not in matches on type declare test fixture setup assert assert_not iff'.split(' '),
);
const namesIn = (text: string) =>
  [...text.matchAll(/"[^"]*"|[\p{L}_][\w:]*/gu)]
    .map(({ 0: name, index }) => ({ name, at: index }))
    .filter(({ name }) => !KEYWORDS.has(name));

/** A name with two letters that changed places. */
const misspelt = (name: string): string => name.replace(/([\p{L}_])([\p{L}_])(["]?)$/u, '$2$1$3');

/** What somebody may write in place of an operator, a number or a word. */
const OTHER: Readonly<Record<string, string>> = {
  and: 'or',
  or: 'and',
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>': '=',
  '<=': '>',
  '>=': '<',
  '=': '==',
  ':=': '=',
  '+': '-',
  '*': '',
  'not ': '',
  true: '"true"',
  on: 'and',
  in: '=',
  matches: '=',
};
const OPERATOR = /(?<=\s)(?:and|or|[=!<>:]=|[<>=+]|true|on|in|matches|not )(?=\s)|(?<=[\s(])not |(?<=, )\*/g;

const kindOf = (name: string): string => (name.startsWith('"') ? 'text' : /^\p{Lu}/u.test(name) ? 'class' : 'name');

/** Statements and the members of blocks: what ends in `;` at the end of a line. */
const piecesIn = (text: string) =>
  [...text.matchAll(/^ *\S.*?;\n/gms)].map(({ 0: piece, index }) => ({ piece, at: index }));

function* slips(text: string): Generator<readonly [string, string]> {
  const names = namesIn(text);
  for (const [number, { name, at }] of names.entries()) {
    const line = text.slice(0, at).split('\n').length;
    const put = (other: string): string => text.slice(0, at) + other + text.slice(at + name.length);
    const where = `${name} (${line}, ${number})`;
    yield [`${misspelt(name)} for ${where}`, put(misspelt(name))];
    // Another of its kind, and one of another kind.
    const others = [...new Set(names.map((one) => one.name))].filter((one) => one !== name);
    const alike = others.filter((one) => kindOf(one) === kindOf(name));
    const other = alike[number % alike.length];
    if (other !== undefined) yield [`${other} for ${where}`, put(other)];
    if (kindOf(name) === 'text') {
      yield [`no quotes for ${where}`, put(name.slice(1, -1))];
      if (number % 2 === 0) yield [`no quotes and misspelt for ${where}`, put(misspelt(name).slice(1, -1))];
    }
    if (kindOf(name) !== 'text' && number % 3 === 0) yield [`_ for ${where}`, put('_')];
  }
  for (const { 0: sign, index: at } of text.matchAll(OPERATOR)) {
    const line = text.slice(0, at).split('\n').length;
    const other = OTHER[sign]!;
    yield [`${other} for ${sign} (${line}, ${at})`, text.slice(0, at) + other + text.slice(at + sign.length)];
  }
  const pieces = piecesIn(text);
  for (const [number, { piece, at }] of pieces.entries()) {
    const where = `${piece.trim().split('\n')[0]} (${number})`;
    const before = text.slice(0, at);
    const after = text.slice(at + piece.length);
    yield [`without ${where}`, before + after];
    yield [`twice ${where}`, before + piece + piece + after];
  }
}

it.each([
  ['library', library],
  ['cloud', cloud],
  ['library-more', moreLibrary],
  ['cloud-more', moreCloud],
] as const)('one slip in a policy of %s is told, and nothing else', (name, sound) => {
  const all: string[] = [];
  const policy = policyOf(sound, sound.files);
  const before = findings(policy);
  expect(before).toEqual([]);
  for (const at of [0, 1] as const) {
    for (const [slip, slipped] of slips(sound.files[at])) {
      const files = sound.files.with(at, slipped) as [string, string];
      const fresh = findings(policyOf(sound, files));
      all.push([slip, ...fresh].join('\n'));
      // An editor that sees the slip being made, and mended, says the same.
      const edited = updatePolicy(policy, [{ uri: `${'ab'[at]}.polar`, text: slipped }]);
      expect(findings(edited), slip).toEqual(fresh);
      const mended = updatePolicy(edited, [{ uri: `${'ab'[at]}.polar`, text: sound.files[at] }]);
      expect(findings(mended), `${slip}, mended`).toEqual(before);
    }
  }
  const text = onceInFull(`${all.join('\n')}\n`);
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden(name), text);
  expect(text).toBe(readFileSync(golden(name), 'utf8'));
});
