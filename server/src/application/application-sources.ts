import {
  Catalog,
  type FoundClass,
  isPathMappingFile,
  isSourceFile,
  mayMention,
  type PathMapping,
  type Source,
} from '@polar-tools/app-classes';
import { type Configuration, isBuiltInClass, mentionedClasses, type Policy } from '@polar-tools/policy';
import {
  type Files,
  folderOf,
  folderUri,
  hostModules,
  isBelow,
  shortName,
  textOf,
  uriOf,
  within,
} from '@polar-tools/project';
import type { LineIndex } from '../line-index.ts';
import type { Root } from '../workspace/loaded-root.ts';
import { type Application, createApplication } from './application.ts';
import { launchedHosts } from './launch-hosts.ts';
import { nearFirst } from './near-first.ts';
import { ParsedSources, type ParsingSetting } from './parsed-sources.ts';
import { readPathMapping } from './read-path-mapping.ts';
import { declaringIn, SourceFolders } from './source-folders.ts';
import { Written } from './written.ts';

/** What the sources of applications are read with. */
export interface SourceSetting extends Omit<ParsingSetting, 'textOf'> {
  readonly files: Files;
  /** The text of a document that is open; undefined for any other. */
  readonly openText: (uri: string) => string | undefined;
  readonly clientUri: (uri: string) => string;
  /** Tells whoever reads the log. */
  readonly say: (message: string) => void;
  /** Called once sources are read for the first time, so that their changes be watched. */
  readonly begun: () => void;
}

/** Rounds of following names from file to file, and files that are parsed for one policy. */
const MOST_ROUNDS = 20;
const MOST_PARSED = 400;

/**
 * The sources of the applications that policies belong to. Nothing is run: files are found by a bounded search, looked over for the names
 * of classes, and those that a policy needs are parsed. All of it happens behind everything else.
 */
export class ApplicationSources {
  readonly #setting: SourceSetting;
  readonly #folders: SourceFolders;
  readonly #parsed: ParsedSources;
  readonly #known = new Map<string, { readonly key: string; readonly application: Promise<Application | undefined> }>();
  /** The same by the version of a policy, whose classes need not be gathered again to see that they are the same. */
  readonly #byVersion = new WeakMap<
    Policy,
    { readonly generation: number; readonly application: Promise<Application | undefined> }
  >();
  #generation = 0;
  #enabled = true;
  #begun = false;

  constructor(setting: SourceSetting) {
    this.#setting = setting;
    this.#folders = new SourceFolders({ ...setting, textOf: this.#textOf });
    this.#parsed = new ParsedSources({ ...setting, textOf: this.#textOf });
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
  }

  addFolder(uri: string): void {
    this.#folders.add(uri);
  }

  removeFolder(uri: string): void {
    this.#folders.remove(uri);
    this.folderChanged(uri);
  }

  /** A folder was moved or deleted: what lies in it is looked for anew. */
  folderChanged(uri: string): void {
    const changed = folderUri(uri);
    this.#folders.forgetAround(changed);
    this.#parsed.forgetBelow(changed);
    this.#generation++;
  }

