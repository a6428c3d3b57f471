import { type Configuration, configurationFileName } from '@polar-tools/policy';
import {
  configurationIn,
  dataFileOf,
  type Files,
  factFilesOf,
  faultsOfNamedFiles,
  folderOf,
  foldersAbove,
  folderUri,
  isBelow,
  predicatesTold,
  readOnce,
  textOf,
  uriOf,
  within,
} from '@polar-tools/project';
import { type ConfigurationFile, withData, withDiagnostics } from '../configuration-file.ts';
import type { PositionEncoding } from '../position-encoding.ts';

/** The `polar.config.json` files that are known, each with the data file that it names, and the client's settings, which count where they say nothing. */
export class Configurations {
  readonly #files: Files;
  readonly #encoding: PositionEncoding;
  readonly #byUri = new Map<string, ConfigurationFile>();
  #settings: Configuration = {};

  constructor(files: Files, encoding: PositionEncoding) {
    this.#files = files;
    this.#encoding = encoding;
  }

  /** Takes the client's settings; answers whether they are others. */
  setSettings(settings: Configuration): boolean {
    const isOther = !sameSettings(settings, this.#settings);
    this.#settings = settings;
    return isOther;
  }

  get(uri: string): ConfigurationFile | undefined {
    return this.#byUri.get(uri);
  }

  uris(): Iterable<string> {
    return this.#byUri.keys();
  }

  all(): readonly ConfigurationFile[] {
    return [...this.#byUri.values()];
  }

  delete(uri: string): void {
    this.#byUri.delete(uri);
  }

  /** Forgets those below a folder that are not wanted any more. */
  forget(isGone: (uri: string) => boolean): void {
    for (const uri of [...this.#byUri.keys()]) if (isGone(uri)) this.#byUri.delete(uri);
  }

  /**
   * Reads one as it stands on disk: half-typed, one that is open and not saved yet would regroup everything.
   * @param readFile reads its data file and those of facts, as they stand in the editor
   */
  async read(uri: string, readFile: Files['read']): Promise<void> {
    const found = await configurationIn(this.#files, folderOf(uri));
    if (found === undefined) {
      this.#byUri.delete(uri);
      return;
    }
    // Read once for all that is asked of them.
    const named = readOnce({ read: readFile, list: this.#files.list });
    const plain = withDiagnostics(found, this.#encoding, await faultsOfNamedFiles(found, named, 'in the folder'));
    const facts = plain.configuration.dialect === 'library' ? [] : factFilesOf(plain);
    const toldPredicates = await predicatesTold(facts, named);
    const read =
      toldPredicates === undefined ? plain : { ...plain, configuration: { ...plain.configuration, toldPredicates } };
    const dataFile = dataFileOf(read);
    const text = dataFile && (await textOf(named, dataFile));
    const data = dataFile === undefined || text === undefined ? undefined : { uri: dataFile, text };
    this.#byUri.set(uri, data === undefined ? read : withData(read, data));
  }

  /** Those that name this file as their data. */
  withData(data: string): readonly string[] {
    return [...this.#byUri].flatMap(([uri, read]) => (dataFileOf(read) === data ? [uri] : []));
  }

  /** Those that name this file: as their data, as facts, or as the module of their host. */
  naming(file: string): readonly string[] {
    return this.#naming((named) => named === file);
  }

  /** Those that name a file below a folder. */
  namingBelow(folder: string): readonly string[] {
    return this.#naming((named) => isBelow(named, folder));
  }

  #naming(isMeant: (named: string) => boolean): readonly string[] {
    return [...this.#byUri].flatMap(([uri, { folder, named }]) =>
      named.some(
        ({ setting, name }) => setting !== 'include' && isMeant(folderUri(within(folder, name.replaceAll('\\', '/')))),
      )
        ? [uri]
        : [],
    );
  }

  /** Takes the text of an open data file; answers whether that changes which names there are. */
  setData(uri: string, text: string): boolean {
    let isAnew = false;
    for (const configuration of this.withData(uri)) {
      const before = this.#byUri.get(configuration)!;
      const after = withData(before, { uri, text });
      this.#byUri.set(configuration, after);
      isAnew ||= !sameSettings(before.configuration, after.configuration);
    }
    return isAnew;
  }

  /** The data files that they name. */
  get dataFiles(): readonly string[] {
    return [...new Set(this.all().flatMap((read) => dataFileOf(read) ?? []))].sort();
  }

  /** The folders of those that name a file as facts, and are not of the Library. */
  foldersWithFacts(file: string): readonly string[] {
    return this.all().flatMap(({ uri, configuration: { facts, dialect } }) => {
      const folder = folderOf(uri);
      return dialect !== 'library' && facts?.some((name) => uriOf(name, folder) === file) ? [folder] : [];
    });
  }

  /** What counts for a policy: what its configuration says, and where it says nothing, the client's settings. */
  settingsOf(uri: string | undefined): Configuration {
    const configured = uri === undefined ? undefined : this.#byUri.get(uri)?.configuration;
    return {
      gathered: uri === undefined,
      ...this.#settings,
      ...configured,
      dialect: configured?.dialect ?? this.#settings.dialect,
      checks: { ...this.#settings.checks, ...configured?.checks },
    };
  }

  /** The nearest that is known above a file. */
  above(file: string): string | undefined {
    const candidates = foldersAbove(file).map((folder) => within(folder, configurationFileName));
    return candidates.find((each) => this.#byUri.has(each));
  }

  /** Whether one lies below a folder. */
  hasBelow(folder: string): boolean {
    return [...this.#byUri.keys()].some((uri) => isBelow(uri, folder));
  }
}

/** Whether two say the same. */
export const sameSettings = (one: Configuration, other: Configuration): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
