import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createPolicy, type Dialect, type Policy, refactorings } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { applied } from './applied.ts';

/** A comment in the midst of a rule, a shorthand or a list, after each word or sign at which people break lines. */
const BREAKS = /\b(?:or|and|if|in|matches)\b|[,[({;]/g;
const MARK = '# Why';

const examples = resolve(import.meta.dirname, '../../examples');
const texts: readonly (readonly [Dialect, string])[] = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.polar'))
  .map((name) => [name.includes('cloud') ? 'cloud' : 'library', readFileSync(resolve(examples, name), 'utf8')]);

const own: readonly (readonly [Dialect, string])[] = [
  [
    'library',
    `actor User {}
resource Print { roles = ["a", "b"]; permissions = ["p"]; relations = { parent: Print }; "p" if "a"; "a" if "b" on "parent"; }
f(x: User, y) if g(x) and (y = 1 or y = 2) and h(x, y);
g(x: User) if x.kind = "a" or x.kind in ["b", "c"];
h(x, y) if y matches Integer and x.age > y;
h(x, y) if x.age = y;
has_permission(actor: Actor, "p", print_1: Print) if has_role(actor, "b", print_1);
`,
  ],
];

const read = (files: Readonly<Record<string, string>>, dialect: Dialect): Policy =>
  createPolicy(
    Object.entries(files).map(([uri, text]) => ({ uri, text })),
    { dialect },
  );

const errorsIn = (policy: Policy): number =>
  [...policy.files.values()].flatMap(({ statements }) => statements.flatMap(({ errors }) => errors)).length;

test('no refactoring loses a comment, or makes a text that cannot be read', { timeout: 60_000 }, () => {
  let done = 0;
  for (const [number, [dialect, text]] of [...own, ...texts].entries()) {
    const code = text.replaceAll(/#.*|"[^"\n]*"/g, (part) => ' '.repeat(part.length));
    // Of the examples, which have much of the same, some.
    const breaks = [...code.matchAll(BREAKS)].filter((_, i) => number < own.length || i % 8 === 0);
    for (const { index, 0: found } of breaks) {
      const place = index + found.length;
      const files = { 'a.polar': `${text.slice(0, place)} ${MARK}\n${text.slice(place)}`, 'b.polar': '' };
      const policy = read(files, dialect);
      for (let at = Math.max(0, place - 40); at < place + 40; at += 8) {
        for (const one of refactorings(policy, 'a.polar', at, at)) {
          const after = applied(files, one);
          const changed = Object.values(after).join('');
          expect(changed.includes(MARK), `${one.title}\n${files['a.polar']}\n=>\n${changed}`).toBe(true);
          expect(errorsIn(read(after, dialect)), `${one.title}\n${changed}`).toBe(errorsIn(policy));
          done++;
        }
      }
    }
  }
  expect(done).toBeGreaterThan(500);
});
