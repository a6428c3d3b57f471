import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateOn, type PolarApi } from '../activate.ts';

/** The browser: the server is a web worker. */
export function activate(context: ExtensionContext): Promise<PolarApi> {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true));
  return activateOn(context, { createClient: (options) => new LanguageClient('polar', 'Polar', worker, options) });
}
