import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateOn, type PolarApi } from '../activate.ts';

/** The desktop: the server is a process of its own. */
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
  });
}
