import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient';

/** What VS Code itself finds in any JSON that is open. */
const FOUND_IN_JSON: ReadonlySet<unknown> = new Set(['malformed-json', 'duplicate-name']);
/** What the schema of data files finds, too: VS Code checks by it what has one of these names (`jsonValidation` in the manifest). */
const FOUND_BY_SCHEMA: ReadonlySet<unknown> = new Set(['wrong-type', 'unknown-key', 'missing-class', 'reserved-class']);
const HAS_SCHEMA = /(^|[./])polar-data\.json$/;

/**
 * Lists what the server finds in a configuration and in a data file but for what VS Code lists itself: that it knows only of what is open, so that the
 * rest of a file's findings come back when it is closed.
 */
export class JsonFindings implements vscode.Disposable {
  readonly #found = new Map<string, readonly vscode.Diagnostic[]>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #list: HandleDiagnosticsSignature | undefined;

  constructor() {
    const again = ({ uri }: vscode.TextDocument): void => {
      const found = this.#found.get(uri.toString());
      if (found !== undefined) this.#list?.(uri, left(uri, found));
    };
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument(again),
    ];
  }

  /** Middleware of the language client. */
  readonly handleDiagnostics = (
    uri: vscode.Uri,
    diagnostics: vscode.Diagnostic[],
    list: HandleDiagnosticsSignature,
  ): void => {
    this.#list = list;
    if (!uri.path.endsWith('.json')) {
      list(uri, diagnostics);
      return;
    }
    if (diagnostics.length === 0) this.#found.delete(uri.toString());
    else this.#found.set(uri.toString(), diagnostics);
    list(uri, left(uri, diagnostics));
  };

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function left(uri: vscode.Uri, found: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
  if (!isOpen) return [...found];
  const bySchema = HAS_SCHEMA.test(uri.path);
  return found.filter(({ code }) => !FOUND_IN_JSON.has(code) && !(bySchema && FOUND_BY_SCHEMA.has(code)));
}
