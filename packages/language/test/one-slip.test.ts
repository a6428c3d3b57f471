import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';

/** What is said of sound texts with one slip, and what the fix that is offered makes of them. By `npm run golden`. */
const golden = new URL('./one-slip.txt', import.meta.url);

const TEXTS = [
  'f(x: User, _y) if x.a = 1 and not g(x, [1, *r]) or x in r;',
  'f("a", {k: 1, l: "b"}, U{n: _}) if new V(1, k: 2).m(x).n > -3 * (4 + 2);',
  'has_role(u: User, "r", o: Org) if u matches User{name: "a"} and forall(x in [1, 2], x != o) and cut;',
  'actor User {}\nresource R {\n  roles = ["a", "b"];\n  permissions = ["p"];\n  relations = { o: Org, q: R };\n  "p" if "a" or "b" on "o";\n}',
  'global { roles = ["x"]; }\nresource D extends R, S { "p" if f(resource) and global "x"; }',
  'test fixture t { f(U{"a"}, true); }\ntest "t" {\n  setup { fixture t; f(U{"b"}, 1); }\n  assert f(x: U, 1) iff x in [U{"a"}];\n  assert_not g(_);\n}',
  'type f(x: Integer);\ndeclare g(User, String);\n?= f(1) and g(_, "s");',
];
/** What people of other languages write, in place of a token. */
const FOREIGN = [',', ';', '&&', '||', '!', '=>', ':-', "'a'", '==='];

/** Roughly: words, numbers, texts and signs. */
const tokensOf = (text: string) =>
  [...text.matchAll(/"[^"]*"|[\p{L}_]\w*|\d+|\?=|!=|\S/gu)].map(({ 0: token, index }) => ({ token, at: index }));

function* slips(text: string): Generator<readonly [string, string]> {
  for (const [number, { token, at }] of tokensOf(text).entries()) {
    const [before, after] = [text.slice(0, at), text.slice(at + token.length)];
    yield [`without ${token} (${number})`, before + after];
    yield [`${token} ${token} (${number})`, `${before}${token} ${token}${after}`];
    const foreign = FOREIGN[number % FOREIGN.length]!;
    yield [`${foreign} for ${token} (${number})`, before + foreign + after];
  }
}

/** The errors of a text, each with its place and the text that its fix leaves around itself. */
function said(text: string): string[] {
  return parseFile(text).statements.flatMap(({ base, errors }) =>
    errors.map(({ start, end, message, fix }) => {
      const told = `  ${base + start}-${base + end} ${JSON.stringify(text.slice(base + start, base + end))}: ${message}`;
      if (fix === undefined) return told;
      const [from, to] = [base + fix.start, base + fix.end];
      return `${told} [${fix.title}: ${JSON.stringify(`${text.slice(Math.max(0, from - 8), from)}«${fix.newText}»${text.slice(to, to + 8)}`)}]`;
    }),
  );
}

it('one slip is told where it is, with its fix', () => {
  const all = TEXTS.map((text) => {
    const told = [...slips(text)].map(([slip, slipped]) => [slip, ...said(slipped)].join('\n'));
    return `### ${text}\n${told.join('\n')}\n`;
  }).join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
