import { shortName } from '@polar-tools/project';
import type { OpenDocument } from '../document.ts';

/** Whether a document is one that stands beside policies: JSON, a table. */
export const isBeside = (uri: string): boolean => /\.(?:json|jsonl|ndjson|csv)$/i.test(shortName(uri));

/** The documents that are open, by the disk's spelling of their URIs. */
export class OpenDocuments {
  readonly #policies = new Map<string, OpenDocument>();
  /** Those that are no policies: data files and files of facts, as far as configurations name them. */
  readonly #beside = new Map<string, OpenDocument>();
  #openings = 0;

  /** Another number each time a document was opened or closed: each time the client may spell a URI in another way. */
  get openings(): number {
    return this.#openings;
  }

  open(uri: string, document: OpenDocument): void {
    this.#openings++;
    this.set(uri, document);
  }

  /** Takes a newer text of a document. */
  set(uri: string, document: OpenDocument): void {
    (isBeside(uri) ? this.#beside : this.#policies).set(uri, document);
  }

  /** Answers whether the document was open. */
  close(uri: string): boolean {
    const wasOpen = this.#policies.delete(uri) || this.#beside.delete(uri);
    if (wasOpen) this.#openings++;
    return wasOpen;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#policies.get(uri) ?? this.#beside.get(uri);
  }

  policy(uri: string): OpenDocument | undefined {
    return this.#policies.get(uri);
  }

  isOpenPolicy(uri: string): boolean {
    return this.#policies.has(uri);
  }

  isOpenBeside(uri: string): boolean {
    return this.#beside.has(uri);
  }

  /** The policies that are open, by URI. */
  policies(): IterableIterator<[string, OpenDocument]> {
    return this.#policies.entries();
  }

  /** A document is known by another spelling now; one that is open by that already stays what it is. */
  respell(from: string, to: string): void {
    const document = this.get(from);
    if (document === undefined || from === to) return;
    this.#policies.delete(from);
    this.#beside.delete(from);
    if (this.get(to) === undefined) this.set(to, document);
  }
}
