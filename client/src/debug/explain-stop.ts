import { nameOf, uriOf } from '@polar-tools/project';
import * as vscode from 'vscode';
import type { ExplainPanel } from '../explain/explain-panel.ts';
import { DEBUG_TYPE } from './configuration.ts';
import { policyDocument } from './policy-of-editor.ts';

/** *Explain This Goal*: why the goal at which the debugger stands holds or not, over the data or the facts of that session. */
export async function explainStop(explanation: Pick<ExplainPanel, 'show'>): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  const { test, data, facts, now, policies } = session.configuration;
  const elsewhere = answeredElsewhere(session.configuration);
  if (elsewhere !== undefined) {
    void vscode.window.showInformationMessage(elsewhere);
    return;
  }
  const query = await session.customRequest('polar/goal').then(
    ({ query }: { query?: unknown }) => query,
    () => undefined,
  );
  const file = fileOfSession(policies) ?? policyDocument()?.uri;
  if (typeof query !== 'string' || file === undefined) {
    void vscode.window.showInformationMessage('There is no goal to explain here: stop the query at one.');
    return;
  }
  const folder = session.workspaceFolder ?? vscode.workspace.workspaceFolders?.[0];
  /** What a session names is in its folder, which need not be the policy's. */
  const named = (name: string): string => nameOf(uriOf(name, folder?.uri.toString() ?? 'file:///'));
  await explanation.show({
    file,
    query,
    ...(test && { test }),
    ...(data && { data: named(data) }),
    ...(facts && { facts: [facts].flat().map(named) }),
    ...(typeof now === 'number' && { now }),
  });
}

/** Why the panel cannot tell what such a session has found: it asks the policy of the editor over files, and nothing else. */
function answeredElsewhere({ host, recording, request, query, test }: vscode.DebugConfiguration): string | undefined {
  if (host)
    return `In this session the application answers (${host}), and the panel cannot ask it. polar explain --host does; a recording of the session can be explained, too.`;
  if (recording)
    return `This session is of a recording, and the panel explains the policy as it is now. In a terminal: polar explain ${JSON.stringify(recording)}`;
  if (request === 'attach' && !query && !test)
    return 'This session is of a running server, and the panel explains the policy of the editor. The Decisions view explains what the server has decided.';
  return undefined;
}

/** A file of the policy that a session names: the open document of it, as the server knows policies by their documents. */
function fileOfSession(policies: unknown): vscode.Uri | undefined {
  const names: readonly unknown[] = Array.isArray(policies) ? policies : [policies];
  const open = vscode.workspace.textDocuments.filter(
    ({ languageId, uri }) => languageId === 'polar' && uri.scheme !== 'debug',
  );
  return open.find(({ uri }) => names.some((name) => typeof name === 'string' && uri.fsPath.startsWith(name)))?.uri;
}
