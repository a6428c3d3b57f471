import { expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';
import { Lexer } from '../src/syntax/lexer.ts';
import { errorsOf } from './agreement.ts';
import { corpusTexts, noCorpus } from './corpus.ts';

const BRACKETS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}']);
const errorsIn = (text: string) => errorsOf(parseFile(text));

it('a policy in which one token stands twice has at most three errors, and the first is at that', {
  timeout: 120_000,
}, () => {
  noCorpus();
  let texts = 0;
  let errors = 0;
  let worst = 0;
  const many: string[] = [];
  const elsewhere: { readonly token: string; readonly shown: string }[] = [];
  for (const text of corpusTexts()) {
    if (errorsIn(text).length > 0) continue;
    const tokens = tokensOf(text);
    const step = Math.ceil(tokens.length / Number(process.env.POLAR_DOUBLED_TOKENS ?? 60));
    for (let index = 0; index < tokens.length; index += step) {
      const { start, end } = tokens[index]!;
      const token = text.slice(start, end);
      const doubled = `${text.slice(0, end)} ${token}${text.slice(end)}`;
      const found = errorsIn(doubled);
      const last = end + 1 + token.length;
      const next = (tokens[index + 1]?.end ?? text.length) + 1 + token.length;
      const shown = `${token} twice at ${start}:\n${doubled.slice(Math.max(0, start - 80), last + 80)}\n${found.map((one) => `${one.start}: ${one.message}`).join('\n')}`;
      texts++;
      errors += found.length;
      worst = Math.max(worst, found.length);
      if (found.length > 3) many.push(shown);
      const [first] = found;
      // With another bracket much reads on, legally, so that only where that ends anything is wrong.
      if (first !== undefined && (first.start > next || first.end < start)) elsewhere.push({ token, shown });
    }
  }
  console.info(
    `${texts} texts: ${(errors / texts).toFixed(2)} errors on average, ${worst} at worst; ${elsewhere.length} first elsewhere`,
  );
  expect(many).toEqual([]);
  expect(elsewhere.filter(({ token }) => !BRACKETS.has(token)).map(({ shown }) => shown)).toEqual([]);
  expect(elsewhere.length).toBeLessThan(texts / 50);
});

function tokensOf(text: string): { start: number; end: number }[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  return Array.from({ length: lexer.count }, (_, i) => ({
    start: lexer.base + lexer.starts[i]!,
    end: lexer.base + lexer.ends[i]!,
  }));
}