  /** A file was made, changed or deleted, or an open one was typed in. Answers whether it may be one that is read. */
  fileChanged(uri: string): boolean {
    if (this.#folders.isEmpty) return false;
    const name = shortName(uri);
    if (isPathMappingFile(name)) this.folderChanged(folderOf(uri));
    else if (name.endsWith('.json')) this.#generation++;
    else if (isSourceFile(name)) {
      this.#parsed.forget(uri);
      this.#generation++;
      this.#folders.lookAgain(uri);
    } else {
      // Of a folder that is deleted, this may be all that is told.
      void this.#folders.forgetBelow(uri).then((gone) => {
        for (const each of gone) this.#parsed.forget(each);
        if (gone.length > 0) this.#generation++;
      });
      return false;
    }
    return true;
  }

  /** What is known for a policy; undefined where nothing is read for it. Resolves when it is read. */
  async of(root: Root): Promise<Application | undefined> {
    const { policy } = root;
    if (!this.#enabled || policy.dialect !== 'library') return undefined;
    const before = this.#byVersion.get(policy);
    if (before?.generation === this.#generation) return before.application;
    const application = this.#ofClasses(root);
    this.#byVersion.set(policy, { generation: this.#generation, application });
    return application;
  }

  /** The same for every version of a policy that names the same classes. */
  async #ofClasses(root: Root): Promise<Application | undefined> {
    const { policy } = root;
    const names = classNames(policy);
    if (names.length === 0) return undefined;
    const { host, data } = policy.configuration;
    const key = JSON.stringify([this.#generation, names, host ?? null, data ?? null]);
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
    const folder = this.#folders.around(home);
    const searched = await this.#folders.search(folder, home, root.configuration !== undefined);
    const { host, data } = root.policy.configuration;
    const named = host === undefined ? await this.#launched(folder, home) : hostModules(host, home);
    const modules = named.filter((uri) => isBelow(uri, folder) && searched.glances.has(uri)).slice(0, 1);
    const declaring = declaringIn(searched);
    const ranked = new Map<string, readonly string[]>();
    const sources = new Map<string, Source>();
    const lines = new Map<string, LineIndex>();
    const take = async (uris: Iterable<string>): Promise<void> => {
      for (const uri of uris) {
        if (sources.size >= MOST_PARSED) return;
        const parsed = await this.#parsed.get(uri);
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
      mappings: await this.#mappings(searched.mappings),
      exists: (uri: string) => searched.glances.has(uri) && !unreadable.has(uri),
      declaring: (name: string) => {
        let found = ranked.get(name);
        if (found === undefined) {
          const all = declaring.get(name) ?? [];
          found = nearFirst(
            all.filter((uri) => isOfHost(host, uri)),
            home,
          );
          ranked.set(name, found);
        }
        return found.filter((uri) => !unreadable.has(uri));
      },
    };
    let catalog = new Catalog(parts);
    let reached: readonly FoundClass[] = [];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      reached = follow(catalog, names);
      if (catalog.missing.size === 0 || sources.size >= MOST_PARSED) break;
      const wanted = [...catalog.missing];
      await take(wanted);
      for (const uri of wanted) if (!sources.has(uri)) unreadable.add(uri);
      catalog = new Catalog(parts);
    }
    const inData = data === undefined ? undefined : await this.#textOf(uriOf(data, home));
    const { glances, complete } = searched;
    return createApplication({
      catalog,
      folder,
      lines: (uri) => lines.get(uri),
      clientUri: this.#setting.clientUri,
      written: (fileOf) =>
        new Written(catalog, names, reached, fileOf, (word) => {
          if (!complete || inData?.includes(word) === true) return true;
          for (const { words } of glances.values()) if (mayMention(words, word)) return true;
          return false;
        }),
    });
  }

  /** Where the modules of launch configurations lie, as VS Code keeps them. */
  async #launched(folder: string, home: string): Promise<readonly string[]> {
    const text = await this.#textOf(within(folder, '.vscode/launch.json'));
    const hosts = text === undefined ? [] : launchedHosts(text);
    return hosts.flatMap((host) => [...hostModules(host, home), ...hostModules(host, folder)]);
  }

  async #mappings(uris: readonly string[]): Promise<readonly PathMapping[]> {
    const read = async (uri: string) => readPathMapping(uri, this.#textOf);
    return (await Promise.all(uris.map(read))).filter((mapping) => mapping !== undefined);
  }

  readonly #textOf = async (uri: string): Promise<string | undefined> =>
    this.#setting.openText(uri) ?? (await textOf(this.#setting.files, uri));
}

/** The folder of a policy: of its configuration, or of its files. */
const homeOf = ({ configuration, files, uri }: Root): string => folderOf(configuration ?? files[0] ?? uri);

/** The classes that a policy names: these are looked for. */
function classNames(policy: Policy): readonly string[] {
  const names = new Set([
    ...policy.blocks.keys(),
    ...mentionedClasses(policy),
    ...Object.keys(policy.configuration.classes ?? {}),
  ]);
  return [...names].filter((name) => !isBuiltInClass(name)).sort();
}

const isOfHost = (host: Configuration['host'], uri: string): boolean =>
  host === undefined || /\.py$/.test(uri) === (host.kind === 'python');

/** Goes from the classes of a policy to all that their members lead to, so that the catalog says what it lacks; gives those classes. */
function follow(catalog: Catalog, names: readonly string[]): readonly FoundClass[] {
  const waiting = names.flatMap((name) => catalog.named(name) ?? []);
  const seen = new Map(waiting.map((found) => [found.declared, found]));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of catalog.members(next).byName.keys()) {
      const { itself, elements } = catalog.heldBy(next, name);
      for (const found of [...itself, ...elements]) {
        if (seen.has(found.declared)) continue;
        seen.set(found.declared, found);
        waiting.push(found);
      }
    }
  }
  return [...seen.values()];
}
