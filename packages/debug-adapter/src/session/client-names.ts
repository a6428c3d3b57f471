import { type Files, nameOf, Spellings, uriOf } from '@polar-tools/project';

/** Which file a client's path means, and how the client spells a file: it may open `Policy/main.polar` where the disk has `policy`. */
export class ClientNames {
  readonly #folder: string;
  readonly #spellings: Spellings;
  /** By the disk's URI, where the client's path is another. */
  readonly #paths = new Map<string, string>();

  constructor(files: Files, folder: string) {
    this.#folder = folder;
    this.#spellings = new Spellings(files);
  }

  /** The URI, as the policy has it, of a path or URI that the client named. */
  async fileOf(path: string): Promise<string> {
    const uri = uriOf(path, this.#folder);
    const disk = await this.#spellings.of(uri);
    if (disk !== uri) this.#paths.set(disk, uri);
    return disk;
  }

  /** A file as the client spells it, as far as it did. */
  pathOf(uri: string, asUri: boolean): string {
    return nameOf(this.#paths.get(uri) ?? uri, asUri);
  }
}
