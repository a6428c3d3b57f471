import { factFormatOf } from '@polar-tools/evaluator';
import { type Configuration, configurationFileName, createPolicy } from '@polar-tools/policy';
import {
  ConfigurationFinder,
  canonicalUri,
  discover,
  type Files,
  type FileText,
  folderOf,
  folderUri,
  groupByRoot,
  isBelow,
  isPolicyFile,
  isReached,
  isSearched,
  MOST_FOLDERS,
  mayBeOne,
  mayIncludeBelow,
  pathBelow,
  type RootFiles,
  Spellings,
  shortName,
  standsInFolder,
  textOf,
  thisFolderOnly,
} from '@polar-tools/project';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Written } from './application/written.ts';
import { ClientSpellings } from './client-spellings.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import { changeDocument, type OpenDocument } from './document.ts';
import { factFilesOf } from './facts/named-facts.ts';
import type { PositionEncoding } from './position-encoding.ts';
import { readableDocument, readableFile } from './readable.ts';
import type { ReadingProgress } from './reading-progress.ts';
import { SharedListings } from './shared-listings.ts';
import { LineIndexes, type View } from './view.ts';
import { Configurations, sameSettings } from './workspace/configurations.ts';
import { bringUpToDate, configurationFor, type LoadedRoot, type Root, takeWritten } from './workspace/loaded-root.ts';
import { ReadingJobs } from './workspace/reading-jobs.ts';

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
  readonly #listings: SharedListings;
  readonly #lines: LineIndexes;
  readonly #changed: Changed;
  /** Told of faults of ours, which stop nothing. */
  readonly #report: (doing: string, error: unknown) => void;
  readonly #progress: ReadingProgress;
  readonly #jobs: ReadingJobs;
  readonly #documents = new Map<string, OpenDocument>();
  /** Open documents that are no policies: data files and files of facts, as far as configurations name them. */
  readonly #beside = new Map<string, OpenDocument>();
  /** The client's folders. */
  readonly #folders = new Set<string>();
  /** Policy files that exist on disk, as far as known. */
  readonly #onDisk = new Set<string>();
  readonly #configurations: Configurations;
  readonly #roots = new Map<string, LoadedRoot>();
  readonly #rootOfFile = new Map<string, string>();
  /** Files that are policies by their names, and facts by a configuration. */
  #facts: ReadonlySet<string> = new Set();
  /** How often a document was opened or closed: each time the client may spell a URI in another way. */
  #openings = 0;
  /** Why the engine could not read a file, by URI. */
  readonly #faults = new Map<string, string>();
  readonly #spellings = new ClientSpellings();
  readonly #disk: Spellings;

  constructor(
    files: Files,
    encoding: PositionEncoding,
    changed: Changed,
    report: (doing: string, error: unknown) => void,
    progress: ReadingProgress,
  ) {
    this.#files = files;
    this.#listings = new SharedListings(files);
    this.#disk = new Spellings(files);
    this.encoding = encoding;
    this.#lines = new LineIndexes(encoding);
    this.#changed = changed;
    this.#report = report;
    this.#progress = progress;
    this.#jobs = new ReadingJobs(progress, report);
    this.#configurations = new Configurations(files, encoding);
  }

  // ---- What the client says ---------------------------------------------------------------------------------------

  /**
   * Reads all policies of a folder: it is searched behind everything else, so that an open document waits for the files of its own policy
   * alone.
   */
  addFolder(folder: string): void {
    const client = folderUri(folder);
    this.#jobs.add(async () => {
      const uri = await this.#disk.of(client);
      this.#spellings.noteFolder(client, uri);
      this.#folders.add(uri);
      this.#jobs.behind(() => this.#search(uri));
    });
  }

  removeFolder(folder: string): void {
    this.#jobs.add(async () => {
      const removed = this.#spellings.onDisk(folderUri(folder));
      this.#folders.delete(removed);
      const gone = (uri: string): boolean => isBelow(uri, removed) && !this.#isInFolder(uri);
      for (const uri of [...this.#onDisk]) if (gone(uri)) this.#onDisk.delete(uri);
      this.#configurations.forget(gone);
      await this.#regroup();
      for (const uri of this.#documents.keys()) if (gone(uri)) await this.#adopt(uri);
    });
  }

  /** A folder on disk was made, moved or deleted, which may be all that is heard of the files in it. */
  folderChanged(folder: string): void {
    this.#jobs.add(async () => {
      const changed = this.#spellings.onDisk(folderUri(folder));
      this.#disk.forget(folderOf(changed));
      for (const uri of [...this.#onDisk]) if (isBelow(uri, changed)) this.#onDisk.delete(uri);
      this.#configurations.forget((uri) => isBelow(uri, changed));
      // Where only its case has changed, it is there by its old name, too.
      if (this.#isInFolder(changed) && (await this.#disk.of(changed)) === changed) {
        const found = await discover(this.#files, changed);
        for (const uri of found.policyFiles) this.#onDisk.add(uri);
        await Promise.all(found.configurations.map((uri) => this.#readConfiguration(uri)));
      }
      await this.#regroup();
    });
  }

  /** Reads no files until this is done; a client that never answers is not waited for. */
  waitFor(answer: Promise<void>): void {
    this.#jobs.add(async () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LONGEST_WAIT);
      });
      await Promise.race([answer, enough]).finally(() => clearTimeout(timer));
    });
  }

  /** The client's own settings, which count where `polar.config.json` says nothing. */
  changeSettings(settings: Configuration): void {
    if (this.#configurations.setSettings(settings)) this.#jobs.add(() => this.#regroup());
  }

  open(document: OpenDocument): void {
    if (isBeside(document.uri)) {
      this.#openBeside(document);
      return;
    }
    const uri = this.#spellings.onDisk(document.uri);
    this.#documents.set(uri, document);
    this.#openings++;
    if (this.#onDisk.has(uri) && this.#setText(uri, document.text)) return;
    this.#jobs.add(async () => {
      const now = await this.#respell(canonicalUri(document.uri));
      if (!this.#setText(now, this.#documents.get(now)?.text)) await this.#adopt(now);
    });
  }

  /** Answers whether the document is open: changes of another are ignored, since what they change is unknown. */
  change(clientUri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const uri = this.#spellings.onDisk(clientUri);
    const document = this.document(clientUri);
    if (document === undefined) return false;
    const changed = changeDocument(document, version ?? document.version + 1, changes, this.encoding);
    if (isBeside(uri)) {
      this.#beside.set(uri, changed);
      this.#setData(uri, changed.text);
    } else {
      this.#documents.set(uri, changed);
      this.#setText(uri, changed.text);
    }
    return true;
  }

  close(clientUri: string): void {
    const uri = this.#spellings.onDisk(clientUri);
    if (this.#beside.delete(uri)) {
      this.fileChanged(clientUri);
      this.#jobs.add(() => this.#forgetUnneeded());
    }
    if (!this.#documents.delete(uri)) return;
    this.#openings++;
    this.fileChanged(clientUri);
    this.#jobs.add(() => this.#forgetUnneeded());
  }

  /** A file was made, changed or deleted on disk; which of these is seen by reading it. */
  fileChanged(clientUri: string): void {
    const uri = this.#spellings.onDisk(clientUri);
    if (shortName(uri) === configurationFileName) {
      if (!this.#isReached(uri)) return;
      this.#jobs.add(async () => {
        await this.#readConfiguration(uri);
        await this.#regroup();
      });
      return;
    }
    if (this.#configurations.naming(uri).length > 0) {
      this.#jobs.add(async () => {
        for (const configuration of this.#configurations.naming(uri)) await this.#readConfiguration(configuration);
        await this.#regroup();
      });
    }
    if (this.#configurations.withData(uri).length > 0) return;
    if (this.#isFound(uri) || this.#rootOfFile.has(uri)) {
      this.#jobs.add(async () => {
        const known = this.#onDisk.size;
        const now = await this.#respell(canonicalUri(clientUri));
        const respelled = this.#onDisk.size !== known || !this.#rootOfFile.has(now);
        const read = readableFile(now, await this.#files.read(now));
        const text = read?.text;
        const existed = this.#onDisk.has(now);
        // Another file is part of a policy only while it is open as one.
        if (text === undefined || !this.#isFound(now)) this.#onDisk.delete(now);
        else this.#onDisk.add(now);
        if (!respelled && this.#documents.has(now)) return;
        if (!respelled && text !== undefined && existed && this.#setText(now, text)) {
          this.#note(now, read?.fault);
          return;
        }
        await this.#regroup();
      });
    } else if ([...this.#onDisk, ...this.#configurations.uris()].some((known) => isBelow(known, folderUri(uri)))) {
      this.folderChanged(uri);
    }
  }

  /** The text of a file, of an open document as it stands in the editor. */
  async read(uri: string): Promise<string | undefined> {
    return this.#textOfOpen(uri) ?? (await textOf(this.#files, uri));
  }

  /** The same, with why it cannot be read. */
  async readFile(uri: string): Promise<FileText> {
    const open = this.#textOfOpen(uri);
    return open === undefined ? this.#files.read(uri) : { text: open };
  }

  // ---- What it answers --------------------------------------------------------------------------------------------

  /** Resolves once everything that was asked for so far is read. */
  async settled(): Promise<void> {
    while (!this.#jobs.areDone) await this.#jobs.step();
  }

  document(clientUri: string): OpenDocument | undefined {
    const uri = this.#spellings.onDisk(clientUri);
    return this.#documents.get(uri) ?? this.#beside.get(uri);
  }

  /** The policies' URI of a client's. */
  uriOf(clientUri: string): string {
    return this.#spellings.onDisk(clientUri);
  }

  /** The client's URI of one of the policies'. */
  clientUri(uri: string): string {
    return (this.#documents.get(uri) ?? this.#beside.get(uri))?.uri ?? this.#spellings.ofClient(uri);
  }

  /** Another number each time a document was opened or closed. */
  get openings(): number {
    return this.#openings;
  }

  configuration(uri: string): ConfigurationFile | undefined {
    return this.#configurations.get(uri);
  }

  /** What counts for a policy within a file of another language: the nearest configuration above it that is known, and the client's settings. */
  settingsFor(uri: string): Configuration {
    return { ...this.#configurations.settingsOf(this.#configurations.above(uri)), gathered: false };
  }

  /** Waits for a document that is still being read. */
  async rootOf(clientUri: string): Promise<Root | undefined> {
    while (this.#rootOf(clientUri) === undefined && !this.#jobs.areDone) await this.#jobs.step();
    const root = this.#rootOf(clientUri);
    return root === undefined ? undefined : this.root(root);
  }

  /** The policies of which a file is open. */
  get openRoots(): readonly string[] {
    return [...new Set([...this.#documents.keys()].flatMap((uri) => this.#rootOfFile.get(uri) ?? []))];
  }

  /** Takes what the sources of a policy's application say of its classes. */
  takeWritten(rootUri: string, written: Written | undefined): void {
    const root = this.#roots.get(rootUri);
    if (root !== undefined && takeWritten(root, written)) this.#changed(rootUri, 'files');
  }

  /** The policy whose configuration names a file as its data, and the file's text; undefined for any other file. */
  async dataAt(clientUri: string): Promise<{ readonly root: Root; readonly text: string } | undefined> {
    const uri = this.#spellings.onDisk(clientUri);
    if (!isBeside(uri)) return undefined;
    await this.settled();
    const [configuration] = this.#configurations.withData(uri);
    const named = [...this.#roots.values()].find((root) => root.configuration === configuration);
    const root = configuration === undefined || named === undefined ? undefined : this.root(named.uri);
    const text = this.#textOfOpen(uri) ?? this.#configurations.get(configuration ?? '')?.data?.text;
    return root === undefined || text === undefined ? undefined : { root, text };
  }

  /**
   * Whether a configuration names a file as facts of its Cloud policy, though the file is no part of any configured policy. One in Polar is read as a policy
   * too, for what needs no more than its syntax.
   */
  isFacts(uri: string): boolean {
    if (this.#roots.get(this.#rootOfFile.get(uri) ?? '')?.configuration !== undefined) return false;
    return this.#configurations
      .foldersWithFacts(uri)
      .some((folder) => this.#roots.get(folder)?.policy.dialect !== 'library');
  }

  /** The policy whose configuration names a file as its facts, though it is no part of it, and the file's text; undefined for any other file. */
  async factsAt(clientUri: string): Promise<{ readonly root: Root; readonly text: string } | undefined> {
    const uri = this.#spellings.onDisk(clientUri);
    if (factFormatOf(shortName(uri)) === undefined) return undefined;
    await this.settled();
    const root = this.roots().find((each) => factFilesOf(each).includes(uri));
    if (root === undefined || root.policy.files.has(uri)) return undefined;
    const text = this.#textOfOpen(uri) ?? (await this.read(uri));
    return text === undefined ? undefined : { root, text };
  }

  /** The data files that configurations name: the policies' URIs. */
  get dataFiles(): readonly string[] {
    return this.#configurations.dataFiles;
  }

  /** The newest policy of a root; undefined when there is none any more. */
  root(uri: string): Root | undefined {
    const root = this.#roots.get(uri);
    if (root === undefined) return undefined;
    bringUpToDate(root, this.#report);
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
      uriOf: (clientUri) => this.uriOf(clientUri),
      clientUri: (uri) => this.clientUri(uri),
      faultOf: (uri) => this.#faults.get(uri),
      isFacts: (uri) => this.isFacts(uri),
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

  /** Whether a search of its folder looks where the file lies. */
  #isReached(uri: string): boolean {
    for (const folder of this.#folders) if (isBelow(uri, folder)) return isReached(pathBelow(folder, uri));
    return true;
  }

  #rootOf(clientUri: string): string | undefined {
    return this.#rootOfFile.get(this.#spellings.onDisk(clientUri));
  }

  /** Searches a folder of the client's for policies. */
  async #search(folder: string): Promise<void> {
    const release = this.#listings.hold();
    const found = await discover(this.#listings.files, folder).catch((error) => {
      release();
      throw error;
    });
    if (!found.complete) {
      const message = `${folder} has more than ${MOST_FOLDERS} folders, so only the first were searched. Open the policy's own folder.`;
      this.#report('Looking for policies', message);
    }
    this.#jobs.add(async () => {
      try {
        // It was taken away meanwhile.
        if (!this.#folders.has(folder)) return;
        for (const uri of found.policyFiles) this.#onDisk.add(uri);
        await Promise.all(found.configurations.map((uri) => this.#readConfiguration(uri)));
        // The folder may be a part of a policy that is configured above it.
        if (!found.configurations.some((each) => folderOf(each) === folder)) await this.#readAround(folder);
      } finally {
        release();
      }
      await this.#regroup();
    });
  }

  /**
   * Asks the disk how a file is spelled now, and takes what was known of it by another spelling to that one; answers with it. A rename
   * that changes case alone is seen here.
   */
  async #respell(client: string): Promise<string> {
    this.#disk.forget(folderOf(client));
    const before = this.#spellings.onDisk(client);
    const disk = await this.#disk.of(client);
    this.#spellings.note(client, disk);
    const stale = new Set([before, client]);
    // The file may be known by a name that it had.
    const folder = folderOf(disk);
    const others = this.#onDisk.has(disk) ? this.#documents.keys() : [...this.#onDisk, ...this.#documents.keys()];
    for (const known of others) {
      if (known !== disk && isBelow(known, folder) && mayBeOne(known, disk) && (await this.#disk.of(known)) === disk)
        stale.add(known);
    }
    stale.delete(disk);
    for (const known of stale) {
      this.#onDisk.delete(known);
      this.#rootOfFile.delete(known);
      const document = this.#documents.get(known);
      if (document === undefined) continue;
      this.#documents.delete(known);
      this.#spellings.note(known, disk);
      if (!this.#documents.has(disk)) this.#documents.set(disk, document);
    }
    return disk;
  }

  #ownerOf(uri: string): LoadedRoot | undefined {
    const root = this.#rootOfFile.get(uri);
    return root === undefined ? undefined : this.#roots.get(root);
  }

  /** Answers whether the file belongs to a policy that is loaded. */
  #setText(uri: string, text: string | undefined): boolean {
    const root = this.#ownerOf(uri);
    if (root === undefined || text === undefined) return false;
    const { text: analysed, fault } = readableDocument(uri, text);
    this.#note(uri, fault);
    if (analysed !== (root.pending.get(uri) ?? root.policy.files.get(uri)?.text)) {
      root.pending.set(uri, analysed);
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
    const { files } = this.#listings;
    const configured = await new ConfigurationFinder(files).atOrAbove(folder);
    if (configured === undefined) return false;
    const may = (path: string): boolean => mayIncludeBelow(configured.configuration, path);
    const found = await discover(files, configured.folder, may);
    for (const file of found.policyFiles) this.#onDisk.add(file);
    await Promise.all(found.configurations.map((file) => this.#readConfiguration(file)));
    return true;
  }

  /** Forgets policies outside of the client's folders of which no document is open any more. */
  async #forgetUnneeded(): Promise<void> {
    let some = false;
    for (const { files, configuration } of this.#roots.values()) {
      const known = configuration === undefined ? files : [...files, configuration];
      const data = configuration && this.#configurations.get(configuration)?.data?.uri;
      if (data !== undefined && this.#beside.has(data)) continue;
      if (known.some((uri) => this.#documents.has(uri) || this.#isInFolder(uri))) continue;
      for (const uri of files) this.#onDisk.delete(uri);
      if (configuration !== undefined) this.#configurations.delete(configuration);
      some = true;
    }
    if (some) await this.#regroup();
  }

  #readConfiguration(uri: string): Promise<void> {
    return this.#configurations.read(uri, (file) => this.readFile(file));
  }

  #openBeside(document: OpenDocument): void {
    const uri = this.#spellings.onDisk(document.uri);
    this.#beside.set(uri, document);
    this.#openings++;
    this.#jobs.add(async () => {
      const now = await this.#disk.of(canonicalUri(document.uri));
      this.#spellings.note(canonicalUri(document.uri), now);
      if (now !== uri && this.#beside.delete(uri)) this.#beside.set(now, document);
      const newest = this.#beside.get(now);
      if (newest === undefined) return;
      // Its policy may lie outside of the client's folders.
      if (this.#configurations.withData(now).length === 0 && !this.#isInFolder(now) && standsInFolder(now)) {
        if (await this.#readAround(folderOf(now))) await this.#regroup();
      }
      this.#setData(now, newest.text);
    });
  }

  /** Takes the text of an open data file. Its policy is made anew only where that changes which constants there are. */
  #setData(uri: string, text: string): void {
    const named = this.#configurations.withData(uri);
    if (this.#configurations.setData(uri, text)) this.#jobs.add(() => this.#regroup());
    for (const root of this.#roots.values())
      if (root.configuration !== undefined && named.includes(root.configuration)) this.#changed(root.uri, 'typing');
  }

  #textOfOpen(uri: string): string | undefined {
    return (this.#documents.get(uri) ?? this.#beside.get(uri))?.text;
  }

  /** Sees anew which files make one policy, and loads what has changed by that. */
  async #regroup(): Promise<void> {
    const files = new Set([...this.#onDisk, ...this.#documents.keys()]);
    const grouping = groupByRoot(files, this.#configurations.all());
    const changed = new Set<string>();
    for (const uri of [...this.#roots.keys()]) {
      if (grouping.has(uri)) continue;
      this.#roots.delete(uri);
      changed.add(uri);
    }
    const loading: { readonly group: RootFiles; readonly load: () => Promise<void> }[] = [];
    for (const group of grouping.values()) {
      const settings = this.#configurations.settingsOf(group.configuration);
      const old = this.#roots.get(group.uri);
      if (old !== undefined && sameFiles(old, group) && sameSettings(old.settings, settings)) continue;
      this.#progress.expect(group.files.length);
      loading.push({
        group,
        load: async () => {
          this.#roots.set(group.uri, await this.#load(group, settings, old));
          changed.add(group.uri);
        },
      });
    }
    while (loading.length > 0) {
      // What somebody looks at comes first, whenever it was opened.
      const open = loading.findIndex(({ group }) => group.files.some((uri) => this.#documents.has(uri)));
      const [{ group, load }] = loading.splice(Math.max(open, 0), 1) as [(typeof loading)[number]];
      await load();
      for (const file of group.files) this.#rootOfFile.set(file, group.uri);
      if (open >= 0) this.#changed(group.uri, 'files');
      this.#jobs.wake();
    }
    this.#rootOfFile.clear();
    for (const root of this.#roots.values()) for (const file of root.files) this.#rootOfFile.set(file, root.uri);
    // What was typed while files were read.
    for (const [uri, document] of this.#documents) {
      const root = this.#ownerOf(uri);
      const { text } = readableDocument(uri, document.text);
      if (root !== undefined && root.policy.files.get(uri)?.text !== text) root.pending.set(uri, text);
    }
    // A configuration may have become right or wrong without changing what it says.
    for (const root of this.#roots.values()) if (root.configuration !== undefined) changed.add(root.uri);
    // What is facts now, or is none any more, is told of by another policy.
    const facts = new Set([...this.#rootOfFile.keys()].filter((uri) => this.isFacts(uri)));
    for (const uri of [...facts, ...this.#facts]) {
      const owner = this.#rootOfFile.get(uri);
      if (owner !== undefined && facts.has(uri) !== this.#facts.has(uri)) changed.add(owner);
    }
    this.#facts = facts;
    for (const root of changed) this.#changed(root, 'files');
  }

  async #load(group: RootFiles, settings: Configuration, old: LoadedRoot | undefined): Promise<LoadedRoot> {
    const read = await Promise.all(
      group.files.map(async (uri) => {
        const text = await this.#textOf(uri, old);
        this.#progress.read();
        return { uri, text };
      }),
    );
    const texts = read.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]));
    const made = { settings, written: old?.written };
    return { ...group, ...made, policy: createPolicy(texts, configurationFor(made)), pending: new Map() };
  }

  /** The text of a file as it is analysed: the document's, else what is known already, else the disk's. */
  async #textOf(uri: string, old: LoadedRoot | undefined): Promise<string | undefined> {
    const open = this.#documents.get(uri);
    const known = open === undefined ? (old?.pending.get(uri) ?? old?.policy.files.get(uri)?.text) : undefined;
    if (known !== undefined) return known;
    const read = open === undefined ? readableFile(uri, await this.#files.read(uri)) : readableDocument(uri, open.text);
    this.#note(uri, read?.fault);
    return read?.text;
  }

  #note(uri: string, fault: string | undefined): void {
    if (fault === undefined) this.#faults.delete(uri);
    else this.#faults.set(uri, fault);
  }
}

/** Whether a document is one that stands beside policies: JSON, a table. */
const isBeside = (uri: string): boolean => /\.(?:json|jsonl|ndjson|csv)$/i.test(shortName(uri));

const sameFiles = (one: RootFiles, other: RootFiles): boolean =>
  one.configuration === other.configuration &&
  one.files.length === other.files.length &&
  one.files.every((file, at) => file === other.files[at]);
