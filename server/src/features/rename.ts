import { type PolarSymbol, renaming, unrenamable } from '@polar-tools/policy';
import { uriOf } from '@polar-tools/project';
import {
  LSPErrorCodes,
  type PrepareRenamePlaceholder,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { classNamesIn, classNamesInData } from '../configuration-edit.ts';
import type { AskedAt, Feature, Patience } from '../feature.ts';
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

/**
 * The same, in what the policy's configuration names beside the policy too: a class is renamed in its data file. Facts in files are not: where
 * they mention what is renamed, it is refused.
 */
export async function renameWithData(
  asked: AskedAt,
  newName: unknown,
  { read }: Pick<Patience, 'read'>,
): Promise<WorkspaceEdit | ResponseError | undefined> {
  const made = rename(asked, newName);
  if (made === undefined || made instanceof ResponseError || typeof newName !== 'string') return made;
  const { policy } = asked.view;
  const { folder } = asked.root;
  const symbol = symbolUnder(asked)?.symbol;
  if (folder === undefined || symbol === undefined || symbol.kind === 'variable' || symbol.kind === 'fixture')
    return made;
  for (const name of policy.configuration.facts ?? []) {
    const text = await read(uriOf(name, folder));
    if (text !== undefined && mentions(text, symbol.name)) {
      return failed(
        `"${symbol.name}" cannot be renamed: the facts in ${name} name it too. Rename it there and here by hand.`,
      );
    }
  }
  const { data } = policy.configuration;
  if (symbol.kind !== 'class' || data === undefined) return made;
  const uri = uriOf(data, folder);
  const text = await read(uri);
  const places = text === undefined ? [] : classNamesInData(text, symbol.name);
  if (text === undefined || places.length === 0) return made;
  const lines = createLineIndex(text, asked.client.encoding);
  const edits = places.map((place) => ({ range: lines.rangeOf(place), newText: newName }));
  return { changes: { ...made.changes, [uri]: edits } };
}

/** Whether a name stands by itself in a text. */
function mentions(text: string, name: string): boolean {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}

const failed = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);

export const renameFeatures: readonly Feature[] = [
  {
    method: 'textDocument/rename',
    capability: { renameProvider: { prepareProvider: true } },
    subject: 'position',
    answer: (asked: AskedAt, { newName }: RenameParams, patience: Patience) => renameWithData(asked, newName, patience),
  },
  { method: 'textDocument/prepareRename', capability: {}, subject: 'position', answer: prepareRename },
];
