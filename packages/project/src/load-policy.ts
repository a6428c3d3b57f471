import {
  type Configuration,
  type ConfigurationProblem,
  createPolicy,
  type DataNames,
  namesOfData,
  type Policy,
  predicatesOfFacts,
} from '@polar-tools/policy';
import { type ConfigurationFile, configurationFault } from './configuration-file.ts';
import { faultsOfNamedFiles } from './configured-files.ts';
import { embeddedPolicies, polarIn } from './embedded/embedded-policies.ts';
import { type HostLanguage, hostOf } from './embedded/host-languages.ts';
import { folderUri, shortName, within } from './file-names.ts';
import { type Files, faultMessage } from './files.ts';
import type { PolicyFiles } from './policy-groups.ts';
import type { Problem, Result } from './problem.ts';
import { readOnce } from './read-once.ts';

/** A file of a policy as it was read; of a text in another language the policy has the Polar in it, in the same places. */
export interface Source {
  readonly uri: string;
  /** As the person would write it. */
  readonly shown: string;
  readonly text: string;
}

/** A policy with the texts that its positions are in. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly sources: ReadonlyMap<string, Source>;
  readonly configuration: ConfigurationFile | undefined;
}

/** A policy as far as its files can be read. */
export interface ReadablePolicy extends LoadedPolicy {
  /** What could not be read: the file, and why. Of text in another encoding the policy has the rules, and `sources` has the text. */
  readonly unread: readonly { readonly uri: string; readonly shown: string; readonly problem: Problem }[];
  /** What is wrong with the files that the configuration names, at its places. */
  readonly misnamed: readonly ConfigurationProblem[];
}

/** Files that are read at once: a thousand would be more than a process may have open. */
const AT_ONCE = 32;

/**
 * Reads the files of a policy and makes it. What is wrong in them is the policy's own affair (`obstaclesTo`); the problems here are a file that
 * cannot be read, and a configuration with mistakes.
 *
 * @param change what counts beside the configuration, such as a dialect of the command line, or the names of another data file
 * @param read told of each file that was read
 */
export const loadPolicy = (
  named: PolicyFiles,
  files: Files,
  change?: Configuration,
  read?: () => void,
): Promise<Result<LoadedPolicy>> => load(named, files, false, change, read);

/** The same of what can be read, for who looks for mistakes: a file that cannot be read keeps nobody from those of the others. */
export const loadReadable = (
  named: PolicyFiles,
  files: Files,
  change?: Configuration,
  read?: () => void,
): Promise<Result<ReadablePolicy>> => load(named, files, true, change, read);

async function load(
  { configuration, gathered, files: named }: PolicyFiles,
  files: Files,
  goOn: boolean,
  change: Configuration = {},
  read: () => void = () => {},
): Promise<Result<ReadablePolicy>> {
  const wrong = problemsOf(configuration);
  if (wrong.length > 0) return { problems: wrong };
  const all = [...named];
  const sources: Source[] = [];
  const unread: ReadablePolicy['unread'][number][] = [];
  for (let from = 0; from < all.length && (goOn || unread.length === 0); from += AT_ONCE) {
    const batch = all.slice(from, from + AT_ONCE);
    const texts = await Promise.all(batch.map(([uri]) => files.read(uri)));
    for (const [at, [uri, shown]] of batch.entries()) {
      const file = texts[at]!;
      const text = 'text' in file ? file.text : file.fault.text;
      if (text !== undefined) sources.push({ uri, shown, text });
      if ('fault' in file) {
        const problem = { code: codeOf(file.fault.kind), message: faultMessage(file.fault, shown) };
        unread.push({ uri, shown, problem });
      }
      read();
    }
  }
  if (!goOn && unread.length > 0) return { problems: unread.map(({ problem }) => problem) };
  const problems: Problem[] = [];
  const once = readOnce(files);
  const dataNames = await dataNamesIn(dataFileOf(configuration), once);
  const toldPredicates = await predicatesTold(factFilesOf(configuration), once);
  const misnamed =
    configuration === undefined || !goOn ? [] : await faultsOfNamedFiles(configuration, once, 'anywhere');
  const settings = {
    ...(gathered && { gathered }),
    ...configuration?.configuration,
    ...(dataNames && { dataNames }),
    ...(toldPredicates && { toldPredicates }),
    ...change,
  };
  const texts = new Map<string, string>();
  for (const { uri, shown, text } of sources) {
    const host = hostOf(uri);
    const polar = host === undefined ? text : polarIn(text, host);
    if (polar !== undefined) texts.set(uri, polar);
    else problems.push(noPolarIn({ uri, shown, text }, host!));
  }
  if (problems.length > 0) return { problems };
  const policy = createPolicy(
    [...texts].map(([uri, text]) => ({ uri, text })),
    settings,
  );
  return {
    value: { policy, sources: new Map(sources.map((source) => [source.uri, source])), configuration, unread, misnamed },
  };
}

