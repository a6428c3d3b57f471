import type { ServerNote } from '@polar-tools/debug-adapter';
import type { ExplainResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../debug/configuration.ts';
import type { ExplainPanel } from '../explain/explain-panel.ts';
import { DecisionsView, type Item } from './decisions-view.ts';
import { runningServers } from './running-servers.ts';
import { testOfDecision } from './test-of-decision.ts';

/** Milliseconds until a server that was started must be there, and between two looks. */
const START = 60_000;
const LOOK = 250;

/** Development servers: attaching to one, starting one, and what it has decided. */
export function registerDecisions(
  explanation: Pick<ExplainPanel, 'showFrom'>,
  notes: vscode.Uri | undefined,
): vscode.Disposable[] {
  const view = new DecisionsView();
  const follow = async (session: vscode.DebugSession | undefined): Promise<void> => {
    await vscode.commands.executeCommand('setContext', 'polar.isAttached', session !== undefined);
    await view.follow(session);
  };
  const showDenied = async (isWanted: boolean): Promise<void> => {
    await vscode.commands.executeCommand('setContext', 'polar.isDeniedOnly', isWanted);
    await view.showDeniedOnly(isWanted);
  };
  const about =
    (work: (session: vscode.DebugSession, item: Item & { readonly kind: 'decision' }) => Promise<void>) =>
    async (chosen?: Item): Promise<void> => {
      const { session } = view;
      const latest = view.shown[0];
      const item = chosen ?? (latest && ({ kind: 'decision', decision: latest } as const));
      if (session === undefined || item?.kind !== 'decision') return;
      try {
        await work(session, item);
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    };
  const debug = about(async ({ configuration, workspaceFolder }, { decision }) => {
    const { port, token } = configuration;
    const name = `Decision ${decision.number}`;
    const past = {
      type: DEBUG_TYPE,
      request: 'attach',
      name,
      port,
      token,
      decision: decision.number,
      stopOnEntry: true,
    };
    await vscode.debug.startDebugging(workspaceFolder, past);
  });
  if (notes !== undefined) void vscode.commands.executeCommand('setContext', 'polar.canAttach', true);
  return [
    vscode.window.registerTreeDataProvider('polar.decisions', view),
    vscode.debug.onDidStartDebugSession((session) => void (isServed(session) && follow(session))),
    vscode.debug.onDidTerminateDebugSession((session) => void (session === view.session && follow(undefined))),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event }) => {
      if (session === view.session && event === 'polar/decided') void view.refresh();
    }),
    vscode.commands.registerCommand('polar.attachToServer', () => attachToServer(notes)),
    vscode.commands.registerCommand('polar.startServer', () => startServer(notes)),
    vscode.commands.registerCommand('polar.decisions.clear', () => view.clear()),
    vscode.commands.registerCommand('polar.decisions.showDenied', () => showDenied(true)),
    vscode.commands.registerCommand('polar.decisions.showAll', () => showDenied(false)),
    vscode.commands.registerCommand('polar.decisions.debug', debug),
    vscode.commands.registerCommand(
      'polar.decisions.explain',
      about(async (session, item) => {
        const { number } = item.decision;
        await explanation.showFrom({
          query: item.decision.queries[0] ?? item.decision.kind,
          explain: async () => (await session.customRequest('polar/explainDecision', { number })) as ExplainResult,
          debug: () => debug(item),
        });
      }),
    ),
    vscode.commands.registerCommand(
      'polar.decisions.test',
      about((session, { decision }) => testOfDecision(session, decision.number)),
    ),
  ];
}

/** A session that is attached to a server as such, and not to one of its decisions. */
const isServed = ({ type, configuration }: vscode.DebugSession): boolean =>
  type === DEBUG_TYPE &&
  configuration.request === 'attach' &&
  configuration.query === undefined &&
  configuration.decision === undefined;

async function attachToServer(notes: vscode.Uri | undefined): Promise<void> {
  const servers = await runningServers(notes);
  if (servers.length === 0) {
    const start = 'Start Development Server';
    const chosen = await vscode.window.showInformationMessage('No polar serve is running on this machine.', start);
    if (chosen === start) await startServer(notes);
    return;
  }
  const [only] = servers;
  const chosen =
    servers.length === 1
      ? only
      : (
          await vscode.window.showQuickPick(
            servers.map((server) => ({ label: `127.0.0.1:${server.port}`, description: server.folder, server })),
            { title: 'Attach to which polar serve?' },
          )
        )?.server;
  if (chosen !== undefined) await attachTo(chosen);
}

async function attachTo({ port, token }: ServerNote): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `polar serve on ${port}`;
  await vscode.debug.startDebugging(folder, { type: DEBUG_TYPE, request: 'attach', name, port, token });
}

/** Starts a server in a terminal, where one sees what it says and ends it with Ctrl-C; attaches as soon as it listens. */
async function startServer(notes: vscode.Uri | undefined): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showErrorMessage('This workspace is not trusted, so no command is run in it. Trust it first.');
    return;
  }
  const document = vscode.window.activeTextEditor?.document;
  const folder =
    (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    void vscode.window.showErrorMessage('Open the folder of the policy first.');
    return;
  }
  const command = vscode.workspace.getConfiguration('polar', folder).get<string>('serve.command', '');
  const began = Date.now();
  const terminal = vscode.window.createTerminal({ name: 'polar serve', cwd: folder.uri });
  terminal.show(true);
  terminal.sendText(command);
  while (Date.now() - began < START && terminal.exitStatus === undefined) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    const server = (await runningServers(notes)).find(({ started }) => started >= began);
    if (server !== undefined) {
      await attachTo(server);
      return;
    }
  }
  const what = `The development server did not start. The terminal says why; the setting "polar.serve.command" is what it runs.`;
  void vscode.window.showErrorMessage(what);
}
