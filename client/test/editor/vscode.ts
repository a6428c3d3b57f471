/**
 * A stand-in for the editor, as far as the extension uses it: documents, boxes, lists, the Test Explorer and debug sessions in memory. It shows nothing: it keeps what would
 * be shown, and `person` says what somebody chooses. What the editor makes of it is tested in real VS Code (`test/vscode`).
 */
import { URI } from 'vscode-uri';
import { debug, resetDebugging } from './debugging.ts';
import {
  applyEdit,
  changedDocument,
  closedDocument,
  contents,
  disk,
  documents,
  fileSystem,
  folders as foldersMade,
  openedDocument,
  openTextDocument,
  savedDocument,
  type TextDocument,
} from './documents.ts';
import { CancellationTokenSource, type Disposable, EventEmitter } from './events.ts';
import { FakeQuickPick } from './quick-pick.ts';
import { createTestController, resetTests } from './testing.ts';
import { type Diagnostic, Position, type RelativePattern, TabInputWebview } from './values.ts';

export { CancellationTokenSource, Disposable, EventEmitter } from './events.ts';
export * from './values.ts';
export { debug };

interface TextEditor {
  readonly document: TextDocument;
  readonly viewColumn: number;
  selection: { active: Position };
  revealRange(range: unknown): void;
}

/** A page in the editor: what it was told, and what it says. */
interface Panel {
  readonly html: string;
  readonly told: unknown[];
  say(message: unknown): void;
  /** -2 is beside. */
  readonly viewColumn: number;
}

/** What the editor shows, and who sits before it. */
export const person = {
  /** What is chosen in the next lists, boxes and messages; nothing, when these are used up. */
  choices: [] as (string | undefined)[],
  /** Everything that was asked or told: the text, and what there was to choose from. */
  seen: [] as { kind: string; text: string; options: readonly string[] }[],
  /** The boxes in which something is being typed. */
  boxes: [] as FakeQuickPick[],
  /** Progress that is shown, with what gives it up. */
  progress: [] as { title: string; source: CancellationTokenSource }[],
  settings: new Map<string, unknown>(),
  updates: [] as unknown[][],
  executed: [] as unknown[][],
  statusItems: [] as (Record<string, unknown> & { shown: boolean })[],
  marks: new Map<string, Map<string, readonly Diagnostic[]>>(),
  findings: new Map<string, readonly Diagnostic[]>(),
  log: [] as string[],
  logShown: 0,
  providers: new Map<string, unknown[]>(),
  closedTabs: [] as unknown[],
  panels: [] as Panel[],
  /** Other extensions, by their ids. */
  extensions: new Map<string, object>(),
};
const editors: { active: TextEditor | undefined; visible: TextEditor[]; folders: { uri: URI; name: string }[] } = {
  active: undefined,
  visible: [],
  folders: [],
};
const activeEditor = new EventEmitter<TextEditor | undefined>();
const visibleEditors = new EventEmitter<TextEditor[]>();
const changedFindings = new EventEmitter<void>();
const changedSettings = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();
const registered = new Map<string, (...args: never[]) => unknown>();

export function reset(folders: readonly URI[]): void {
  Object.assign(person, { choices: [], seen: [], boxes: [], progress: [], updates: [], executed: [], statusItems: [] });
  Object.assign(person, { log: [], logShown: 0, closedTabs: [], panels: [] });
  window.tabGroups.all.splice(0);
  for (const each of [
    person.settings,
    person.marks,
    person.findings,
    person.providers,
    registered,
    person.extensions,
    contents,
    disk.files,
    foldersMade,
  ])
    each.clear();
  for (const each of [
    activeEditor,
    visibleEditors,
    changedSettings,
    changedFindings,
    openedDocument,
    closedDocument,
    changedDocument,
    savedDocument,
  ])
    each.dispose();
  disk.written.dispose();
  documents.splice(0);
  Object.assign(editors, { active: undefined, visible: [], folders: folders.map((uri) => ({ uri, name: uri.path })) });
  resetDebugging();
  resetTests();
}

const kept = (kind: string, provider: unknown): Disposable => {
  person.providers.set(kind, [...(person.providers.get(kind) ?? []), provider]);
  return {
    dispose: () => {
      const left = (person.providers.get(kind) ?? []).filter((each) => each !== provider);
      person.providers.set(kind, left);
    },
  };
};

const told =
  (kind: string) =>
  async (text: string, ...options: (string | { title: string })[]): Promise<unknown> => {
    const titles = options.map((each) => (typeof each === 'string' ? each : each.title));
    person.seen.push({ kind, text, options: titles });
    const choice = options.length === 0 ? undefined : person.choices.shift();
    return options[titles.indexOf(choice ?? '')];
  };

