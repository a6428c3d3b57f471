import { homedir } from 'node:os';
import { join } from 'node:path';
import { serverNotesFolder } from '@polar-tools/debug-adapter';
import { findApplications, folderOfApplications, startApplication } from '@polar-tools/host-python/node';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateOn, type PolarApi } from '../activate.ts';
import { keepRecording } from '../debug/keep-recording.ts';

const UNTRUSTED =
  'This workspace is not trusted, so no application of it is started. Trust it first (Workspaces: Manage Workspace Trust), or give the objects as "data".';

const UNTRUSTED_ATTACH =
  'This workspace is not trusted, so no application is debugged from it. Trust it first (Workspaces: Manage Workspace Trust).';

/** The desktop: the server is a process of its own, and applications can be started. */
export function activate(context: ExtensionContext): Promise<PolarApi> {
  const compileCache = join(context.globalStorageUri.fsPath, 'compiled');
  const run = {
    module: context.asAbsolutePath('dist/server-again.cjs'),
    args: [`--compile-cache=${compileCache}`],
    transport: TransportKind.ipc,
  };
  const notes = serverNotesFolder(process.env, homedir());
  return activateOn(context, {
    ...(notes !== undefined && { serverNotes: Uri.file(join(...notes)) }),
    createClient: (options) =>
      new LanguageClient('polar', 'Polar', { run, debug: { ...run, options: { execArgv: ['--inspect=0'] } } }, options),
    applications: {
      startApplication: async (wanted, print) => {
        if (!workspace.isTrusted) return { problem: UNTRUSTED };
        const interpreter = workspace.getConfiguration('polar').get<string>('python.interpreter') || undefined;
        const program = context.asAbsolutePath('dist/python/polar_host');
        const node = { program: context.asAbsolutePath('dist/node-host.mjs'), interpreter: 'node' };
        return startApplication(wanted, print, { program, node, environment: process.env, interpreter });
      },
      findApplications: (wanted, finder) =>
        workspace.isTrusted
          ? findApplications(wanted, finder, folderOfApplications(process.env))
          : { problem: UNTRUSTED_ATTACH },
      keepRecording,
    },
  });
}
