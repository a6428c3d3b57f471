/** The words of the grammar, of the colouring and of completion are the same. */
import { readFileSync } from 'node:fs';
import { reservedWords } from '@polar-tools/policy';
import { type AstNode, AstUtils, GrammarAST } from 'langium';
import { describe, expect, it } from 'vitest';
import { PolarGrammar } from '../../packages/language/build/generated/grammar.ts';
import { CONDITIONS, MEMBERS, type Phrase, STATEMENTS, TEST_PARTS } from '../../server/src/completion/vocabulary.ts';
import { colour } from './scopes.ts';

const wordsIn = (node: AstNode): ReadonlySet<string> =>
  new Set(
    [...AstUtils.streamAst(node)]
      .filter(GrammarAST.isKeyword)
      .map(({ value }) => value)
      .filter((value) => /^\w/.test(value)),
  );
const grammar = PolarGrammar();
const words = wordsIn(grammar);
/** Words that are names wherever a name can stand. */
const names = wordsIn(grammar.rules.find(({ name }) => name === 'NameText')!);

/** Where each word has its meaning. */
const USES: Readonly<Record<string, string>> = {
  actor: 'actor User {}',
  and: 'f(x) if g(x) and h(x);',
  assert: 'test "t" { assert f(1); }',
  assert_not: 'test "t" { assert_not f(1); }',
  current_unix_time: 'f(x) if x = @current_unix_time;',
  cut: 'f(1) if cut;',
  debug: 'f(x) if debug(x);',
  declare: 'declare f(User);',
  extends: 'resource A extends B {}',
  false: 'f(x) if x = false;',
  fixture: 'test fixture f {}',
  forall: 'f(x) if forall(g(x), h(x));',
  global: 'global {}',
  if: 'f(x) if g(x);',
  iff: 'test "t" { assert f(x: A) iff g(x); }',
  in: 'f(x) if x in [1];',
  inf: 'f(x) if x = inf;',
  matches: 'f(x) if x matches A;',
  mod: 'f(x) if x mod 2 = 1;',
  nan: 'f(x) if x = nan;',
  new: 'f(x) if x = new A();',
  not: 'f(x) if not g(x);',
  on: 'resource A { "a" if "b" on "c"; }',
  or: 'f(x) if g(x) or h(x);',
  permission: 'resource A { permission if role; }',
  print: 'f(x) if print(x);',
  rem: 'f(x) if x rem 2 = 1;',
  resource: 'resource A {}',
  role: 'resource A { role if role on "c"; }',
  setup: 'test "t" { setup { f(1); } }',
  test: 'test "t" {}',
  true: 'f(x) if x = true;',
  type: 'type f(x: A);',
};

/** Coloured as words, and to the grammar names: the declarations of blocks, built-in classes, a constant. */
const NAMES_IN_COLOURS = [
  'roles', 'permissions', 'relations', 'nil', 'Actor', 'Boolean', 'Dictionary', 'Float', 'Integer', 'List', 'Resource', 'String',
]; // biome-ignore format: a list

describe('the colouring', () => {
  it('has a use of every word of the grammar here', () => {
    expect(Object.keys(USES).sort()).toEqual([...words].sort());
  });

  it.each(Object.entries(USES))('colours %s as a word of the language: %s', async (word, text) => {
    const [pieces] = await colour('source.polar', [text]);
    const at = text.search(new RegExp(`\\b${word}\\b`));
    const scope = pieces!.find(({ start, end }) => start <= at && at < end)!.scopes.at(-1);
    expect(scope).toMatch(/^(keyword|storage|constant|support|variable\.language)\./);
  });

  it('knows no other words', () => {
    const file = new URL('../../syntaxes/polar.tmLanguage.json', import.meta.url);
    const coloured = new Set<string>();
    JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
      if ((key !== 'match' && key !== 'begin') || typeof value !== 'string') return value;
      const outside = value
        .replaceAll(/\(\?<?[!=](?:[^()]|\([^()]*\))*\)/g, ' ')
        .replaceAll(/\\(?:x[\dA-F]+|p\{\w+\}|.)/g, ' ')
        .replaceAll(/\[[^[\]]*(?:\[[^\]]*\][^[\]]*)*\]/g, ' ');
      for (const [word] of outside.matchAll(/[A-Za-z_]{2,}/g)) coloured.add(word);
      return value;
    });
    expect([...coloured].filter((word) => !words.has(word)).sort()).toEqual([...NAMES_IN_COLOURS].sort());
  });
});

/** Not offered: of use to almost nobody (numbers), or only in a place that completion does not look at (heads of blocks and shorthands). */
const NOT_COMPLETED = ['inf', 'nan', 'extends', 'permission'];
/** Reserved by the engine, in no rule of the grammar. */
const RESERVED_ONLY = ['isa'];
/** Words of Cloud that can be names, but not where they begin an assertion or its condition. */
const RESERVED_IN_TESTS = ['assert', 'assert_not', 'iff'];

describe('completion', () => {
  it('offers every word of the grammar', () => {
    const phrases: readonly Phrase[] = [...STATEMENTS, ...MEMBERS, ...TEST_PARTS, ...CONDITIONS];
    const offered = new Set(
      phrases.flatMap(
        ({ label, snippet = '' }) => `${label} ${snippet.replaceAll(/\$\{[^}]*\}|"[^"]*"/g, '')}`.match(/\w+/g) ?? [],
      ),
    );
    expect([...words].filter((word) => !offered.has(word)).sort()).toEqual([...NOT_COMPLETED].sort());
  });

  it('takes the words that are no names for reserved', () => {
    const reserved = [...words].filter((word) => !names.has(word));
    expect([...reservedWords].sort()).toEqual([...reserved, ...RESERVED_ONLY, ...RESERVED_IN_TESTS].sort());
  });
});
