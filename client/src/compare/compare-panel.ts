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
import { committedTexts, type OlderText, savedTexts } from './older-texts.ts';

/** What the page says. */
type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'again' }
  | { readonly kind: 'debug' | 'debug-before' | 'explain'; readonly part: number; readonly change: number };

type Older = typeof committedTexts;
type Texts = readonly { readonly uri: vscode.Uri; readonly text: string }[];
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
  /** Generated worlds that were written to files, by their numbers. */
  readonly #worlds = new Map<string, number>();
  /** The older policy that was compared with, and what says which dialect it is in. */
  #before:
    | { readonly texts: Texts; readonly policy: PolicyInformation | null; readonly configuration: object | undefined }
    | undefined;

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
    const configuration =
      policy?.configuration == null
        ? vscode.Uri.joinPath(
            policy === null
              ? vscode.Uri.joinPath(asked.file, '..')
              : this.#client.protocol2CodeConverter.asUri(policy.root),
            'polar.config.json',
          )
        : this.#client.protocol2CodeConverter.asUri(policy.configuration);
    const old = await asked.older(asked.file, files, configuration);
    if (typeof old === 'string') {
      void vscode.window.showInformationMessage(old);
      return;
    }
    const params: CompareParams = {
      textDocument,
      ...(old.configuration !== undefined && { configuration: old.configuration }),
      old: old.texts.map(({ uri, text }) => ({ uri: this.#client.code2ProtocolConverter.asUri(uri), text })),
      name: asked.name,
      now: Math.floor(Date.now() / 1000),
    };
    const location = vscode.ProgressLocation.Notification;
    const title = `Comparing permissions with ${asked.name}`;
    const { result, isCancelled } = await vscode.window.withProgress(
      { location, title, cancellable: true },
      async (_, token) => {
        const result = await this.#client.sendRequest<CompareResult | null>(COMPARE, params, token).catch(() => null);
        return { result, isCancelled: token.isCancellationRequested };
      },
    );
    if (result === null) {
      if (!isCancelled && this.#client.isRunning())
        void vscode.window.showInformationMessage('The policy was changed while it was compared. Compare it again.');
      return;
    }
    this.#result = result;
    const before = 'before' in result ? result.before : undefined;
    const uris = before?.files.map((uri) => this.#client.protocol2CodeConverter.asUri(uri)) ?? files;
    this.#before = { texts: await olderTexts(uris, old.texts), policy, configuration: before?.configuration };
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
    const over = world === undefined ? undefined : await this.#fileOf(world);
    if (said.kind === 'explain') {
      const data = world?.kind === 'data' ? over : undefined;
      const facts = world?.kind === 'facts' && over !== undefined ? [over] : undefined;
      await this.#explanation.show({ file, query, test, data, facts });
      return;
    }
    const isBefore = said.kind === 'debug-before';
    const configuration = {
      type: DEBUG_TYPE,
      request: 'launch',
      name: isBefore ? `${query}, before the change` : query,
      policies: isBefore ? await this.#filesBefore() : await policyOf(file),
      ...(test === undefined ? { query } : { test }),
      stopOnEntry: true,
      ...(world === undefined ? isBefore && this.#configured() : { [world.kind]: over }),
    };
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration);
  }

  /** The older policy as files that the debugger can read, in their order, beside a configuration with its dialect. */
  async #filesBefore(): Promise<readonly string[]> {
    const folder = vscode.Uri.joinPath(this.#storage, 'before');
    const { texts = [], policy, configuration } = this.#before ?? {};
    const write = async (name: string, text: string): Promise<string> => {
      const file = vscode.Uri.joinPath(folder, ...name.split('/'));
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
      return pathOf(file);
    };
    await write('polar.config.json', JSON.stringify(configuration ?? { dialect: policy?.dialect }));
    // Two files may have one name.
    return Promise.all(texts.map(({ uri, text }, at) => write(`${at}/${uri.path.split('/').at(-1) ?? ''}`, text)));
  }

  /** The data or the facts that the configuration of the policy names: the older one is elsewhere. */
  #configured(): object {
    const { policy } = this.#before ?? {};
    const named = (policy?.data ?? []).map((uri) => pathOf(this.#client.protocol2CodeConverter.asUri(uri)));
    if (named.length === 0) return {};
    return policy?.dialect === 'cloud' ? { facts: named } : { data: named[0] };
  }

  /** A generated world as a file that the debugger can read. */
  async #fileOf({ kind, text }: World): Promise<string> {
    // Whoever still looks at an earlier world goes on with that one.
    const number = this.#worlds.get(text) ?? this.#worlds.size + 1;
    this.#worlds.set(text, number);
    const file = vscode.Uri.joinPath(this.#storage, `world-${number}.${kind === 'data' ? 'json' : 'polar'}`);
    await vscode.workspace.fs.createDirectory(this.#storage);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return pathOf(file);
  }
}

/** A file as a launch configuration names it. */
const pathOf = (file: vscode.Uri): string => (file.scheme === 'file' ? file.fsPath : file.toString());

/** The files of the older policy, in their order: those that are another one now, and those that are as they were. */
async function olderTexts(files: readonly vscode.Uri[], old: readonly OlderText[]): Promise<Texts> {
  const older = new Map(old.map(({ uri, text }) => [uri.toString(), text]));
  const texts: { readonly uri: vscode.Uri; readonly text: string }[] = [];
  for (const uri of files) {
    const was = older.get(uri.toString());
    const text = was === undefined ? (await vscode.workspace.openTextDocument(uri)).getText() : was;
    if (text !== null) texts.push({ uri, text });
  }
  return texts;
}

const withoutWorld = ({ world, ...change }: { readonly world?: unknown }): object => ({
  ...change,
  isGenerated: world !== undefined,
});
