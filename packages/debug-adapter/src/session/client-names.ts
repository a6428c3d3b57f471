import { type Files, nameOf, Spellings, uriOf } from '@polar-tools/project';

/**
 * Which file a client's path means, and how the client spells a file: it may open `Policy/main.polar` where the disk has `policy`, and name
 * `/private/tmp/w` what the launch configuration calls `/tmp/w`.
 */
export class ClientNames {
  readonly #files: Files;
  readonly #folder: string;
  readonly #spellings: Spellings;
  /** By the policy's URI, where the client's path is another. */
  readonly #paths = new Map<string, string>();
  /** The policy's files, by where they really are, and by their own URIs. */
  #known: ReadonlyMap<string, string> = new Map();

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
    this.#spellings = new Spellings(files);
  }

  /** Notes the files of the policy that is debugged from now on. */
  async meet(uris: Iterable<string>): Promise<void> {
    const known = new Map<string, string>();
    const own = [...uris];
    for (const uri of own) {
      const real = await this.#files.real?.(uri);
      if (real !== undefined) known.set(real, uri);
    }
    for (const uri of own) known.set(uri, uri);
    this.#known = known;
  }

  /** The URI, as the policy has it, of a path or URI that the client named. */
  async fileOf(path: string): Promise<string> {
    const uri = uriOf(path, this.#folder);
    const disk = await this.#spellings.of(uri);
    const file = this.#known.get(disk) ?? (await this.#knownByLink(disk)) ?? disk;
    if (file === uri) this.#paths.delete(file);
    else this.#paths.set(file, uri);
    return file;
  }

  async #knownByLink(uri: string): Promise<string | undefined> {
    if (this.#known.size === 0) return undefined;
    const real = await this.#files.real?.(uri);
    return real === undefined ? undefined : this.#known.get(real);
  }

  /** A file as the client spells it, as far as it did. */
  pathOf(uri: string, asUri: boolean): string {
    return nameOf(this.#paths.get(uri) ?? uri, asUri);
  }
}
