import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Node, parseFile, print } from '../src/index.ts';

/**
 * Where broken texts are divided into statements, and what is understood of each: texts of several statements with a token missing, and with one more.
 * By `npm run golden`.
 */
const golden = new URL('./divided.txt', import.meta.url);

const TEXTS = [
  'f(x) if\n  g(x) and\n  h([x, y], {k: 1});\n\ng(1);\nh(_, _) if not i(x: 1);\n',
  'actor User {}\n\nresource R {\n  roles = ["a"];\n  relations = { o: O };\n\n  "a" if "b" on "o";\n}\n\nf(1);\n',
  'test "t" {\n  setup {\n    f(U{"a"});\n    fixture x;\n  }\n  assert g(U{"a"}) iff x in [1];\n}\n\ntest fixture x {\n  f(1);\n}\n',
  '@a f(x: U{b: c}) if x.y(1).z;\ntype g(x: String);\n?= f(1);\ndeclare h(String);\nglobal { roles = ["a"]; }\nf(2) if g(\n  1\n);\n',
  'f(a) if\n  a = 1\n\n\nallow(b, c, d) if\n  (b = c or c = d) and cut;\nf(3);',
];
const MORE = [';', '{', '(', ')', 'if', 'and', '"', ',', '}', 'x', ']', ':', 'resource', '?=', '=', '.'];

/** Roughly: words, numbers, texts and signs. */
const tokensOf = (text: string) =>
  [...text.matchAll(/"[^"]*"|[\p{L}_]\w*|\d+|\?=|!=|\S/gu)].map(({ 0: token, index }) => ({ token, at: index }));

function* slips(text: string): Generator<readonly [string, string]> {
  for (const [number, { token, at }] of tokensOf(text).entries()) {
    const after = text.slice(at + token.length);
    yield [`without ${token} (${number})`, text.slice(0, at) + after];
    const more = MORE[(number * 7) % MORE.length]!;
    yield [`${more} after ${token} (${number})`, `${text.slice(0, at) + token} ${more}${after}`];
    yield [`to ${token} (${number})`, text.slice(0, at + token.length)];
  }
}

/** A tree in Polar, on one line. */
const inPolar = (tree: Node): string => print(tree).replace(/\s+/g, ' ');

/** Each statement: where it stands, how many errors it has, and its tree. */
const divided = (text: string): string =>
  parseFile(text)
    .statements.map(
      ({ base, length, errors, tree }) =>
        `${base}-${base + length}${errors.length === 0 ? '' : ` ${errors.length}!`} ${tree === undefined ? 'nothing' : inPolar(tree)}`,
    )
    .join(' ⁝ ');

it('a slip leaves the other statements as they are', () => {
  const all = TEXTS.flatMap((text) => [
    `### ${JSON.stringify(text)}`,
    ...[...slips(text)].map(([slip, slipped]) => `${slip}: ${divided(slipped)}`),
    '',
  ]).join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
