import type { DebugHost } from '@polar-tools/debug-adapter';
import { asText, canonicalUri, decodeText, type Files, faultOf, mayBeOne, Spellings } from '@polar-tools/project';
import * as vscode from 'vscode';

/** Files as the editor's file systems have them. */
const storedFiles: Files = {
  async read(uri) {
    try {
      return decodeText(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
    } catch (error) {
      return { fault: editorFault(error) };
    }
  },
  async list(uri) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri));
      return entries.map(([name, type]) => ({
        name,
        kind: (type & vscode.FileType.Directory) !== 0 ? 'folder' : 'file',
        link: (type & vscode.FileType.SymbolicLink) !== 0,
      }));
    } catch {
      return undefined;
    }
  },
};

/** Files as the editor has them: what is open and not saved yet counts as it stands in the editor, in whichever spelling it is open. */
export const editorFiles: Files = {
  async read(uri) {
    const alike = vscode.workspace.textDocuments.filter((document) => mayBeOne(uriOf(document), uri));
    let open = alike.find((document) => uriOf(document) === uri);
    for (const document of open === undefined ? alike : []) {
      if ((await new Spellings(storedFiles).of(uriOf(document))) === uri) open = document;
    }
    return open === undefined ? storedFiles.read(uri) : asText(open.getText());
  },
  list: storedFiles.list,
};

const uriOf = (document: vscode.TextDocument): string => canonicalUri(document.uri.toString());

/** What an error of the editor's file systems says (`vscode.FileSystemError`, whose codes are words). */
function editorFault(error: unknown): ReturnType<typeof faultOf> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  switch (code) {
    case 'FileNotFound':
      return { kind: 'missing', code };
    case 'FileIsADirectory':
      return { kind: 'folder', code };
    case 'NoPermissions':
      return { kind: 'forbidden', code };
    // What a scheme without a file system says, and some that have one.
    case 'Unavailable':
    case 'Unknown':
    case undefined:
      return { kind: 'missing', code };
    default:
      return faultOf(code);
  }
}

/** What a session needs of the world, from the editor. Relative paths are taken from the session's workspace folder. */
export const editorHost = ({ workspaceFolder }: vscode.DebugSession): DebugHost => hostIn(workspaceFolder);

/** The same for a run that is no session of the editor's. */
export function hostIn(workspaceFolder: vscode.WorkspaceFolder | undefined): DebugHost {
  const folder = workspaceFolder ?? vscode.workspace.workspaceFolders?.[0];
  return {
    files: editorFiles,
    folder: folder?.uri.toString() ?? 'file:///',
    writeFile: async (uri, text) => {
      try {
        await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), new TextEncoder().encode(text));
        return undefined;
      } catch (error) {
        return editorFault(error);
      }
    },
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
    time: () => Math.floor(Date.now() / 1000),
  };
}
