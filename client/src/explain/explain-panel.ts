import { EXPLAIN, type ExplainParams, type ExplainResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { pageFolders, webPage } from '../web-page.ts';
import { EXPLAIN_PAGE } from './explain-page.ts';

/** Milliseconds after the last change until the query is explained anew. */
const QUIET = 300;

/** What the page says. */
type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly line: number }
  | { readonly kind: 'apply'; readonly change: number }
  | { readonly kind: 'debug' };

/** What is explained: by the server, of the policy that a file belongs to; or by somebody who knows more of it. */
export interface Explained {
  readonly query: string;
  explain(): Promise<ExplainResult | null>;
  debug(): Promise<void>;
  /** It is not of the policy as it is now, so that nothing that is typed changes it. */
  readonly isPast: boolean;
}

/** Shows why a query holds, or why not: a tree, each line with its source, and the changes that turn it around. What is typed changes it. */
export class ExplainPanel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #asked: Explained | undefined;
  #result: ExplainResult | undefined;
  /** Counts questions, so that a late answer to an earlier one is dropped. */
  #question = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param changed tells that a policy is another one */
  constructor(client: BaseLanguageClient, extension: vscode.Uri, changed: vscode.Event<void>) {
    this.#client = client;
    this.#extension = extension;
    this.#subscriptions = vscode.Disposable.from(
      changed(() => this.#later()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'polar') this.#later();
      }),
      // Data and facts count as they are saved.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (/\.(jsonl?|ndjson|csv)$/i.test(uri.path)) this.#later();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  /** Explains a query of the policy that a file belongs to. */
  async show(file: vscode.Uri, query: string): Promise<void> {
    await this.#show({
      query,
      isPast: false,
      explain: () => this.#askServer(file, query),
      debug: async () => {
        await vscode.commands.executeCommand('polar.debugQuery', { uri: file.toString(), query, ask: false });
      },
    });
  }

  /** Explains what somebody else asked, and knows. */
  async showFrom(past: Omit<Explained, 'isPast'>): Promise<void> {
    await this.#show({ ...past, isPast: true });
  }

  async #show(asked: Explained): Promise<void> {
    this.#asked = asked;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    await this.#ask();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel(
      'polar.explanation',
      'Polar: Why?',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [...pageFolders(this.#extension)], retainContextWhenHidden: true },
    );
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#asked = undefined;
    });
    panel.webview.onDidReceiveMessage((said: Said) => this.#hear(said));
    panel.webview.html = webPage(panel.webview, this.#extension, EXPLAIN_PAGE);
  }

  #later(): void {
    if (this.#asked === undefined || this.#asked.isPast) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#ask(), QUIET);
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined) return;
    const question = ++this.#question;
    const result = await asked.explain();
    if (result === null || question !== this.#question) return;
    this.#result = result;
    this.#tell();
  }

  async #askServer(file: vscode.Uri, query: string): Promise<ExplainResult | null> {
    if (!this.#client.isRunning()) return null;
    const params: ExplainParams = {
      textDocument: { uri: this.#client.code2ProtocolConverter.asUri(file) },
      query,
      now: Math.floor(Date.now() / 1000),
    };
    // A server that stops answers no more: who started it anew asks again.
    return this.#client.sendRequest<ExplainResult | null>(EXPLAIN, params).catch(() => null);
  }

  #tell(): void {
    const result = this.#result;
    const asked = this.#asked;
    if (result === undefined || asked === undefined) return;
    const isProblem = 'problems' in result;
    const outcome = isProblem ? 'unknown' : result.outcome;
    const verdict = { holds: 'holds.', fails: 'does not hold.', unknown: 'is not explained.' }[outcome];
    void this.#panel?.webview.postMessage({
      verdict: `${asked.query.replaceAll(/\s+/g, ' ')} ${verdict}`,
      outcome,
      lines: isProblem
        ? []
        : result.lines.map(({ depth, kind, text, uri, range }) => ({
            depth,
            kind,
            text,
            ...(uri !== undefined && range !== undefined && { place: `${nameOf(uri)}:${range.start.line + 1}` }),
          })),
      changes: isProblem ? [] : result.changes.map(({ text, edit }) => ({ text, isEdit: edit !== undefined })),
      place: isProblem ? '' : placeOf(result.changes),
      problems: isProblem ? result.problems : [],
      notes: isProblem ? [] : result.notes,
    });
  }

  async #hear(said: Said): Promise<void> {
    if (said.kind === 'ready') this.#tell();
    else if (said.kind === 'debug') await this.#asked?.debug();
    else if (said.kind === 'open') await this.#openLine(said.line);
    else if (said.kind === 'apply') await this.#apply(said.change);
  }

  async #openLine(at: number): Promise<void> {
    const line = this.#result !== undefined && 'lines' in this.#result ? this.#result.lines[at] : undefined;
    if (line?.uri === undefined || line.range === undefined) return;
    const { protocol2CodeConverter: converter } = this.#client;
    const document = await vscode.workspace.openTextDocument(converter.asUri(line.uri));
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: converter.asRange(line.range),
    });
  }

  /** Makes a change in the data file and saves it, so that all that reads the file sees it. It can be looked at, and undone. */
  async #apply(at: number): Promise<void> {
    const change = this.#result !== undefined && 'changes' in this.#result ? this.#result.changes[at] : undefined;
    if (change?.edit === undefined) return;
    const { protocol2CodeConverter: converter } = this.#client;
    const uri = converter.asUri(change.edit.uri);
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of change.edit.edits) edit.replace(uri, converter.asRange(range), newText);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
    await vscode.workspace.applyEdit(edit);
    await document.save();
    this.#later();
  }
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

/** What the changes are of. */
function placeOf(changes: readonly { readonly edit?: { readonly uri: string } }[]): string {
  const uri = changes.find(({ edit }) => edit !== undefined)?.edit?.uri;
  return uri === undefined ? 'the facts' : nameOf(uri);
}
