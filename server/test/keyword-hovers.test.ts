import { readFileSync, writeFileSync } from 'node:fs';
import type { Dialect } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { hover } from '../src/features/hover.ts';
import { askAbout } from './asked.ts';

/** What the editor says of each word and sign in each dialect: `POLAR_GOLDEN=write` writes it anew, to be read before it is committed. */
const golden = new URL('./keyword-hovers.txt', import.meta.url);

/** Each where it has its meaning, with the cursor in it. */
const USES = [
  ...['act|or User {}', 'res|ource R {}', 'glo|bal {}', 'resource A ext|ends B {}', 'ty|pe f(x: Integer);'],
  ...[
    'resource R { ro|les = ["a"]; }',
    'resource R { perm|issions = ["a"]; }',
    'resource R { rel|ations = { p: Q }; }',
  ],
  ...['resource R { "a" i|f "b"; }', 'resource R { "a" if "b" o|n "p"; }', 'resource R { "a" if glo|bal "b"; }'],
  ...[
    'f(x) i|f g(x);',
    'f(x) if g(x) an|d h(x);',
    'f(x) if g(x) o|r h(x);',
    'f(x) if n|ot g(x);',
    'f(x) if x i|n [1];',
  ],
  ...['f(x) if x mat|ches User;', 'f(x) if for|all(g(x), h(x));', 'f(1) if cu|t;', 'f(x) if pri|nt(x);'],
  ...['f(x) if deb|ug(x);', 'f(x) if x = n|ew User();', 'f(x) if x = 1 mo|d 2;', 'f(x) if x = 1 re|m 2;'],
  ...['decl|are f(User);', 'te|st "t" {}', 'test fix|ture a {}', 'test "t" { set|up { f(1); } }'],
  ...[
    'test "t" { ass|ert f(1); }',
    'test "t" { assert_|not f(1); }',
    'test "t" { assert f(x: String) if|f x in ["a"]; }',
  ],
  ...['?|= f(1);', 'f(x) if x |= 1;', 'f(x) if x :|= 1;', 'f(x) if x =|= 1;', 'f(x) if x !|= 1;'],
  ...[
    'f(x) if x |< 1;',
    'f(x) if x <|= 1;',
    'f(x) if x |> 1;',
    'f(x) if x >|= 1;',
    'f(x: Str|ing);',
    'allow(x: Act|or, _, _);',
  ],
  ...['resource R { roles = ["a", "b"]; "a" |if "b"; }'],
  ...['f(x) if x = tr|ue;', 'f(x) if x = fal|se;', 'f(x) if x = n|il;', 'f(x) if x > @current_|unix_time;'],
];

const said = (source: string, dialect: Dialect): string => {
  const asked = askAbout(source, { dialect });
  const found = hover({ ...asked, client: { ...asked.client, checkPages: 'file:///docs/checks' } });
  const text = found === undefined ? '(nothing)' : (found.contents as { value: string }).value;
  return text.replace(/^(?=.)/gm, '  ');
};

test('each word and sign says what it means', () => {
  const all = USES.map((source) => {
    const [library, cloud] = [said(source, 'library'), said(source, 'cloud')];
    return library === cloud ? `${source}\n${library}\n` : `${source}\n library\n${library}\n cloud\n${cloud}\n`;
  }).join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});

test('each leads to a part of a page that is there', () => {
  const folder = new URL('../../docs/language/', import.meta.url);
  const links = [
    ...readFileSync(golden, 'utf8').matchAll(/\(file:\/\/\/docs\/language\/([\w-]+\.md)(?:#([\w-]+))?\)/g),
  ];
  expect(links.length).toBeGreaterThan(60);
  for (const [, file, part] of links) {
    const headings = [...readFileSync(new URL(file!, folder), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
    if (part !== undefined) expect(headings).toContain(part);
  }
});
