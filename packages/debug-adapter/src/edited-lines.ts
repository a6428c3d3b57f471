/** How the lines of an edited text stand to those of the text that was loaded. Lines from 0. */
export interface EditedLines {
  /** The line of the loaded text; undefined where the edited one is new or changed. */
  toLoaded(line: number): number | undefined;
  /** The line of the edited text; undefined where the loaded one is gone. */
  toEdited(line: number): number | undefined;
}

/** Pairs the lines that stayed: what is the same before and after a change, and lines that both texts have once. */
export function compareLines(loaded: string, edited: string): EditedLines {
  if (loaded === edited) return { toLoaded: (line) => line, toEdited: (line) => line };
  const before = loaded.split(/\r\n|\r|\n/);
  const after = edited.split(/\r\n|\r|\n/);
  const toEdited = new Map<number, number>();
  pair(before, after, { from: 0, to: before.length }, { from: 0, to: after.length }, toEdited);
  const toLoaded = new Map([...toEdited].map(([line, other]) => [other, line]));
  return { toLoaded: (line) => toLoaded.get(line), toEdited: (line) => toEdited.get(line) };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function pair(
  before: readonly string[],
  after: readonly string[],
  loaded: Stretch,
  edited: Stretch,
  pairs: Map<number, number>,
): void {
  let { from: b, to: bEnd } = loaded;
  let { from: a, to: aEnd } = edited;
  while (b < bEnd && a < aEnd && before[b] === after[a]) pairs.set(b++, a++);
  while (b < bEnd && a < aEnd && before[bEnd - 1] === after[aEnd - 1]) pairs.set(--bEnd, --aEnd);
  if (b === bEnd || a === aEnd) return;
  const anchors = rising(unique(before, after, { from: b, to: bEnd }, { from: a, to: aEnd }));
  if (anchors.length === 0) return;
  for (const [line, other] of [...anchors, [bEnd, aEnd] as const]) {
    pair(before, after, { from: b, to: line }, { from: a, to: other }, pairs);
    if (line < bEnd) pairs.set(line, other);
    b = line + 1;
    a = other + 1;
  }
}

/** The lines that both stretches have exactly once, in the order of the first. */
function unique(
  before: readonly string[],
  after: readonly string[],
  loaded: Stretch,
  edited: Stretch,
): [number, number][] {
  const once = (lines: readonly string[], { from, to }: Stretch): Map<string, number> => {
    const found = new Map<string, number>();
    for (let line = from; line < to; line++) found.set(lines[line]!, found.has(lines[line]!) ? -1 : line);
    return found;
  };
  const others = once(after, edited);
  const found: [number, number][] = [];
  for (const [text, line] of once(before, loaded)) {
    const other = others.get(text) ?? -1;
    if (line >= 0 && other >= 0) found.push([line, other]);
  }
  return found.sort(([left], [right]) => left - right);
}

/** The longest part of the pairs in which the second lines rise too: lines that were moved are left out. */
function rising(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const piles: number[] = [];
  const previous: number[] = [];
  for (const [at, [, other]] of pairs.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[piles[middle]!]![1] < other) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? piles[low - 1]! : -1;
    piles[low] = at;
  }
  const found: (readonly [number, number])[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = previous[at]!) found.unshift(pairs[at]!);
  return found;
}
