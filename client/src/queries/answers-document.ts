import * as vscode from 'vscode';

/** The document that shows answers, beside the policy: the newest first. */
const ANSWERS = vscode.Uri.parse('polar-answers:/Polar%20answers');

/** Characters that it keeps. */
const LONGEST = 200_000;

/** Shows what queries came to in a document beside. */
export class AnswersDocument implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  #text = '';

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(ANSWERS.scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  async show(query: string, lines: readonly string[]): Promise<void> {
    this.#text = [`> ${query}`, ...lines, '', this.#text].join('\n').slice(0, LONGEST);
    this.#changed.fire(ANSWERS);
    const shown = await vscode.workspace.openTextDocument(ANSWERS);
    const column = vscode.window.visibleTextEditors.find((editor) => editor.document === shown)?.viewColumn;
    await vscode.window.showTextDocument(shown, {
      viewColumn: column ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }
}
