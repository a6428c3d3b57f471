import { canonicalUri, type Files, folderOf, isBelow, mayBeOne, Spellings } from '@polar-tools/project';
import { ClientSpellings } from '../client-spellings.ts';
import type { LoadedRoots } from './loaded-roots.ts';
import type { OpenDocuments } from './open-documents.ts';

/** The policy files that exist on disk, as far as known, and how the disk and the client spell files. */
export class KnownFiles {
  readonly #documents: OpenDocuments;
  readonly #roots: LoadedRoots;
  readonly #onDisk = new Set<string>();
  readonly #spellings = new ClientSpellings();
  readonly #files: Files;
  #asked: Spellings | undefined;

  constructor(files: Files, documents: OpenDocuments, roots: LoadedRoots) {
    this.#documents = documents;
    this.#roots = roots;
    this.#files = files;
  }

  /** How the disk spells files: nothing is asked of it before a file is read. */
  get #disk(): Spellings {
    this.#asked ??= new Spellings(this.#files);
    return this.#asked;
  }

  // ---- Which there are --------------------------------------------------------------------------------------------

  /** Those on disk. */
  get all(): Iterable<string> {
    return this.#onDisk;
  }

  get count(): number {
    return this.#onDisk.size;
  }

  has(uri: string): boolean {
    return this.#onDisk.has(uri);
  }

  add(uris: Iterable<string>): void {
    for (const uri of uris) this.#onDisk.add(uri);
  }

  delete(uri: string): void {
    this.#onDisk.delete(uri);
  }

  /** Forgets those that are gone. */
  forget(isGone: (uri: string) => boolean): void {
    for (const uri of [...this.#onDisk]) if (isGone(uri)) this.#onDisk.delete(uri);
  }

  /** Whether one lies below a folder. */
  hasBelow(folder: string): boolean {
    for (const uri of this.#onDisk) if (isBelow(uri, folder)) return true;
    return false;
  }

  // ---- How they are spelled ---------------------------------------------------------------------------------------

  /** The disk's spelling of a client's URI, as far as known. */
  uriOf(clientUri: string): string {
    return this.#spellings.onDisk(clientUri);
  }

  /** The client's spelling: of what is open, the document's. */
  clientUri(uri: string): string {
    return this.#documents.get(uri)?.uri ?? this.#spellings.ofClient(uri);
  }

  /** Takes a folder of the client's; answers with the disk's spelling of it. */
  async takeFolder(client: string): Promise<string> {
    const uri = await this.#disk.of(client);
    this.#spellings.noteFolder(client, uri);
    return uri;
  }

  /** Whether a folder is on disk by exactly this name. Asks anew: where only case has changed, it is there by its old name, too. */
  async isSpelled(folder: string): Promise<boolean> {
    this.#disk.forget(folderOf(folder));
    return (await this.#disk.of(folder)) === folder;
  }

  /** Notes how the disk spells a document that stands beside policies; answers with that. */
  async respellBeside(clientUri: string): Promise<string> {
    const client = canonicalUri(clientUri);
    const before = this.uriOf(clientUri);
    const now = await this.#disk.of(client);
    this.#spellings.note(client, now);
    this.#documents.respell(before, now);
    return now;
  }

  /**
   * Asks the disk how a file is spelled now, and takes what was known of it by another spelling to that one; answers with it. A rename
   * that changes case alone is seen here.
   */
  async respell(clientUri: string): Promise<string> {
    const client = canonicalUri(clientUri);
    this.#disk.forget(folderOf(client));
    const before = this.uriOf(client);
    const disk = await this.#disk.of(client);
    this.#spellings.note(client, disk);
    const stale = new Set([before, client]);
    // The file may be known by a name that it had.
    const folder = folderOf(disk);
    const open = [...this.#documents.policies()].map(([uri]) => uri);
    const others = this.#onDisk.has(disk) ? open : [...this.#onDisk, ...open];
    for (const known of others) {
      if (known !== disk && isBelow(known, folder) && mayBeOne(known, disk) && (await this.#disk.of(known)) === disk)
        stale.add(known);
    }
    stale.delete(disk);
    for (const known of stale) {
      this.#onDisk.delete(known);
      this.#roots.forgetFile(known);
      if (!this.#documents.isOpenPolicy(known)) continue;
      this.#documents.respell(known, disk);
      this.#spellings.note(known, disk);
    }
    return disk;
  }
}
