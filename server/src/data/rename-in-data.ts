import { type PolarNode, walk } from '@polar-tools/language';
import { type Policy, references } from '@polar-tools/policy';
import { LSPErrorCodes, type PrepareRenamePlaceholder, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { AskedInData, Patience } from '../feature.ts';
import { renameWithData } from '../features/rename.ts';
import { rangeIn } from '../view.ts';
import { namesInData } from './data-names.ts';
import { type DataSymbol, dataSymbolAt, inObjects, inQueries, locating } from './data-symbols.ts';

/** What would be renamed at a place of a data file, or why it cannot be. */
export function prepareRenameInData(asked: AskedInData): PrepareRenamePlaceholder | ResponseError | undefined {
  const symbol = dataSymbolAt(asked);
  if (symbol === undefined) return undefined;
  const fault = faultOf(asked.view.policy, symbol);
  if (fault !== undefined) return failed(fault);
  const [place] = locating(asked)(symbol.span);
  return place && { range: place.range, placeholder: symbol.name };
}

/**
 * Renames an object in the data file and in the inline queries that name it; a class, role, permission or relation in all of the policy, as from the
 * policy itself. What is not certain is refused.
 */
export async function renameInData(
  asked: AskedInData,
  newName: unknown,
  patience: Pick<Patience, 'read' | 'readFile'>,
): Promise<WorkspaceEdit | ResponseError | undefined> {
  const { view, text, uri } = asked;
  const { policy } = view;
  const symbol = dataSymbolAt(asked);
  if (symbol === undefined) return undefined;
  const fault = faultOf(policy, symbol);
  if (fault !== undefined) return failed(fault);
  if (typeof newName !== 'string' || newName === '') return failed('A new name is needed.');
  if (symbol.kind !== 'object') {
    const [place] = symbol.kind === 'term' ? symbol.uses : references(policy, { kind: 'class', name: symbol.name });
    if (place === undefined) return failed(nowhere(symbol.name));
    return renameWithData({ ...asked, uri: place.uri, offset: place.start }, newName, patience);
  }
  const names = namesInData(text);
  if (!NAME.test(newName))
    return failed(`"${newName}" is no name that a query can use: letters, digits and _ make one.`);
  if (names.objects.some(({ name }) => name === newName) || names.classes.has(newName))
    return failed(`The data file has "${newName}" already.`);
  if (inQueries(policy, newName).length > 0)
    return failed(`An inline query has a variable "${newName}", which would come to mean this object.`);
  const changes: NonNullable<WorkspaceEdit['changes']> = {
    [view.clientUri(uri)]: inObjects(text, symbol.name)
      .flatMap(locating(asked))
      .map(({ range }) => ({ range, newText: newName })),
  };
  for (const { uri: file, ...span } of inQueries(policy, symbol.name)) {
    const clientUri = view.clientUri(file);
    changes[clientUri] = [...(changes[clientUri] ?? []), { range: rangeIn(view, file, span), newText: newName }];
  }
  return { changes };
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Why what a name stands for cannot be renamed from the data file. */
function faultOf(policy: Policy, symbol: DataSymbol): string | undefined {
  switch (symbol.kind) {
    case 'field':
      return `"${symbol.name}" is a field of the application's objects: rename it there, in the rules and here by hand.`;
    case 'class':
      return references(policy, { kind: 'class', name: symbol.name }).length === 0 ? nowhere(symbol.name) : undefined;
    case 'term':
      return symbol.uses.length === 1
        ? undefined
        : `"${symbol.name}" is declared by several types, and which of them is meant here is not certain. Rename it in the policy.`;
    case 'object':
      return isUsedInRules(policy, symbol.name)
        ? `"${symbol.name}" stands in rules of the policy, too, where the application's constant may be meant. Rename it there and here by hand.`
        : undefined;
  }
}

/** Whether rules have it for something else than one of their parameters: for what the application registers under a name. */
function isUsedInRules(policy: Policy, name: string): boolean {
  for (const { statements } of policy.files.values())
    for (const { tree } of statements) {
      if (tree?.$type !== 'Rule') continue;
      const own = new Set(tree.parameters.flatMap(({ value }) => (value.$type === 'Variable' ? [value.name] : [])));
      let isUsed = false;
      walk<PolarNode>(tree, (node) => {
        if (node.$type === 'Variable' && node.name === name && !own.has(name)) isUsed = true;
      });
      if (isUsed) return true;
    }
  return false;
}

const nowhere = (name: string): string =>
  `The policy names no class "${name}": it is the application's, and renamed here alone it would be another. Rename it by hand.`;

const failed = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);
