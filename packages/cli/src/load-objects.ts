import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { Host } from '@polar-tools/evaluator';
import { findPython } from '@polar-tools/host-python/node';
import type { ConfigurationFile } from '@polar-tools/project';
import { pathOfUri } from '@polar-tools/project';
import { type NamedHost, namedHost } from './application/named-host.ts';
import { Failure } from './failure.ts';
import { loadDataFile } from './load-data-file.ts';
import type { LoadedPolicy } from './load-policy.ts';
import type { Surroundings } from './surroundings.ts';

/** What may say where the objects are. */
export interface ObjectOptions {
  /** A data file. */
  readonly data?: string;
  /** An application: `python:app/models.py`. */
  readonly host?: string;
  /** Its interpreter. */
  readonly python?: string;
  /** Milliseconds that the application may take for one answer; 0: any. */
  readonly hostTimeout?: number;
}

/** The objects that a query may name, and the host that answers for them. */
export interface LoadedObjects {
  readonly host: Host;
  readonly names: readonly string[];
  /** The data file; undefined where an application answers. */
  readonly data: { readonly shown: string; readonly text: string } | undefined;
  /** To be called when nothing more is asked. */
  close(): void;
}

const PATIENCE = 10_000;

/**
 * Reads the data file, or starts the application, that the command line names; else what the policy's configuration does. What the command
 * line names goes before.
 *
 * @returns undefined where there is none
 * @throws Failure when it cannot be read, or not be started
 */
export async function loadObjects(
  options: ObjectOptions,
  policy: LoadedPolicy,
  surroundings: Surroundings,
): Promise<LoadedObjects | undefined> {
  const { data, host, python } = options;
  const recorded = surroundings.replayed?.host;
  if (recorded !== undefined) {
    const names = [...recorded.constants.keys(), ...(recorded.queryNames ?? [])];
    return { host: recorded, names, data: undefined, close: () => {} };
  }
  if (data !== undefined && host !== undefined)
    throw new Failure('wrong-use', '--data and --host both say where the objects are. Leave one of them out.');
  const named = host === undefined ? undefined : { ...namedHost(host), folder: surroundings.folder };
  const application = named ?? (data === undefined ? configuredHost(policy.configuration, surroundings) : undefined);
  if (application === undefined) {
    if (python !== undefined)
      throw new Failure('wrong-use', '--python is the interpreter of an application: name that with --host.');
    const loaded = await loadDataFile(data, policy, surroundings);
    if (loaded === undefined) return undefined;
    const { shown, text } = loaded;
    const objects = { host: loaded.host, names: loaded.names, data: { shown, text }, close: () => {} };
    return surroundings.recorder?.objects(objects, loaded.uri) ?? objects;
  }
  // What a recording has of an application it has whole.
  if (surroundings.replayed !== undefined) return undefined;
  const objects = await startApplication(application, options, surroundings);
  return surroundings.recorder?.objects(objects, undefined) ?? objects;
}

/** An application, and the folder that its names are from. */
interface Application extends NamedHost {
  readonly folder: string;
  readonly interpreter?: string | undefined;
}

function configuredHost(file: ConfigurationFile | undefined, { pathStyle }: Surroundings): Application | undefined {
  const host = file?.configuration.host;
  if (file === undefined || host === undefined) return undefined;
  return { ...host, folder: pathOfUri(file.folder, pathStyle) };
}

async function startApplication(
  { kind, module, folder, interpreter }: Application,
  { python, hostTimeout: patience = PATIENCE }: ObjectOptions,
  { applications, folder: here, environment }: Surroundings,
): Promise<LoadedObjects> {
  if (applications === undefined)
    throw new Failure('host-unsupported', 'No application can be started here. Give the objects as data.');
  const { startApplication: start } = await import('./application/start-application.ts');
  const { output } = applications;
  const program = { module, folder, patience };
  const host =
    kind === 'node'
      ? await start({ ...program, interpreter: process.execPath }, applications.node, output)
      : await start({ ...program, interpreter: pythonOf() }, applications.python, output);
  return {
    host,
    names: [...host.constants.keys(), ...host.queryNames],
    data: undefined,
    close: () => host.close(),
  };

  function pythonOf(): string {
    const from = /[/\\]|\.py$/.test(module) ? dirname(resolve(folder, module)) : folder;
    return python === undefined && interpreter !== undefined
      ? findPython(interpreter, from, folder, environment)
      : findPython(python, from, here, environment);
  }
}
