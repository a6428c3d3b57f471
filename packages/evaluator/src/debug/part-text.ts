/** A part of a value: a member of a list, from 1; what follows so many members; or what a key has. */
export type Part = number | string | { readonly after: number };

/** Parts within parts that are named. */
const MOST_PARTS = 4;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** What begins a sentence about a part of a value, given from the outside in: `It`, `Its first member`, `The a of its first member`. */
export function partText(path: readonly Part[]): string {
  const [outermost, ...inner] = path;
  if (outermost === undefined) return 'It';
  if (path.length > MOST_PARTS) return 'A part of it, further in,';
  const text = inner.reduce((whole: string, part) => `the ${nameOf(part)} of ${whole}`, `its ${nameOf(outermost)}`);
  return text[0]!.toUpperCase() + text.slice(1);
}

function nameOf(part: Part): string {
  if (typeof part === 'string') return part;
  if (typeof part === 'number') return part <= ORDINALS.length ? `${ORDINALS[part - 1]} member` : `member ${part}`;
  return `rest after ${part.after} ${part.after === 1 ? 'member' : 'members'}`;
}
