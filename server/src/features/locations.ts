import type { Location } from 'vscode-languageserver';
import type { Asked } from '../feature.ts';
import { JsonText } from '../json-text.ts';
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
  const files = new Map<string, { readonly before: string; readonly starts: Set<number> }>();
  const texts: string[] = [];
  let file: { readonly before: string; readonly starts: Set<number> } | undefined;
  let last: string | undefined;
  for (const place of places) {
    const { uri } = place;
    if (uri !== last) {
      file = files.get(uri);
      if (file === undefined) {
        const before = `{"uri":${JSON.stringify(view.clientUri(uri))},"range":`;
        file = { before, starts: new Set() };
        files.set(uri, file);
      }
      last = uri;
    }
    const { before, starts } = file!;
    const range = rangeIn(view, uri, place);
    // Words do not overlap: two that begin at one place are one.
    const size = starts.size;
    if (starts.add(range.start.line * LONGEST_LINE + range.start.character).size === size) continue;
    texts.push(`${before}${rangeText(range)}}`);
  }
  for (const other of others) texts.push(JSON.stringify(other));
  return new JsonText([`[${texts.join(',')}]`]);
}

/** The JSON of a range. */
export const rangeText = ({ start, end }: Location['range']): string =>
  `{"start":{"line":${start.line},"character":${start.character}},"end":{"line":${end.line},"character":${end.character}}}`;

/** More than any file has characters. */
const LONGEST_LINE = 2 ** 31;
