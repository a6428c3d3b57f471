import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LiveApplicationHost } from '../live-application-host.ts';
import { findPython } from './find-python.ts';
import { startLivePython } from './start-live-python.ts';

/** What a door knows of applications. */
export interface ApplicationSetting {
  /** The path of the folder `polar_host`. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The interpreter of applications that name none themselves. */
  readonly interpreter?: string | undefined;
}

/** An application as a launch configuration names it. */
interface Wanted {
  readonly module: string;
  readonly interpreter: string | undefined;
  /** A URI. */
  readonly folder: string;
}

/** Starts an application for a debug session, or says why not. Names are from the session's folder. */
export async function startApplication(
  wanted: Wanted,
  print: (text: string, stream: 'stdout' | 'stderr') => void,
  { program, environment, interpreter }: ApplicationSetting,
): Promise<LiveApplicationHost | { readonly problem: string }> {
  const folder = fileURLToPath(wanted.folder);
  const { module } = wanted;
  const from = /[/\\]|\.py$/.test(module) ? dirname(resolve(folder, module)) : folder;
  const found = findPython(wanted.interpreter ?? interpreter, from, folder, environment);
  const host = await startLivePython({ module, interpreter: found, folder, program, print });
  return typeof host === 'string' ? { problem: host } : host;
}
