import { ASK, type AskParams, type AskResult, POLICY_OF, type PolicyInformation } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Runs queries over Cloud policies: the server answers, and the answers are shown in an output of their own. */
export class CloudQueries implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  #output: vscode.OutputChannel | undefined;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  dispose(): void {
    this.#output?.dispose();
  }

  /** Whether a document's policy is for Oso Cloud, as far as the server can tell. */
  async isCloud(document: vscode.Uri): Promise<boolean> {
    if (!this.#client.isRunning()) return false;
    const uri = this.#client.code2ProtocolConverter.asUri(document);
    const information = await this.#client.sendRequest<PolicyInformation | null>(POLICY_OF, { textDocument: { uri } });
    return information?.dialect === 'cloud';
  }

  /** Runs a query and shows its answers. */
  async run(document: vscode.Uri, query: string): Promise<void> {
    const uri = this.#client.code2ProtocolConverter.asUri(document);
    const params: AskParams = { textDocument: { uri }, query, now: Math.floor(Date.now() / 1000) };
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Polar: ${query}`, cancellable: true },
      (_, token) =>
        this.#client.sendRequest<AskResult | null>(ASK, params, token).then(undefined, (error) => {
          if (token.isCancellationRequested) return null;
          throw error;
        }),
    );
    if (result === null) return;
    this.#output ??= vscode.window.createOutputChannel('Polar Queries');
    this.#output.appendLine(`> ${query}`);
    for (const line of linesOf(result)) this.#output.appendLine(line);
    this.#output.appendLine('');
    this.#output.show(true);
  }
}

function linesOf(result: AskResult): readonly string[] {
  if ('problems' in result) return result.problems.map((problem) => `error: ${problem}`);
  const { answers, more } = result;
  if (answers.length === 0) return ['(no results)'];
  return more ? [...answers, `… and more than these ${answers.length.toLocaleString('en')}`] : answers;
}
