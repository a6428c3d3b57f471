import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { activateOn, type PolarApi } from '../activate.ts';

export { serverNotesFolder } from '@polar-tools/debug-adapter';
export {
  Dictionary,
  Float,
  HostError,
  HostObject,
  MISSING,
  NIL,
  NO_MORE,
  UnboundArgument,
  wellFormed,
} from '@polar-tools/evaluator';
/**
 * All that the desktop's entry takes from here, as it is in this bundle and not in that one (`scripts/build.mjs`): with classes of its own it
 * would not know the values that it is given.
 */
export { activateOn };

type DedicatedWorker = ConstructorParameters<typeof BrowserMessageReader>[0];

/** The browser's own, which no type library of this project declares. */
declare const Worker: new (url: string) => DedicatedWorker & { terminate(): void };
declare const Blob: new (parts: readonly Uint8Array[], options: { type: string }) => object;
declare const URL: { createObjectURL(blob: object): string };

/** The browser: the server is a web worker. */
export function activate(context: ExtensionContext): Promise<PolarApi> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js');
  const packages = Uri.joinPath(context.extensionUri, 'dist', 'web', 'engine.js');
  const reader = Uri.joinPath(context.extensionUri, 'dist', 'web', 'app-classes.js');
  let url: Promise<string> | undefined;
  let engine: string | undefined;
  let sourceReader: string | undefined;
  let running: { terminate(): void } | undefined;
  // Transports of our own making, so that starting again makes a new worker, and because the editor's `Worker` is none that
  // the client recognises.
  const startWorker = async (): Promise<MessageTransports> => {
    url ??= addressOf(script);
    running?.terminate();
    const worker = new Worker(await url);
    engine ??= await addressOf(packages);
    // An extension without it does the rest.
    sourceReader ??= await addressOf(reader).catch(() => undefined);
    running = worker;
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => running?.terminate() });
  return activateOn(context, {
    createClient: ({ initializationOptions, ...options }) =>
      new LanguageClient('polar', 'Polar', startWorker, {
        ...options,
        initializationOptions: () => ({
          ...initializationOptions?.(),
          ...(engine && { engine }),
          ...(sourceReader && { sourceReader }),
        }),
      }),
  });
}

/** A worker's script needs an address that the browser knows; an extension's folder may have one that only the editor does. */
async function addressOf(script: Uri): Promise<string> {
  if (script.scheme === 'http' || script.scheme === 'https') return script.toString(true);
  return URL.createObjectURL(new Blob([await workspace.fs.readFile(script)], { type: 'text/javascript' }));
}
