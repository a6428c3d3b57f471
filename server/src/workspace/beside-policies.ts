import { factFormatOf } from '@polar-tools/evaluator';
import { folderOf, shortName, standsInFolder } from '@polar-tools/project';
import type { OpenDocument } from '../document.ts';
import { factFilesOf } from '../facts/named-facts.ts';
import type { Root } from './loaded-root.ts';
import type { Changed, LoadedRoots } from './loaded-roots.ts';
import { isBeside } from './open-documents.ts';
import type { PolicySearch, Searched } from './policy-search.ts';

/** A policy, and the text of a file that its configuration names. */
export interface Named {
  readonly root: Root;
  readonly text: string;
}

/** The files that stand beside policies, as configurations name them: data files and files of facts. */
export class BesidePolicies {
  readonly #of: Searched;
  readonly #roots: LoadedRoots;
  readonly #search: PolicySearch;
  readonly #changed: Changed;

  constructor(of: Searched, roots: LoadedRoots, search: PolicySearch, changed: Changed) {
    this.#of = of;
    this.#roots = roots;
    this.#search = search;
    this.#changed = changed;
  }

  open(document: OpenDocument): void {
    const { documents, known, folders, configurations, jobs, regroup } = this.#of;
    documents.open(known.uriOf(document.uri), document);
    jobs.add(async () => {
      const now = await known.respellBeside(document.uri);
      const newest = documents.get(now);
      if (newest === undefined) return;
      // Its policy may lie outside of the client's folders.
      if (configurations.withData(now).length === 0 && !folders.isIn(now) && standsInFolder(now)) {
        if (await this.#search.aroundFolder(folderOf(now))) await regroup();
      }
      this.setText(now, newest.text);
    });
  }

  /** Takes the text of an open data file. Its policy is made anew only where that changes which names there are. */
  setText(uri: string, text: string): void {
    const { configurations, jobs, regroup } = this.#of;
    const named = configurations.withData(uri);
    if (configurations.setData(uri, text)) jobs.add(regroup);
    for (const root of this.#roots.asRead())
      if (root.configuration !== undefined && named.includes(root.configuration)) this.#changed(root.uri, 'typing');
  }

  /** The policy whose configuration names a file as its data; undefined for any other file. What has changed on disk must be read. */
  dataAt(clientUri: string): Named | undefined {
    const { documents, known, configurations } = this.#of;
    const uri = known.uriOf(clientUri);
    if (!isBeside(uri)) return undefined;
    const [configuration] = configurations.withData(uri);
    const named = [...this.#roots.asRead()].find((root) => root.configuration === configuration);
    const root = configuration === undefined || named === undefined ? undefined : this.#roots.get(named.uri);
    const text = documents.get(uri)?.text ?? configurations.get(configuration ?? '')?.data?.text;
    return root === undefined || text === undefined ? undefined : { root, text };
  }

  /** The policy whose configuration names a file as its facts, though it is no part of it; undefined for any other file. */
  async factsAt(clientUri: string): Promise<Named | undefined> {
    const uri = this.#of.known.uriOf(clientUri);
    const root = this.#roots.all().find((each) => factFilesOf(each).includes(uri));
    if (root === undefined || root.policy.files.has(uri)) return undefined;
    const text = await this.#search.read(uri);
    return text === undefined ? undefined : { root, text };
  }
}

/** Whether a file may be one of facts. */
export const mayBeFacts = (uri: string): boolean => factFormatOf(shortName(uri)) !== undefined;
