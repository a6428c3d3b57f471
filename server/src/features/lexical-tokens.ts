import { reservedWords } from '@polar-tools/policy';
import type { Span } from '../view.ts';

export interface LexicalToken extends Span {
  readonly type: 'comment' | 'string' | 'number' | 'keyword' | 'operator';
}

const LEXEME =
  /(?<comment>#[^\r\n]*)|(?<string>"(?:\\.|[^"\\\r\n])*"?)|(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}\p{M}_](?:[\p{L}\p{M}\p{N}_]|::)*\??)|(?<operator>:=|==|!=|<=|>=|\?=|[-+*/=<>])/gu;

/** Words that a statement is built of, though they are not reserved. Where one of them is a variable, the tree says so and is believed. */
const KEYWORDS = new Set([
  'actor',
  'roles',
  'permissions',
  'relations',
  'resource',
  'extends',
  'global',
  'declare',
  'test',
  'fixture',
  'setup',
  'on',
]);

/**
 * What a text's words are by themselves, for clients that have no grammar of their own to colour them: those of the lines that the
 * part lies in, since no such token goes over the end of a line.
 */
export function lexicalTokens(text: string, from: number, to: number): LexicalToken[] {
  const tokens: LexicalToken[] = [];
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  for (const { 0: lexeme, index: at, groups } of text
    .slice(begin, lineEnd === -1 ? undefined : lineEnd)
    .matchAll(LEXEME)) {
    const index = begin + at;
    const { comment, string, number, word } = groups!;
    if (word !== undefined && !KEYWORDS.has(word) && !reservedWords.has(word)) continue;
    const type = comment ? 'comment' : string ? 'string' : number ? 'number' : word ? 'keyword' : 'operator';
    tokens.push({ start: index, end: index + lexeme.length, type });
  }
  return tokens;
}
