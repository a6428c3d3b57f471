import { posix, win32 } from 'node:path';
import { URI } from 'vscode-uri';

/** What a person would wait for: more looks at the file system than this is a search that does not end. */
const MOST_LOOKS = 50;

/**
 * The part of `vscode` that finding a policy needs, on Linux as on Windows: there, `joinPath` goes over `path.win32`, so that a folder
 * above `C:\` is `C:\` again, and one above `\\server\share\` is `\\server\share\`. It fails where a search does not end.
 */
export const editor = {
  windows: false,
  /** Whether names that differ in case are one. */
  ignoresCase: false,
  /** URIs of files that exist. */
  files: new Set<string>(),
  folders: [] as { readonly uri: URI; readonly name: string; readonly index: number }[],
  /** The document of the active editor. */
  active: undefined as { readonly uri: URI; readonly languageId: string } | undefined,
  /** What the person types when asked for a query. */
  typed: 'allow(a, b, c)' as string | undefined,
  asked: 0,
  errors: [] as string[],
  looks: 0,
  reset(): void {
    Object.assign(editor, { windows: false, ignoresCase: false, files: new Set(), folders: [], active: undefined });
    Object.assign(editor, { typed: 'allow(a, b, c)', asked: 0, errors: [], looks: 0 });
  },
};

function look(): void {
  if (++editor.looks > MOST_LOOKS) throw new Error('The search does not end.');
}

const key = (uri: string): string => (editor.ignoresCase ? uri.toLowerCase() : uri);
const exists = (uri: URI): boolean => [...editor.files].some((file) => key(file) === key(uri.toString()));
const notFound = (uri: URI): Error => Object.assign(new Error(`There is no ${uri}`), { code: 'FileNotFound' });

export const Uri = {
  parse: (text: string) => URI.parse(text),
  file: (path: string) => URI.file(path),
  joinPath(uri: URI, ...parts: string[]): URI {
    look();
    if (editor.windows && uri.scheme === 'file') {
      const path = uri.authority === '' ? uri.path.slice(1) : `//${uri.authority}${uri.path}`;
      const { path: joined } = URI.file(win32.join(path.replaceAll('/', '\\'), ...parts).replaceAll('\\', '/'));
      return uri.with({ path: joined });
    }
    return uri.with({ path: posix.join(uri.path, ...parts) });
  },
};

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export const workspace = {
  get workspaceFolders() {
    return editor.folders.length === 0 ? undefined : editor.folders;
  },
  getWorkspaceFolder: (uri: URI) =>
    editor.folders.find((folder) => uri.toString().startsWith(`${folder.uri.toString().replace(/\/$/, '')}/`)),
  get textDocuments(): { readonly uri: URI; getText(): string }[] {
    return [];
  },
  fs: {
    /** Undefined for a scheme that no file system has, false for one that can only be read, such as old versions in Git. */
    isWritableFileSystem: (scheme: string) =>
      ['file', 'vscode-vfs'].includes(scheme) || (scheme === 'git' ? false : undefined),
    async stat(uri: URI) {
      look();
      if (!exists(uri)) throw notFound(uri);
      return {};
    },
    async readFile(uri: URI) {
      look();
      if (!exists(uri)) throw notFound(uri);
      return new Uint8Array();
    },
    async readDirectory(uri: URI) {
      look();
      const folder = key(uri.toString().replace(/\/?$/, '/'));
      const names = new Map<string, number>();
      for (const file of editor.files) {
        if (!key(file).startsWith(folder)) continue;
        const [name, ...rest] = file.slice(folder.length).split('/');
        names.set(decodeURIComponent(name!), rest.length > 0 ? FileType.Directory : FileType.File);
      }
      if (names.size === 0) throw notFound(uri);
      return [...names];
    },
  },
};

export const window = {
  get activeTextEditor() {
    return editor.active && { document: editor.active };
  },
  get visibleTextEditors() {
    return editor.active === undefined ? [] : [{ document: editor.active }];
  },
  async showInputBox() {
    editor.asked++;
    return editor.typed;
  },
  async showErrorMessage(message: string) {
    editor.errors.push(message);
  },
};

/** Commands that were registered, by name. */
export const registered = new Map<string, (...args: unknown[]) => unknown>();
export const commands = {
  registerCommand(name: string, command: (...args: unknown[]) => unknown) {
    registered.set(name, command);
    return { dispose: () => registered.delete(name) };
  },
  async executeCommand() {},
};

/** Launch configurations that were started. */
export const started: Record<string, unknown>[] = [];
export const debug = {
  async startDebugging(_folder: unknown, configuration: Record<string, unknown>) {
    started.push(configuration);
    return true;
  },
};

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}
