import { canonicalUri, isBelow } from '@polar-tools/project';

/**
 * How the client spells files, where the disk has them otherwise: a client on Windows or macOS may open `Policy/main.polar` of the folder
 * `policy`. Inside, files have the disk's spelling; answers have the client's.
 */
export class ClientSpellings {
  /** The disk's, by the client's. */
  readonly #files = new Map<string, string>();
  /** The client's, by the disk's. */
  readonly #folders = new Map<string, string>();

  /** Notes how the disk spells what the client named. */
  note(client: string, disk: string): void {
    if (client === disk) this.#files.delete(client);
    else this.#files.set(client, disk);
  }

  noteFolder(client: string, disk: string): void {
    if (client === disk) this.#folders.delete(disk);
    else this.#folders.set(disk, client);
  }

  /** The disk's spelling of a client's URI, as far as known. */
  onDisk(clientUri: string): string {
    const uri = canonicalUri(clientUri);
    const known = this.#files.get(uri);
    if (known !== undefined) return known;
    for (const [disk, client] of this.#folders) {
      if (uri === client || isBelow(uri, client)) return disk + uri.slice(client.length);
    }
    return uri;
  }

  /** The client's spelling of what lies in one of its folders. */
  ofClient(uri: string): string {
    for (const [disk, client] of this.#folders) {
      if (uri === disk || isBelow(uri, disk)) return client + uri.slice(disk.length);
    }
    return uri;
  }
}
