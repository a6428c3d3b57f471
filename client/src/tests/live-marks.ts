import { RUN_TESTS, type RunTestsParams, type RunTestsResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Milliseconds after the last change until assertions are tried again. */
const PAUSE = 600;

/**
 * Marks on the assertions of visible documents that do not hold, as one types. Off by the setting `polar.tests.marks`. What could not be run is
 * not marked: its cause is an error of the policy, which is shown where it is.
 */
export class LiveMarks implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #marks = vscode.languages.createDiagnosticCollection('polar tests');
  readonly #subscriptions: vscode.Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#subscriptions = [
      this.#marks,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'polar') this.#later();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#later()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('polar.tests')) this.#later();
      }),
    ];
    this.#later();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#mark(), PAUSE);
  }

  async #mark(): Promise<void> {
    const mine = ++this.#newest;
    const isOn = vscode.workspace.getConfiguration('polar').get('tests.marks', true);
    const documents = isOn ? vscode.window.visibleTextEditors.map(({ document }) => document).filter(hasTests) : [];
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const document of documents) {
      if (!this.#client.isRunning() || mine !== this.#newest) return;
      const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
      const params: RunTestsParams = { textDocument: { uri }, now: Math.floor(Date.now() / 1000) };
      try {
        const reports = await this.#client.sendRequest<RunTestsResult | null>(RUN_TESTS, params);
        // It was edited meanwhile: the next change's marks come.
        if (reports === null) return;
        for (const { status, kind, problems } of reports) {
          if (status !== 'failed' || kind !== 'test') continue;
          for (const problem of problems) {
            const marks = found.get(problem.uri) ?? [];
            marks.push(this.#markOf(problem));
            found.set(problem.uri, marks);
          }
        }
      } catch {
        return; // The server is being stopped, or the document is none of its any more.
      }
    }
    if (mine !== this.#newest) return;
    this.#marks.clear();
    for (const [uri, marks] of found) this.#marks.set(this.#client.protocol2CodeConverter.asUri(uri), marks);
  }

  #markOf({ message, range, suggestions = [] }: RunTestsResult[number]['problems'][number]): vscode.Diagnostic {
    const would = suggestions.map((facts) => `\nIt would hold with: ${facts.join(' ')}`).join('');
    const mark = new vscode.Diagnostic(
      this.#client.protocol2CodeConverter.asRange(range),
      message + would,
      vscode.DiagnosticSeverity.Warning,
    );
    mark.source = 'polar test';
    mark.code = 'failed-assertion';
    return mark;
  }
}

const hasTests = ({ languageId, getText }: vscode.TextDocument): boolean =>
  languageId === 'polar' && /\btest\b/.test(getText());
