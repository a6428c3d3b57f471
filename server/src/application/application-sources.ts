import { Catalog, type Glance, glanceAt, isSourceFile, type Source } from '@polar-tools/app-classes';
import { type Configuration, isBuiltInClass, type Policy } from '@polar-tools/policy';
import {
  discover,
  type Files,
  folderOf,
  folderUri,
  isBelow,
  isSkippedFolder,
  pathBelow,
  shortName,
  textOf,
} from '@polar-tools/project';
import { seenIn } from '../completion/seen.ts';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { PositionEncoding } from '../position-encoding.ts';
import type { Root } from '../workspace/loaded-root.ts';
import { type Application, createApplication } from './application.ts';
import { hostModules } from './host-module.ts';

/** Reads the classes of a file, by its name and text. It is loaded when the first file is read. */
export type ReadSource = (name: string, text: string) => Source | undefined;

/** What the sources of applications are read with. */
export interface SourceSetting {
  readonly files: Files;
  /** Loads what parses sources. */
  readonly load: () => Promise<ReadSource>;
  readonly encoding: PositionEncoding;
  readonly clientUri: (uri: string) => string;
  /** Tells whoever reads the log. */
  readonly say: (message: string) => void;
  /** Called once sources are read for the first time, so that their changes be watched. */
  readonly begun: () => void;
}

/** More files are not looked into, and not more of their text: a workspace may be a whole disk. Those nearest to the policy come first. */
export const MOST_SOURCES = 4000;
export const MOST_CHARACTERS = 40_000_000;
/** Files that are read at once. */
const AT_ONCE = 16;
/** Rounds of following names from file to file, and files that are parsed for one policy. */
const MOST_ROUNDS = 20;
const MOST_PARSED = 400;

/** A folder whose sources have been looked over. */
interface Searched {
  readonly glances: Map<string, Glance>;
  /** The files by the names that they declare; made anew after a change. */
  declaring: ReadonlyMap<string, readonly string[]> | undefined;
}

interface Parsed {
  readonly source: Source;
  readonly lines: LineIndex;
}

/**
 * The sources of the applications that policies belong to. Nothing is run: files are found by a bounded search, looked over for the names
 * of classes, and those that a policy needs are parsed. All of it happens behind everything else.
 */
export class ApplicationSources {
  readonly #setting: SourceSetting;
  readonly #folders = new Set<string>();
  readonly #searched = new Map<string, Promise<Searched>>();
  readonly #parsed = new Map<string, Promise<Parsed | undefined>>();
  readonly #known = new Map<string, { readonly key: string; readonly application: Promise<Application | undefined> }>();
  #generation = 0;
  #enabled = true;
  #begun = false;

  constructor(setting: SourceSetting) {
    this.#setting = setting;
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
  }

  addFolder(uri: string): void {
    this.#folders.add(folderUri(uri));
  }

  removeFolder(uri: string): void {
    this.#folders.delete(folderUri(uri));
    this.folderChanged(uri);
  }

