import type { RenameParams } from 'vscode-languageserver';
import type { AskedInData, Patience } from '../feature.ts';
import { completeData } from './complete-data.ts';
import { definitionInData, referencesInData } from './data-symbols.ts';
import { prepareRenameInData, renameInData } from './rename-in-data.ts';

type Answer = (asked: AskedInData, params: never, patience: Patience) => unknown;

/** The requests about a place that are answered in a policy's data file too, by method. Of the others, nothing is known there. */
export const answersInData: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['textDocument/completion', completeData],
  ['textDocument/definition', definitionInData],
  ['textDocument/references', referencesInData],
  ['textDocument/prepareRename', prepareRenameInData],
  [
    'textDocument/rename',
    (asked: AskedInData, { newName }: RenameParams, patience: Patience) => renameInData(asked, newName, patience),
  ],
]);
