import { highlights, references } from '@polar-tools/policy';
import { uriOf as fileUri } from '@polar-tools/project';
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type ReferenceParams,
} from 'vscode-languageserver';
import { classNamesInData } from '../configuration-edit.ts';
import { readFactFiles, withMentions } from '../facts/policy-facts.ts';
import type { AskedAt, Feature, Patience } from '../feature.ts';
import type { JsonText } from '../json-text.ts';
import { createLineIndex } from '../line-index.ts';
import { rangeIn } from '../view.ts';
import { locationsAnswer, locationsOf } from './locations.ts';
import { nameSpan, symbolUnder } from './names.ts';
import type { Place } from './written-places.ts';

/** Every place of the policy where the symbol at the cursor is written; its definitions too where the client wants them. */
export const referencesTo = (asked: AskedAt, includeDeclaration: boolean): Location[] =>
  locationsOf(asked.view, placesOf(asked, includeDeclaration));

function placesOf(asked: AskedAt, includeDeclaration: boolean): readonly Place[] {
  const found = symbolUnder(asked);
  if (found === undefined) return [];
  const places: Place[] = [];
  for (const each of references(asked.view.policy, found.symbol)) {
    if (each.defines && !includeDeclaration) continue;
    const { start, end } = nameSpan(each);
    places.push({ uri: each.uri, start, end });
  }
  return places;
}

/** Where the data file that the configuration names has the class at the cursor. */
async function classReferencesInData(asked: AskedAt, { read }: Pick<Patience, 'read'>): Promise<Location[]> {
  const symbol = symbolUnder(asked)?.symbol;
  const { data } = asked.view.policy.configuration;
  if (symbol?.kind !== 'class' || data === undefined || asked.root.folder === undefined) return [];
  const uri = fileUri(data, asked.root.folder);
  const text = await read(uri);
  if (text === undefined) return [];
  const lines = createLineIndex(text, asked.client.encoding);
  return classNamesInData(text, symbol.name).map((span) => ({
    uri: asked.view.clientUri(uri),
    range: lines.rangeOf(span),
  }));
}

/** The same within the document, told apart by whether they define the symbol. */
export function documentHighlights(asked: AskedAt): DocumentHighlight[] {
  const found = symbolUnder(asked);
  if (found === undefined) return [];
  return highlights(asked.view.policy, found.symbol, asked.uri).map((each) => ({
    range: rangeIn(asked.view, asked.uri, nameSpan(each)),
    kind: each.defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

/** The same in everything that the policy's configuration names: its data file, and its files of facts. */
export async function allReferences(
  asked: AskedAt,
  { context }: ReferenceParams,
  patience: Pick<Patience, 'read' | 'readFile'>,
): Promise<Location[] | JsonText> {
  const symbol = symbolUnder(asked)?.symbol;
  if (symbol === undefined) return [];
  const files = symbol.kind === 'variable' ? [] : await readFactFiles(asked.root, patience);
  const everywhere = 'unreadable' in files ? asked : withMentions(asked, files, [symbol.name]);
  const places = placesOf(everywhere, context?.includeDeclaration !== false);
  return locationsAnswer(everywhere, places, await classReferencesInData(asked, patience));
}

export const referenceFeatures: readonly Feature[] = [
  {
    method: 'textDocument/references',
    capability: { referencesProvider: true },
    subject: 'position',
    answer: allReferences,
  },
  {
    method: 'textDocument/documentHighlight',
    capability: { documentHighlightProvider: true },
    subject: 'position',
    answer: documentHighlights,
  },
];