/**
 * The policies of a program: each of its strings is loaded by itself. Of a policy in files of its own, the policy alone; Markdown fences are one.
 */
export function policiesApart(loaded: LoadedPolicy): readonly LoadedPolicy[] {
  const [source] = loaded.sources.values();
  const host = source && loaded.sources.size === 1 ? hostOf(source.uri) : undefined;
  if (host === undefined) return [loaded];
  const { uri, text } = source!;
  return embeddedPolicies(text, host).flatMap(({ text: polar }) =>
    polar === undefined
      ? []
      : [{ ...loaded, policy: createPolicy([{ uri, text: polar }], loaded.policy.configuration) }],
  );
}

/** What is told of a file in another language that has no policy to load: why its first one cannot be read, or how one is written. */
function noPolarIn({ uri, shown, text }: Source, host: HostLanguage): Problem {
  const unread = embeddedPolicies(text, host).find(({ obstacle }) => obstacle !== undefined)?.obstacle;
  if (unread === undefined)
    return { code: 'no-policy-files', message: `There is no Polar in "${shown}". ${HOW_TO_MARK[host]}` };
  const { message, start, end } = unread;
  return { code: 'not-checked', message, place: { uri, text, start, end } };
}

const MARK_FENCES = 'Write ```polar before each piece.';
const MARK_STRINGS =
  'Policies are read in strings given to load_str and its like, or marked language=polar in a comment.';

/** How a policy is written in each language, for who wrote none that is read. */
const HOW_TO_MARK: Readonly<Record<HostLanguage, string>> = {
  markdown: MARK_FENCES,
  mdx: MARK_FENCES,
  python: MARK_STRINGS,
  javascript: MARK_STRINGS,
  ruby: MARK_STRINGS,
  go: MARK_STRINGS,
};

/** What is wrong with a configuration file, with its places. */
export function problemsOf(configuration: ConfigurationFile | undefined): readonly Problem[] {
  if (configuration === undefined) return [];
  const { uri, text, fault, problems } = configuration;
  if (fault !== undefined) return [{ code: codeOf(fault.kind), message: configurationFault(fault, shortName(uri)) }];
  return problems.map(({ message, start, end }) => ({
    code: 'configuration',
    message,
    place: { uri, text, start, end },
  }));
}

/** The names that a data file gives; undefined where there are none. That it is missing is told by who needs its objects. */
export async function dataNamesIn(data: string | undefined, files: Files): Promise<DataNames | undefined> {
  if (data === undefined) return undefined;
  const read = await files.read(data);
  return 'text' in read ? namesOfData(read.text) : undefined;
}

/** The predicates that files of facts have; undefined where there are none. That one is missing is told by who needs its facts. */
export async function predicatesTold(
  facts: readonly string[],
  files: Pick<Files, 'read'>,
): Promise<readonly string[] | undefined> {
  const found = new Set<string>();
  for (const uri of facts) {
    const read = await files.read(uri);
    // A file of facts may be in UTF-16.
    const text = 'text' in read ? read.text : read.fault.text;
    if (text !== undefined) for (const name of predicatesOfFacts(text, uri)) found.add(name);
  }
  return found.size > 0 ? [...found].sort() : undefined;
}

/** The data file that a configuration names: its URI. */
export function dataFileOf(configuration: ConfigurationFile | undefined): string | undefined {
  const data = configuration?.configuration.data;
  return data === undefined ? undefined : folderUri(within(configuration!.folder, data.replaceAll('\\', '/')));
}

/** The files of facts that a configuration names: their URIs. */
export function factFilesOf(configuration: ConfigurationFile | undefined): readonly string[] {
  const facts = configuration?.configuration.facts ?? [];
  return facts.map((name) => folderUri(within(configuration!.folder, name.replaceAll('\\', '/'))));
}

const codeOf = (kind: string): string => (kind === 'missing' || kind === 'folder' ? 'no-such-file' : 'unreadable-file');
