import {
  type Answering,
  classesOfBlocks,
  compile,
  Debuggee,
  type HostDescription,
  loadData,
  noHost,
  type PreparedQuery,
  prepare,
  type RecordedHost,
  Recorder,
  unknownClasses,
} from '@polar-tools/evaluator';
import { type Expression, rangeOf } from '@polar-tools/language';
import { nearestOf, type Policy } from '@polar-tools/policy';
import {
  dataFileOf,
  type Files,
  factFilesOf,
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
import type { DebugHost, Print } from './host.ts';
import { findInlineQuery } from './inline-query.ts';
import type { Checked, Launch } from './launch.ts';
import { loadPolicy } from './load-policy.ts';
import type { Loaded, Recorded } from './loaded.ts';
import { type OpenedRecording, openRecorded } from './recorded.ts';
import { recordingFile } from './recording-file.ts';
import type { Application } from './runtime/application.ts';

/**
 * Reads and compiles what a launch configuration names.
 * @param print takes what the application prints, where one is started
 * @returns the problems, each with what to do about it, when anything is missing or wrong
 */
export async function load(configured: Launch, around: DebugHost, print: Print): Promise<Checked<Loaded>> {
  const { recording } = configured;
  const opened =
    recording === undefined
      ? { value: { launch: configured, world: around, application: undefined, note: undefined } }
      : await openRecorded(configured, recording, around);
  if ('problems' in opened) return opened;
  if (opened.value.note !== undefined) print(`${opened.value.note}\n`, 'stderr');
  const begun = await recordingFor(opened.value.launch, opened.value.world);
  if ('problems' in begun) return begun;
  const recorded = begun.value;
  const loaded = await loadNoted(recorded?.launch ?? opened.value.launch, opened.value, recorded?.recorder, print);
  if ('problems' in loaded || recorded === undefined) return loaded;
  const { test } = configured;
  const { recorder, now, file } = recorded;
  const { queryText } = loaded.value;
  const asked =
    test === undefined ? ({ kind: 'query', query: queryText } as const) : ({ kind: 'test', name: test } as const);
  return { value: { ...loaded.value, recorded: { recorder, asked, now, file } } };
}

/** What a configuration with `recordTo` begins: whoever takes notes, and the launch, with its time. */
async function recordingFor(
  launch: Launch,
  world: DebugHost,
): Promise<Checked<(Omit<Recorded, 'asked'> & { readonly launch: Launch }) | undefined>> {
  if (launch.recordTo === undefined) return { value: undefined };
  const file = await recordingFile(launch.recordTo, world);
  if ('problems' in file) return file;
  const now = launch.now ?? world.time?.() ?? 0;
  const recorder: Noter = new Recorder(world.folder);
  return { value: { recorder, now, file: file.value, launch: { ...launch, now } } };
}

type Noter = Recorder<HostDescription & Answering>;

async function loadNoted(
  launch: Launch,
  { world, application }: Pick<OpenedRecording, 'world' | 'application'>,
  recorder: Noter | undefined,
  print: Print,
): Promise<Checked<Loaded>> {
  const { folder } = world;
  const files = recorder?.files(world.files) ?? world.files;
  if (launch.decision !== undefined)
    return { problems: ['A "decision" is one of a `polar serve`: attach to its port ("request": "attach", "port").'] };
  const found = await loadPolicy(launch, files, folder);
  if ('problems' in found) return found;
  const { policy, sources } = found.value;
  recorder?.policy([...sources.keys()]);
  recorder?.loaded(found.value, factFilesOf(found.value.configuration));
  // Facts are noted as facts: in what is written of their files nothing could be redacted.
  if (policy.dialect === 'cloud') return loadCloud(launch, found.value, world, folder, recorder);
  if (launch.test !== undefined)
    return { problems: ['Only a policy for Oso Cloud has tests. Name a query in "query" instead of "test".'] };

  const data =
    application !== undefined
      ? { value: objectsOf(application) }
      : launch.application === undefined
        ? await readData(launch, found.value, files, folder, recorder)
        : await started(launch, world, print, recorder);
  if ('problems' in data) return data;
  const loaded = await loadQuery(launch, found.value, data.value, files, folder);
  if ('problems' in loaded) data.value.started?.close();
  return loaded;
}

/** Who answers, and what may be named. */
type Objects = Pick<Loaded, 'host' | 'application' | 'started' | 'names' | 'hasData'>;

/** An application that was recorded: it answers at once. */
function objectsOf(host: RecordedHost): Objects {
  const names = [...host.constants.keys(), ...host.queryNames];
  return { host, application: { answers: 'at once', host }, started: undefined, names, hasData: true };
}

async function loadQuery(
  launch: Launch,
  { policy }: LoadedPolicy,
  objects: Objects,
  files: Files,
  folder: string,
): Promise<Checked<Loaded>> {
  const { host, application, hasData } = objects;
  const program = compile(policy, hasData ? host : undefined);

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
    const begin = beginning(query, application);
    return {
      value: {
        policy,
        dialect: libraryDialect,
        begin,
        ...asked,
        queryText: text,
        inline: undefined,
        ...objects,
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
      begin: beginning(query, application),
      asked: inline.expression,
      variables: query.variables,
      isTest: false,
      queryText: text.slice(start, end),
      inline,
      ...objects,
    },
  };
}

/**
 * In the reference a query has 30 seconds; a person who looks at one has all the time there is. All variables are kept for that
 * person, so that a search without end reaches these limits at half a gigabyte, before it harms the editor around it.
 */
export const DEBUGGED_LIMITS = { time: 0, depth: 1_000_000, memory: 10_000_000 };

const beginning =
  (query: PreparedQuery, application: Application): Loaded['begin'] =>
  (setting, limits) =>
    new Debuggee(query, {
      ...setting,
      // One that answers later is asked by whoever drives the run.
      ...(application.answers === 'at once' && { host: application.host }),
      limits: { ...DEBUGGED_LIMITS, ...limits },
    });

/** Starts the application that the configuration names. */
async function started(
  { application, python, query }: Launch,
  { startApplication, folder }: DebugHost,
  print: Print,
  recorder: Noter | undefined,
): Promise<Checked<Objects>> {
  if (application === undefined || startApplication === undefined)
    return { problems: ['No application can be started here. Give the objects as "data".'] };
  const started = await startApplication({ ...application, interpreter: python, folder }, print);
  if ('problem' in started) return { problems: [started.problem] };
  const host = recorder?.application(started) ?? started;
  if (typeof query === 'string') await host.meet(query);
  const names = [...host.constants.keys(), ...(host.queryNames ?? [])];
  return { value: { host, application: { answers: 'later', host }, started, names, hasData: true } };
}

async function readData(
  launch: Launch,
  { configuration, policy }: LoadedPolicy,
  files: Files,
  folder: string,
  recorder: Noter | undefined,
): Promise<Checked<Objects>> {
  const uri = launch.data === undefined ? dataFileOf(configuration) : uriOf(launch.data, folder);
  if (uri === undefined) {
    const application = { answers: 'at once', host: noHost } as const;
    return { value: { host: noHost, application, started: undefined, names: [], hasData: false } };
  }
  const read = await files.read(uri);
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
  const { data, errors } = loadData(text, uri, classesOfBlocks(policy));
  const wrong = errors.filter(({ severity }) => severity === 'error');
  if (wrong.length === 0) {
    const { host, names } = data;
    recorder?.data(uri);
    const application = { answers: 'at once', host } as const;
    return { value: { host, application, started: undefined, names, hasData: true } };
  }
  const faults = wrong.map(({ message, start }) => `${placeIn(uri, text, start)}: ${sentence(message)}`);
  const places = wrong.map(({ start, end }) => ({ uri, text, start, end }));
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
