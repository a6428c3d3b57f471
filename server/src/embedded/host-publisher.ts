import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { toDiagnostic } from '../features/diagnostics.ts';
import { breathe } from '../requests.ts';
import type { HostDocuments } from './host-documents.ts';

export interface HostPublisherOptions {
  readonly hosts: HostDocuments;
  readonly send: (params: PublishDiagnosticsParams) => void;
  /** The client asks for the diagnostics of the documents that it has open. */
  readonly clientPulls: boolean;
  readonly checkPages: string | undefined;
  /** Told of faults of ours, which stop nothing. */
  readonly report: (doing: string, error: unknown) => void;
}

/** Publishes what is wrong in the policies of documents of other languages. Of one that never had any, nothing is sent. */
export class HostPublisher {
  readonly #options: HostPublisherOptions;
  readonly #dirty = new Set<string>();
  /** The documents of which something was said. */
  readonly #told = new Set<string>();
  #running = false;

  constructor(options: HostPublisherOptions) {
    this.#options = options;
  }

  /** A document was opened or has changed. */
  touch(uri: string): void {
    if (this.#options.clientPulls) return;
    this.#dirty.add(uri);
    if (!this.#running) void this.#run();
  }

  /** Settings may have changed. */
  touchAll(): void {
    for (const uri of this.#options.hosts.uris) this.touch(uri);
  }

  closed(uri: string): void {
    this.#dirty.delete(uri);
    if (this.#told.delete(uri)) this.#options.send({ uri, diagnostics: [] });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#dirty.size > 0) {
      // What was typed meanwhile is seen first.
      await breathe();
      for (const uri of [...this.#dirty]) {
        this.#dirty.delete(uri);
        try {
          this.#publish(uri);
        } catch (error) {
          this.#options.report(`Checking the policies in ${uri}`, error);
        }
      }
    }
    this.#running = false;
  }

  #publish(uri: string): void {
    const { hosts, send, checkPages } = this.#options;
    const document = hosts.document(uri);
    const found = hosts.findingsIn(uri);
    if (document === undefined || found === undefined) return;
    if (found.findings.length === 0 && !this.#told.has(document.uri)) return;
    const diagnostics = found.findings.map((finding) => toDiagnostic(found.view, finding, checkPages));
    if (diagnostics.length === 0) this.#told.delete(document.uri);
    else this.#told.add(document.uri);
    send({ uri: document.uri, version: document.version, diagnostics });
  }
}
