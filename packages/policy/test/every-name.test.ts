import { readFileSync, writeFileSync } from 'node:fs';
import { rangeOf } from '@polar-tools/language';
import { expect, it } from 'vitest';
import {
  check,
  createPolicy,
  definitions,
  highlights,
  type PolarSymbol,
  type Policy,
  references,
  renaming,
  symbolAt,
  typeOf,
} from '../src/index.ts';
import { placeOf } from './shown.ts';
import { cloud, library, type Sound } from './sound.ts';

/** What each name of a policy is, where else it stands, and what a rename makes of it. By `npm run golden`. */
const golden = (dialect: string): URL => new URL(`./every-name.${dialect}.txt`, import.meta.url);

/** Strings that are roles, permissions or relations by the variables that hold them, and some that are none. */
const more: Readonly<Record<'library' | 'cloud', string>> = {
  library: `
ok(user: User, repo: Repo) if has_role(user, role, repo) and role in ["reader", "admin"] and not role = "guest";
rank("admin", 2);
rank("reader", 1);
above(user, name, repo: Repo) if rank(name, least) and has_role(user, role, repo) and rank(role, n) and n > least;
held(user, repo) if above(user, "admin", repo) or given(repo, {role: "reader", user});
given(repo: Repo, {role, user}) if has_role(user, role, repo) and held({role, x: 1}, [user, *_]);
says(word) if word = "admin" and print("reader") and word matches String;
near(org: Org, [first, *rest]) if has_relation(org, "parent", first) and first matches Repo{open: true} and rest = [];
`,
  cloud: `
resource Folder extends Shelf, Room {
  roles = ["reader"];
  relations = { inside: Folder, Org };
  role if role on "inside";
  "reader" if "owner" on "Org";
  "reader" if kept(actor, "reader", resource);
}
resource Shelf { permissions = ["look"]; "look" if "reader"; roles = ["reader"]; }
resource Room {}
kept(user: User, role: String, folder: Folder) if has_role(user, role, folder) and role in ["reader"];
seen(user: User, action: String, folder: Folder) if allow(user, action, folder) and tagged(folder, word) and word = "look";
`,
};

/** What a person sees of a symbol. */
function told(symbol: PolarSymbol): string {
  switch (symbol.kind) {
    case 'predicate':
      return `predicate ${symbol.name}/${symbol.arity}`;
    case 'term':
      return `${symbol.as ?? 'term'} of ${symbol.type ?? 'any type'}`;
    default:
      return symbol.kind;
  }
}

