import {
  fieldsOfTerm,
  type PolarSymbol,
  type Policy,
  type Replacement,
  renaming,
  type SymbolUse,
  unrenamable,
} from '@polar-tools/policy';
import { uriOf } from '@polar-tools/project';
import {
  LSPErrorCodes,
  type PrepareRenamePlaceholder,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { classNamesIn, classNamesInData, type DataString, stringsInData } from '../configuration-edit.ts';
import { readFactFiles, unreadMention, withMentions } from '../facts/policy-facts.ts';
import type { AskedAt, Feature, Patience } from '../feature.ts';
import { JsonText } from '../json-text.ts';
import { createLineIndex } from '../line-index.ts';
import { rangeIn, type Span, type View } from '../view.ts';
import { nameSpan, symbolUnder } from './names.ts';
import { type FilePlaces, placesByFile, rangesOf } from './written-places.ts';

/** What would be renamed at the cursor, or why it cannot be. */
export function prepareRename(asked: AskedAt): PrepareRenamePlaceholder | ResponseError | undefined {
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  const fault = unrenamable(asked.view.policy, found);
  if (fault !== undefined) return failed(fault);
  return { range: rangeIn(asked.view, asked.uri, nameSpan(found)), placeholder: found.symbol.name };
}

/** What a rename changes: in the view's files, and in others. */
interface Renamed {
  readonly view: View;
  readonly replacements: readonly Replacement[];
  readonly others: NonNullable<WorkspaceEdit['changes']>;
}

/** Writes the new name wherever the symbol at the cursor is written: in strings, shorthands, facts and tests too. */
export function rename(asked: AskedAt, newName: unknown): WorkspaceEdit | ResponseError | undefined {
  const made = renamed(asked, newName);
  return made === undefined || made instanceof ResponseError ? made : editOf(made);
}

function renamed(asked: AskedAt, newName: unknown): Renamed | ResponseError | undefined {
  const { view } = asked;
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  if (typeof newName !== 'string') return failed('A new name is needed.');
  const made = renaming(view.policy, found, newName);
  if ('refused' in made) return failed(made.refused);
  const replacements =
    view.writes === undefined
      ? made.replacements
      : made.replacements.map((each) => ({ ...each, text: view.writes?.(each.uri, each, newName) ?? each.text }));
  return { view, replacements, others: configurationChanges(asked, found.symbol, newName) ?? {} };
}

function editOf({ view, replacements, others }: Renamed): WorkspaceEdit {
  const changes = { ...others };
  placesByFile(view, replacements, (place) => {
    const clientUri = view.clientUri(place.uri);
    changes[clientUri] ??= [];
    changes[clientUri].push({ range: rangeIn(view, place.uri, place), newText: place.text });
  });
  return { changes };
}

/** The same, written already: a name may stand in many thousand places. */
function editText({ view, replacements, others }: Renamed): JsonText {
  const texts = new Map<FilePlaces, string[]>();
  placesByFile(view, replacements, ({ text }, file) => {
    const before = texts.get(file);
    if (before === undefined) texts.set(file, [text]);
    else before.push(text);
  });
  const edits = new Map(Object.entries(others).map(([uri, each]) => [uri, each.map((edit) => JSON.stringify(edit))]));
  for (const [file, newTexts] of texts) {
    const clientUri = view.clientUri(file.uri);
    edits.set(clientUri, [...(edits.get(clientUri) ?? []), rangesAs(rangesOf(view, file), newTexts)]);
  }
  // Put together at once: each text that is made of others is copied.
  const pieces: string[] = [];
  for (const [uri, each] of edits)
    pieces.push(pieces.length === 0 ? '' : '],', JSON.stringify(uri), ':[', each.join(','));
  return new JsonText(['{"changes":{', pieces.join(''), pieces.length === 0 ? '}}' : ']}}']);
}

/** The JSON of edits of some ranges. Most files have one text for all: then it is a part of what stands between the ranges. */
function rangesAs(ranges: readonly string[], newTexts: readonly string[]): string {
  const [text] = newTexts;
  const start = '{"range":';
  if (newTexts.every((each) => each === text)) {
    const end = `,"newText":${JSON.stringify(text)}}`;
    return `${start}${ranges.join(`${end},${start}`)}${end}`;
  }
  return ranges.map((range, at) => `${start}${range},"newText":${JSON.stringify(newTexts[at])}}`).join(',');
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
 * The same, in what the policy's configuration names beside the policy too: everything is renamed in its files of facts; a class in its data file, and so is a
 * role, permission or relation where it is certain that a string there is it. What is not certain is refused.
 */
export async function renameWithData(
  asked: AskedAt,
  newName: unknown,
  patience: Pick<Patience, 'read' | 'readFile'>,
): Promise<WorkspaceEdit | ResponseError | undefined> {
  const made = await renamedWithData(asked, newName, patience);
  return made === undefined || made instanceof ResponseError ? made : editOf(made);
}

async function renamedWithData(
  asked: AskedAt,
  newName: unknown,
  patience: Pick<Patience, 'read' | 'readFile'>,
): Promise<Renamed | ResponseError | undefined> {
  const found = symbolUnder(asked);
  if (found === undefined) return undefined;
  if (typeof newName !== 'string') return failed('A new name is needed.');
  const { symbol } = found;
  const files =
    symbol.kind === 'variable' || symbol.kind === 'fixture' ? [] : await readFactFiles(asked.root, patience);
  if ('unreadable' in files) return failed(`"${symbol.name}" cannot be renamed: ${files.unreadable}`);
  const isType = (name: string): boolean =>
    asked.view.policy.blocks.has(name) || (symbol.kind === 'class' && symbol.name === name);
  for (const { name, file } of files) {
    const unread = unreadMention(file, symbol.name, isType);
    if (unread === undefined) continue;
    const line = file.text.slice(0, unread).split('\n').length;
    return failed(
      `"${symbol.name}" cannot be renamed yet: line ${line} of ${name} has it too, and cannot be read as a fact. Mend that first, or rename it by hand.`,
    );
  }
  const made = renamed(withMentions(asked, files, [symbol.name, newName]), newName);
  if (made === undefined || made instanceof ResponseError) return made;
  const { policy } = asked.view;
  const { folder } = asked.root;
  if (folder === undefined || symbol.kind === 'variable' || symbol.kind === 'fixture' || newName === symbol.name)
    return made;
  const { data } = policy.configuration;
  if (data === undefined) return made;
  const uri = uriOf(data, folder);
  const text = await patience.read(uri);
  const places = text === undefined ? [] : placesInData(policy, found, newName, text, data);
  if (!Array.isArray(places)) return failed((places as Refused).refused);
  if (text === undefined || places.length === 0) return made;
  const lines = createLineIndex(text, asked.client.encoding);
  const newText = JSON.stringify(newName).slice(1, -1);
  const edits = places.map((place: Span) => ({ range: lines.rangeOf(place), newText }));
  return { ...made, others: { ...made.others, [asked.view.clientUri(uri)]: edits } };
}

interface Refused {
  readonly refused: string;
}

/** Where a data file has what is renamed, without quotes; or why that is not certain. */
function placesInData(
  policy: Policy,
  found: SymbolUse,
  newName: string,
  text: string,
  file: string,
): readonly Span[] | Refused {
  const { symbol } = found;
  if (symbol.kind === 'class') return classNamesInData(text, symbol.name);
  if (symbol.kind !== 'term') return [];
  const fields = fieldsOfTerm(policy, found);
  const lineOf = ({ start }: DataString): number => text.slice(0, start).split('\n').length;
  const taken = stringsInData(text, newName).find(({ field }) => field !== undefined && fields?.has(field) === true);
  if (taken !== undefined) {
    return {
      refused: `"${symbol.name}" cannot be renamed to "${newName}": line ${lineOf(taken)} of ${file} has that already, and would come to mean this ${symbol.as ?? 'name'}.`,
    };
  }
  const strings = stringsInData(text, symbol.name);
  const [first] = strings;
  if (first === undefined) return [];
  const isIt = ({ field, of }: DataString): boolean =>
    field !== undefined && of === first.of && fields?.has(field) === true;
  const other = strings.find((each) => !isIt(each));
  if (other === undefined) return strings;
  return {
    refused: `"${symbol.name}" cannot be renamed: line ${lineOf(other)} of ${file} has it too, and it is not certain whether that is this ${symbol.as ?? 'name'}. Rename it there and here by hand.`,
  };
}

const failed = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);

/** The answer, written already where the connection takes that: a name may stand in many thousand places. */
async function renameAnswer(
  asked: AskedAt,
  { newName }: RenameParams,
  patience: Patience,
): Promise<WorkspaceEdit | JsonText | ResponseError | undefined> {
  const made = await renamedWithData(asked, newName, patience);
  if (made === undefined || made instanceof ResponseError) return made;
  return asked.client.takesText ? editText(made) : editOf(made);
}

export const renameFeatures: readonly Feature[] = [
  {
    method: 'textDocument/rename',
    capability: { renameProvider: { prepareProvider: true } },
    subject: 'position',
    answer: renameAnswer,
  },
  { method: 'textDocument/prepareRename', capability: {}, subject: 'position', answer: prepareRename },
];
