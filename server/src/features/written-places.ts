import { rangeIn, type Span, type View } from '../view.ts';

/** A stretch of one of a view's files. */
export interface Place extends Span {
  readonly uri: string;
}

/** The places in one file, each once, in the order in which they were given. */
export class FilePlaces {
  readonly uri: string;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  #last = -1;
  /** Where they began, as soon as they are in no order. */
  #seen: Set<number> | undefined;

  constructor(uri: string) {
    this.uri = uri;
  }

  /** Takes a place; answers whether it is new. Words do not overlap: two that begin at one place are one. */
  add({ start, end }: Span): boolean {
    if (start <= this.#last) {
      this.#seen ??= new Set(this.starts);
      if (this.#seen.has(start)) return false;
    } else this.#last = start;
    this.#seen?.add(start);
    this.starts.push(start);
    this.ends.push(end);
    return true;
  }
}

/** Places by file, each once. `taken` is called with each that is new, and its file. */
export function placesByFile<P extends Place>(
  view: View,
  places: readonly P[],
  taken?: (place: P, file: FilePlaces) => void,
): readonly FilePlaces[] {
  const files = new Map<string, FilePlaces>();
  const shown = new Set<string>();
  let file: FilePlaces | undefined;
  for (const place of places) {
    if (file?.uri !== place.uri) {
      file = files.get(place.uri) ?? new FilePlaces(place.uri);
      files.set(place.uri, file);
    }
    // The header of a table of facts is what each of its rows says.
    if (view.writes !== undefined) {
      const key = place.uri + rangeText(rangeIn(view, place.uri, place));
      if (shown.has(key)) continue;
      shown.add(key);
    }
    if (file.add(place)) taken?.(place, file);
  }
  return [...files.values()];
}

/** The places of a name in a file as they were last written. */
interface Written {
  readonly clientUri: string;
  readonly places: FilePlaces;
  /** The JSON of their ranges. */
  readonly ranges: readonly string[];
  /** The JSON of their locations, commas between them. */
  locations?: Uint8Array;
}

/**
 * Of each file those of one name alone, by the reading of the file, which is another once its text is: a name is asked for again, to be renamed as well, and
 * after an edit most files are what they were.
 */
const lastWritten = new WeakMap<object, Written>();

function written(view: View, places: FilePlaces): Written {
  const { uri } = places;
  // What facts are in a view hangs on the question: their lines are made for it.
  const file = (view.writes === undefined ? view.policy.files.get(uri) : undefined) ?? view.lines(uri);
  const clientUri = view.clientUri(uri);
  const before = file && lastWritten.get(file);
  if (before?.clientUri === clientUri && samePlaces(before.places, places)) return before;
  const ranges = places.starts.map((start, at) => rangeText(rangeIn(view, uri, { start, end: places.ends[at]! })));
  const now = { clientUri, places, ranges };
  if (file !== undefined) lastWritten.set(file, now);
  return now;
}

/** The JSON of the ranges of some places. */
export const rangesOf = (view: View, places: FilePlaces): readonly string[] => written(view, places).ranges;

const encoder = new TextEncoder();

/** The JSON of the locations of some places, commas between them. */
export function locationsIn(view: View, places: FilePlaces): Uint8Array {
  const of = written(view, places);
  if (of.locations === undefined) {
    const start = `{"uri":${JSON.stringify(of.clientUri)},"range":`;
    of.locations = encoder.encode(`${start}${of.ranges.join(`},${start}`)}}`);
  }
  return of.locations;
}

function samePlaces(one: FilePlaces, other: FilePlaces): boolean {
  const { length } = one.starts;
  if (length !== other.starts.length) return false;
  for (let at = 0; at < length; at++)
    if (one.starts[at] !== other.starts[at] || one.ends[at] !== other.ends[at]) return false;
  return true;
}

/** The JSON of a range. */
const rangeText = ({ start, end }: ReturnType<typeof rangeIn>): string =>
  `{"start":{"line":${start.line},"character":${start.character}},"end":{"line":${end.line},"character":${end.character}}}`;