export const window = {
  get activeTextEditor() {
    return editors.active;
  },
  get visibleTextEditors() {
    return editors.visible;
  },
  onDidChangeActiveTextEditor: activeEditor.event,
  onDidChangeVisibleTextEditors: visibleEditors.event,
  createOutputChannel: () => ({
    error: (text: string) => person.log.push(text),
    show: () => person.logShown++,
    dispose: () => {},
  }),
  createStatusBarItem: (id: string, alignment: number, priority: number) => {
    const item = { id, alignment, priority, shown: false, show() {}, hide() {}, dispose() {} };
    item.show = () => {
      item.shown = true;
    };
    item.hide = () => {
      item.shown = false;
    };
    person.statusItems.push(item);
    return item;
  },
  createQuickPick: () => {
    const box = new FakeQuickPick(person.choices);
    person.boxes.push(box);
    return box;
  },
  showInformationMessage: told('information'),
  showWarningMessage: told('warning'),
  showErrorMessage: told('error'),
  async showQuickPick(
    items: readonly (string | { label: string; picked?: boolean })[],
    options: { title: string; placeHolder?: string; canPickMany?: boolean },
  ) {
    const labels = items.map((each) => (typeof each === 'string' ? each : each.label));
    const text = options.placeHolder === undefined ? options.title : `${options.title}: ${options.placeHolder}`;
    const picked = items.flatMap((each, at) => (typeof each === 'object' && each.picked ? [labels[at]!] : []));
    person.seen.push({ kind: 'pick', text, options: options.canPickMany ? picked : labels });
    const choice = person.choices.shift();
    if (choice === undefined || !options.canPickMany) return items[labels.indexOf(choice ?? '')];
    return items.filter((_, at) => choice.split(' ').includes(labels[at]!));
  },
  async showInputBox(options: { title: string; value: string; valueSelection?: [number, number] }) {
    const { value, valueSelection: [from, to] = [0, 0] } = options;
    person.seen.push({ kind: 'input', text: options.title, options: [value, value.slice(from, to)] });
    kept('input', options);
    return person.choices.shift();
  },
  async showTextDocument(what: URI | TextDocument, { viewColumn = -1, preserveFocus = false } = {}) {
    const document = 'getText' in what ? what : await openTextDocument(what);
    const open = editors.visible.find((editor) => editor.document === document);
    const editor = open ?? { document, viewColumn, selection: { active: new Position(0, 0) }, revealRange() {} };
    if (open === undefined) editors.visible = [...editors.visible, editor];
    if (!preserveFocus) editors.active = editor;
    if (!preserveFocus) activeEditor.fire(editor);
    if (open === undefined) visibleEditors.fire(editors.visible);
    return editor;
  },
  withProgress<Result>(
    { title }: { title: string },
    task: (progress: object, token: CancellationTokenSource['token']) => Promise<Result>,
  ) {
    const source = new CancellationTokenSource();
    person.progress.push({ title, source });
    return task({}, source.token);
  },
  createWebviewPanel: (viewType: string, _title: string, { viewColumn }: { viewColumn: number }) => {
    const said = new EventEmitter<unknown>();
    const closed = new EventEmitter<void>();
    const told: unknown[] = [];
    const webview = {
      html: '',
      cspSource: 'https://page',
      asWebviewUri: (uri: URI) => uri,
      onDidReceiveMessage: said.event,
      postMessage: async (message: unknown) => told.push(message),
    };
    person.panels.push({
      told,
      get html() {
        return webview.html;
      },
      say: (message) => said.fire(message),
      viewColumn,
    });
    const group = {
      viewColumn: viewColumn === -2 ? 2 : viewColumn,
      tabs: [{ input: new TabInputWebview(`mainThreadWebview-${viewType}`) }],
    };
    window.tabGroups.all.push(group);
    closed.event(() => window.tabGroups.all.splice(window.tabGroups.all.indexOf(group), 1));
    return { webview, onDidDispose: closed.event, reveal: () => {}, dispose: () => closed.fire() };
  },
  async showSaveDialog({ defaultUri }: { defaultUri: URI }) {
    person.seen.push({ kind: 'save', text: defaultUri.toString(), options: [] });
    const choice = person.choices.shift();
    return choice === undefined ? undefined : URI.parse(choice);
  },
  async showOpenDialog({ title, filters }: { title: string; filters: Readonly<Record<string, readonly string[]>> }) {
    person.seen.push({ kind: 'open', text: title, options: Object.values(filters).flat() });
    const choice = person.choices.shift();
    return choice === undefined ? undefined : [URI.parse(choice)];
  },
  registerTreeDataProvider: (name: string, provider: unknown) => kept(name, provider),
  tabGroups: {
    all: [] as { viewColumn?: number; tabs: unknown[] }[],
    close: async (tabs: unknown[]) => person.closedTabs.push(...tabs),
  },
};

/** Moves to no editor, as when the last tab is closed. */
export function closeEditors(): void {
  Object.assign(editors, { active: undefined, visible: [] });
  activeEditor.fire(undefined);
  visibleEditors.fire([]);
}

/** Of the extension's patterns, what the one for policies matches. */
const isPolicy = (uri: string): boolean => /\/(?:[^/]*\.polar|polar\.config\.json)$/.test(uri);

