import {
  RUN_TESTS,
  type RunTestsParams,
  type RunTestsResult,
  type SuggestedFacts,
  type TestProblem,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TestOutcomes } from './outcomes.ts';

/** Milliseconds after the last change until assertions are tried again. */
const PAUSE = 600;

/**
 * Marks on the assertions of visible documents that do not hold, as one types. Off by the setting `polar.tests.marks`. What could not be run is
 * not marked: its cause is an error of the policy, which is shown where it is.
 */
export class LiveMarks implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #outcomes: TestOutcomes;
  readonly #marks = vscode.languages.createDiagnosticCollection('polar tests');
  readonly #subscriptions: vscode.Disposable[];
  /** What would make marked assertions hold. */
  #suggestions = new Map<string, readonly SuggestedFacts[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;

  /** `changed`: told whenever a policy has changed. */
  constructor(client: BaseLanguageClient, changed: vscode.Event<unknown>, outcomes: TestOutcomes) {
    this.#client = client;
    this.#outcomes = outcomes;
    this.#subscriptions = [
      changed(() => this.#later()),
      this.#marks,
      vscode.languages.registerCodeActionsProvider(
        { language: 'polar' },
        { provideCodeActions: (_document, _range, { diagnostics }) => this.#fixes(diagnostics) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
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
    this.#suggestions = new Map();
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const document of documents) {
      if (!this.#client.isRunning() || mine !== this.#newest) return;
      const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
      const params: RunTestsParams = { textDocument: { uri }, now: Math.floor(Date.now() / 1000) };
      try {
        const reports = await this.#client.sendRequest<RunTestsResult | null>(RUN_TESTS, params);
        // It was edited meanwhile: the next change's marks come.
        if (reports === null) return;
        this.#outcomes.note(uri, reports.tests, true);
        for (const { status, kind, problems } of reports.tests) {
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

  #markOf({ message, range, suggestions = [] }: TestProblem): vscode.Diagnostic {
    const would = suggestions.map(({ facts }) => `\nIt would hold with: ${facts.join(' ')}`).join('');
    const mark = new vscode.Diagnostic(
      this.#client.protocol2CodeConverter.asRange(range),
      message + would,
      vscode.DiagnosticSeverity.Warning,
    );
    mark.source = 'polar test';
    mark.code = 'failed-assertion';
    this.#suggestions.set(keyOf(mark), suggestions);
    return mark;
  }

  /** Quick fixes on a mark: add the missing facts to the setup of its test. */
  #fixes(marks: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
    return marks.flatMap((mark) =>
      (this.#suggestions.get(keyOf(mark)) ?? []).map(({ facts, edit }) => {
        const action = new vscode.CodeAction(`Add to the setup: ${facts.join(' ')}`, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [mark];
        action.edit = new vscode.WorkspaceEdit();
        const { uri, range, newText } = edit;
        const { protocol2CodeConverter: code } = this.#client;
        action.edit.replace(code.asUri(uri), code.asRange(range), newText);
        return action;
      }),
    );
  }
}

const hasTests = ({ languageId, getText }: vscode.TextDocument): boolean =>
  languageId === 'polar' && /\btest\b/.test(getText());

/** An editor hands marks back as other objects. */
const keyOf = ({ range: { start, end }, message }: vscode.Diagnostic): string =>
  `${start.line}:${start.character}-${end.line}:${end.character} ${message}`;
