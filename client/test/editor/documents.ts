import { URI } from 'vscode-uri';
import { EventEmitter } from './events.ts';
import { FileType, Position, type Range, type WorkspaceEdit } from './values.ts';

const LANGUAGES: Readonly<Record<string, string>> = { polar: 'polar', json: 'json', py: 'python' };

/** A document that is open. */
export class TextDocument {
  readonly uri: URI;
  languageId: string;
  version = 1;
  isClosed = false;
  #text: string;

  constructor(uri: URI, text: string, languageId = LANGUAGES[uri.path.split('.').at(-1)!] ?? 'plaintext') {
    this.uri = uri;
    this.#text = text;
    this.languageId = languageId;
  }

  readonly getText = (): string => this.#text;
  offsetAt({ line, character }: Position): number {
    return (
      this.#text
        .split('\n')
        .slice(0, line)
        .reduce((sum, each) => sum + each.length + 1, 0) + character
    );
  }
  positionAt(offset: number): Position {
    const before = this.#text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1)!.length);
  }
  lineAt(line: number): { readonly text: string; readonly isEmptyOrWhitespace: boolean } {
    const text = this.#text.split('\n')[line]!;
    return { text, isEmptyOrWhitespace: text.trim() === '' };
  }
  set(text: string): void {
    this.#text = text;
    this.version++;
    changedDocument.fire({ document: this });
  }
  get lineCount(): number {
    return this.#text.split('\n').length;
  }
  get isDirty(): boolean {
    return disk.text(this.uri.toString()) !== this.#text;
  }
  async save(): Promise<boolean> {
    disk.write(this.uri.toString(), this.#text);
    return true;
  }
}

export const openedDocument = new EventEmitter<TextDocument>();
export const closedDocument = new EventEmitter<TextDocument>();
export const changedDocument = new EventEmitter<{ readonly document: TextDocument }>();
export const savedDocument = new EventEmitter<TextDocument>();

/** Files by URI. */
export const disk = {
  files: new Map<string, Uint8Array>(),
  /** Told of the URI of each file that is written. */
  written: new EventEmitter<string>(),
  write(uri: string, text: string | Uint8Array): void {
    disk.files.set(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);
    disk.written.fire(uri);
  },
  text: (uri: string): string => new TextDecoder().decode(disk.files.get(uri)),
};

/** Folders that were made, and may be empty. */
export const folders = new Set<string>();

const notFound = (uri: URI): Error => Object.assign(new Error(`There is no ${uri}`), { code: 'FileNotFound' });

/** `vscode.workspace.fs` */
export const fileSystem = {
  isWritableFileSystem: (scheme: string): boolean | undefined => (scheme === 'file' ? true : undefined),
  async readFile(uri: URI): Promise<Uint8Array> {
    const found = disk.files.get(uri.toString());
    if (found === undefined) throw notFound(uri);
    return found;
  },
  async writeFile(uri: URI, bytes: Uint8Array): Promise<void> {
    disk.write(uri.toString(), bytes);
  },
  async createDirectory(uri: URI): Promise<void> {
    folders.add(uri.toString());
  },
  async readDirectory(uri: URI): Promise<[string, number][]> {
    const folder = uri.toString().replace(/\/?$/, '/');
    const names = new Map<string, number>();
    for (const file of disk.files.keys()) {
      if (!file.startsWith(folder)) continue;
      const [name, ...rest] = file.slice(folder.length).split('/');
      names.set(decodeURIComponent(name!), rest.length > 0 ? FileType.Directory : FileType.File);
    }
    if (names.size === 0 && !folders.has(uri.toString())) throw notFound(uri);
    return [...names];
  },
};

type Content = { provideTextDocumentContent(uri: URI): string | Promise<string> };
export const contents = new Map<string, Content>();
export const documents: TextDocument[] = [];

/** `vscode.workspace.openTextDocument` */
export async function openTextDocument(
  what: URI | { readonly language: string; readonly content: string },
): Promise<TextDocument> {
  if (!URI.isUri(what)) {
    const untitled = URI.parse(`untitled:Untitled-${documents.length + 1}`);
    return opened(new TextDocument(untitled, what.content, what.language));
  }
  const open = documents.find(({ uri }) => uri.toString() === what.toString());
  if (open !== undefined) return open;
  const text = contents.has(what.scheme)
    ? await contents.get(what.scheme)!.provideTextDocumentContent(what)
    : new TextDecoder().decode(await fileSystem.readFile(what));
  return opened(new TextDocument(what, text));
}

function opened(document: TextDocument): TextDocument {
  documents.push(document);
  openedDocument.fire(document);
  return document;
}

export function closeDocument(document: TextDocument): void {
  documents.splice(documents.indexOf(document), 1);
  document.isClosed = true;
  closedDocument.fire(document);
}

/** What a person does with a preview of edits. */
export const preview = {
  isShown: false,
  isDiscarded: false,
  /** All but the last change of each file are unticked. */
  isUnticked: false,
};

/** `vscode.workspace.applyEdit`, which says true of what was discarded, too. */
export async function applyEdit(edit: WorkspaceEdit): Promise<boolean> {
  preview.isShown = edit.hasPreview;
  if (edit.hasPreview && preview.isDiscarded) return true;
  for (const uri of edit.created) disk.write(uri.toString(), '');
  for (const [uri, edits] of edit.entries()) {
    const document = await openTextDocument(uri);
    let text = document.getText();
    const offsets = edits.map(({ range, newText }) => ({ ...offsetsOf(document, range), newText }));
    if (edit.hasPreview && preview.isUnticked) offsets.splice(0, offsets.length - 1);
    for (const { start, end, newText } of offsets.sort((a, b) => b.start - a.start))
      text = text.slice(0, start) + newText + text.slice(end);
    document.set(text);
  }
  return true;
}

const offsetsOf = (document: TextDocument, { start, end }: Range) => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});
