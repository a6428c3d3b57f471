import { type Connection, type InitializeParams, TextDocumentSyncKind } from 'vscode-languageserver';
import { type Feature, isRecord } from '../feature.ts';
import { isHosted } from './host-features.ts';

/**
 * Asks the client for the documents of other languages that it named, and for the requests that are answered in them: not for those that would
 * be in the way of the language's own extension, as formatting or tokens would.
 *
 * @param selector `initializationOptions.embedded`, an LSP document selector
 * @param pulls the client asks for diagnostics
 */
export async function registerHosts(
  connection: Connection,
  { capabilities }: InitializeParams,
  selector: unknown,
  features: readonly Feature[],
  pulls: boolean,
): Promise<void> {
  const documents = capabilities?.textDocument;
  if (!Array.isArray(selector) || documents?.synchronization?.dynamicRegistration !== true) return;
  const documentSelector = selector.filter(isRecord);
  if (documentSelector.length === 0) return;
  const abilities: Readonly<Record<string, unknown>> = { ...documents };
  const asked = [
    ...synchronization.map((each) => ({ ...each, options: { ...each.options, documentSelector } })),
    ...features
      .filter((feature) => isHosted(feature) || (pulls && feature.method === 'textDocument/diagnostic'))
      .filter(({ method }) => {
        const ability = abilities[method.slice(method.indexOf('/') + 1)];
        return isRecord(ability) && ability.dynamicRegistration === true;
      })
      .map(({ method, capability }) => {
        const [options] = Object.values(capability);
        return { method, options: { ...(isRecord(options) && options), documentSelector } };
      }),
  ];
  const registrations = asked.map(({ method, options }) => ({
    id: `polar-embedded-${method}`,
    method,
    registerOptions: options,
  }));
  await connection.sendRequest('client/registerCapability', { registrations });
}

const synchronization: readonly { readonly method: string; readonly options: object }[] = [
  { method: 'textDocument/didOpen', options: {} },
  { method: 'textDocument/didChange', options: { syncKind: TextDocumentSyncKind.Incremental } },
  { method: 'textDocument/didClose', options: {} },
];
