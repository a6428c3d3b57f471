import { hostIdentifiers, mayEmbed } from '@polar-tools/project';
import * as vscode from 'vscode';

/** Whether policies in other languages are looked at. */
const isOn = (): boolean => vscode.workspace.getConfiguration('polar').get('embedded', true);

/** The documents of other languages that the server is to be told of: as they are in files, not old versions in a diff, nor cells of notebooks. */
export const embeddedSelector = (schemes: readonly string[]): readonly vscode.DocumentFilter[] =>
  isOn() ? hostIdentifiers.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))) : [];

/** Whether a document is a policy, or may have one in it. */
const mayBePolicy = (document: vscode.TextDocument, schemes: readonly string[]): boolean =>
  document.languageId === 'polar' ||
  (hostIdentifiers.includes(document.languageId) &&
    schemes.includes(document.uri.scheme) &&
    isOn() &&
    mayEmbed(document.getText()));

/** What makes a folder one with a policy. */
const POLICIES = '**/{*.polar,polar.config.json}';

/** Whether there is something for the server to do: a policy in a file, or one that may stand in an open document. */
export async function isServerWanted(schemes: readonly string[]): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => mayBePolicy(document, schemes))) return true;
  return (await vscode.workspace.findFiles(POLICIES, '**/node_modules/**', 1)).length > 0;
}

/** Calls once, as soon as there is something for the server to do: who only writes Python runs none. */
export function whenServerIsWanted(schemes: readonly string[], wanted: () => void): vscode.Disposable {
  const look = (document: vscode.TextDocument): void => {
    if (mayBePolicy(document, schemes)) done();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(POLICIES, false, true, true);
  const waiting = vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(() => done()),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  const done = (): void => {
    waiting.dispose();
    wanted();
  };
  return waiting;
}

/** Calls when policies in other languages are to be looked at, or no more. */
export const onEmbeddedChanged = (changed: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('polar.embedded')) changed();
  });
