import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';

/**
 * What is said of every token in every place: all texts with a token put in, in place of another or between two. Too many to list, they are told by kinds of
 * messages: how many there are of a kind, one of them, and a digest of them all. By `npm run golden`.
 */
const golden = new URL('./every-token.txt', import.meta.url);

const TEXTS = [
  'f(x: User{a: b}, _y) if\n  x.a = 1 and\n  not g(x, [1, *r]) or x in r;\ng(1);\n',
  'f("a", {k: 1}) if new V(1, k: 2).m(x).("n") > -3 * (4 + 2) and y := 2;\n',
  'h(u: [a, *b]) if u matches User{name: "a"} and forall(x in [1, 2], x != o) and cut and print(u);\n',
  'actor User {}\nresource R extends S, T {\n  roles = ["a", "b"];\n  relations = { o: O, q: R };\n  "p" if "a" or "b" on "o" and (global "x" or f(resource));\n  role if role on "o";\n}\nf(1);\n',
  'test fixture t { f(U{"a"}, true); }\ntest "t" {\n  setup { fixture t; f(U{"b"}, 1); }\n  assert f(x: U, 1) iff x in [U{"a"}];\n  assert_not g(_);\n}\n',
  'type f(x: Integer);\ndeclare g(User, String);\n?= f(1) and g(_, "s");\n@a @b f(@current_unix_time);\nglobal { permissions = ["x"]; }\n',
];

const TOKENS = [
  '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=', ':=', '==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', 'mod', 'rem', 'and', 'or', 'not', 'in', 'matches',
  'isa', 'if', 'iff', 'on', 'cut', 'new', 'forall', 'print', 'debug', 'type', 'declare', 'test', 'setup', 'fixture', 'assert', 'assert_not', 'global', 'resource', 'actor',
  'extends', 'roles', 'relations', 'role', 'x', 'User', '"s"', '1', '2.5', 'true', 'nil', '!', '|', '||', '&&', '=>', '->', ':-', '?=', '@', "'a'", '`', '"', '===', '<>',
  '%', '//', '/*', '\\', 'is', 'is not', 'not in', 'then', 'else', 'when', 'where', 'unless', 'null', 'None', 'return', 'rule', 'allow(a, b, c);', '{"a"}', '["a"]', '\n',
]; // biome-ignore format: a list

/** Words that mean something in other languages: each is put where a statement begins, where a goal does, and behind one. */
const WORDS = [
  'let', 'const', 'var', 'val', 'def', 'fn', 'func', 'function', 'fun', 'sub', 'proc', 'import', 'from', 'include', 'require', 'use', 'using', 'package', 'module', 'export',
  'class', 'struct', 'enum', 'interface', 'trait', 'impl', 'public', 'private', 'static', 'return', 'yield', 'if', 'else', 'elif', 'elseif', 'elsif', 'then', 'end', 'begin',
  'for', 'foreach', 'while', 'do', 'switch', 'case', 'match', 'when', 'where', 'unless', 'until', 'except', 'try', 'catch', 'throw', 'raise', 'finally', 'allow', 'deny',
  'permit', 'forbid', 'rule', 'policy', 'default', 'some', 'every', 'all', 'any', 'exists', 'none', 'with', 'as', 'is', 'isa', 'instanceof', 'typeof', 'equals', 'like',
  'contains', 'between', 'has', 'of', 'null', 'None', 'True', 'False', 'undefined', 'xor', 'implies', 'but', 'user', 'resource', 'actor', 'relation', 'role', 'permission',
]; // biome-ignore format: a list
const PLACES = ['W f(x) if g(x);', 'f(x) W g(x);', 'f(x) if W g(x);', 'f(x) if g(x) W h(x);', 'f(x) if g(x) W;', 'f(x) if x W 1;', 'W;', 'W x;', 'W "x";', 'W {}', 'W R {}', 'resource R { W "a" if "b"; }', 'resource R { "a" W "b"; }', 'test "t" { W f(1); }']; // biome-ignore format: a list

const tokensOf = (text: string) =>
  [...text.matchAll(/"[^"]*"|[\p{L}_@]\w*|\d+|\?=|!=|:=|\S/gu)].map(({ 0: token, index }) => ({ token, at: index }));

function* broken(): Generator<string> {
  for (const text of TEXTS) {
    for (const [number, { token, at }] of tokensOf(text).entries()) {
      for (const [index, other] of TOKENS.entries()) {
        if ((number + index) % 2 === 0) yield `${text.slice(0, at)}${other}${text.slice(at + token.length)}`;
        else yield `${text.slice(0, at)}${other} ${text.slice(at)}`;
      }
    }
  }
  for (const word of WORDS) for (const place of PLACES) yield place.replace('W', word);
}

/** A message without what stands in it of the text. */
const kindOf = (code: string, message: string): string => {
  const words = message
    .replace(/(?<=Found in ).*?(?=\. [A-Z]|$)/s, '…')
    .replace(/(?<=Wrong value type: ).*?(?=\. Expected)/s, '…')
    .replace(/^(?:\S+ (?=was parsed|is a reserved)|Duplicate key: \S+)/, '…');
  return `${code}: ${words.replace(/`[^`]*`|'[^']*'/g, '…')}`;
};

interface Kind {
  count: number;
  readonly example: string;
  readonly digest: ReturnType<typeof createHash>;
}

it('what is said of a token in a place is what was said', () => {
  const kinds = new Map<string, Kind>();
  for (const text of broken()) {
    for (const { base, errors } of parseFile(text).statements) {
      for (const { code, message, start, end, fix } of errors) {
        const kind = kindOf(code, message);
        const mended = fix && `${base + fix.start}-${base + fix.end} ${fix.title} ${JSON.stringify(fix.newText)}`;
        const told = `${base + start}-${base + end} ${message}${mended === undefined ? '' : ` [${mended}]`}`;
        let known = kinds.get(kind);
        if (known === undefined) {
          const line = text.slice(text.lastIndexOf('\n', base + start - 1) + 1).split('\n')[0]!;
          known = { count: 0, example: `${line}\n  ${told}`, digest: createHash('sha1') };
          kinds.set(kind, known);
        }
        known.count++;
        known.digest.update(`${told}\n`);
      }
    }
  }
  const all = [...kinds]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { count, example, digest }]) => `${count} × ${digest.digest('hex').slice(0, 8)} ${example}\n`)
    .join('');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
