import { ASK, type AskParams, type AskResult, POLICY_OF, type PolicyInformation } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { offerFacts } from '../offer-facts.ts';
import type { AnswersDocument } from './answers-document.ts';
import type { QueryBox } from './asked-queries.ts';
import { askForQuery } from './query-box.ts';

/** Milliseconds after which a query shows that it goes on, and can be given up. */
const SLOW = 700;

/** Runs queries over Cloud policies: the server answers, and the answers are shown in a document beside. */
export class CloudQueries {
  readonly #client: BaseLanguageClient;
  readonly #answers: AnswersDocument;

  constructor(client: BaseLanguageClient, answers: AnswersDocument) {
    this.#client = client;
    this.#answers = answers;
  }

  /** Whether a document's policy is for Oso Cloud, as far as the server can tell. */
  async isCloud(document: vscode.Uri): Promise<boolean> {
    if (!this.#client.isRunning()) return false;
    const uri = this.#client.code2ProtocolConverter.asUri(document);
    const information = await this.#client.sendRequest<PolicyInformation | null>(POLICY_OF, { textDocument: { uri } });
    return information?.dialect === 'cloud';
  }

  /** The box in which a query over a document's policy is asked for. */
  box(document: vscode.Uri, isCloud: boolean): QueryBox {
    return (question) => askForQuery(this.#client, document, isCloud, question);
  }

  /** Runs a query and shows its answers. */
  async run(document: vscode.Uri, query: string): Promise<void> {
    const uri = this.#client.code2ProtocolConverter.asUri(document);
    const params: AskParams = { textDocument: { uri }, query, now: Math.floor(Date.now() / 1000) };
    const source = new vscode.CancellationTokenSource();
    const asked = this.#client.sendRequest<AskResult | null>(ASK, params, source.token).then(undefined, (error) => {
      if (source.token.isCancellationRequested) return null;
      throw error;
    });
    const isSlow = await Promise.race([
      asked.then(() => false),
      new Promise<true>((resolve) => setTimeout(() => resolve(true), SLOW)),
    ]);
    if (isSlow) {
      const options = { location: vscode.ProgressLocation.Notification, title: `Polar: ${query}`, cancellable: true };
      void vscode.window.withProgress(options, (_, token) => {
        token.onCancellationRequested(() => source.cancel());
        return asked;
      });
    }
    const result = await asked;
    source.dispose();
    if (result === null) return;
    // Answers over no facts are few; where a file of them lies beside the policy, it is meant.
    if ('answers' in result && result.note !== undefined) {
      void offerFacts(this.#client, document).then((isAdded) => (isAdded ? this.run(document, query) : undefined));
    }
    await this.#answers.show(query, linesOf(result));
  }
}

function linesOf(result: AskResult): readonly string[] {
  if ('problems' in result) return result.problems.map((problem) => `error: ${problem}`);
  const { answers, more, note } = result;
  if (answers.length === 0) return ['(no results)', ...(note === undefined ? [] : [note])];
  return more ? [...answers, `… and more than these ${answers.length.toLocaleString('en')}`] : answers;
}
