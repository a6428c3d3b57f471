import {
  type ChangedAnswer,
  COMPARE,
  type CompareParams,
  type CompareResult,
  POLICY_OF,
  type PolicyInformation,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { DEBUG_TYPE } from '../debug/configuration.ts';
import { policyDocument, policyOf } from '../debug/policy-of-editor.ts';
import type { ExplainPanel } from '../explain/explain-panel.ts';
import { panelBeside } from '../web-page.ts';
import { COMPARE_PAGE } from './compare-page.ts';
import { committedTexts, savedTexts } from './older-texts.ts';

/** What the page says. */
type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'again' }
  | { readonly kind: 'debug' | 'explain'; readonly part: number; readonly change: number };

type Older = typeof committedTexts;
type World = NonNullable<ChangedAnswer['world']>;

/** *Compare Permissions with the Last Commit*, and *with the Saved Files*: which answers change, each with what shows it, to be debugged. */
export class ComparePanel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #storage: vscode.Uri;
  readonly #explanation: Pick<ExplainPanel, 'show'>;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #asked: { readonly file: vscode.Uri; readonly older: Older; readonly name: string } | undefined;
  #result: CompareResult | undefined;

  /** @param storage a folder of the extension's own, for worlds that are debugged */
  constructor(
    client: BaseLanguageClient,
    extension: vscode.Uri,
    storage: vscode.Uri,
    explanation: Pick<ExplainPanel, 'show'>,
  ) {
    this.#client = client;
    this.#extension = extension;
    this.#storage = storage;
    this.#explanation = explanation;
    this.#subscriptions = vscode.Disposable.from(
      vscode.commands.registerCommand('polar.compareWithCommit', () => this.#start(committedTexts, 'the last commit')),
      vscode.commands.registerCommand('polar.compareWithSaved', () => this.#start(savedTexts, 'the saved files')),
    );
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  async #start(older: Older, name: string): Promise<void> {
    const document = policyDocument();
    if (document === undefined) {
      void vscode.window.showErrorMessage('Open a .polar file of the policy, then try again.');
      return;
    }
    this.#asked = { file: document.uri, older, name };
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined || !this.#client.isRunning()) return;
    const textDocument = { uri: this.#client.code2ProtocolConverter.asUri(asked.file) };
    const policy = await this.#client.sendRequest<PolicyInformation | null>(POLICY_OF, { textDocument });
    const files = (policy?.files ?? [textDocument.uri]).map((uri) => this.#client.protocol2CodeConverter.asUri(uri));
    const old = await asked.older(asked.file, files);
    if (typeof old === 'string') {
      void vscode.window.showInformationMessage(old);
      return;
    }
    const params: CompareParams = {
      textDocument,
      old: old.map(({ uri, text }) => ({ uri: this.#client.code2ProtocolConverter.asUri(uri), text })),
      name: asked.name,
      now: Math.floor(Date.now() / 1000),
    };
    const title = `Comparing permissions with ${asked.name}`;
    const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      this.#client.sendRequest<CompareResult | null>(COMPARE, params).catch(() => null),
    );
    if (result === null) return;
    this.#result = result;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    this.#tell();
  }

  #open(): void {
    this.#panel = panelBeside(this.#extension, 'polar.comparison', 'Polar: Changed Permissions', COMPARE_PAGE, {
      hear: (said: Said) => this.#hear(said),
      closed: () => {
        this.#panel = undefined;
      },
    });
  }

  #tell(): void {
    const result = this.#result;
    if (result === undefined) return;
    void this.#panel?.webview.postMessage(
      'problems' in result
        ? { headline: 'The permissions cannot be compared', parts: [], notes: result.problems }
        : { ...result, parts: result.parts.map((part) => ({ ...part, changes: part.changes.map(withoutWorld) })) },
    );
  }

  async #hear(said: Said): Promise<void> {
    if (said.kind === 'ready') return this.#tell();
    if (said.kind === 'again') return this.#compare();
    const change =
      this.#result !== undefined && 'parts' in this.#result
        ? this.#result.parts[said.part]?.changes[said.change]
        : undefined;
    const file = this.#asked?.file;
    if (change === undefined || file === undefined) return;
    const { query, test, world } = change;
    if (said.kind === 'explain') {
      await this.#explanation.show({ file, query, ...(test !== undefined && { test }) });
      return;
    }
    const configuration = {
      type: DEBUG_TYPE,
      request: 'launch',
      name: query,
      policies: await policyOf(file),
      ...(test === undefined ? { query } : { test }),
      stopOnEntry: true,
      ...(world !== undefined && { [world.kind]: await this.#fileOf(world) }),
    };
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration);
  }

  /** A generated world as a file that the debugger can read. */
  async #fileOf({ kind, text }: World): Promise<string> {
    const file = vscode.Uri.joinPath(this.#storage, kind === 'data' ? 'world.json' : 'world.polar');
    await vscode.workspace.fs.createDirectory(this.#storage);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return file.scheme === 'file' ? file.fsPath : file.toString();
  }
}

const withoutWorld = ({ world, ...change }: { readonly world?: unknown }): object => ({
  ...change,
  isGenerated: world !== undefined,
});
