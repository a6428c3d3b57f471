import { readFileSync, writeFileSync } from 'node:fs';
import { createPolicy, type Dialect, type Refactoring, refactorings } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { cloud, library, type Sound } from '../../packages/policy/test/sound.ts';
import { moreCloud, moreLibrary } from '../../packages/policy/test/sound-more.ts';
import { applied } from './applied.ts';

/** Every refactoring of some policies: what it makes of them, and at which tokens, or over which conditions, it is offered. By `npm run golden`. */
const golden = new URL('./everywhere.txt', import.meta.url);

const small = (dialect: Dialect, text: string): Sound => ({ configuration: { dialect }, files: [text, ''] });

const POLICIES: Readonly<Record<string, Sound>> = {
  library,
  cloud,
  'library, more': moreLibrary,
  'cloud, more': moreCloud,
  calls: small(
    'library',
    `f(a, b) if g(a) and h(b, 1) and not g(b) and (i(a) or g(b)) and forall(g(x), i(x)) and a = "s";
f(a, _) if i(a) or i(a) and a in [1, 2];
f([a, *_], {k: a}) if x = a and h(x, a);
g(a) if i(a) and b = a and i(b);
h(a: Integer, b) if a = b or b > a;
i(_a);
once(a) if f(a, a) and cut;
twice(a) if once(a);
twice(b) if once(b) and i(b);
?= twice(1);
m(a, b) if k(a, b) and n(a, b) and o(a, "s") and i(b);
k(_, _) if i(2);
n(_, b) if h(_, b);
o(a, b) if h(b, a) and i(a);
`,
  ),
  'after a broken rule': small('library', 'f(;\ntwice(a) if g(a) or h(a);\n'),
  'before a broken rule': small('library', 'twice(a) if g(a) or h(a);\nf(a) if g(a) or h(a) or ;\n'),
};

const changedLines = (before: string, after: string): string => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `  - ${line}`),
    ...now.slice(start, now.length - end).map((line) => `  + ${line}`),
  ].join('\n');
};

interface Selection {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The cursor at each token, each condition, and its first two goals. */
function selectionsIn(text: string): Selection[] {
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const cursors = [...text.matchAll(/"[^"]*"|[\p{L}_][\w:]*|\d+|[^\s\w"]+/gu)].map(({ 0: token, index }) => ({
    name: `${lineOf(index)} ${token}`,
    start: index,
    end: index,
  }));
  const conditions = [...text.matchAll(/(?<=\bif\s+)(?<all>(?<two>[^;]+? and [^;]+?)(?: and [^;]+)?)(?=;)/g)].flatMap(
    ({ index, groups }) => [
      { name: `${lineOf(index)} the condition`, start: index, end: index + groups!.all!.length },
      { name: `${lineOf(index)} its first goals`, start: index, end: index + groups!.two!.length },
    ],
  );
  return [...cursors, ...conditions];
}

function everywhere({ configuration, files: [first, second] }: Sound): string[] {
  const files = { 'a.polar': first, 'b.polar': second };
  const policy = createPolicy(
    Object.entries(files).map(([uri, text]) => ({ uri, text })),
    configuration,
  );
  const found = new Map<string, string[]>();
  for (const [uri, text] of Object.entries(files)) {
    for (const { name, start, end } of selectionsIn(text)) {
      for (const one of refactorings(policy, uri, start, end)) {
        const told = toldOf(files, one);
        found.set(told, [...(found.get(told) ?? []), `${uri.slice(0, 1)}${name}`]);
      }
    }
  }
  return [...found].map(([told, places]) => `${told}\n  at ${places.join(' | ')}`);
}

const toldOf = (files: Readonly<Record<string, string>>, one: Refactoring): string => {
  const after = applied(files, one);
  const changed = Object.entries(files).flatMap(([uri, text]) =>
    after[uri] === text ? [] : [changedLines(text, after[uri]!)],
  );
  return [`=> ${one.title} (${one.kind})`, ...changed].join('\n');
};

it('refactorings are offered at the places that they are of, and nowhere else', () => {
  const text = Object.entries(POLICIES)
    .flatMap(([name, sound]) => [`### ${name}`, ...everywhere(sound), ''])
    .join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});
