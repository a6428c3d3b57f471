import type { Span } from '../view.ts';
import type { WrittenFact, WrittenFile, WrittenValue } from './written-facts.ts';

/** What may be written, or is written, at a place of a file of facts. */
export type FactPlace = {
  /** What is there already and would be replaced; empty where nothing is. */
  readonly span: Span;
  /** What is written takes quotes of its own. */
  readonly isBare: boolean;
} & (
  | { readonly kind: 'predicate'; readonly isHeader?: boolean }
  | { readonly kind: 'type' | 'text' | 'argument'; readonly fact: WrittenFact; readonly index: number }
  | { readonly kind: 'id'; readonly type: string | undefined }
  | { readonly kind: 'key'; readonly keys: readonly string[] }
  | { readonly kind: 'fact' }
);

/** The place at an offset; undefined where nothing is known of it. */
export function factPlaceAt({ text, format, facts }: WrittenFile, offset: number): FactPlace | undefined {
  const isHere = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  // The later of two that meet, so that a new line is what it will be.
  const fact = facts.findLast(({ span }) => isHere(span));
  if (fact !== undefined) {
    const { predicate, isHeader = false } = fact;
    if (predicate !== undefined && isHere(predicate.span))
      return { kind: 'predicate', span: predicate.span, isBare: false, isHeader };
    for (const [index, { type, id, isText }] of fact.arguments.entries()) {
      // The types of a table's rows stand in its header.
      if (type !== undefined && isHere(type.span) && (isHeader || format !== 'csv'))
        return { kind: 'type', span: type.span, isBare: false, fact, index };
      if (id === undefined || !isHere(id.span)) continue;
      const word = { span: id.span, isBare: false };
      return isText ? { kind: 'text', ...word, fact, index } : { kind: 'id', ...word, type: type?.text };
    }
    if (format === 'csv' && predicate === undefined && isHeader)
      return { kind: 'predicate', span: { start: offset, end: offset }, isBare: false, isHeader };
  }
  // The first line of a table is its header.
  if (format === 'csv' && facts.length === 0)
    return { kind: 'predicate', span: { start: offset, end: offset }, isBare: false, isHeader: true };
  return format === 'json' ? inJson(text, fact, offset) : undefined;
}

/** A place of JSON that is no word of a fact: by the sign before it. */
function inJson(text: string, fact: WrittenFact | undefined, offset: number): FactPlace | undefined {
  const before = /(?:"(\w+)"\s*:|[[{,]|^|\n)\s*("?\w*)$/.exec(text.slice(Math.max(offset - LONGEST, 0), offset));
  if (before === null) return undefined;
  const [sign, key, written = ''] = before;
  const inQuotes = written.startsWith('"');
  const closing = inQuotes ? (/^\w*"?/.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 0) : 0;
  const place = { span: { start: offset - written.length, end: offset + closing }, isBare: true };
  const index = fact?.arguments.findIndex(({ span }) => span.start <= offset && offset <= span.end) ?? -1;
  const value: WrittenValue | undefined = fact?.arguments[index];
  if (fact === undefined) return isOutside(sign) ? { kind: 'fact', ...place } : undefined;
  if (key === 'predicate') return { kind: 'predicate', ...place };
  if (value !== undefined && key === 'type') return { kind: 'type', ...place, fact, index };
  if (value !== undefined && key === 'id') return { kind: 'id', ...place, type: value.type?.text };
  if (key !== undefined) return undefined;
  const isObject = text[(value ?? fact).span.start] === '{' && !sign.startsWith('[');
  if (isObject) {
    const taken = text.slice((value ?? fact).span.start, (value ?? fact).span.end);
    const keys = value === undefined ? ['predicate', 'args'] : ['type', 'id'];
    return { kind: 'key', ...place, keys: keys.filter((each) => !taken.includes(`"${each}"`)) };
  }
  if (sign.startsWith('[') && fact.predicate === undefined && text[fact.span.start] === '[')
    return { kind: 'predicate', ...place };
  const next = fact.arguments.filter(({ span }) => span.end <= place.span.start).length;
  return { kind: 'argument', ...place, fact, index: next };
}

const isOutside = (sign: string): boolean => !sign.startsWith('{');

/** More of the text is not looked at. */
const LONGEST = 400;
