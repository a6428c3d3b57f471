import type { Configuration } from '@polar-tools/policy';
import { type Files, type FileText, folderUri, isBelow } from '@polar-tools/project';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Written } from './application/written.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import { changeDocument, type OpenDocument } from './document.ts';
import type { PositionEncoding } from './position-encoding.ts';
import type { ReadingProgress } from './reading-progress.ts';
import { LineIndexes, type View } from './view.ts';
import { BesidePolicies, mayBeFacts, type Named } from './workspace/beside-policies.ts';
import { ClientFolders } from './workspace/client-folders.ts';
import { Configurations } from './workspace/configurations.ts';
import { DiskChanges } from './workspace/disk-changes.ts';
import { KnownFiles } from './workspace/known-files.ts';
import type { Root } from './workspace/loaded-root.ts';
import { type Changed, LoadedRoots } from './workspace/loaded-roots.ts';
import { isBeside, OpenDocuments } from './workspace/open-documents.ts';
import { PolicySearch } from './workspace/policy-search.ts';
import { ReadingJobs } from './workspace/reading-jobs.ts';

/** Milliseconds to wait for a client's settings. */
const LONGEST_WAIT = 2000;

/**
 * The policies of everything that is open or lies in the client's folders. It reads files only through the file system it
 * is given, and hears of their changes; the text of an open document counts before the disk's.
 */
export class Workspace {
  readonly encoding: PositionEncoding;
  readonly #lines: LineIndexes;
  readonly #jobs: ReadingJobs;
  readonly #documents = new OpenDocuments();
  readonly #folders = new ClientFolders();
  readonly #configurations: Configurations;
  readonly #roots: LoadedRoots;
  readonly #known: KnownFiles;
  readonly #search: PolicySearch;
  readonly #disk: DiskChanges;
  readonly #beside: BesidePolicies;

