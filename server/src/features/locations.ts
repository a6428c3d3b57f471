import type { Location } from 'vscode-languageserver';
import type { Asked } from '../feature.ts';
import { JsonText, written } from '../json-text.ts';
import { locationIn, type View } from '../view.ts';
import { locationsIn, type Place, placesByFile } from './written-places.ts';

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
  const found = placesByFile(view, places).map((file) => locationsIn(view, file));
  const beside = others.length === 0 ? [] : [others.map((other) => JSON.stringify(other)).join(',')];
  return new JsonText([written.opening, ...between([...found, ...beside]), written.closing]);
}

/** Commas between pieces. */
const between = (pieces: readonly (string | Uint8Array)[]): readonly (string | Uint8Array)[] =>
  pieces.flatMap((piece, at) => (at === 0 ? [piece] : [written.comma, piece]));
