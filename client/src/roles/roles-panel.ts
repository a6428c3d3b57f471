import { ROLES, type RolesResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { policyDocument } from '../debug/policy-of-editor.ts';
import { panelBeside } from '../web-page.ts';
import { ROLES_PAGE } from './roles-page.ts';

/** Milliseconds after the last change until it is drawn anew. */
const QUIET = 200;

/** What something in the page stands for. */
type Source =
  | { readonly kind: 'block' | 'name' | 'rule'; readonly id: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string; readonly via?: string };

/** What the page says. */
type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly source: Source }
  | { readonly kind: 'export'; readonly format: keyof typeof ENDINGS; readonly text: string };

const ENDINGS = { svg: 'svg', markdown: 'md', mermaid: 'mmd' };

interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** *Show Roles and Permissions*: who implies what in a policy's blocks, as a picture and as tables. The page lays it out; what is typed changes it. */
export class RolesPanel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** Any file of the policy. */
  #file: vscode.Uri | undefined;
  #graph: RolesResult | undefined;
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
      vscode.commands.registerCommand('polar.showRoles', () => this.#show()),
    );
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  async #show(): Promise<void> {
    const document = policyDocument();
    if (document === undefined) {
      void vscode.window.showErrorMessage('Open a .polar file of the policy, then try again.');
      return;
    }
    this.#file = document.uri;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    await this.#ask();
  }

  #open(): void {
    this.#panel = panelBeside(this.#extension, 'polar.roles', 'Polar: Roles and Permissions', ROLES_PAGE, {
      hear: (said: Said) => this.#hear(said),
      closed: () => {
        this.#panel = undefined;
        this.#file = undefined;
      },
    });
  }

  #later(): void {
    if (this.#file === undefined) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#ask(), QUIET);
  }

  async #ask(): Promise<void> {
    if (this.#file === undefined || !this.#client.isRunning()) return;
    const question = ++this.#question;
    const params = { textDocument: { uri: this.#client.code2ProtocolConverter.asUri(this.#file) } };
    // A server that stops answers no more: who started it anew asks again.
    const graph = await this.#client.sendRequest<RolesResult | null>(ROLES, params).catch(() => null);
    if (graph === null || question !== this.#question) return;
    this.#graph = graph;
    this.#tell();
  }

  #tell(): void {
    if (this.#graph !== undefined) void this.#panel?.webview.postMessage({ graph: this.#graph });
  }

  async #hear(said: Said): Promise<void> {
    if (said.kind === 'ready') this.#tell();
    else if (said.kind === 'open') await this.#openSource(said.source);
    else if (said.kind === 'export') await this.#export(said.format, said.text);
  }

  async #openSource(source: Source): Promise<void> {
    const place = this.#placeOf(source);
    if (place === undefined) return;
    const uri = this.#client.protocol2CodeConverter.asUri(place.uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(document.positionAt(place.start), document.positionAt(place.end)),
    });
  }

  #placeOf(source: Source): Place | undefined {
    const { blocks, links } = this.#graph ?? { blocks: [], links: [] };
    if (source.kind === 'block') return blocks.find(({ name }) => name === source.id)?.place;
    if (source.kind === 'link')
      return links.find(({ from, to, via }) => from === source.from && to === source.to && via === source.via)?.place;
    const name = blocks.flatMap(({ names }) => names).find(({ id }) => id === source.id);
    return source.kind === 'rule' ? name?.rules[0] : name?.place;
  }

  /** Saves what the page made where a person says, and opens it. */
  async #export(format: keyof typeof ENDINGS, text: string): Promise<void> {
    const ending = ENDINGS[format];
    if (ending === undefined || this.#file === undefined) return;
    const to = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(this.#file, '..', `roles.${ending}`),
      filters: { [format === 'svg' ? 'SVG' : format === 'markdown' ? 'Markdown' : 'Mermaid']: [ending] },
    });
    if (to === undefined) return;
    await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(to, { viewColumn: vscode.ViewColumn.One, preview: true });
  }
}
