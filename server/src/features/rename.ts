import { printString } from '@polar-tools/language';
import { declaredName, type PolarSymbol, references } from '@polar-tools/policy';
import {
  LSPErrorCodes,
  type PrepareRenamePlaceholder,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { isBuiltInClass, WORDS } from '../completion/vocabulary.ts';
import { classNamesIn } from '../configuration-edit.ts';
import type { AskedAt, Feature } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { rangeIn } from '../view.ts';
import { describe, nameSpan, symbolUnder } from './names.ts';

/** Rules that mean something to the language itself, under these names only. */
const KNOWN_RULES = new Set(['allow', 'allow_field', 'allow_request', 'has_role', 'has_permission', 'has_relation']);

/** What would be renamed at the cursor, or why it cannot be. */
export function prepareRename(asked: AskedAt): PrepareRenamePlaceholder | ResponseError | undefined {
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  const fault = unrenamable(found.symbol);
  if (fault !== undefined) return failed(fault);
  return { range: rangeIn(asked.view, asked.uri, nameSpan(found)), placeholder: found.symbol.name };
}

/** Writes the new name wherever the symbol at the cursor is written: in strings, shorthands, facts and tests too. */
export function rename(asked: AskedAt, newName: unknown): WorkspaceEdit | ResponseError | undefined {
  const { view } = asked;
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  const { symbol } = found;
  if (typeof newName !== 'string') return failed('A new name is needed.');
  const fault =
    unrenamable(symbol) ??
    unusable(symbol, newName) ??
    taken(asked, symbol, newName) ??
    unknownAsValue(asked, symbol, newName);
  if (fault !== undefined) return failed(fault);
  const changes: NonNullable<WorkspaceEdit['changes']> = { ...configurationChanges(asked, symbol, newName) };
  for (const { uri, start, end, node } of references(view.policy, symbol)) {
    const holder = node.$container;
    // A lone key stands for `key: key`: the key stays, since it belongs to what it is a key of.
    const loneKey = symbol.kind === 'variable' && node.$type === 'Name' && holder?.$type === 'Field';
    const newText =
      node.$type === 'StringLiteral' ? printString(newName) : loneKey ? `${symbol.name}: ${newName}` : newName;
    const clientUri = view.clientUri(uri);
    changes[clientUri] ??= [];
    changes[clientUri].push({ range: rangeIn(view, uri, { start, end }), newText });
  }
  return { changes };
}

/** A class of the application is named in the policy's configuration too. */
function configurationChanges(
  { root, configurationText, client }: AskedAt,
  symbol: PolarSymbol,
  newText: string,
): WorkspaceEdit['changes'] {
  if (symbol.kind !== 'class' || root.configuration === undefined || configurationText === undefined) return {};
  const places = classNamesIn(configurationText, symbol.name);
  if (places.length === 0) return {};
  const lines = createLineIndex(configurationText, client.encoding);
  return { [root.configuration]: places.map((place) => ({ range: lines.rangeOf(place), newText })) };
}

function unrenamable(symbol: PolarSymbol): string | undefined {
  if (symbol.kind === 'predicate' && KNOWN_RULES.has(symbol.name)) {
    return `${symbol.name} cannot be renamed: the language itself calls it by this name.`;
  }
  if (symbol.kind === 'class' && isBuiltInClass(symbol.name))
    return `${symbol.name} cannot be renamed: it is built into the language.`;
  if (symbol.kind === 'class' && symbol.name === 'global') return 'The global block has no other name.';
  return undefined;
}

const NAME = /^[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:::[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)*\??$/u;

function unusable(symbol: PolarSymbol, name: string): string | undefined {
  // Roles and permissions are strings; a relation is also the key of its declaration.
  if (symbol.kind === 'term' && symbol.as !== 'relation') {
    return name.trim() === '' ? 'A name cannot be empty.' : undefined;
  }
  if (!NAME.test(name)) return `“${name}” is no name: it needs letters, digits and _, and a letter or _ first.`;
  return WORDS.has(name) ? `“${name}” is a reserved word. Choose another name.` : undefined;
}

/** Two things of one name would be one from then on. */
function taken({ view: { policy } }: AskedAt, symbol: PolarSymbol, name: string): string | undefined {
  if (name === symbol.name) return undefined;
  const inUse = `“${name}” is in use already: ${describe(symbol)} would become one with it. Choose another name.`;
  switch (symbol.kind) {
    case 'variable':
      return references(policy, { ...symbol, name }).length > 0 ? inUse : undefined;
    case 'predicate':
      return policy.predicates.has(name) ? inUse : undefined;
    case 'class':
      return policy.blocks.has(name) || Object.hasOwn(policy.configuration.classes ?? {}, name) ? inUse : undefined;
    case 'fixture':
      return policy.fixtures.has(name) ? inUse : undefined;
    case 'term':
      return symbol.type !== undefined && declaredName(policy.blocks, symbol.type, name) !== undefined
        ? inUse
        : undefined;
  }
}

/** A name with `::` may stand once, where a value does; without, it would be a singleton variable (polar.md section 3). */
function unknownAsValue({ view: { policy } }: AskedAt, symbol: PolarSymbol, newName: string): string | undefined {
  if (symbol.kind !== 'class' || !symbol.name.includes('::') || newName.includes('::')) return undefined;
  const isValue = references(policy, symbol).some(
    ({ node }) => node.$type === 'Variable' && node.$container?.$type !== 'Matches',
  );
  return isValue
    ? `“${newName}” would be a variable where ${symbol.name} is a value. Choose a name with :: in it.`
    : undefined;
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
