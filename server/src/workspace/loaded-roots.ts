import { type Configuration, createPolicy } from '@polar-tools/policy';
import { type Files, groupByRoot, type RootFiles } from '@polar-tools/project';
import type { Written } from '../application/written.ts';
import { readableDocument, readableFile } from '../readable.ts';
import type { ReadingProgress } from '../reading-progress.ts';
import { type Configurations, sameSettings } from './configurations.ts';
import { bringUpToDate, configurationFor, type LoadedRoot, type Root, takeWritten } from './loaded-root.ts';
import type { OpenDocuments } from './open-documents.ts';

/**
 * Called with a root's URI whenever its policy may have changed, or is gone: by what was typed, or by files and settings, of which the
 * client does not know what they change.
 */
export type Changed = (root: string, cause: 'typing' | 'files') => void;

/** What policies are grouped and read from. */
export interface Sources {
  readonly files: Files;
  readonly documents: OpenDocuments;
  readonly configurations: Configurations;
  readonly progress: ReadingProgress;
  readonly changed: Changed;
  /** Told of faults of ours, which stop nothing. */
  readonly report: (doing: string, error: unknown) => void;
}

/** Which files make one policy, and the newest policy of each. */
export class LoadedRoots {
  readonly #sources: Sources;
  readonly #roots = new Map<string, LoadedRoot>();
  readonly #ofFile = new Map<string, string>();
  /** Files that are policies by their names, and facts by a configuration. */
  #facts: ReadonlySet<string> = new Set();
  /** Why the engine could not read a file, by URI. */
  readonly #faults = new Map<string, string>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The newest policy of a root; undefined when there is none any more. */
  get(uri: string): Root | undefined {
    const root = this.#roots.get(uri);
    if (root === undefined) return undefined;
    bringUpToDate(root, this.#sources.report);
    return root;
  }

  all(): readonly Root[] {
    return [...this.#roots.keys()].map((uri) => this.get(uri)!);
  }

  /** All of them, whose policies may lack what was typed last. */
  asRead(): Iterable<LoadedRoot> {
    return this.#roots.values();
  }

  /** The root that a file belongs to. */
  ofFile(uri: string): string | undefined {
    return this.#ofFile.get(uri);
  }

  /** A file is known by another name, or is none any more. */
  forgetFile(uri: string): void {
    this.#ofFile.delete(uri);
  }

  /** Why the engine could not read a file, in words. */
  faultOf(uri: string): string | undefined {
    return this.#faults.get(uri);
  }

  /** Notes why the engine could not read a file; undefined where it could. */
  noteFault(uri: string, fault: string | undefined): void {
    if (fault === undefined) this.#faults.delete(uri);
    else this.#faults.set(uri, fault);
  }

  /**
   * Whether a configuration names a file as facts of its Cloud policy, though the file is no part of any configured policy. One in Polar is read as a policy
   * too, for what needs no more than its syntax.
   */
  isFacts(uri: string): boolean {
    if (this.#ownerOf(uri)?.configuration !== undefined) return false;
    return this.#sources.configurations
      .foldersWithFacts(uri)
      .some((folder) => this.#roots.get(folder)?.policy.dialect !== 'library');
  }

  /** Takes the newest text of a file; answers whether it belongs to a policy that is loaded. */
  setText(uri: string, text: string | undefined): boolean {
    const root = this.#ownerOf(uri);
    if (root === undefined || text === undefined) return false;
    const { text: analysed, fault } = readableDocument(uri, text);
    this.noteFault(uri, fault);
    if (analysed !== (root.pending.get(uri) ?? root.policy.files.get(uri)?.text)) root.pending.set(uri, analysed);
    // Told even if the text is the same: a client that has just opened the document waits for its diagnostics.
    this.#sources.changed(root.uri, this.#sources.documents.isOpenPolicy(uri) ? 'typing' : 'files');
    return true;
  }

  /** Takes what the sources of a policy's application say of its classes. */
  takeWritten(uri: string, written: Written | undefined): void {
    const root = this.#roots.get(uri);
    if (root !== undefined && takeWritten(root, written)) this.#sources.changed(uri, 'files');
  }

  /**
   * Sees anew which files make one policy, and loads what has changed by that.
   * @param onDisk the policy files that exist on disk
   * @param wake called when more is known: what somebody waits for may be loaded
   */
  async regroup(onDisk: Iterable<string>, wake: () => void): Promise<void> {
    const { documents, configurations, progress } = this.#sources;
    const files = new Set(onDisk);
    for (const [uri] of documents.policies()) files.add(uri);
    const grouping = groupByRoot(files, configurations.all());
    const changed = new Set<string>();
    for (const uri of [...this.#roots.keys()]) {
      if (grouping.has(uri)) continue;
      this.#roots.delete(uri);
      changed.add(uri);
    }
    const loading: { readonly group: RootFiles; readonly load: () => Promise<void> }[] = [];
    for (const group of grouping.values()) {
      const settings = configurations.settingsOf(group.configuration);
      const old = this.#roots.get(group.uri);
      if (old !== undefined && sameFiles(old, group) && sameSettings(old.settings, settings)) continue;
      progress.expect(group.files.length);
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
      const open = loading.findIndex(({ group }) => group.files.some((uri) => documents.isOpenPolicy(uri)));
      const [{ group, load }] = loading.splice(Math.max(open, 0), 1) as [(typeof loading)[number]];
      await load();
      for (const file of group.files) this.#ofFile.set(file, group.uri);
      if (open >= 0) this.#sources.changed(group.uri, 'files');
      wake();
    }
    this.#ofFile.clear();
    for (const root of this.#roots.values()) for (const file of root.files) this.#ofFile.set(file, root.uri);
    this.#takeWhatWasTyped();
    // A configuration may have become right or wrong without changing what it says.
    for (const root of this.#roots.values()) if (root.configuration !== undefined) changed.add(root.uri);
    for (const owner of this.#findFacts()) changed.add(owner);
    for (const root of changed) this.#sources.changed(root, 'files');
  }

  #ownerOf(uri: string): LoadedRoot | undefined {
    const root = this.#ofFile.get(uri);
    return root === undefined ? undefined : this.#roots.get(root);
  }

  /** While files were read. */
  #takeWhatWasTyped(): void {
    for (const [uri, document] of this.#sources.documents.policies()) {
      const root = this.#ownerOf(uri);
      const { text } = readableDocument(uri, document.text);
      if (root !== undefined && root.policy.files.get(uri)?.text !== text) root.pending.set(uri, text);
    }
  }

  /** Sees anew which files are facts; answers with the policies of those that are now, or are none any more: another policy tells of them then. */
  #findFacts(): readonly string[] {
    const facts = new Set([...this.#ofFile.keys()].filter((uri) => this.isFacts(uri)));
    const owners = [...facts, ...this.#facts].flatMap((uri) => {
      const owner = this.#ofFile.get(uri);
      return owner !== undefined && facts.has(uri) !== this.#facts.has(uri) ? [owner] : [];
    });
    this.#facts = facts;
    return owners;
  }

  async #load(group: RootFiles, settings: Configuration, old: LoadedRoot | undefined): Promise<LoadedRoot> {
    const read = await Promise.all(
      group.files.map(async (uri) => {
        const text = await this.#textOf(uri, old);
        this.#sources.progress.read();
        return { uri, text };
      }),
    );
    const texts = read.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]));
    const made = { settings, written: old?.written };
    return { ...group, ...made, policy: createPolicy(texts, configurationFor(made)), pending: new Map() };
  }

  /** The text of a file as it is analysed: the document's, else what is known already, else the disk's. */
  async #textOf(uri: string, old: LoadedRoot | undefined): Promise<string | undefined> {
    const { documents, files } = this.#sources;
    const open = documents.policy(uri);
    const known = open === undefined ? (old?.pending.get(uri) ?? old?.policy.files.get(uri)?.text) : undefined;
    if (known !== undefined) return known;
    const read = open === undefined ? readableFile(uri, await files.read(uri)) : readableDocument(uri, open.text);
    this.noteFault(uri, read?.fault);
    return read?.text;
  }
}

const sameFiles = (one: RootFiles, other: RootFiles): boolean =>
  one.configuration === other.configuration &&
  one.files.length === other.files.length &&
  one.files.every((file, at) => file === other.files[at]);
