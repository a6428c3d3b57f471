import {
  classesOfBlocks,
  compile,
  Debuggee,
  type Host,
  loadData,
  type PreparedQuery,
  prepare,
  unknownClasses,
} from '@polar-tools/evaluator';
import { type Expression, rangeOf } from '@polar-tools/language';
import { nearestOf, type Policy } from '@polar-tools/policy';
import {
  dataFileOf,
  type Files,
  faultMessage,
  type LoadedPolicy,
  readQuery,
  Spellings,
  shortName,
  unknownRules,
  uriOf,
} from '@polar-tools/project';
import { libraryDialect } from './dialect/library.ts';
import { loadCloud } from './dialect/load-cloud.ts';
import { columnOf, placeIn, placeOfKey, queryFault, sentence, told } from './faults.ts';
import { findInlineQuery } from './inline-query.ts';
import type { Checked, Launch } from './launch.ts';
import { loadPolicy } from './load-policy.ts';
import type { Loaded } from './loaded.ts';

/**
 * Reads and compiles what a launch configuration names.
 * @param folder the URI from which relative paths are taken
 * @returns the problems, each with what to do about it, when anything is missing or wrong
 */
export async function load(launch: Launch, files: Files, folder: string): Promise<Checked<Loaded>> {
  const found = await loadPolicy(launch, files, folder);
  if ('problems' in found) return found;
  const { policy } = found.value;
  if (policy.dialect === 'cloud') return loadCloud(launch, found.value, files, folder);
  if (launch.test !== undefined)
    return { problems: ['Only a policy for Oso Cloud has tests. Name a query in "query" instead of "test".'] };

  const data = await readData(launch, found.value, files, folder);
  if ('problems' in data) return data;
  const { host, names, hasData } = data.value;
  const program = compile(policy, host);

  if (typeof launch.query === 'string') {
    const text = launch.query;
    const read = readQuery(text);
    const { query, errors } = read.problems.length > 0 ? { query: undefined, errors: [] } : prepare(program, text);
    if (query === undefined || errors.length > 0) {
      const lines = [...read.problems, ...errors].map(
        (error) => `The query has a fault${columnOf(text, error.start)}: ${queryFault(error)}`,
      );
      return { problems: [...lines, `Correct "query" in the launch configuration: ${text}`] };
    }
    const unknown = [...ruleFaults(query.expression, policy), ...classFaults(query)];
    if (unknown.length > 0) return { problems: unknown };
    const asked = { asked: query.expression, variables: query.variables, isTest: false };
    const begin = beginning(query, host);
    return {
      value: {
        policy,
        dialect: libraryDialect,
        begin,
        ...asked,
        queryText: text,
        inline: undefined,
        host,
        hasData,
        names,
      },
    };
  }
  const inlineFile = await new Spellings(files).of(uriOf(launch.query.file, folder));
  const inline = findInlineQuery(policy, launch.query, inlineFile);
  if (typeof inline === 'string') return { problems: [inline] };
  const { query, errors } = prepare(program, inline.expression, inline.uri);
  const text = policy.files.get(inline.uri)?.text ?? '';
  if (errors.length > 0 || query === undefined) {
    const places = errors.map(({ start, end }) => ({ uri: inline.uri, text, start, end }));
    return {
      problems: errors.map((error) => `${placeIn(inline.uri, text, error.start)}: ${sentence(error.message)}`),
      places,
    };
  }
  const unknown = [...ruleFaults(inline.expression, policy), ...classFaults(query)];
  if (unknown.length > 0) return { problems: unknown };
  const { start, end } = rangeOf(inline.expression);
  return {
    value: {
      policy,
      dialect: libraryDialect,
      begin: beginning(query, host),
      asked: inline.expression,
      variables: query.variables,
      isTest: false,
      queryText: text.slice(start, end),
      inline,
      host,
      hasData,
      names,
    },
  };
}

/**
 * In the reference a query has 30 seconds; a person who looks at one has all the time there is. All variables are kept for that
 * person, so that a search without end reaches these limits at half a gigabyte, before it harms the editor around it.
 */
const DEBUGGED_LIMITS = { time: 0, depth: 1_000_000, memory: 10_000_000 };

const beginning =
  (query: PreparedQuery, host: Host): Loaded['begin'] =>
  (setting, limits) =>
    new Debuggee(query, { ...setting, host, limits: { ...DEBUGGED_LIMITS, ...limits } });

async function readData(
  launch: Launch,
  { configuration, policy }: LoadedPolicy,
  files: Files,
  folder: string,
): Promise<Checked<Pick<Loaded, 'host' | 'names' | 'hasData'>>> {
  const uri = launch.data === undefined ? dataFileOf(configuration) : uriOf(launch.data, folder);
  const read = uri === undefined ? { text: '{}' } : await files.read(uri);
  if ('fault' in read) {
    const where = launch.data !== undefined ? 'the launch configuration' : shortName(configuration?.uri ?? '');
    const name = launch.data ?? configuration?.configuration.data ?? '';
    const what = read.fault.kind === 'missing' ? `There is no data file "${name}".` : faultMessage(read.fault, name);
    return {
      problems: [`${what} Correct "data" in ${where}.`],
      ...(launch.data === undefined && configuration !== undefined && { places: [placeOfKey(configuration, 'data')] }),
    };
  }
  const { text } = read;
  const { data, errors } = loadData(text, uri, uri === undefined ? [] : classesOfBlocks(policy));
  const wrong = errors.filter(({ severity }) => severity === 'error');
  if (wrong.length === 0) return { value: { ...data, hasData: uri !== undefined } };
  const faults = wrong.map(({ message, start }) => `${placeIn(uri ?? '', text, start)}: ${sentence(message)}`);
  const places = wrong.map(({ start, end }) => ({ uri: uri ?? '', text, start, end }));
  return { problems: told(faults, 'The data file has'), places };
}

/** Rules that the query asks of and the policy does not have: the reference ends such a query with an error. */
const ruleFaults = (query: Expression, policy: Policy): string[] =>
  unknownRules(query, policy).map(({ name, near }) => {
    const hint = near === undefined ? 'Correct "query", or add the rule.' : `Did you mean "${near}"?`;
    return `The policy has no rule "${name}", which the query asks of. ${hint}`;
  });

/** Classes that the query names and neither the policy nor the data has. */
const classFaults = (query: PreparedQuery): string[] =>
  unknownClasses(query).map(
    ({ name, meant }) =>
      `Neither the policy nor the data has the class "${name}", which the query names. ` +
      (meant === undefined ? 'Correct "query", or add the class to the data.' : `Did you mean "${meant}"?`),
  );

/** Names in the query that are nearly the name of an object: most likely it was meant. */
export function mistakenNames({ variables, names }: Loaded): string[] {
  return variables.flatMap((variable) => {
    const near = names.includes(variable) ? undefined : nearestOf(variable, names);
    if (near === undefined) return [];
    return [`"${variable}" is no object in the data, so it stands for anything. Did you mean "${near}"?`];
  });
}
