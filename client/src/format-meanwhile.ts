import * as vscode from 'vscode';
import type { BaseLanguageClient, TextEdit } from 'vscode-languageclient';

/**
 * Formats while the language server starts: the editor says that no formatter is installed where it is asked before the language client has registered its
 * own, so that this one waits for the server, and leaves then.
 */
export class FormatMeanwhile implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #selector: vscode.DocumentSelector;
  #registered: vscode.Disposable | undefined;
  #started: Promise<void> = Promise.resolve();
  #tell: () => void = () => {};

  constructor(client: BaseLanguageClient, selector: vscode.DocumentSelector) {
    this.#client = client;
    this.#selector = selector;
    this.begin();
  }

  /** The server starts, or is about to. */
  begin(): void {
    if (this.#registered !== undefined) return;
    this.#started = new Promise((resolve) => {
      this.#tell = resolve;
    });
    const ask = async (
      method: string,
      params: object,
      document: vscode.TextDocument,
      options: vscode.FormattingOptions,
      token: vscode.CancellationToken,
    ): Promise<vscode.TextEdit[] | undefined> => {
      const { version } = document;
      await this.#started;
      // Edits of what was there are of no use for what is there now.
      if (!this.#client.isRunning() || token.isCancellationRequested || document.version !== version) return undefined;
      const { tabSize, insertSpaces } = options;
      const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
      const asked = { textDocument: { uri }, options: { tabSize, insertSpaces }, ...params };
      const edits = await this.#client.sendRequest<TextEdit[] | null>(method, asked, token);
      return this.#client.protocol2CodeConverter.asTextEdits(edits, token);
    };
    this.#registered = vscode.Disposable.from(
      vscode.languages.registerDocumentFormattingEditProvider(this.#selector, {
        provideDocumentFormattingEdits: (document, options, token) =>
          ask('textDocument/formatting', {}, document, options, token),
      }),
      vscode.languages.registerDocumentRangeFormattingEditProvider(this.#selector, {
        provideDocumentRangeFormattingEdits: (document, range, options, token) => {
          const asked = { range: this.#client.code2ProtocolConverter.asRange(range) };
          return ask('textDocument/rangeFormatting', asked, document, options, token);
        },
      }),
    );
  }

  /** The server was started, or could not be: then whoever formats is not told that there is no formatter, but what the start has told. */
  end(): void {
    this.#tell();
    if (this.#client.isRunning()) this.dispose();
  }

  dispose(): void {
    this.#registered?.dispose();
    this.#registered = undefined;
  }
}
