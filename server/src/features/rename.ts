import { type PolarSymbol, renaming, unrenamable } from '@polar-tools/policy';
import {
  LSPErrorCodes,
  type PrepareRenamePlaceholder,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { classNamesIn } from '../configuration-edit.ts';
import type { AskedAt, Feature } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { rangeIn } from '../view.ts';
import { nameSpan, symbolUnder } from './names.ts';

/** What would be renamed at the cursor, or why it cannot be. */
export function prepareRename(asked: AskedAt): PrepareRenamePlaceholder | ResponseError | undefined {
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  const fault = unrenamable(asked.view.policy, found);
  if (fault !== undefined) return failed(fault);
  return { range: rangeIn(asked.view, asked.uri, nameSpan(found)), placeholder: found.symbol.name };
}

/** Writes the new name wherever the symbol at the cursor is written: in strings, shorthands, facts and tests too. */
export function rename(asked: AskedAt, newName: unknown): WorkspaceEdit | ResponseError | undefined {
  const { view } = asked;
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  if (typeof newName !== 'string') return failed('A new name is needed.');
  const made = renaming(view.policy, found, newName);
  if ('refused' in made) return failed(made.refused);
  const changes: NonNullable<WorkspaceEdit['changes']> = { ...configurationChanges(asked, found.symbol, newName) };
  for (const { uri, start, end, text } of made.replacements) {
    const clientUri = view.clientUri(uri);
    changes[clientUri] ??= [];
    changes[clientUri].push({ range: rangeIn(view, uri, { start, end }), newText: text });
  }
  return { changes };
}

/** A class of the application is named in the policy's configuration too. */
function configurationChanges(
  { view, root, configurationText, client }: AskedAt,
  symbol: PolarSymbol,
  newText: string,
): WorkspaceEdit['changes'] {
  if (symbol.kind !== 'class' || root.configuration === undefined || configurationText === undefined) return {};
  const places = classNamesIn(configurationText, symbol.name);
  if (places.length === 0) return {};
  const lines = createLineIndex(configurationText, client.encoding);
  return { [view.clientUri(root.configuration)]: places.map((place) => ({ range: lines.rangeOf(place), newText })) };
}

const failed = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);

export const renameFeatures: readonly Feature[] = [
  {
    method: 'textDocument/rename',
    capability: { renameProvider: { prepareProvider: true } },
    subject: 'position',
    answer: (asked: AskedAt, { newName }: RenameParams) => rename(asked, newName),
  },
  { method: 'textDocument/prepareRename', capability: {}, subject: 'position', answer: prepareRename },
];
