import {
  type Configuration,
  configurationFileName,
  createPolicy,
  emptyConfiguration,
  type Policy,
  updatePolicy,
} from '@polar-tools/policy';
import {
  ConfigurationFinder,
  canonicalUri,
  discover,
  type Files,
  folderOf,
  folderUri,
  groupByRoot,
  isBelow,
  isPolicyFile,
  isSearched,
  MOST_FOLDERS,
  pathBelow,
  type RootFiles,
  shortName,
  standsInFolder,
  textOf,
  thisFolderOnly,
} from '@polar-tools/project';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { type ConfigurationFile, readConfigurationFile } from './configuration-file.ts';
import { changeDocument, type OpenDocument } from './document.ts';
import type { PositionEncoding } from './position-encoding.ts';
import type { ReadingProgress } from './reading-progress.ts';
import { LineIndexes, type View } from './view.ts';

/** A policy and where it comes from. */
export interface Root extends RootFiles {
  readonly policy: Policy;
}

interface LoadedRoot extends Root {
  policy: Policy;
  /** What the policy was made with; another object means that it has to be made anew. */
  readonly settings: Configuration;
  /** Newer texts than the policy's. */
  readonly pending: Map<string, string>;
}

/**
 * Called with a root's URI whenever its policy may have changed, or is gone: by what was typed, or by files and settings, of which the
 * client does not know what they change.
 */
export type Changed = (root: string, cause: 'typing' | 'files') => void;

/** Milliseconds to wait for a client's settings. */
const LONGEST_WAIT = 2000;

/**
 * The policies of everything that is open or lies in the client's folders. It reads files only through the file system it
 * is given, and hears of their changes; the text of an open document counts before the disk's.
 */
export class Workspace {
  readonly encoding: PositionEncoding;
  readonly #files: Files;
  readonly #lines: LineIndexes;
  readonly #changed: Changed;
  /** Told of faults of ours, which stop nothing. */
  readonly #report: (doing: string, error: unknown) => void;
  readonly #progress: ReadingProgress;
  readonly #documents = new Map<string, OpenDocument>();
  /** The client's folders. */
  readonly #folders = new Set<string>();
  /** Policy files that exist on disk, as far as known. */
  readonly #onDisk = new Set<string>();
  readonly #configurations = new Map<string, ConfigurationFile>();
  readonly #roots = new Map<string, LoadedRoot>();
  readonly #rootOfFile = new Map<string, string>();
  /** What counts where a policy's configuration says nothing. */
  #settings: Configuration = emptyConfiguration;
  /** How often a document was opened or closed: each time the client may spell a URI in another way. */
  #openings = 0;
  /** Files are read one job after the other, in the order in which they were asked for. */
  #reading: Promise<void> = Promise.resolve();
  /** Jobs that are not done. */
  #jobs = 0;

  constructor(
    files: Files,
    encoding: PositionEncoding,
    changed: Changed,
    report: (doing: string, error: unknown) => void,
    progress: ReadingProgress,
  ) {
    this.#files = files;
    this.encoding = encoding;
    this.#lines = new LineIndexes(encoding);
    this.#changed = changed;
    this.#report = report;
    this.#progress = progress;
  }

  // ---- What the client says ---------------------------------------------------------------------------------------

