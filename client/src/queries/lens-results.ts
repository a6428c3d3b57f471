import { outcomeOf, type QueryOutcome } from '@polar-tools/debug-adapter';
import type { QueryTarget } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { ProvideCodeLensesSignature } from 'vscode-languageclient';
import { hostIn } from '../debug/editor-files.ts';
import { policyOf } from '../debug/policy-of-editor.ts';
import type { AnswersDocument } from './answers-document.ts';

/** Milliseconds that a query may run, unwatched, each time that something is saved. */
const LONGEST = 3_000;
/** Queries that are asked anew; the oldest are forgotten first. */
const MOST = 20;
const SHOW = 'polar.showOutcome';

interface Result {
  readonly query: string;
  readonly file: vscode.Uri;
  readonly outcome: QueryOutcome;
}

/**
 * What the queries of lenses came to stays beside them: `3 answers`, `denied: …`. They are asked anew whenever a policy, data or facts are
 * saved. A click shows the answers, or why there are none.
 */
export class LensResults implements vscode.Disposable {
  readonly #results = new Map<string, Result>();
  readonly #subscriptions: vscode.Disposable;
  readonly #refresh: () => void;
  #asking: Promise<void> = Promise.resolve();

  /** @param refresh has the editor ask for lenses anew */
  constructor(answers: AnswersDocument, refresh: () => void) {
    this.#refresh = refresh;
    this.#subscriptions = vscode.Disposable.from(
      vscode.commands.registerCommand(SHOW, async (key: unknown) => {
        const result = this.#results.get(String(key));
        if (result !== undefined) await answers.show(result.query, result.outcome.lines);
      }),
      vscode.workspace.onDidSaveTextDocument(({ languageId, uri }) => {
        if (languageId !== 'polar' && !/\.(jsonl?|ndjson|csv)$/i.test(uri.path)) return;
        for (const [key, { file, query }] of this.#results) this.#askLater(key, file, query);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** A lens's query is run: what it comes to is told beside the lens. */
  run(target: QueryTarget, query: string): void {
    this.#askLater(keyOf(target), vscode.Uri.parse(target.uri), query);
  }

  /** Middleware of the language client: puts *Explain*, and each result, behind the lenses of its query. */
  readonly provideCodeLenses = async (
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
    next: ProvideCodeLensesSignature,
  ): Promise<vscode.CodeLens[] | null | undefined> => {
    const lenses = await next(document, token);
    if (!Array.isArray(lenses)) return lenses;
    return lenses.flatMap((debug: vscode.CodeLens) => {
      if (debug.command?.command !== 'polar.debugQuery') return [debug];
      // The panel is this client's own, so that the server says nothing of it.
      const explain = { title: 'Explain', command: 'polar.explainQuery', arguments: debug.command.arguments ?? [] };
      const lens = [debug, new vscode.CodeLens(debug.range, explain)];
      const key = keyOf(debug.command.arguments?.[0]);
      const result = this.#results.get(key);
      if (result === undefined) return lens;
      const tooltip = `${result.query}\nClick to see it whole.`;
      const { summary } = result.outcome;
      const why = { title: 'Why?', command: 'polar.explainOutcome', arguments: [result.file.toString(), result.query] };
      const shown = { title: summary, tooltip, command: SHOW, arguments: [key] };
      return [...lens, new vscode.CodeLens(debug.range, shown), new vscode.CodeLens(debug.range, why)];
    });
  };

  /** One after the other, so that a save over many does not run all at once. */
  #askLater(key: string, file: vscode.Uri, query: string): void {
    const ask = async () => {
      const configuration = { type: 'polar', request: 'launch', name: query, policies: await policyOf(file), query };
      const folder = vscode.workspace.getWorkspaceFolder(file);
      const outcome = await outcomeOf(configuration, hostIn(folder), LONGEST);
      this.#results.delete(key);
      this.#results.set(key, { query, file, outcome });
      for (const [oldest] of this.#results) if (this.#results.size > MOST) this.#results.delete(oldest);
      this.#refresh();
    };
    // What fails is told where it is run: others are asked all the same.
    this.#asking = this.#asking.then(ask).catch(() => {});
  }
}

const keyOf = ({ uri, query, ask }: QueryTarget): string => JSON.stringify([uri, query, ask]);
