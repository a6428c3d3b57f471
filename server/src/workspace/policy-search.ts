import { configurationFileName } from '@polar-tools/policy';
import {
  ConfigurationFinder,
  discover,
  type Files,
  type FileText,
  folderOf,
  foldersAbove,
  MOST_FOLDERS,
  mayIncludeBelow,
  standsInFolder,
  textOf,
  thisFolderOnly,
  within,
} from '@polar-tools/project';
import { SharedListings } from '../shared-listings.ts';
import type { ClientFolders } from './client-folders.ts';
import type { Configurations } from './configurations.ts';
import type { KnownFiles } from './known-files.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { ReadingJobs } from './reading-jobs.ts';

/** What a search looks into, and what it tells of what it finds. */
export interface Searched {
  readonly files: Files;
  readonly documents: OpenDocuments;
  readonly folders: ClientFolders;
  readonly known: KnownFiles;
  readonly configurations: Configurations;
  readonly jobs: ReadingJobs;
  /** Sees anew which files make one policy. */
  readonly regroup: () => Promise<void>;
  /** Told of faults, which stop nothing. */
  readonly report: (doing: string, error: unknown) => void;
}

/** Finds policy files and configurations on disk: in the client's folders, around a document that is opened, and where something has changed. */
export class PolicySearch {
  readonly #of: Searched;
  readonly #listings: SharedListings;
  /** What has changed since the searches that are under way began, by URI. */
  readonly #changedMeanwhile = new Map<string, () => void>();
  #underWay = 0;

  constructor(of: Searched) {
    this.#of = of;
    this.#listings = new SharedListings(of.files);
  }

  /** Searches one of the client's folders, behind everything else. */
  all(folder: string): void {
    this.#of.jobs.behind(() => this.#all(folder));
  }

  /** Takes a change once more after the searches that are under way, which may put what they saw before it in its place. */
  againAfterwards(uri: string, take: () => void): void {
    if (this.#underWay > 0) this.#changedMeanwhile.set(uri, take);
  }

  /** Finds the policy of a document that lies outside the client's folders. */
  async around(uri: string): Promise<void> {
    if (standsInFolder(uri)) {
      const folder = folderOf(uri);
      if (!(await this.aroundFolder(folder)))
        this.#of.known.add((await discover(this.#of.files, folder, thisFolderOnly)).policyFiles);
    }
    await this.#of.regroup();
  }

  /** Reads the policy of the nearest configuration at or above a folder; answers whether there is one. */
  async aroundFolder(folder: string): Promise<boolean> {
    const { files } = this.#listings;
    const configured = await new ConfigurationFinder(files).atOrAbove(folder);
    if (configured === undefined) return false;
    const may = (path: string): boolean => mayIncludeBelow(configured.configuration, path);
    const found = await discover(files, configured.folder, may);
    this.#of.known.add(found.policyFiles);
    await Promise.all(found.configurations.map((file) => this.readConfiguration(file)));
    return true;
  }

  /** Reads all of a folder that has changed. */
  async below(folder: string): Promise<void> {
    const found = await discover(this.#of.files, folder);
    this.#of.known.add(found.policyFiles);
    await Promise.all(found.configurations.map((uri) => this.readConfiguration(uri)));
  }

  /**
   * Reads the configurations of these folders and of those above, as far as they are the client's, of which nothing is known; answers whether there are any.
   * A watcher may begin to look into a new folder when its configuration is written already, and tell of the rest alone.
   */
  async unknownConfigurations(folders: Iterable<string>): Promise<boolean> {
    const { configurations } = this.#of;
    const known = new Set(configurations.all().map(({ uri }) => folderOf(uri)));
    const asked = new Set([...folders].flatMap((folder) => [folder, ...foldersAbove(folder)]));
    const unknown = [...asked].filter((folder) => this.#of.folders.isIn(folder) && !known.has(folder));
    await Promise.all(unknown.map((folder) => this.readConfiguration(within(folder, configurationFileName))));
    return unknown.some((folder) => configurations.get(within(folder, configurationFileName)) !== undefined);
  }

  /** Reads a configuration as it is on disk, with what it names as it stands in the editor. */
  readConfiguration(uri: string): Promise<void> {
    return this.#of.configurations.read(uri, (file) => this.readFile(file));
  }

  /** The text of a file, of an open document as it stands in the editor; or why it cannot be read. */
  async readFile(uri: string): Promise<FileText> {
    const open = this.#of.documents.get(uri)?.text;
    return open === undefined ? this.#of.files.read(uri) : { text: open };
  }

  /** The same, without why. */
  async read(uri: string): Promise<string | undefined> {
    return this.#of.documents.get(uri)?.text ?? (await textOf(this.#of.files, uri));
  }

  async #all(folder: string): Promise<void> {
    const { jobs, folders, known, regroup, report } = this.#of;
    this.#underWay++;
    const release = this.#listings.hold();
    const end = (): void => {
      release();
      if (--this.#underWay > 0) return;
      const changed = [...this.#changedMeanwhile.values()];
      this.#changedMeanwhile.clear();
      for (const take of changed) take();
    };
    const found = await discover(this.#listings.files, folder).catch((error) => {
      end();
      throw error;
    });
    if (!found.complete) {
      const message = `${folder} has more than ${MOST_FOLDERS} folders, so only the first were searched. Open the policy's own folder.`;
      report('Looking for policies', message);
    }
    jobs.add(async () => {
      try {
        // It was taken away meanwhile.
        if (!folders.has(folder)) return;
        known.add(found.policyFiles);
        await Promise.all(found.configurations.map((uri) => this.readConfiguration(uri)));
        // The folder may be a part of a policy that is configured above it.
        if (!found.configurations.some((each) => folderOf(each) === folder)) await this.aroundFolder(folder);
      } finally {
        end();
      }
      await regroup();
    });
  }
}
