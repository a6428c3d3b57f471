import { compile, type Host, loadData, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { LineIndex, rangeOf } from '@polar-tools/language';
import {
  type Configuration,
  check,
  createPolicy,
  emptyConfiguration,
  type Policy,
  readConfiguration,
} from '@polar-tools/policy';
import type { Files } from './host.ts';
import type { Checked, Launch, QueryPosition } from './launch.ts';
import { CONFIGURATION_FILE, findPolicyFiles } from './policy-files.ts';
import type { InlineQueryPlace } from './runtime/places.ts';
import { folderOf, shortName, uriOf, within } from './source-names.ts';

/** Findings that are told at once; a person mends the first ones first. */
const MOST_TOLD = 5;

/** Everything that a launch configuration named, read and understood. */
export interface Loaded {
  readonly policy: Policy;
  readonly query: PreparedQuery;
  /** The query as it was asked. */
  readonly queryText: string;
  /** Where the query stands, when it is an inline one. */
  readonly inline: InlineQueryPlace | undefined;
  readonly host: Host;
  /** The names of the objects in the data. */
  readonly names: readonly string[];
}

/**
 * Reads and compiles what a launch configuration names.
 * @param folder the URI from which relative paths are taken
 * @returns the problems, each with what to do about it, when anything is missing or wrong
 */
export async function load(launch: Launch, files: Files, folder: string): Promise<Checked<Loaded>> {
  const found = await findPolicy(launch, files, folder);
  if ('problems' in found) return found;
  const { policy, configurationUri } = found.value;
  const faults = policyFaults(policy);
  if (faults.length > 0) return { problems: told(faults, 'The policy has') };

  const data = await readData(launch, policy.configuration, configurationUri, files, folder);
  if ('problems' in data) return data;
  const { host, names } = data.value;
  const program = compile(policy, host);

  if (typeof launch.query === 'string') {
    const { query, errors } = prepare(program, launch.query);
    const text = launch.query;
    if (errors.length > 0 || query === undefined) {
      const lines = errors.map(
        (error) => `The query has a fault${columnOf(text, error.start)}: ${sentence(error.message)}`,
      );
      return { problems: [...lines, `Correct "query" in the launch configuration: ${text}`] };
    }
    return { value: { policy, query, queryText: text, inline: undefined, host, names } };
  }
  const inline = findInlineQuery(policy, launch.query, folder);
  if (typeof inline === 'string') return { problems: [inline] };
  const { query, errors } = prepare(program, inline.expression, inline.uri);
  const text = policy.files.get(inline.uri)?.text ?? '';
  if (errors.length > 0 || query === undefined) {
    return { problems: errors.map((error) => `${placeIn(inline.uri, text, error.start)}: ${sentence(error.message)}`) };
  }
  const { start, end } = rangeOf(inline.expression);
  return { value: { policy, query, queryText: text.slice(start, end), inline, host, names } };
}

async function findPolicy(
  launch: Launch,
  files: Files,
  folder: string,
): Promise<Checked<{ policy: Policy; configurationUri: string | undefined }>> {
  const names = launch.policies ?? [typeof launch.query === 'string' ? '.' : launch.query.file];
  const first = names.length === 1 ? uriOf(names[0]!, folder) : undefined;
  let configurationUri = first === undefined ? undefined : within(first, CONFIGURATION_FILE);
  let text = configurationUri === undefined ? undefined : await files.read(configurationUri);
  // A folder with a configuration stands for what that includes.
  const isRoot = text !== undefined;
  let wanted = names;
  let from = folder;
  let configuration: Configuration = emptyConfiguration;
  if (text === undefined) {
    [configurationUri, text] = await configurationAbove(first ?? uriOf(names[0]!, folder), files);
  }
  if (text !== undefined && configurationUri !== undefined) {
    const read = readConfiguration(text);
    const source = text;
    if (read.problems.length > 0) {
      return {
        problems: read.problems.map(
          (problem) => `${placeIn(configurationUri!, source, problem.start)}: ${sentence(problem.message)}`,
        ),
      };
    }
    configuration = read.configuration;
    if (isRoot) {
      wanted = configuration.include ?? ['**/*.polar'];
      from = folderOf(configurationUri);
    }
  }
  const found = await findPolicyFiles(wanted, from, files);
  if ('problem' in found) return { problems: [found.problem] };
  const sources: { uri: string; text: string }[] = [];
  for (const uri of found.uris) {
    const source = await files.read(uri);
    if (source === undefined)
      return { problems: [`The file "${shortName(uri)}" cannot be read any more. Start again.`] };
    sources.push({ uri, text: source });
  }
  return { value: { policy: createPolicy(sources, configuration), configurationUri } };
}

/** The nearest configuration at or above a file, and its text. */
async function configurationAbove(file: string, files: Files): Promise<[string | undefined, string | undefined]> {
  for (let at = folderOf(file); ; at = folderOf(at)) {
    const uri = within(at, CONFIGURATION_FILE);
    const text = await files.read(uri);
    if (text !== undefined) return [uri, text];
    if (at === folderOf(at)) return [undefined, undefined];
  }
}

/** Errors only: what the reference would not load, would have no answers in the application either. */
function policyFaults(policy: Policy): string[] {
  const faults: string[] = [];
  for (const [uri, diagnostics] of check(policy)) {
    const text = policy.files.get(uri)?.text ?? '';
    for (const { severity, message, start } of diagnostics) {
      if (severity === 'error') faults.push(`${placeIn(uri, text, start)}: ${sentence(message)}`);
    }
  }
  return faults;
}

async function readData(
  launch: Launch,
  configuration: Configuration,
  configurationUri: string | undefined,
  files: Files,
  folder: string,
): Promise<Checked<{ host: Host; names: readonly string[] }>> {
  const uri =
    launch.data !== undefined
      ? uriOf(launch.data, folder)
      : configuration.data !== undefined && configurationUri !== undefined
        ? within(folderOf(configurationUri), configuration.data)
        : undefined;
  const text = uri === undefined ? '{}' : await files.read(uri);
  if (text === undefined) {
    const where = launch.data !== undefined ? 'the launch configuration' : shortName(configurationUri ?? '');
    return { problems: [`There is no data file "${launch.data ?? configuration.data}". Correct "data" in ${where}.`] };
  }
  const { data, errors } = loadData(text, uri);
  const faults = errors
    .filter(({ severity }) => severity === 'error')
    .map(({ message, start }) => `${placeIn(uri ?? '', text, start)}: ${sentence(message)}`);
  return faults.length > 0 ? { problems: told(faults, 'The data file has') } : { value: data };
}

function findInlineQuery(policy: Policy, position: QueryPosition, folder: string): InlineQueryPlace | string {
  const uri = uriOf(position.file, folder);
  const file = policy.files.get(uri);
  if (file === undefined) return `The file "${position.file}" of "query" is none of the policy. Add it to "policies".`;
  const lines = new LineIndex(file.text);
  const start = lines.offsetAt({ line: position.line - 1, character: 0 });
  const end = start + lines.lineText(position.line - 1).length;
  const column = position.column === undefined ? undefined : start + position.column - 1;
  const inFile = policy.queries.filter((query) => query.uri === uri);
  for (const { query } of inFile) {
    const range = rangeOf(query);
    const meant =
      column === undefined ? range.start <= end && range.end >= start : range.start <= column && column <= range.end;
    if (meant) return { uri, expression: query.query };
  }
  const others = inFile.map(({ query }) => lines.positionAt(rangeOf(query).start).line + 1);
  return others.length === 0
    ? `There is no inline query in "${position.file}". Write one, such as ?= allow(larry, "read", gmail);`
    : `There is no inline query on line ${position.line} of "${position.file}". There are some on: ${others.join(', ')}.`;
}

/** `main.polar:3:5`, both from 1. */
function placeIn(uri: string, text: string, offset: number): string {
  const { line, character } = new LineIndex(text).positionAt(offset);
  return `${shortName(uri)}:${line + 1}:${character + 1}`;
}

function columnOf(text: string, offset: number): string {
  const { line, character } = new LineIndex(text).positionAt(offset);
  return line === 0 ? ` at column ${character + 1}` : ` at line ${line + 1}, column ${character + 1}`;
}

function told(faults: readonly string[], who: string): string[] {
  const rest = faults.length - MOST_TOLD;
  const first = faults.slice(0, MOST_TOLD);
  return [
    `${who} ${faults.length === 1 ? 'an error' : `${faults.length} errors`}; correct ${faults.length === 1 ? 'it' : 'them'}, then start again.`,
    ...first,
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
  ];
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
