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
  #known: Map<string, string> = new Map();
  /** Those that are in no file as far as is known, as they were handed over as texts: by their text. */
  #texts: ReadonlyMap<string, string> = new Map();

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
    this.#spellings = new Spellings(files);
  }

  /** Notes the files of the policy that is debugged from now on. */
  async meet(files: ReadonlyMap<string, { readonly text: string }>): Promise<void> {
    const known = new Map<string, string>();
    this.#texts = new Map([...files].flatMap(([uri, { text }]) => (isPlaced(uri) ? [] : [[text, uri]])));
    // Another text may stand in another file.
    for (const uri of this.#texts.values()) this.#paths.delete(uri);
    const own = [...files.keys()].filter(isPlaced);
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
    const file = this.#known.get(disk) ?? (await this.#knownByLink(disk)) ?? (await this.#knownByText(disk)) ?? disk;
    if (file === uri) this.#paths.delete(file);
    else this.#paths.set(file, uri);
    return file;
  }

  async #knownByLink(uri: string): Promise<string | undefined> {
    if (this.#known.size === 0) return undefined;
    const real = await this.#files.real?.(uri);
    return real === undefined ? undefined : this.#known.get(real);
  }

  /** What a program has read and handed over is the file that says the same. */
  async #knownByText(uri: string): Promise<string | undefined> {
    if (this.#texts.size === 0) return undefined;
    const read = await this.#files.read(uri);
    const file = 'text' in read ? this.#texts.get(read.text) : undefined;
    if (file !== undefined) this.#known.set(uri, file);
    return file;
  }

  /** Whether a client can open a file of the policy. */
  canOpen(uri: string): boolean {
    return isPlaced(uri) || this.#paths.has(uri);
  }

  /** A file as the client spells it, as far as it did. */
  pathOf(uri: string, asUri: boolean): string {
    return nameOf(this.#paths.get(uri) ?? uri, asUri);
  }
}

/** A policy that was handed over as a text has a name, and no address. */
const isPlaced = (uri: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(uri);
