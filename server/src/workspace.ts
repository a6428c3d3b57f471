import { factFormatOf } from '@polar-tools/evaluator';
import { type Configuration, configurationFileName } from '@polar-tools/policy';
import {
  ConfigurationFinder,
  canonicalUri,
  discover,
  type Files,
  type FileText,
  folderOf,
  folderUri,
  isBelow,
  MOST_FOLDERS,
  mayBeOne,
  mayIncludeBelow,
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
import { readableFile } from './readable.ts';
import type { ReadingProgress } from './reading-progress.ts';
import { SharedListings } from './shared-listings.ts';
import { LineIndexes, type View } from './view.ts';
import { ClientFolders } from './workspace/client-folders.ts';
import { Configurations } from './workspace/configurations.ts';
import type { Root } from './workspace/loaded-root.ts';
import { type Changed, LoadedRoots } from './workspace/loaded-roots.ts';
import { isBeside, OpenDocuments } from './workspace/open-documents.ts';
import { ReadingJobs } from './workspace/reading-jobs.ts';

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
  readonly #jobs: ReadingJobs;
  readonly #documents = new OpenDocuments();
  readonly #folders = new ClientFolders();
  /** Policy files that exist on disk, as far as known. */
  readonly #onDisk = new Set<string>();
  readonly #configurations: Configurations;
  readonly #roots: LoadedRoots;
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
    this.#jobs = new ReadingJobs(progress, report);
    this.#configurations = new Configurations(files, encoding);
    this.#roots = new LoadedRoots({
      files,
      documents: this.#documents,
      configurations: this.#configurations,
      progress,
      changed,
      report,
    });
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
      const gone = (uri: string): boolean => isBelow(uri, removed) && !this.#folders.isIn(uri);
      for (const uri of [...this.#onDisk]) if (gone(uri)) this.#onDisk.delete(uri);
      this.#configurations.forget(gone);
      await this.#regroup();
      for (const [uri] of this.#documents.policies()) if (gone(uri)) await this.#adopt(uri);
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
      if (this.#folders.isIn(changed) && (await this.#disk.of(changed)) === changed) {
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
    this.#documents.open(uri, document);
    if (this.#onDisk.has(uri) && this.#roots.setText(uri, document.text)) return;
    this.#jobs.add(async () => {
      const now = await this.#respell(canonicalUri(document.uri));
      if (!this.#roots.setText(now, this.#documents.policy(now)?.text)) await this.#adopt(now);
    });
  }

  /** Answers whether the document is open: changes of another are ignored, since what they change is unknown. */
  change(clientUri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const uri = this.#spellings.onDisk(clientUri);
    const document = this.document(clientUri);
    if (document === undefined) return false;
    const changed = changeDocument(document, version ?? document.version + 1, changes, this.encoding);
    this.#documents.set(uri, changed);
    if (isBeside(uri)) this.#setData(uri, changed.text);
    else this.#roots.setText(uri, changed.text);
    return true;
  }

  close(clientUri: string): void {
    const uri = this.#spellings.onDisk(clientUri);
    if (!this.#documents.close(uri)) return;
    this.fileChanged(clientUri);
    this.#jobs.add(() => this.#forgetUnneeded());
  }

  /** A file was made, changed or deleted on disk; which of these is seen by reading it. */
  fileChanged(clientUri: string): void {
    const uri = this.#spellings.onDisk(clientUri);
    if (shortName(uri) === configurationFileName) {
      if (!this.#folders.isReached(uri)) return;
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
    if (this.#folders.isFound(uri) || this.#roots.ofFile(uri) !== undefined) {
      this.#jobs.add(async () => {
        const known = this.#onDisk.size;
        const now = await this.#respell(canonicalUri(clientUri));
        const respelled = this.#onDisk.size !== known || this.#roots.ofFile(now) === undefined;
        const read = readableFile(now, await this.#files.read(now));
        const text = read?.text;
        const existed = this.#onDisk.has(now);
        // Another file is part of a policy only while it is open as one.
        if (text === undefined || !this.#folders.isFound(now)) this.#onDisk.delete(now);
        else this.#onDisk.add(now);
        if (!respelled && this.#documents.isOpenPolicy(now)) return;
        if (!respelled && text !== undefined && existed && this.#roots.setText(now, text)) {
          this.#roots.noteFault(now, read?.fault);
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
    return this.#documents.get(uri)?.text ?? (await textOf(this.#files, uri));
  }

  /** The same, with why it cannot be read. */
  async readFile(uri: string): Promise<FileText> {
    const open = this.#documents.get(uri)?.text;
    return open === undefined ? this.#files.read(uri) : { text: open };
  }

  // ---- What it answers --------------------------------------------------------------------------------------------

  /** Resolves once everything that was asked for so far is read. */
  async settled(): Promise<void> {
    while (!this.#jobs.areDone) await this.#jobs.step();
  }

  document(clientUri: string): OpenDocument | undefined {
    return this.#documents.get(this.#spellings.onDisk(clientUri));
  }

  /** The policies' URI of a client's. */
  uriOf(clientUri: string): string {
    return this.#spellings.onDisk(clientUri);
  }

  /** The client's URI of one of the policies'. */
  clientUri(uri: string): string {
    return this.#documents.get(uri)?.uri ?? this.#spellings.ofClient(uri);
  }

  /** Another number each time a document was opened or closed. */
  get openings(): number {
    return this.#documents.openings;
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
    return [...new Set([...this.#documents.policies()].flatMap(([uri]) => this.#roots.ofFile(uri) ?? []))];
  }

  /** Takes what the sources of a policy's application say of its classes. */
  takeWritten(rootUri: string, written: Written | undefined): void {
    this.#roots.takeWritten(rootUri, written);
  }

  /** The policy whose configuration names a file as its data, and the file's text; undefined for any other file. */
  async dataAt(clientUri: string): Promise<{ readonly root: Root; readonly text: string } | undefined> {
    const uri = this.#spellings.onDisk(clientUri);
    if (!isBeside(uri)) return undefined;
    await this.settled();
    const [configuration] = this.#configurations.withData(uri);
    const named = [...this.#roots.asRead()].find((root) => root.configuration === configuration);
    const root = configuration === undefined || named === undefined ? undefined : this.root(named.uri);
    const text = this.#documents.get(uri)?.text ?? this.#configurations.get(configuration ?? '')?.data?.text;
    return root === undefined || text === undefined ? undefined : { root, text };
  }

  /**
   * Whether a configuration names a file as facts of its Cloud policy, though the file is no part of any configured policy. One in Polar is read as a policy
   * too, for what needs no more than its syntax.
   */
  isFacts(uri: string): boolean {
    return this.#roots.isFacts(uri);
  }

  /** The policy whose configuration names a file as its facts, though it is no part of it, and the file's text; undefined for any other file. */
  async factsAt(clientUri: string): Promise<{ readonly root: Root; readonly text: string } | undefined> {
    const uri = this.#spellings.onDisk(clientUri);
    if (factFormatOf(shortName(uri)) === undefined) return undefined;
    await this.settled();
    const root = this.roots().find((each) => factFilesOf(each).includes(uri));
    if (root === undefined || root.policy.files.has(uri)) return undefined;
    const text = this.#documents.get(uri)?.text ?? (await this.read(uri));
    return text === undefined ? undefined : { root, text };
  }

  /** The data files that configurations name: the policies' URIs. */
  get dataFiles(): readonly string[] {
    return this.#configurations.dataFiles;
  }

  /** The newest policy of a root; undefined when there is none any more. */
  root(uri: string): Root | undefined {
    return this.#roots.get(uri);
  }

  /** The root that a file belongs to. */
  ownerOf(uri: string): string | undefined {
    return this.#roots.ofFile(uri);
  }

  /** Gives back the memory of line indexes that no open document needs. */
  forgetLines(): void {
    this.#lines.keepOnly((uri) => this.#documents.isOpenPolicy(uri));
  }

  roots(): readonly Root[] {
    return this.#roots.all();
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
      faultOf: (uri) => this.#roots.faultOf(uri),
      isFacts: (uri) => this.isFacts(uri),
    };
  }

  // ---- How it keeps up --------------------------------------------------------------------------------------------

  #rootOf(clientUri: string): string | undefined {
    return this.#roots.ofFile(this.#spellings.onDisk(clientUri));
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
    for (const { files, configuration } of this.#roots.asRead()) {
      const known = configuration === undefined ? files : [...files, configuration];
      const data = configuration && this.#configurations.get(configuration)?.data?.uri;
      if (data !== undefined && this.#documents.isOpenBeside(data)) continue;
      if (known.some((uri) => this.#documents.isOpenPolicy(uri) || this.#folders.isIn(uri))) continue;
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
    this.#documents.open(uri, document);
    this.#jobs.add(async () => {
      const now = await this.#disk.of(canonicalUri(document.uri));
      this.#spellings.note(canonicalUri(document.uri), now);
      this.#documents.respell(uri, now);
      const newest = this.#documents.get(now);
      if (newest === undefined) return;
      // Its policy may lie outside of the client's folders.
      if (this.#configurations.withData(now).length === 0 && !this.#folders.isIn(now) && standsInFolder(now)) {
        if (await this.#readAround(folderOf(now))) await this.#regroup();
      }
      this.#setData(now, newest.text);
    });
  }

  /** Takes the text of an open data file. Its policy is made anew only where that changes which names there are. */
  #setData(uri: string, text: string): void {
    const named = this.#configurations.withData(uri);
    if (this.#configurations.setData(uri, text)) this.#jobs.add(() => this.#regroup());
    for (const root of this.#roots.asRead())
      if (root.configuration !== undefined && named.includes(root.configuration)) this.#changed(root.uri, 'typing');
  }

  /** Sees anew which files make one policy, and loads what has changed by that. */
  #regroup(): Promise<void> {
    return this.#roots.regroup(this.#onDisk, () => this.#jobs.wake());
  }
}
