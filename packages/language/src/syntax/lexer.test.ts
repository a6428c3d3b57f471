import fc from 'fast-check';
import { GrammarAST, GrammarUtils } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGrammar } from '../../build/grammar.ts';
import { TOKEN_TEXT, Token } from '../generated/tokens.ts';
import { isName } from '../tree/names.ts';
import { Lexer } from './lexer.ts';
import { textOfWord } from './words.ts';

const lex = (text: string): { tokens: [type: number, text: string][]; errors: Lexer['errors']; lexer: Lexer } => {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  while (lexer.next() !== Token.End);
  const tokens: [number, string][] = [];
  for (let i = 0; i < lexer.count; i++) {
    tokens.push([lexer.types[i]!, text.slice(lexer.base + lexer.starts[i]!, lexer.base + lexer.ends[i]!)]);
  }
  return { tokens, errors: lexer.errors, lexer };
};
const texts = (text: string): string[] => lex(text).tokens.map(([, token]) => token);

describe('the lexer', () => {
  it('splits operators as far as they go', () => {
    expect(texts('a:=b:c==d=e<=f<g!=h!i?=.j')).toEqual([
      'a', ':=', 'b', ':', 'c', '==', 'd', '=', 'e', '<=', 'f', '<', 'g', '!=', 'h', '!', 'i?', '=', '.', 'j',
    ]); // biome-ignore format: a list
  });

  it('reads names with ::, a ? at the end and any letters', () => {
    for (const name of ['a', '_', 'Foo::Bar', 'is?', 'größe', '💯', 'a1', 'a::b?', 'a::::b', 'a::1'])
      expect(texts(name)).toEqual([name]);
    expect(texts('a?b')).toEqual(['a?', 'b']);
    expect(texts('a:b')).toEqual(['a', ':', 'b']);
  });

  it('reads numbers as the engine does, up to a sign that follows the digits of an exponent', () => {
    for (const number of ['1', '01', '1.', '1.5', '1e3', '1E+3', '1.5e-3']) expect(texts(number)).toEqual([number]);
    expect(texts('1.a')).toEqual(['1.', 'a']);
    expect(texts('1a')).toEqual(['1', 'a']);
    expect(texts('1e5+3')).toEqual(['1e5+3']);
    expect(lex('1e5+3').errors.map((error) => error.code)).toEqual(['invalid-float']);
  });

  it('resolves the escapes of strings, over lines too', () => {
    const { lexer, errors } = lex('"a\\n\\"\\\\\\x\\0" "b\\\nc"');
    expect(errors).toEqual([]);
    expect([textOfWord(lexer.words[0]!), textOfWord(lexer.words[1]!)]).toEqual(['a\n"\\x\0', 'b\nc']);
  });

  it('ends a comment at any end of line', () => {
    expect(texts('a # b\nc # d\re # f')).toEqual(['a', 'c', 'e']);
  });

  it('tells words of the language from names', () => {
    expect(lex('if iff assert_not assertion').tokens.map(([type]) => TOKEN_TEXT[type])).toEqual([
      'if',
      'iff',
      'assert_not',
      '',
    ]);
  });

  it('knows what can be a name', () => {
    expect(['x', 'Foo::Bar', 'is?', 'role', 'größe'].map(isName)).toEqual([true, true, true, true, true]);
    expect(['', 'in', '1', 'a b', 'a::', '"a"', ' a'].map(isName)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('goes on after what is wrong', () => {
    expect(texts('a $$ b')).toEqual(['a', 'b']);
    expect(texts('"abc\nd')).toEqual(['"abc', 'd']);
    expect(texts("'abc' d")).toEqual(["'abc'", 'd']);
  });
});

describe('the lexer and the terminals of the grammar', () => {
  const terminals = new Map<string, RegExp>();
  beforeAll(async () => {
    for (const rule of (await readGrammar()).rules) {
      if (!GrammarAST.isTerminalRule(rule)) continue;
      const { source } = GrammarUtils.terminalRegex(rule);
      terminals.set(rule.name, new RegExp(source, 'y'));
    }
  });

  it('agree on every token, in any text', () => {
    const pieces = fc.constantFrom(
      'a', 'Z', '_', '1', '9', '.', '::', ':', '?', '"', '\\', '\n', '\r', '\t', ' ', '#', 'e', 'E', '+', '-', 'ü', '\u00a0', '\f', '\0', '\u007f',
      '💯', '=', '<', '!', '(', ';', '@', '{',
    ); // biome-ignore format: a list
    const match = (name: string, text: string, at: number): number => {
      const terminal = terminals.get(name)!;
      terminal.lastIndex = at;
      return terminal.exec(text)?.[0].length ?? 0;
    };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
        const text = list.join('');
        const { lexer, errors } = lex(text);
        for (let i = 0; i < lexer.count; i++) {
          const start = lexer.starts[i]!;
          const end = lexer.ends[i]!;
          // What is wrong in itself is a token of ours only.
          if (
            errors.some(
              (error) => error.start >= start && error.start <= end && error.code === 'invalid-token-character',
            )
          )
            continue;
          const at = lexer.base + start;
          const type = lexer.types[i]!;
          const name =
            type === Token.String
              ? 'STRING'
              : type === Token.Integer
                ? 'INTEGER'
                : type === Token.Float
                  ? 'FLOAT'
                  : 'ID';
          if (type <= Token.Float) expect([text, at, match(name, text, at)]).toEqual([text, at, end - start]);
          else expect(text.slice(at, lexer.base + end)).toBe(TOKEN_TEXT[type]);
        }
      }),
      { seed: 41, numRuns: 5000 },
    );
  });
});
