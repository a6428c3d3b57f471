import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, type ServerOptions } from 'vscode-languageclient/browser';
import { activateOn, type PolarApi } from '../activate.ts';

/** The browser's own, which no type library of this project declares. */
declare const Worker: new (url: string) => Exclude<ServerOptions, () => unknown>;

/** The browser: the server is a web worker. */
export function activate(context: ExtensionContext): Promise<PolarApi> {
  const server = Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  // A function, so that starting again makes a new worker: the old one closes itself when it is told to exit.
  return activateOn(context, {
    createClient: (options) => new LanguageClient('polar', 'Polar', async () => new Worker(server), options),
  });
}