  /** Reads all policies of a folder. */
  addFolder(folder: string): void {
    this.#read(async () => {
      const uri = folderUri(folder);
      this.#folders.add(uri);
      const found = await discover(this.#files, uri);
      if (!found.complete) {
        const message = `${folder} has more than ${MOST_FOLDERS} folders, so only the first were searched. Open the policy's own folder.`;
        this.#report('Looking for policies', message);
      }
      for (const uri of found.policyFiles) this.#onDisk.add(uri);
      await Promise.all(found.configurations.map((uri) => this.#readConfiguration(uri)));
      // The folder may be a part of a policy that is configured above it.
      if (!found.configurations.some((each) => folderOf(each) === uri)) await this.#readAround(uri);
      await this.#regroup();
    });
  }

  removeFolder(folder: string): void {
    const removed = folderUri(folder);
    this.#read(async () => {
      this.#folders.delete(removed);
      const gone = (uri: string): boolean => isBelow(uri, removed) && !this.#isInFolder(uri);
      for (const uri of [...this.#onDisk]) if (gone(uri)) this.#onDisk.delete(uri);
      for (const uri of [...this.#configurations.keys()]) if (gone(uri)) this.#configurations.delete(uri);
      await this.#regroup();
      for (const uri of this.#documents.keys()) if (gone(uri)) await this.#adopt(uri);
    });
  }

  /** A folder on disk was made, moved or deleted, which may be all that is heard of the files in it. */
  folderChanged(folder: string): void {
    const changed = folderUri(folder);
    this.#read(async () => {
      for (const uri of [...this.#onDisk]) if (isBelow(uri, changed)) this.#onDisk.delete(uri);
      for (const uri of [...this.#configurations.keys()]) if (isBelow(uri, changed)) this.#configurations.delete(uri);
      if (this.#isInFolder(changed)) {
        const found = await discover(this.#files, changed);
        for (const uri of found.policyFiles) this.#onDisk.add(uri);
        await Promise.all(found.configurations.map((uri) => this.#readConfiguration(uri)));
      }
      await this.#regroup();
    });
  }

  /** Reads no files until this is done; a client that never answers is not waited for. */
  waitFor(answer: Promise<void>): void {
    this.#read(async () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LONGEST_WAIT);
      });
      await Promise.race([answer, enough]).finally(() => clearTimeout(timer));
    });
  }

  /** The client's own settings, which count where `polar.config.json` says nothing. */
  changeSettings(settings: Configuration): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#read(() => this.#regroup());
  }

  open(document: OpenDocument): void {
    const uri = canonicalUri(document.uri);
    this.#documents.set(uri, document);
    this.#openings++;
    if (this.#setText(uri, document.text)) return;
    this.#read(async () => {
      if (!this.#setText(uri, this.#documents.get(uri)?.text)) await this.#adopt(uri);
    });
  }

  /** Answers whether the document is open: changes of another are ignored, since what they change is unknown. */
  change(clientUri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const uri = canonicalUri(clientUri);
    const document = this.#documents.get(uri);
    if (document === undefined) return false;
    const changed = changeDocument(document, version ?? document.version + 1, changes, this.encoding);
    this.#documents.set(uri, changed);
    this.#setText(uri, changed.text);
    return true;
  }

  close(clientUri: string): void {
    const uri = canonicalUri(clientUri);
    if (!this.#documents.delete(uri)) return;
    this.#openings++;
    this.fileChanged(clientUri);
    this.#read(() => this.#forgetUnneeded());
  }

  /** A file was made, changed or deleted on disk; which of these is seen by reading it. */
  fileChanged(clientUri: string): void {
    const uri = canonicalUri(clientUri);
    if (shortName(uri) === configurationFileName) {
      this.#read(async () => {
        await this.#readConfiguration(uri);
        await this.#regroup();
      });
    } else if (this.#isFound(uri) || this.#rootOfFile.has(uri)) {
      this.#read(async () => {
        const text = await textOf(this.#files, uri);
        const existed = this.#onDisk.has(uri);
        // Another file is part of a policy only while it is open as one.
        if (text === undefined || !this.#isFound(uri)) this.#onDisk.delete(uri);
        else this.#onDisk.add(uri);
        if (this.#documents.has(uri)) return;
        if (text !== undefined && existed && this.#setText(uri, text)) return;
        await this.#regroup();
      });
    } else if ([...this.#onDisk, ...this.#configurations.keys()].some((known) => isBelow(known, folderUri(uri)))) {
      this.folderChanged(uri);
    }
  }

  // ---- What it answers --------------------------------------------------------------------------------------------

  /** Resolves once everything that was asked for so far is read. */
  async settled(): Promise<void> {
    let last: Promise<void> | undefined;
    while (last !== this.#reading) {
      last = this.#reading;
      await last;
    }
  }

  document(clientUri: string): OpenDocument | undefined {
    return this.#documents.get(canonicalUri(clientUri));
  }

  /** Another number each time a document was opened or closed. */
  get openings(): number {
    return this.#openings;
  }

  configuration(uri: string): ConfigurationFile | undefined {
    return this.#configurations.get(uri);
  }

  /** Waits for a document that is still being read. */
  async rootOf(clientUri: string): Promise<Root | undefined> {
    const uri = canonicalUri(clientUri);
    if (!this.#rootOfFile.has(uri)) await this.settled();
    const root = this.#rootOfFile.get(uri);
    return root === undefined ? undefined : this.root(root);
  }

  /** The newest policy of a root; undefined when there is none any more. */
  root(uri: string): Root | undefined {
    const root = this.#roots.get(uri);
    if (root === undefined) return undefined;
    if (root.pending.size > 0) {
      const changes = [...root.pending].map(([file, text]) => ({ uri: file, text }));
      root.pending.clear();
      try {
        root.policy = updatePolicy(root.policy, changes);
      } catch (error) {
        // A fault of ours. Read anew, or else keep the last good policy, so that everything but this edit works on.
        this.#report('Updating a policy', error);
        const texts = new Map([...root.policy.files].map(([file, { text }]) => [file, text]));
        for (const { uri: file, text } of changes) texts.set(file, text);
        try {
          root.policy = createPolicy(
            [...texts].map(([file, text]) => ({ uri: file, text })),
            root.settings,
          );
        } catch (again) {
          this.#report('Reading a policy anew', again);
        }
      }
    }
    return root;
  }

  /** The root that a file belongs to. */
  ownerOf(uri: string): string | undefined {
    return this.#rootOfFile.get(uri);
  }

  /** Gives back the memory of line indexes that no open document needs. */
  forgetLines(): void {
    this.#lines.keepOnly((uri) => this.#documents.has(uri));
  }

  roots(): readonly Root[] {
    return [...this.#roots.keys()].map((uri) => this.root(uri)!);
  }

  view(root: Root): View {
    return {
      policy: root.policy,
      lines: (uri) => {
        const file = root.policy.files.get(uri);
        return file === undefined ? undefined : this.#lines.of(uri, file.text);
      },
      uriOf: canonicalUri,
      clientUri: (uri) => this.#documents.get(uri)?.uri ?? uri,
    };
  }

  // ---- How it keeps up --------------------------------------------------------------------------------------------

  #isInFolder(uri: string): boolean {
    for (const folder of this.#folders) if (uri === folder || isBelow(uri, folder)) return true;
    return false;
  }

  /** Whether the file is one that is found where its folder is searched. */
  #isFound(uri: string): boolean {
    for (const folder of this.#folders) if (isBelow(uri, folder)) return isSearched(pathBelow(folder, uri));
    return isPolicyFile(shortName(uri));
  }

  #read(job: () => Promise<void>): void {
    this.#jobs++;
    this.#progress.started();
    this.#reading = this.#reading
      .then(job)
      .catch((error) => this.#report('Reading policies', error))
      .then(() => {
        if (--this.#jobs === 0) this.#progress.finished();
      });
  }

  #ownerOf(uri: string): LoadedRoot | undefined {
    const root = this.#rootOfFile.get(uri);
    return root === undefined ? undefined : this.#roots.get(root);
  }

  /** Answers whether the file belongs to a policy that is loaded. */
  #setText(uri: string, text: string | undefined): boolean {
    const root = this.#ownerOf(uri);
    if (root === undefined || text === undefined) return false;
    if (text !== (root.pending.get(uri) ?? root.policy.files.get(uri)?.text)) {
      root.pending.set(uri, text);
    }
    // Told even if the text is the same: a client that has just opened the document waits for its diagnostics.
    this.#changed(root.uri, this.#documents.has(uri) ? 'typing' : 'files');
    return true;
  }

  /** Finds the policy of a document that lies outside the client's folders. */
  async #adopt(uri: string): Promise<void> {
    if (standsInFolder(uri)) {
      const folder = folderOf(uri);
      if (!(await this.#readAround(folder))) {
        const found = await discover(this.#files, folder, thisFolderOnly);
        for (const file of found.policyFiles) this.#onDisk.add(file);
      }
    }
    await this.#regroup();
  }

  /** Reads the policy of the nearest configuration at or above a folder; answers whether there is one. */
  async #readAround(folder: string): Promise<boolean> {
    const configured = await new ConfigurationFinder(this.#files).atOrAbove(folder);
    if (configured === undefined) return false;
    const found = await discover(this.#files, configured.folder);
    for (const file of found.policyFiles) this.#onDisk.add(file);
    await Promise.all(found.configurations.map((file) => this.#readConfiguration(file)));
    return true;
  }

  /** Forgets policies outside of the client's folders of which no document is open any more. */
  async #forgetUnneeded(): Promise<void> {
    let some = false;
    for (const { files, configuration } of this.#roots.values()) {
      const known = configuration === undefined ? files : [...files, configuration];
      if (known.some((uri) => this.#documents.has(uri) || this.#isInFolder(uri))) continue;
      for (const uri of files) this.#onDisk.delete(uri);
      if (configuration !== undefined) this.#configurations.delete(configuration);
      some = true;
    }
    if (some) await this.#regroup();
  }

  async #readConfiguration(uri: string): Promise<void> {
    // A configuration that is open and not saved yet is read as it stands on disk: half-typed, it would regroup everything.
    const text = await textOf(this.#files, uri);
    if (text === undefined) this.#configurations.delete(uri);
    else this.#configurations.set(uri, readConfigurationFile(uri, text, this.encoding));
  }

  /** Sees anew which files make one policy, and loads what has changed by that. */
  async #regroup(): Promise<void> {
    const files = new Set([...this.#onDisk, ...this.#documents.keys()]);
    const grouping = groupByRoot(files, [...this.#configurations.values()]);
    const changed = new Set<string>();
    for (const uri of [...this.#roots.keys()]) {
      if (grouping.has(uri)) continue;
      this.#roots.delete(uri);
      changed.add(uri);
    }
    const loading: (() => Promise<void>)[] = [];
    for (const group of grouping.values()) {
      const settings = this.#settingsOf(group.configuration);
      const old = this.#roots.get(group.uri);
      if (old !== undefined && sameFiles(old, group) && sameSettings(old.settings, settings)) continue;
      this.#progress.expect(group.files.length);
      loading.push(async () => {
        this.#roots.set(group.uri, await this.#load(group, settings, old));
        changed.add(group.uri);
      });
    }
    for (const load of loading) await load();
    this.#rootOfFile.clear();
    for (const root of this.#roots.values()) for (const file of root.files) this.#rootOfFile.set(file, root.uri);
    // What was typed while files were read.
    for (const [uri, document] of this.#documents) {
      const root = this.#ownerOf(uri);
      if (root !== undefined && root.policy.files.get(uri)?.text !== document.text)
        root.pending.set(uri, document.text);
    }
    // A configuration may have become right or wrong without changing what it says.
    for (const root of this.#roots.values()) if (root.configuration !== undefined) changed.add(root.uri);
    for (const root of changed) this.#changed(root, 'files');
  }

  async #load(group: RootFiles, settings: Configuration, old: LoadedRoot | undefined): Promise<LoadedRoot> {
    const read = await Promise.all(
      group.files.map(async (uri) => {
        const known = this.#documents.get(uri)?.text ?? old?.pending.get(uri) ?? old?.policy.files.get(uri)?.text;
        const text = known ?? (await textOf(this.#files, uri));
        this.#progress.read();
        return { uri, text };
      }),
    );
    const texts = read.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]));
    return { ...group, settings, policy: createPolicy(texts, settings), pending: new Map() };
  }

  #settingsOf(configuration: string | undefined): Configuration {
    const configured = configuration === undefined ? undefined : this.#configurations.get(configuration)?.configuration;
    return {
      gathered: configuration === undefined,
      ...this.#settings,
      ...configured,
      dialect: configured?.dialect ?? this.#settings.dialect,
      checks: { ...this.#settings.checks, ...configured?.checks },
    };
  }
}

const sameFiles = (one: RootFiles, other: RootFiles): boolean =>
  one.configuration === other.configuration &&
  one.files.length === other.files.length &&
  one.files.every((file, at) => file === other.files[at]);

const sameSettings = (one: Configuration, other: Configuration): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
