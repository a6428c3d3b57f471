import { readFileSync, writeFileSync } from 'node:fs';
import { rangeOf } from '@polar-tools/language';
import { expect, it } from 'vitest';
import { createPolicy, type PolarSymbol, type Policy, renaming, symbolAt } from '../src/index.ts';
import { placeOf } from './shown.ts';
import { cloud, library, policyOf, type Sound } from './sound.ts';
import { moreCloud, moreLibrary } from './sound-more.ts';

/** For each name of some policies, what may be its new name, and why others may not. By `npm run golden`. */
const golden = new URL('./every-rename.txt', import.meta.url);

/** Names that are free, that are taken as one thing or another, and that none may have. */
const NEW = [
  'fresh', 'Fresh', '_fresh', 'a::b', 'A::B', '_', '', '2nd', 'two words', 'a-b', '"q"', 'a"b', 'ünï', 'if', 'not', 'new', 'forall', 'matches', 'type', 'test', 'actor',
  'resource', 'role', 'permission', 'global', 'roles', 'has_role', 'has_permission', 'has_relation', 'allow', 'user', 'org', 'repo', 'User', 'Org', 'Repo', 'Admin',
  'Actor', 'Resource', 'String', 'Integer', 'nil', 'true', 'owner', 'reader', 'read', 'parent', 'admin', 'Limit', 'banned', 'is_boss', 'x', 'team', 'owners push',
  'person', 'Person', 'Item', 'box', 'keeper', 'guest', 'use', 'weigh', 'total', 'keepers', 'print', 'cut', 'in', 'assert', 'declare', 'inf', 'rest',
]; // biome-ignore format: a list

const SHORTHANDS: Sound = {
  configuration: { dialect: 'cloud' },
  files: [
    'actor User {}\nresource Repo { roles = ["reader"]; permissions = ["read"]; role if kept(actor, role, resource); permission if all(permission, actor) and x(resource); "read" if is_open(resource, who) and good(who, actor); }\n',
    'kept(user: User, role: String, repo: Repo) if role != "reader" and has_role(user, role, repo);\n',
  ],
};

const POLICIES: Readonly<Record<string, Sound>> = {
  library,
  cloud,
  'library-more': moreLibrary,
  'cloud-more': moreCloud,
  shorthands: SHORTHANDS,
};

const keyOf = (symbol: PolarSymbol): string => {
  const { kind, name } = symbol;
  if (kind === 'variable') return `${kind} ${name} ${symbol.uri} ${rangeOf(symbol.scope).start}`;
  if (kind === 'term') return `${kind} ${name} ${symbol.as} ${symbol.type}`;
  return kind === 'predicate' ? `${kind} ${name}/${symbol.arity}` : `${kind} ${name}`;
};

/** Each symbol once, with what comes of each new name; those of which the same comes are named together. */
function* renames(policy: Policy): Generator<string> {
  const seen = new Set<string>();
  for (const [uri, { text }] of policy.files) {
    for (const { 0: name, index } of text.matchAll(/"[^"]*"|[\p{L}_][\w:]*/gu)) {
      const use = symbolAt(policy, uri, index + 1);
      if (use === undefined || seen.has(keyOf(use.symbol))) continue;
      seen.add(keyOf(use.symbol));
      yield `${placeOf(policy, uri, index, index + name.length)} ${keyOf(use.symbol).replace(/ [ab]\.polar \d+$/, '')}`;
      const outcomes = new Map<string, string[]>();
      for (const newName of NEW) {
        const result = renaming(policy, use, newName);
        const outcome =
          'refused' in result
            ? result.refused.replaceAll(`“${newName}”`, '“…”').replaceAll(`"${newName}"`, '"…"')
            : result.replacements
                .map(
                  (one) =>
                    `${one.uri.slice(0, 1)}${one.start}-${one.end} ${one.text.replaceAll(newName === '' ? '\0' : newName, '…')}`,
                )
                .join(', ');
        outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), newName]);
      }
      for (const [outcome, names] of outcomes)
        yield `  ${names.map((each) => (/^\S+$/.test(each) ? each : JSON.stringify(each))).join(' ')} ⇒ ${outcome}`;
    }
  }
}

it('each name takes the new names that it may take, and no others', () => {
  const all = Object.entries(POLICIES).flatMap(([name, sound]) => [
    `### ${name}`,
    ...renames(policyOf(sound, sound.files)),
  ]);
  const open = createPolicy(
    [
      {
        uri: 'a.polar',
        text: 'f(x: Foo, y) if x.y = GAME and y in ns::Bar and g(x, CONST) and new Foo(y);\ng(_a, _b);\n?= f(1, GAME);\n',
      },
    ],
    { dialect: 'library' },
  );
  const text = `${[...all, '### nothing configured', ...renames(open)].join('\n')}\n`;
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});
