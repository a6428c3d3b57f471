import * as vscode from 'vscode';
import type { Position } from 'vscode-languageclient';

/** The command that refactorings carry which make up a name. */
export const RENAME_AT = 'polar.renameAt';

/** Asks for the name of what a refactoring has just made, as a rename does: Escape keeps the one that was made up. */
export const registerRenameAt = (): vscode.Disposable =>
  vscode.commands.registerCommand(RENAME_AT, async (uri: string, { line, character }: Position) => {
    const place = new vscode.Position(line, character);
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('editor.action.rename', [editor.document.uri, place]);
  });
