/** What the specs do in the editor, in their own words. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Waits until `read` gives something; fails with `what` when it does not within 20 seconds. */
export const until = async <T>(
  what: string,
  read: () => T | undefined | false | Thenable<T | undefined | false>,
): Promise<T> => {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`timed out waiting for ${what}`);
};

export const workspaceUri = (path: string): vscode.Uri => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
};

/** Opens a file of the workspace in an editor. */
export const open = async (path: string): Promise<vscode.TextDocument> => {
  const document = await vscode.workspace.openTextDocument(workspaceUri(path));
  await vscode.window.showTextDocument(document);
  return document;
};

/** Writes a file of the workspace and opens it. */
export const write = async (path: string, text: string): Promise<vscode.TextDocument> => {
  await vscode.workspace.fs.writeFile(workspaceUri(path), new TextEncoder().encode(text));
  return open(path);
};

/** Replaces the text of a document, as typing does: nothing is saved. */
export const type = async (document: vscode.TextDocument, text: string): Promise<void> => {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
};

/** The position of the `nth` occurrence of `text`, which must be there, moved by `offset`. */
export const at = (document: vscode.TextDocument, text: string, nth = 1, offset = 0): vscode.Position => {
  let index = -1;
  for (let count = 0; count < nth; count++) {
    index = document.getText().indexOf(text, index + 1);
    assert.notEqual(index, -1, `"${text}" occurs ${nth} times`);
  }
  return document.positionAt(index + offset);
};

/** The document's text in a range. */
export const textIn = (document: vscode.TextDocument, range: vscode.Range): string => document.getText(range);

export const diagnostics = (document: vscode.TextDocument): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri);

/** The code of a diagnostic, which may be a link to what explains it. */
export const codeOf = ({ code }: vscode.Diagnostic): string | number | undefined =>
  typeof code === 'object' ? code.value : code;

/** The text of all hovers at a position, once there are some. */
export const hover = (document: vscode.TextDocument, position: vscode.Position): Promise<string> =>
  until(`a hover at ${position.line + 1}:${position.character + 1}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)))
      .join('\n');
    return text === '' ? undefined : text;
  });

/** Where "Go to Definition" leads, as `file:line text`, sorted. */
export const definitions = (document: vscode.TextDocument, position: vscode.Position): Promise<readonly string[]> =>
  until(`a definition at ${position.line + 1}:${position.character + 1}`, async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    if (found.length === 0) return undefined;
    const places = await Promise.all(
      found.map(async (each) => {
        const [uri, range] =
          'targetUri' in each
            ? [each.targetUri, each.targetSelectionRange ?? each.targetRange]
            : [each.uri, each.range];
        const target = await vscode.workspace.openTextDocument(uri);
        return `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1} ${textIn(target, range)}`;
      }),
    );
    return places.sort();
  });

/** The document's symbols with those inside them, indented. */
export const symbols = (document: vscode.TextDocument): Promise<readonly string[]> =>
  until('document symbols', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const list = (each: readonly vscode.DocumentSymbol[], indent: string): string[] =>
      each.flatMap(({ name, children }) => [`${indent}${name}`, ...list(children, `${indent}  `)]);
    return found === undefined || found.length === 0 ? undefined : list(found, '');
  });

/** The lenses above a line's text, resolved, once there are some. */
export const lenses = (document: vscode.TextDocument, text: string): Promise<readonly vscode.Command[]> =>
  until(`lenses above ${text}`, async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const line = at(document, text).line;
    const commands = found.filter(({ range }) => range.start.line === line).flatMap(({ command }) => command ?? []);
    return commands.length === 0 ? undefined : commands;
  });
