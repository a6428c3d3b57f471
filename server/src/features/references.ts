import { highlights, references } from '@polar-tools/policy';
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type ReferenceParams,
} from 'vscode-languageserver';
import type { AskedAt, Feature } from '../feature.ts';
import { locationIn, rangeIn } from '../view.ts';
import { nameSpan, symbolUnder } from './names.ts';

/** Every place of the policy where the symbol at the cursor is written; its definitions too where the client wants them. */
export function referencesTo(asked: AskedAt, includeDeclaration: boolean): Location[] {
  const found = symbolUnder(asked);
  if (found === undefined) return [];
  return references(asked.view.policy, found.symbol)
    .filter(({ defines }) => includeDeclaration || !defines)
    .map((each) => locationIn(asked.view, each.uri, nameSpan(each)));
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

export const referenceFeatures: readonly Feature[] = [
  {
    method: 'textDocument/references',
    capability: { referencesProvider: true },
    subject: 'position',
    answer: (asked: AskedAt, { context }: ReferenceParams) =>
      referencesTo(asked, context?.includeDeclaration !== false),
  },
  {
    method: 'textDocument/documentHighlight',
    capability: { documentHighlightProvider: true },
    subject: 'position',
    answer: documentHighlights,
  },
];
