import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { placeAt, placesOf } from './places.ts';

const TEXT = `actor User {}
resource Repo {
  roles = ["admin", "reader"];
  "reader" if "admin";
}

# A comment.
allow(a: User, _b, [c, _d]) if g(a) and not (h(c) or c = 1);
g(_) if
  forall(h(x), x = 1);
h(1); h(2);
`;
const URI = 'file:///p.polar';
const places = placesOf(createPolicy([{ uri: URI, text: TEXT }])).get(URI)!;
const shown = (list: readonly { kind: string; start: number; end: number }[]): string[] =>
  list.map(({ kind, start, end }) => `${kind} ${TEXT.slice(start, end)}`);

describe('the places where a breakpoint may stand', () => {
  it('are the heads of rules and shorthands, and every goal, in the order of the text', () => {
    expect(shown(places)).toEqual([
      'head "reader"',
      'goal "admin"',
      'head allow(a: User, _b, [c, _d])',
      'goal g(a)',
      'goal not (h(c) or c = 1)',
      'goal h(c)',
      'goal c = 1',
      'head g(_)',
      'goal forall(h(x), x = 1)',
      'goal h(x)',
      'goal x = 1',
      'head h(1)',
      'head h(2)',
    ]);
  });

  const at = (marked: string, column?: string): string[] => {
    const lineStart = TEXT.indexOf(marked);
    const place = placeAt(places, lineStart, column === undefined ? undefined : TEXT.indexOf(column, lineStart));
    return place === undefined ? [] : shown([place]);
  };

  it('without a column are found as the first on the line, or the next one below', () => {
    expect(at('allow(')).toEqual(['head allow(a: User, _b, [c, _d])']);
    expect(at('# A comment')).toEqual(['head allow(a: User, _b, [c, _d])']);
    expect(at('  forall')).toEqual(['goal forall(h(x), x = 1)']);
    expect(placeAt(places, TEXT.length, undefined)).toBeUndefined();
  });

  it('with a column are the innermost that covers it, else the next one', () => {
    expect(at('allow(', 'g(a)')).toEqual(['goal g(a)']);
    expect(at('allow(', 'not')).toEqual(['goal not (h(c) or c = 1)']);
    expect(at('allow(', 'c = 1')).toEqual(['goal c = 1']);
    expect(at('allow(', 'if g')).toEqual(['goal g(a)']);
  });
});