function* namesOf(text: string): Generator<{ readonly name: string; readonly at: number }> {
  for (const { 0: name, index } of text.matchAll(/"[^"]*"|[\p{L}_][\w:]*/gu)) yield { name, at: index };
}

/** The texts after a rename, or why it is refused. */
function renamed(policy: Policy, result: ReturnType<typeof renaming>): ReadonlyMap<string, string> | string {
  if ('refused' in result) return result.refused;
  const texts = new Map<string, string>();
  for (const [uri, { text }] of policy.files) {
    const here = result.replacements.filter((one) => one.uri === uri).toSorted((a, b) => b.start - a.start);
    texts.set(
      uri,
      here.reduce((made, { start, end, text }) => made.slice(0, start) + text + made.slice(end), text),
    );
  }
  return texts;
}

/** The names that a rename is tried with, in turn: one that is free, some that are taken or that none may have. */
const NEW = [
  'fresh',
  'admin',
  'User',
  'has_role',
  'if',
  '2nd',
  '_',
  '',
  'user',
  'String',
  'nil',
  'global',
  'two words',
];

/** The lines of a text that are others in another. */
const changedLines = (before: string, after: string): string[] => {
  const old = before.split('\n');
  return after.split('\n').filter((line, at) => line !== old[at]);
};

function lineOf(policy: Policy, uri: string, name: string, at: number, number: number): readonly string[] {
  const here = `${placeOf(policy, uri, at, at + name.length)}`;
  const use = symbolAt(policy, uri, at + 1);
  if (use === undefined) return [`${here} none`];
  const { symbol } = use;
  const place = (one: { uri: string; start: number; end: number }): string =>
    placeOf(policy, one.uri, one.start, one.end);
  const all = references(policy, symbol);
  // Where there is one in a file, so is it found there alone.
  for (const file of policy.files.keys())
    expect(highlights(policy, symbol, file)).toEqual(all.filter((one) => one.uri === file));
  const tried = ['fresh', NEW[1 + (number % (NEW.length - 1))]!].map((newName) => {
    const result = renamed(policy, renaming(policy, use, newName));
    if (typeof result === 'string') return `  to ${JSON.stringify(newName)}: ${result}`;
    const lines = [...result].flatMap(([file, text]) => changedLines(policy.files.get(file)!.text, text));
    return `  to ${JSON.stringify(newName)}:${lines.map((line) => `\n    ${line.trim()}`).join('')}`;
  });
  const type = symbol.kind === 'variable' ? typeOf(policy, use.node) : undefined;
  return [
    `${here} ${told(symbol)}${type === undefined ? '' : `: ${type}`}`,
    ...definitions(policy, symbol).map((one) => `  defined ${place(one)} in ${place(one.whole)}`),
    ...all.map((one) => `  ${one.defines ? 'declared' : 'used'} ${place(one)}`),
    ...tried,
  ];
}

it.each([
  ['library', library],
  ['cloud', cloud],
] as const)('each name of a policy of %s', (dialect, sound: Sound) => {
  const files = [
    { uri: 'a.polar', text: sound.files[0] },
    { uri: 'b.polar', text: sound.files[1] + more[dialect] },
  ];
  const policy = createPolicy(files, sound.configuration);
  const seen = new Set<string>();
  const all = files.flatMap(({ uri, text }) =>
    [...namesOf(text)].flatMap(({ name, at }, number) => {
      const [first, ...lines] = lineOf(policy, uri, name, at, number);
      // What was told of a symbol before is not told again, except for the other name.
      const rest = lines.filter((line) => {
        const key = `${symbolKey(policy, uri, at)} ${line}`;
        return !seen.has(key) && seen.add(key);
      });
      return [first!, ...rest];
    }),
  );
  const text = `${all.join('\n')}\n`;
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden(dialect), text);
  expect(text).toBe(readFileSync(golden(dialect), 'utf8'));
});

/** Which symbol it is, for a map. */
function symbolKey(policy: Policy, uri: string, at: number): string {
  const symbol = symbolAt(policy, uri, at + 1)?.symbol;
  if (symbol === undefined) return '';
  const scope = symbol.kind === 'variable' ? `${symbol.uri} ${rangeOf(symbol.scope).start}` : '';
  return `${told(symbol)} ${symbol.name} ${scope}`;
}

it.each([
  ['library', library],
  ['cloud', cloud],
] as const)('a rename of any name of a policy of %s leaves it sound, and back it is the same', (_, sound: Sound) => {
  const files = [
    { uri: 'a.polar', text: sound.files[0] },
    { uri: 'b.polar', text: sound.files[1] },
  ];
  const policy = createPolicy(files, sound.configuration);
  let made = 0;
  for (const { uri, text } of files) {
    for (const { at } of namesOf(text)) {
      const use = symbolAt(policy, uri, at + 1);
      if (use === undefined || use.symbol.kind === 'class') continue;
      const texts = renamed(policy, renaming(policy, use, 'fresh'));
      if (typeof texts === 'string') continue;
      const other = createPolicy(
        [...texts].map(([uri, text]) => ({ uri, text })),
        sound.configuration,
      );
      expect([...check(other).values()].flat()).toEqual([]);
      const first = references(other, { ...use.symbol, name: 'fresh' } as PolarSymbol);
      if (use.symbol.kind === 'variable') continue;
      const back = symbolAt(other, first[0]!.uri, first[0]!.start + 1)!;
      const again = renamed(other, renaming(other, back, use.symbol.name));
      expect(again).toEqual(new Map(files.map(({ uri, text }) => [uri, text])));
      made++;
    }
  }
  expect(made).toBeGreaterThan(30);
});
