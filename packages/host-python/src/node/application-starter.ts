import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LiveApplicationHost } from '../live-application-host.ts';
import { findPython } from './find-python.ts';
import { startLive } from './start-live.ts';

/** What a door knows of applications. */
export interface ApplicationSetting {
  /** The path of the folder `polar_host`. */
  readonly program: string;
  /** The path of the program that answers for an application in Node, and the Node that runs it. */
  readonly node: { readonly program: string; readonly interpreter: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The interpreter of applications that name none themselves. */
  readonly interpreter?: string | undefined;
  /** Milliseconds that an interpreter may take until it runs anything. */
  readonly longestBeginning?: number | undefined;
}

const NAME_PYTHON = 'Name the application\'s interpreter, Python 3.8 or later, with "python".';
const NAME_NODE = 'Install Node, and put it on the path of the editor.';

/** An application as a launch configuration names it. */
interface Wanted {
  readonly kind: 'python' | 'node';
  readonly module: string;
  readonly interpreter: string | undefined;
  /** A URI. */
  readonly folder: string;
}

/** Starts an application for a debug session, or says why not. Names are from the session's folder. */
export async function startApplication(
  wanted: Wanted,
  print: (text: string, stream: 'stdout' | 'stderr') => void,
  { program, node, environment, interpreter, longestBeginning }: ApplicationSetting,
): Promise<LiveApplicationHost | { readonly problem: string }> {
  const folder = fileURLToPath(wanted.folder);
  const { module } = wanted;
  if (wanted.kind === 'node') {
    const host = await startLive({ module, folder, print, ...node, hint: NAME_NODE, longestBeginning });
    return typeof host === 'string' ? { problem: host } : host;
  }
  const from = /[/\\]|\.py$/.test(module) ? dirname(resolve(folder, module)) : folder;
  const found = findPython(wanted.interpreter ?? interpreter, from, folder, environment);
  const host = await startLive({
    module,
    interpreter: found,
    folder,
    program,
    print,
    hint: NAME_PYTHON,
    longestBeginning,
  });
  return typeof host === 'string' ? { problem: host } : host;
}