export const workspace = {
  fs: fileSystem,
  findFiles: async (pattern: string | RelativePattern, _exclude: string, most: number) =>
    [...disk.files.keys()]
      .filter((uri) => {
        if (uri.includes('/node_modules/')) return false;
        if (typeof pattern === 'string') return isPolicy(uri);
        const ending = String(pattern.pattern).replace(/^.*[*/]/, '');
        return uri.startsWith(`${pattern.base}/`) && uri.endsWith(ending);
      })
      .slice(0, most)
      .map((uri) => URI.parse(uri)),
  createFileSystemWatcher(pattern: string | RelativePattern) {
    const created = new EventEmitter<URI>();
    const isWatched = (uri: string): boolean =>
      typeof pattern === 'string' ? isPolicy(uri) : uri.startsWith(`${(pattern.base as { uri: URI }).uri}/`);
    const told = disk.written.event((uri) => isWatched(uri) && created.fire(URI.parse(uri)));
    return { onDidCreate: created.event, dispose: () => told.dispose() };
  },
  openTextDocument,
  applyEdit,
  onDidOpenTextDocument: openedDocument.event,
  onDidCloseTextDocument: closedDocument.event,
  onDidChangeTextDocument: changedDocument.event,
  onDidSaveTextDocument: savedDocument.event,
  onDidChangeConfiguration: changedSettings.event,
  get textDocuments() {
    return documents;
  },
  get workspaceFolders() {
    return editors.folders.length === 0 ? undefined : editors.folders;
  },
  getWorkspaceFolder: (uri: URI) =>
    editors.folders.find((folder) => uri.toString().startsWith(`${folder.uri.toString()}/`)),
  asRelativePath: (uri: URI) => uri.path.replace(`${editors.folders[0]?.uri.path}/`, ''),
  registerTextDocumentContentProvider(
    scheme: string,
    provider: {
      onDidChange(listener: (uri: URI) => unknown): Disposable;
      provideTextDocumentContent(uri: URI): string | Promise<string>;
    },
  ) {
    contents.set(scheme, provider);
    provider.onDidChange(async (uri) => {
      const open = documents.find((document) => document.uri.toString() === uri.toString());
      open?.set(await provider.provideTextDocumentContent(uri));
    });
    return { dispose: () => contents.delete(scheme) };
  },
  getConfiguration: (section: string) => ({
    get: (name: string, otherwise?: unknown) => person.settings.get(`${section}.${name}`) ?? otherwise,
    update: async (name: string, value: unknown, target: unknown) => void person.updates.push([name, value, target]),
  }),
};

/** Sets a setting, and tells of it. */
export function changeSetting(name: string, value: unknown): void {
  person.settings.set(name, value);
  changedSettings.fire({ affectsConfiguration: (section) => name.startsWith(section) });
}

/** Tells the editor what the server found in a file. */
export function findingsOf(uri: URI, found: readonly Diagnostic[]): void {
  person.findings.set(uri.toString(), found);
  changedFindings.fire();
}

export const languages = {
  onDidChangeDiagnostics: changedFindings.event,
  getDiagnostics: (uri: URI): readonly Diagnostic[] => [
    ...(person.findings.get(uri.toString()) ?? []),
    ...[...person.marks.values()].flatMap((marks) => marks.get(uri.toString()) ?? []),
  ],
  createDiagnosticCollection(name: string) {
    const marks = new Map<string, readonly Diagnostic[]>();
    person.marks.set(name, marks);
    return {
      clear: () => marks.clear(),
      set: (uri: URI, found: readonly Diagnostic[]) => marks.set(uri.toString(), found),
      dispose: () => person.marks.delete(name),
    };
  },
  async setTextDocumentLanguage(document: TextDocument, languageId: string) {
    document.languageId = languageId;
    return document;
  },
  registerCodeActionsProvider: (_selector: unknown, provider: unknown) => kept('code actions', provider),
  registerInlineValuesProvider: (_selector: unknown, provider: unknown) => kept('inline values', provider),
  registerEvaluatableExpressionProvider: (_selector: unknown, provider: unknown) => kept('hovered', provider),
  registerDocumentFormattingEditProvider: (_selector: unknown, provider: unknown) => kept('formatting', provider),
  registerDocumentRangeFormattingEditProvider: (_selector: unknown, provider: unknown) =>
    kept('formatting of a range', provider),
  registerCompletionItemProvider: (_selector: unknown, provider: unknown) => kept('completion', provider),
};

export const commands = {
  registerCommand(name: string, command: (...args: never[]) => unknown): Disposable {
    if (registered.has(name)) throw new Error(`There are two commands ${name}.`);
    registered.set(name, command);
    return { dispose: () => registered.delete(name) };
  },
  /** Runs one of the extension's; of others, keeps that they were to be run. */
  async executeCommand(name: string, ...args: unknown[]): Promise<unknown> {
    person.executed.push([name, ...args]);
    return registered.get(name)?.(...(args as never[]));
  },
};

export const extensions = { getExtension: (id: string) => person.extensions.get(id) };

export const tests = { createTestController };

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}
