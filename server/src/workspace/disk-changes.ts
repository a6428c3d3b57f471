import { configurationFileName } from '@polar-tools/policy';
import { folderOf, folderUri, isBelow, shortName } from '@polar-tools/project';
import { readableFile } from '../readable.ts';
import type { LoadedRoots } from './loaded-roots.ts';
import type { PolicySearch, Searched } from './policy-search.ts';

/**
 * What happens on disk, as watchers tell it: late, in any order, of a folder that is moved or deleted nothing but the folder, and of one that is new perhaps
 * not all that lies in it. So nothing of what is told is believed but that something has changed there; what it is is seen by reading.
 */
export class DiskChanges {
  readonly #of: Searched;
  readonly #roots: LoadedRoots;
  readonly #search: PolicySearch;
  /** What is new, and may be a folder or have come with a configuration, by URI; looked at together. */
  #new = new Set<string>();

  constructor(of: Searched, roots: LoadedRoots, search: PolicySearch) {
    this.#of = of;
    this.#roots = roots;
    this.#search = search;
  }

  /** A file or a folder was made, changed or deleted; which of these is seen by reading it. `isNew` where it is said to be made. */
  file(clientUri: string, isNew: boolean): void {
    const { folders, known, configurations, jobs } = this.#of;
    this.#search.againAfterwards(clientUri, () => this.file(clientUri, isNew));
    const uri = known.uriOf(clientUri);
    if (shortName(uri) === configurationFileName) {
      if (folders.isReached(uri)) this.#readConfigurations([uri]);
      return;
    }
    const naming = configurations.naming(uri);
    if (naming.length > 0) this.#readConfigurations(naming);
    if (configurations.withData(uri).length > 0) return;
    if (folders.isFound(uri) || this.#roots.ofFile(uri) !== undefined) {
      if (!known.has(uri)) this.#look(uri);
      jobs.add(() => this.#policyFile(clientUri));
    } else if (this.#isKnownFolder(folderUri(uri))) this.folder(uri);
    else if (isNew) this.#look(uri);
  }

  /** A folder was made, moved or deleted, which may be all that is heard of the files in it. */
  folder(clientUri: string): void {
    this.#search.againAfterwards(clientUri, () => this.folder(clientUri));
    this.#of.jobs.add(async () => {
      await this.#folder(this.#of.known.uriOf(folderUri(clientUri)));
      await this.#of.regroup();
    });
  }

  /** Whether something that is known lies in a folder, or should. */
  #isKnownFolder(uri: string): boolean {
    const { known, configurations } = this.#of;
    return known.hasBelow(uri) || configurations.hasBelow(uri) || configurations.namingBelow(uri).length > 0;
  }

  /** Reads the files of a folder anew, and what names them. */
  async #folder(changed: string): Promise<void> {
    const { files, documents, folders, known, configurations } = this.#of;
    const isInside = (uri: string): boolean => isBelow(uri, changed);
    known.forget(isInside);
    configurations.forget(isInside);
    const isThere = await known.isSpelled(changed);
    if (folders.isIn(changed) && folders.isSearched(changed) && isThere) await this.#search.below(changed);
    // What lies there by the same name may be another file.
    for (const uri of [...known.all].filter((each) => isInside(each) && !documents.isOpenPolicy(each))) {
      const read = readableFile(uri, await files.read(uri));
      if (this.#roots.setText(uri, read?.text)) this.#roots.noteFault(uri, read?.fault);
    }
    const naming = configurations.namingBelow(changed);
    await Promise.all(naming.map((uri) => this.#search.readConfiguration(uri)));
  }

  #readConfigurations(uris: readonly string[]): void {
    this.#of.jobs.add(async () => {
      for (const uri of uris) await this.#search.readConfiguration(uri);
      await this.#of.regroup();
    });
  }

  async #policyFile(clientUri: string): Promise<void> {
    const { files, documents, folders, known, regroup } = this.#of;
    const before = known.count;
    const uri = await known.respell(clientUri);
    const respelled = known.count !== before || this.#roots.ofFile(uri) === undefined;
    const read = readableFile(uri, await files.read(uri));
    const text = read?.text;
    const existed = known.has(uri);
    // Another file is part of a policy only while it is open as one.
    if (text === undefined || !folders.isFound(uri)) known.delete(uri);
    else known.add([uri]);
    if (!respelled && documents.isOpenPolicy(uri)) return;
    if (!respelled && text !== undefined && existed && this.#roots.setText(uri, text)) {
      this.#roots.noteFault(uri, read?.fault);
      return;
    }
    await regroup();
  }

  /** Looks at what is new: of a folder, for all in it; of a policy file, for configurations that came with it. */
  #look(uri: string): void {
    const { folders, jobs } = this.#of;
    if (!folders.isIn(uri) || !folders.isReached(uri)) return;
    this.#new.add(uri);
    if (this.#new.size === 1) jobs.add(() => this.#lookAtNew());
  }

  async #lookAtNew(): Promise<void> {
    const { files, folders, regroup } = this.#of;
    const all = [...this.#new];
    this.#new.clear();
    const policies = all.filter((uri) => folders.isFound(uri));
    let some = await this.#search.unknownConfigurations(new Set(policies.map(folderOf)));
    for (const uri of all) {
      if (policies.includes(uri) || !folders.isSearched(uri) || (await files.list(uri)) === undefined) continue;
      await this.#folder(uri);
      some = true;
    }
    if (some) await regroup();
  }
}