  /** `report` is told of faults of ours, which stop nothing. */
  constructor(
    files: Files,
    encoding: PositionEncoding,
    changed: Changed,
    report: (doing: string, error: unknown) => void,
    progress: ReadingProgress,
  ) {
    this.encoding = encoding;
    this.#lines = new LineIndexes(encoding);
    const jobs = new ReadingJobs(progress, report);
    const documents = this.#documents;
    const configurations = new Configurations(files, encoding);
    const roots = new LoadedRoots({ files, documents, configurations, progress, changed, report });
    const known = new KnownFiles(files, documents, roots);
    const regroup = (): Promise<void> => roots.regroup(known.all, () => jobs.wake());
    const searched = { files, documents, folders: this.#folders, known, configurations, jobs, regroup, report };
    this.#jobs = jobs;
    this.#configurations = configurations;
    this.#roots = roots;
    this.#known = known;
    this.#search = new PolicySearch(searched);
    this.#disk = new DiskChanges(searched, roots, this.#search);
    this.#beside = new BesidePolicies(searched, roots, this.#search, changed);
  }

  // ---- What the client says ---------------------------------------------------------------------------------------

  /**
   * Reads all policies of a folder: it is searched behind everything else, so that an open document waits for the files of its own policy
   * alone.
   */
  addFolder(folder: string): void {
    this.#jobs.add(async () => {
      const uri = await this.#known.takeFolder(folderUri(folder));
      this.#folders.add(uri);
      this.#search.all(uri);
    });
  }

  removeFolder(folder: string): void {
    this.#jobs.add(async () => {
      const removed = this.#known.uriOf(folderUri(folder));
      this.#folders.delete(removed);
      const gone = (uri: string): boolean => isBelow(uri, removed) && !this.#folders.isIn(uri);
      this.#known.forget(gone);
      this.#configurations.forget(gone);
      await this.#regroup();
      for (const [uri] of this.#documents.policies()) if (gone(uri)) await this.#search.around(uri);
    });
  }

  /** A folder on disk was made, moved or deleted, which may be all that is heard of the files in it. */
  folderChanged(folder: string): void {
    this.#disk.folder(folder);
  }

  /** A file or a folder on disk was made, changed or deleted. `isNew` where the client says that it was made. */
  fileChanged(clientUri: string, isNew = false): void {
    this.#disk.file(clientUri, isNew);
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
      this.#beside.open(document);
      return;
    }
    const uri = this.#known.uriOf(document.uri);
    this.#documents.open(uri, document);
    if (this.#known.has(uri) && this.#roots.setText(uri, document.text)) return;
    this.#jobs.add(async () => {
      const now = await this.#known.respell(document.uri);
      if (!this.#roots.setText(now, this.#documents.policy(now)?.text)) await this.#search.around(now);
    });
  }

  /** Answers whether the document is open: changes of another are ignored, since what they change is unknown. */
  change(clientUri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const uri = this.#known.uriOf(clientUri);
    const document = this.document(clientUri);
    if (document === undefined) return false;
    const changed = changeDocument(document, version ?? document.version + 1, changes, this.encoding);
    this.#documents.set(uri, changed);
    if (isBeside(uri)) this.#beside.setText(uri, changed.text);
    else this.#roots.setText(uri, changed.text);
    return true;
  }

  close(clientUri: string): void {
    const uri = this.#known.uriOf(clientUri);
    if (!this.#documents.close(uri)) return;
    this.fileChanged(clientUri);
    this.#jobs.add(() => this.#forgetUnneeded());
  }

  /** The text of a file, of an open document as it stands in the editor. */
  read(uri: string): Promise<string | undefined> {
    return this.#search.read(uri);
  }

  /** The same, with why it cannot be read. */
  readFile(uri: string): Promise<FileText> {
    return this.#search.readFile(uri);
  }

  // ---- What it answers --------------------------------------------------------------------------------------------

  /** Resolves once everything that was asked for so far is read. */
  async settled(): Promise<void> {
    while (!this.#jobs.areDone) await this.#jobs.step();
  }

  document(clientUri: string): OpenDocument | undefined {
    return this.#documents.get(this.#known.uriOf(clientUri));
  }

  /** The policies' URI of a client's. */
  uriOf(clientUri: string): string {
    return this.#known.uriOf(clientUri);
  }

  /** The client's URI of one of the policies'. */
  clientUri(uri: string): string {
    return this.#known.clientUri(uri);
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
  async dataAt(clientUri: string): Promise<Named | undefined> {
    if (!isBeside(clientUri)) return undefined;
    await this.settled();
    return this.#beside.dataAt(clientUri);
  }

  /**
   * Whether a configuration names a file as facts of its Cloud policy, though the file is no part of any configured policy. One in Polar is read as a policy
   * too, for what needs no more than its syntax.
   */
  isFacts(uri: string): boolean {
    return this.#roots.isFacts(uri);
  }

  /** The policy whose configuration names a file as its facts, though it is no part of it, and the file's text; undefined for any other file. */
  async factsAt(clientUri: string): Promise<Named | undefined> {
    if (!mayBeFacts(clientUri)) return undefined;
    await this.settled();
    return this.#beside.factsAt(clientUri);
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
    return this.#roots.ofFile(this.#known.uriOf(clientUri));
  }

  /** Forgets policies outside of the client's folders of which no document is open any more. */
  async #forgetUnneeded(): Promise<void> {
    let some = false;
    for (const { files, configuration } of this.#roots.asRead()) {
      const known = configuration === undefined ? files : [...files, configuration];
      const data = configuration && this.#configurations.get(configuration)?.data?.uri;
      if (data !== undefined && this.#documents.isOpenBeside(data)) continue;
      if (known.some((uri) => this.#documents.isOpenPolicy(uri) || this.#folders.isIn(uri))) continue;
      for (const uri of files) this.#known.delete(uri);
      if (configuration !== undefined) this.#configurations.delete(configuration);
      some = true;
    }
    if (some) await this.#regroup();
  }

  /** Sees anew which files make one policy, and loads what has changed by that. */
  #regroup(): Promise<void> {
    return this.#roots.regroup(this.#known.all, () => this.#jobs.wake());
  }
}