  /** A folder was moved or deleted: what lies in it is looked for anew. */
  folderChanged(uri: string): void {
    const changed = folderUri(uri);
    for (const folder of [...this.#searched.keys()])
      if (folder === changed || isBelow(changed, folder) || isBelow(folder, changed)) this.#searched.delete(folder);
    for (const file of [...this.#parsed.keys()]) if (isBelow(file, changed)) this.#parsed.delete(file);
    this.#generation++;
  }

  /** A file was made, changed or deleted. */
  fileChanged(uri: string): void {
    if (this.#searched.size === 0) return;
    if (!isSourceFile(shortName(uri))) {
      // Of a folder that is deleted, this may be all that is told.
      for (const [folder, searched] of this.#searched) if (isBelow(uri, folder)) void this.#forgetBelow(searched, uri);
      return;
    }
    this.#parsed.delete(uri);
    this.#generation++;
    for (const [folder, searched] of this.#searched) {
      if (!isBelow(uri, folder) || pathBelow(folder, uri).split('/').slice(0, -1).some(isLeftOut)) continue;
      const again = searched.then(async (known) => {
        const text = await textOf(this.#setting.files, uri);
        if (text === undefined) known.glances.delete(uri);
        else if (known.glances.has(uri) || known.glances.size < MOST_SOURCES) known.glances.set(uri, glanceAt(text));
        known.declaring = undefined;
        return known;
      });
      this.#searched.set(folder, again);
    }
  }

  /** What is known for a policy; undefined where nothing is read for it. Resolves when it is read. */
  async of(root: Root): Promise<Application | undefined> {
    const { policy } = root;
    if (!this.#enabled || policy.dialect !== 'library') return undefined;
    const names = classNames(policy);
    if (names.length === 0) return undefined;
    const key = JSON.stringify([this.#generation, names, policy.configuration.host ?? null]);
    const known = this.#known.get(root.uri);
    if (known?.key === key) return known.application;
    const application = this.#read(root, names).catch((error) => {
      this.#setting.say(`Reading the application's classes: ${error}`);
      return undefined;
    });
    this.#known.set(root.uri, { key, application });
    return application;
  }

  async #read(root: Root, names: readonly string[]): Promise<Application | undefined> {
    if (!this.#begun) {
      this.#begun = true;
      this.#setting.begun();
    }
    const home = homeOf(root);
    const folder = this.#folderAround(home);
    const searched = await this.#search(folder, home, root.configuration !== undefined);
    const { host } = root.policy.configuration;
    const modules = hostModules(host, home)
      .filter((uri) => isBelow(uri, folder) && searched.glances.has(uri))
      .slice(0, 1);
    const declaring = this.#declaring(searched);
    const ranked = new Map<string, readonly string[]>();
    const sources = new Map<string, Source>();
    const lines = new Map<string, LineIndex>();
    const take = async (uris: Iterable<string>): Promise<void> => {
      for (const uri of uris) {
        if (sources.size >= MOST_PARSED) return;
        const parsed = await this.#parse(uri);
        if (parsed === undefined) continue;
        sources.set(uri, parsed.source);
        lines.set(uri, parsed.lines);
      }
    };
    await take([...modules, ...[...searched.glances].flatMap(([uri, { registers }]) => (registers ? uri : []))]);
    const unreadable = new Set<string>();
    const parts = {
      sources,
      modules,
      exists: (uri: string) => searched.glances.has(uri) && !unreadable.has(uri),
      declaring: (name: string) => {
        let found = ranked.get(name);
        if (found === undefined) {
          found = inRank(
            (declaring.get(name) ?? []).filter((uri) => isOfHost(host, uri)),
            home,
          );
          ranked.set(name, found);
        }
        return found.filter((uri) => !unreadable.has(uri));
      },
    };
    let catalog = new Catalog(parts);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      follow(catalog, names);
      if (catalog.missing.size === 0 || sources.size >= MOST_PARSED) break;
      const wanted = [...catalog.missing];
      await take(wanted);
      for (const uri of wanted) if (!sources.has(uri)) unreadable.add(uri);
      catalog = new Catalog(parts);
    }
    return createApplication({
      catalog,
      folder,
      lines: (uri) => lines.get(uri),
      clientUri: this.#setting.clientUri,
    });
  }

  /** The client's folder that a policy lies in, else its own. */
  #folderAround(home: string): string {
    const around = [...this.#folders].filter((folder) => home === folder || isBelow(home, folder));
    return around.sort((one, other) => other.length - one.length)[0] ?? home;
  }

  /** A policy that nobody has opened a folder or written a configuration for may lie anywhere: there, its own folder alone is looked into. */
  #search(folder: string, home: string, isConfigured: boolean): Promise<Searched> {
    const known = this.#searched.get(folder);
    if (known !== undefined) return known;
    const searched = this.#lookOver(folder, home, isConfigured || this.#folders.has(folder));
    this.#searched.set(folder, searched);
    return searched;
  }

  async #lookOver(folder: string, home: string, goesBelow: boolean): Promise<Searched> {
    const { files, say } = this.#setting;
    const enters = (path: string): boolean => goesBelow && !isLeftOut(path.slice(path.lastIndexOf('/') + 1));
    const { policyFiles: found, complete } = await discover(files, folder, enters, isSourceFile);
    const glances = new Map<string, Glance>();
    let characters = 0;
    const waiting = inRank(found, home).slice(0, MOST_SOURCES);
    let at = 0;
    for (; at < waiting.length && characters < MOST_CHARACTERS; at += AT_ONCE) {
      const batch = waiting.slice(at, at + AT_ONCE);
      const texts = await Promise.all(batch.map((uri) => textOf(files, uri)));
      for (const [index, text] of texts.entries()) {
        if (text === undefined) continue;
        characters += text.length;
        glances.set(batch[index]!, glanceAt(text));
      }
    }
    if (!complete || found.length > waiting.length || at < waiting.length)
      say(
        `${folder} has more sources than are read for the classes of a policy: ${glances.size} of ${found.length} were, those nearest to it.`,
      );
    return { glances, declaring: undefined };
  }

  #declaring(searched: Searched): ReadonlyMap<string, readonly string[]> {
    if (searched.declaring !== undefined) return searched.declaring;
    const declaring = new Map<string, string[]>();
    for (const [uri, { declares }] of searched.glances)
      for (const name of declares) {
        const known = declaring.get(name);
        if (known === undefined) declaring.set(name, [uri]);
        else known.push(uri);
      }
    searched.declaring = declaring;
    return declaring;
  }

  #parse(uri: string): Promise<Parsed | undefined> {
    const known = this.#parsed.get(uri);
    if (known !== undefined) return known;
    const { load, files, encoding } = this.#setting;
    const parsed = (async () => {
      const read = await load();
      const text = await textOf(files, uri);
      const source = text === undefined ? undefined : read(shortName(uri), text);
      return source === undefined ? undefined : { source, lines: createLineIndex(text!, encoding) };
    })();
    this.#parsed.set(uri, parsed);
    return parsed;
  }

  async #forgetBelow(searched: Promise<Searched>, folder: string): Promise<void> {
    const known = await searched;
    for (const uri of [...known.glances.keys()]) {
      if (!isBelow(uri, folder)) continue;
      known.glances.delete(uri);
      this.#parsed.delete(uri);
      known.declaring = undefined;
      this.#generation++;
    }
  }
}

/** The folder of a policy: of its configuration, or of its files. */
const homeOf = ({ configuration, files, uri }: Root): string => folderOf(configuration ?? files[0] ?? uri);

/** The classes that a policy names: these are looked for. */
function classNames(policy: Policy): readonly string[] {
  const names = new Set([
    ...policy.blocks.keys(),
    ...seenIn(policy).classes,
    ...Object.keys(policy.configuration.classes ?? {}),
  ]);
  return [...names].filter((name) => !isBuiltInClass(name)).sort();
}

/** Folders of what was built, or of others' code, beside those that no search enters. */
const LEFT_OUT: ReadonlySet<string> = new Set(['build', 'out', 'site-packages', 'vendor', 'coverage']);
const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || isSkippedFolder(name);

const isOfHost = (host: Configuration['host'], uri: string): boolean =>
  host === undefined || /\.py$/.test(uri) === (host.kind === 'python');

/** The nearest to a folder first; tests and migrations last, which declare classes of the same names. */
function inRank(uris: readonly string[], home: string): readonly string[] {
  const near = home.split('/');
  const rankOf = (uri: string): readonly number[] => {
    const path = uri.split('/');
    let shared = 0;
    while (shared < near.length && near[shared] === path[shared]) shared++;
    return [
      /(^|[/_.])(tests?|specs?|__tests__|migrations|fixtures|mocks?)([/_.]|$)/.test(path.slice(shared).join('/'))
        ? 1
        : 0,
      near.length - shared,
      path.length,
    ];
  };
  return uris
    .map((uri) => ({ uri, rank: rankOf(uri) }))
    .sort((one, other) => {
      for (const [at, value] of one.rank.entries()) if (value !== other.rank[at]) return value - other.rank[at]!;
      return one.uri < other.uri ? -1 : 1;
    })
    .map(({ uri }) => uri);
}

/** Goes from the classes of a policy to all that their members lead to, so that the catalog says what it lacks. */
function follow(catalog: Catalog, names: readonly string[]): void {
  const waiting = names.flatMap((name) => catalog.named(name) ?? []);
  const seen = new Set(waiting.map(({ declared }) => declared));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of catalog.members(next).byName.keys()) {
      const { itself, elements } = catalog.heldBy(next, name);
      for (const found of [...itself, ...elements]) {
        if (seen.has(found.declared)) continue;
        seen.add(found.declared);
        waiting.push(found);
      }
    }
  }
}
