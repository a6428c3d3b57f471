import fc from 'fast-check';

/** A change to a text, by numbers that mean something for any text: where, how much, and what is put in. */
export interface Mutation {
  readonly kind: 'delete' | 'insert' | 'repeat' | 'move' | 'cut' | 'newline';
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const PIECES = [
  '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=', ':=', '==', '"', '#', '\n', ' ', '@', '!', '?', '?=', '*', '-', '+', '|', '&',
  "'", '\\', '::', ' if ', ' and ', ' or ', ' not ', ' in ', ' matches ', ' cut ', ' new ', ' type ', ' test ', ' isa ', 'x', 'Foo',
  'foo(', '"s"', '1', '1e', '99999999999999999999', '\nf(x);\n', '\nactor User {}\n', '\nf(x) if g(x)\n', '\r\n', '\t', 'é', '💯', '\0',
]; // biome-ignore format: a list

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'insert', 'repeat', 'move', 'cut', 'newline'),
  at: fc.nat(),
  length: fc.oneof(fc.nat(4), fc.nat(60)),
  text: fc.constantFrom(...PIECES),
});

export function mutate(text: string, { kind, at, length, text: piece }: Mutation): string {
  const start = text.length === 0 ? 0 : at % text.length;
  const end = Math.min(start + length, text.length);
  switch (kind) {
    case 'delete':
      return text.slice(0, start) + text.slice(end);
    case 'insert':
      return text.slice(0, start) + piece + text.slice(start);
    case 'repeat':
      return text.slice(0, end) + text.slice(start);
    case 'move': {
      const to = (start * 7) % (text.length + 1);
      const without = text.slice(0, start) + text.slice(end);
      return without.slice(0, to) + text.slice(start, end) + without.slice(to);
    }
    case 'cut':
      return text.slice(0, start);
    case 'newline':
      return text.replace(/;\n/, '\n');
  }
}
