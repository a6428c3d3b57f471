import type { QueryTarget } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { ExplainPanel } from '../explain/explain-panel.ts';
import type { AskedQueries } from '../queries/asked-queries.ts';
import type { CloudQueries } from '../queries/cloud-queries.ts';
import type { LensResults } from '../queries/lens-results.ts';
import { plainBox } from '../queries/plain-box.ts';
import { DEBUG_TYPE } from './configuration.ts';
import { debugRecording } from './debug-recording.ts';
import { explainStop } from './explain-stop.ts';
import { policyDocument, policyOf } from './policy-of-editor.ts';
import { debugTest } from './start-debugging.ts';

/** Starts a session for a query from a code lens, or from the palette, where the query is asked for. */
export function registerDebugCommands(
  queries: AskedQueries,
  cloud: Pick<CloudQueries, 'box' | 'isCloud' | 'run'>,
  results: Pick<LensResults, 'run'>,
  explanation: Pick<ExplainPanel, 'show'>,
  offerData: (file: vscode.Uri) => Promise<void>,
): vscode.Disposable[] {
  const start = async (target: unknown, how: 'run' | 'debug' | 'explain'): Promise<void> => {
    const chosen = isTarget(target) ? target : targetOfEditor();
    if (chosen === undefined) {
      void vscode.window.showErrorMessage('Open the .polar file that should be run, then try again.');
      return;
    }
    const file = vscode.Uri.parse(chosen.uri);
    const root = await policyOf(file);
    const about = chosen.ask ? `${root}#${chosen.query}` : root;
    const isCloud = await cloud.isCloud(file);
    if (!isCloud) await offerData(file);
    const box = cloud.box(file, isCloud);
    const query = chosen.ask || chosen.query === '' ? await queries.ask(about, chosen.query, box) : chosen.query;
    if (query === undefined) return;
    if (how === 'explain') {
      await explanation.show({ file, query });
      return;
    }
    const noDebug = how === 'run';
    if (chosen.query !== '') results.run(chosen, query);
    // Answers of a Cloud policy that is only run are shown in a document.
    if (isCloud && noDebug) {
      await cloud.run(file, query);
      return;
    }
    const shown = noDebug && chosen.query === '' ? openedConsole() : {};
    const configuration = { type: DEBUG_TYPE, request: 'launch', name: query, policies: root, query, ...shown };
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration, { noDebug });
  };
  return [
    vscode.commands.registerCommand('polar.runQuery', (target) => start(target, 'run')),
    vscode.commands.registerCommand('polar.debugQuery', (target) => start(target, 'debug')),
    vscode.commands.registerCommand('polar.explainQuery', (target) => start(target, 'explain')),
    vscode.commands.registerCommand('polar.debugRecording', debugRecording),
    vscode.commands.registerCommand('polar.debug.explain', () => explainStop(explanation)),
    vscode.commands.registerCommand('polar.explainOutcome', (file: unknown, query: unknown) =>
      typeof file === 'string' && typeof query === 'string'
        ? explanation.show({ file: vscode.Uri.parse(file), query })
        : undefined,
    ),
    vscode.commands.registerCommand('polar.explainTest', async (told: unknown) => {
      const { message } = (told ?? {}) as { readonly message?: vscode.TestMessage };
      const { uri, range } = message?.location ?? {};
      if (uri === undefined || range === undefined) return;
      const document = await vscode.workspace.openTextDocument(uri);
      const inline = /^\s*\?=\s*(.*?);?\s*$/s.exec(document.getText(range))?.[1] ?? document.getText(range);
      const isAssertion = /^\s*assert/.test(document.lineAt(range.start.line).text);
      await explanation.show(isAssertion ? { file: uri, assertion: range.start } : { file: uri, query: inline });
    }),
    vscode.commands.registerCommand('polar.debugTest', async (uri: unknown, name: unknown) => {
      if (typeof uri === 'string' && typeof name === 'string') await debugTest(vscode.Uri.parse(uri), name);
    }),
    vscode.commands.registerCommand('polar.askForQuery', async () => {
      const document = policyDocument();
      if (document === undefined) return queries.ask('', '', plainBox);
      const box = cloud.box(document.uri, await cloud.isCloud(document.uri));
      return queries.ask(await policyOf(document.uri), '', box);
    }),
    vscode.commands.registerCommand('polar.clearQueryHistory', async () => {
      await queries.clear();
      void vscode.window.showInformationMessage('The queries that were asked in this workspace are forgotten.');
    }),
  ];
}

/** Answers stand in the debug console alone, which the editor opens for the first session only: here for each, unless a person wants another thing. */
const openedConsole = (): { readonly internalConsoleOptions?: string } =>
  vscode.workspace.getConfiguration('debug').get('internalConsoleOptions') === 'openOnFirstSessionStart'
    ? { internalConsoleOptions: 'openOnSessionStart' }
    : {};

function targetOfEditor(): QueryTarget | undefined {
  const document = policyDocument();
  return document && { uri: document.uri.toString(), query: '', ask: false };
}

function isTarget(value: unknown): value is QueryTarget {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'query' in value &&
    typeof value.query === 'string' &&
    'ask' in value &&
    typeof value.ask === 'boolean'
  );
}
