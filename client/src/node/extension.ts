import { join } from 'node:path';
import { startApplication } from '@polar-tools/host-python/node';
import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateOn, type PolarApi } from '../activate.ts';

const UNTRUSTED =
  'This workspace is not trusted, so no application of it is started. Trust it first (Workspaces: Manage Workspace Trust), or give the objects as "data".';

/** The desktop: the server is a process of its own, and applications can be started. */
export function activate(context: ExtensionContext): Promise<PolarApi> {
  const compileCache = join(context.globalStorageUri.fsPath, 'compiled');
  const run = {
    module: context.asAbsolutePath('dist/server-again.cjs'),
    args: [`--compile-cache=${compileCache}`],
    transport: TransportKind.ipc,
  };
  return activateOn(context, {
    createClient: (options) =>
      new LanguageClient('polar', 'Polar', { run, debug: { ...run, options: { execArgv: ['--inspect=0'] } } }, options),
    startApplication: async (wanted, print) => {
      if (!workspace.isTrusted) return { problem: UNTRUSTED };
      const interpreter = workspace.getConfiguration('polar').get<string>('python.interpreter') || undefined;
      const program = context.asAbsolutePath('dist/python/polar_host');
      return startApplication(wanted, print, { program, environment: process.env, interpreter });
    },
  });
}
