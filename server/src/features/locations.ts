import type { Location } from 'vscode-languageserver';
import type { Asked } from '../feature.ts';
import { JsonText } from '../json-text.ts';
import type { LineIndex } from '../line-index.ts';
import { locationIn, rangeIn, type Span, type View } from '../view.ts';

/** A stretch of one of a view's files. */
export interface Place extends Span {
  readonly uri: string;
}

/** The locations of places and others, each once: the header of a table is what each of its rows says. */
export function locationsOf(view: View, places: readonly Place[], others: readonly Location[] = []): Location[] {
  const locations = [...places.map((place) => locationIn(view, place.uri, place)), ...others];
  return [...new Map(locations.map((each) => [JSON.stringify(each), each])).values()];
}

/** The same as an answer: written already where the connection takes that, since a name may stand in many thousand places. */
export function locationsAnswer(
  { view, client }: Asked,
  places: readonly Place[],
  others: readonly Location[] = [],
): Location[] | JsonText {
  if (!client.takesText) return locationsOf(view, places, others);
  const files = new Map<string, Map<number, number>>();
  let [file, last]: [Map<number, number> | undefined, string | undefined] = [undefined, undefined];
  for (const { uri, start, end } of places) {
    if (file === undefined || uri !== last) {
      file = files.get(uri) ?? new Map();
      files.set(uri, file);
      last = uri;
    }
    // Words do not overlap: two that begin at one place are one.
    if (!file.has(start)) file.set(start, end);
  }
  const found = [...files].map(([uri, ends]) => fileLocations(view, uri, ends));
  const written = others.length === 0 ? found : [...found, others.map((other) => JSON.stringify(other)).join(',')];
  return new JsonText(['[', ...written.flatMap((piece, at) => (at === 0 ? [piece] : [',', piece])), ']']);
}

/** The locations in a file as they were last written: a name is asked for again, and after an edit most files are what they were. */
interface Written {
  readonly clientUri: string;
  /** The ends of the places by their starts. */
  readonly ends: ReadonlyMap<number, number>;
  readonly json: Uint8Array;
}

/** By the lines of a file, which are others once its text is: of each file those of one name alone. */
const lastWritten = new WeakMap<LineIndex, Written>();

const encoder = new TextEncoder();

/** The JSON of locations in a file, commas between them. */
function fileLocations(view: View, uri: string, ends: ReadonlyMap<number, number>): Uint8Array {
  const lines = view.lines(uri);
  const clientUri = view.clientUri(uri);
  const before = lines && lastWritten.get(lines);
  if (before?.clientUri === clientUri && sameEnds(before.ends, ends)) return before.json;
  const start = `{"uri":${JSON.stringify(clientUri)},"range":`;
  const texts: string[] = [];
  for (const [at, end] of ends) texts.push(`${start}${rangeText(rangeIn(view, uri, { start: at, end }))}}`);
  const json = encoder.encode(texts.join(','));
  if (lines !== undefined) lastWritten.set(lines, { clientUri, ends, json });
  return json;
}

/** Whether two have the same places, in the same order. */
function sameEnds(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [start, end] of one) {
    const [otherStart, otherEnd] = others.next().value!;
    if (start !== otherStart || end !== otherEnd) return false;
  }
  return true;
}

/** The JSON of a range. */
export const rangeText = ({ start, end }: Location['range']): string =>
  `{"start":{"line":${start.line},"character":${start.character}},"end":{"line":${end.line},"character":${end.character}}}`;
