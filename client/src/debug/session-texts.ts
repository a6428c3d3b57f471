import * as vscode from 'vscode';

/** The scheme of texts that a session has and no file: the query, the longhand of a block. */
const SCHEME = 'debug';

/**
 * Closes the tabs with a session's own texts when it is over: nobody can give their content any more, and one that is left as the active tab
 * is taken for the file that F5 is about.
 */
export async function closeTextsOf({ id }: vscode.DebugSession): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ofSession = tabs.filter(({ input }) => input instanceof vscode.TabInputText && isOf(input.uri, id));
  if (ofSession.length > 0) await vscode.window.tabGroups.close(ofSession);
}

/** `debug:query.polar?session=…&ref=1` */
const isOf = ({ scheme, query }: vscode.Uri, session: string): boolean =>
  scheme === SCHEME && new URLSearchParams(query).get('session') === session;
