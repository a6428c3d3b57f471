import type { ClientCapabilities, Connection } from 'vscode-languageserver';

/** Asks the client to ask again, once something has changed that it does not know of. */
export interface Refresh {
  needed: boolean;
  /** Asks if it is needed. */
  ask(): void;
}

export function createRefresh(connection: Connection, capabilities: ClientCapabilities | undefined): Refresh {
  const workspace = capabilities?.workspace;
  const methods = [
    ...(workspace?.diagnostics?.refreshSupport === true ? ['workspace/diagnostic/refresh'] : []),
    ...(workspace?.codeLens?.refreshSupport === true ? ['workspace/codeLens/refresh'] : []),
    ...(workspace?.inlayHint?.refreshSupport === true ? ['workspace/inlayHint/refresh'] : []),
    ...(workspace?.semanticTokens?.refreshSupport === true ? ['workspace/semanticTokens/refresh'] : []),
  ];
  const refresh: Refresh = {
    needed: false,
    ask: () => {
      if (!refresh.needed) return;
      refresh.needed = false;
      for (const method of methods) {
        connection.sendRequest(method).catch((error) => connection.console.warn(`${method}: ${error}`));
      }
    },
  };
  return refresh;
}
