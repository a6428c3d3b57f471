import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration.ts';

/** A choice point as the adapter's request `polar/choicePoints` gives it; lines and columns from 1. */
interface ChoicePoint {
  readonly activation: number;
  readonly kind: string;
  readonly goal: string;
  readonly clauses: readonly string[];
  readonly source?: { readonly path?: string };
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

interface Answer {
  readonly choicePoints: readonly ChoicePoint[];
  readonly total: number;
}

type Item = { readonly point: ChoicePoint } | { readonly text: string };

const PORTS = [
  { label: 'call', description: 'a goal is called' },
  { label: 'unify', description: 'the head of a rule has matched' },
  { label: 'exit', description: 'a goal has a solution' },
  { label: 'redo', description: 'the search comes back for another solution' },
  { label: 'fail', description: 'a goal has no more solutions' },
];

/** The view "Choice points" beside the call stack: what the search can still come back to, the newest first. */
class ChoicePointsView implements vscode.TreeDataProvider<Item> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private answer: Answer | undefined;

  /** Asks anew, when the run has stopped; shows nothing while it runs. */
  async refresh(session: vscode.DebugSession | undefined): Promise<void> {
    try {
      this.answer = session === undefined ? undefined : ((await session.customRequest('polar/choicePoints')) as Answer);
    } catch {
      // The run went on before the answer came: there is nothing to show until it stops again.
      this.answer = undefined;
    }
    this.changed.fire();
  }

  getChildren(item?: Item): Item[] {
    if (item !== undefined) return 'point' in item ? item.point.clauses.map((text) => ({ text })) : [];
    if (this.answer === undefined) return [];
    const items: Item[] = this.answer.choicePoints.map((point) => ({ point }));
    const rest = this.answer.total - items.length;
    return rest > 0 ? [...items, { text: `… and ${rest} older ones` }] : items;
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if (!('point' in item)) return new vscode.TreeItem(item.text);
    const { point } = item;
    const left = point.clauses.length;
    const collapsed = left > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const tree = new vscode.TreeItem(point.goal === '' ? point.kind : point.goal, collapsed);
    tree.description = point.kind === 'clauses' ? (left === 1 ? 'one rule left' : `${left} rules left`) : point.kind;
    tree.tooltip = `Called at event ${point.activation}. "Retry" goes back to that call.`;
    tree.contextValue = 'choicePoint';
    const place = placeOf(point);
    if (place !== undefined) {
      tree.command = {
        command: 'vscode.open',
        title: 'Show the Goal',
        arguments: [place.uri, { selection: place.range }],
      };
    }
    return tree;
  }
}

function placeOf(point: ChoicePoint): vscode.Location | undefined {
  const { source, line, column, endLine, endColumn } = point;
  if (source?.path === undefined || line === undefined || column === undefined) return undefined;
  const uri = /^[a-z][a-z0-9+.-]+:/i.test(source.path) ? vscode.Uri.parse(source.path) : vscode.Uri.file(source.path);
  return new vscode.Location(
    uri,
    new vscode.Range(line - 1, column - 1, (endLine ?? line) - 1, (endColumn ?? column) - 1),
  );
}

/** The view, its commands, and the choice of ports that steps stop at. */
export function registerChoicePoints(): vscode.Disposable[] {
  const view = new ChoicePointsView();
  const ask = async (command: string, args?: object): Promise<void> => {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return;
    try {
      await session.customRequest(command, args);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  };
  let ports = new Set(['call', 'unify', 'redo', 'fail']);
  return [
    vscode.window.registerTreeDataProvider('polar.choicePoints', view),
    vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message: { readonly type?: string; readonly event?: string }) => {
          if (message.type !== 'event') return;
          if (message.event === 'stopped') void view.refresh(session);
          if (message.event === 'continued' || message.event === 'terminated') void view.refresh(undefined);
        },
        onWillReceiveMessage: (message: { readonly command?: string }) => {
          if (message.command === 'continue') void view.refresh(undefined);
        },
      }),
    }),
    vscode.commands.registerCommand('polar.debug.retry', (item?: Item) =>
      item !== undefined && 'point' in item ? ask('polar/retry', { activation: item.point.activation }) : undefined,
    ),
    vscode.commands.registerCommand('polar.debug.nextSolution', () => ask('polar/nextSolution')),
    vscode.commands.registerCommand('polar.debug.forceFail', () => ask('polar/forceFail')),
    vscode.commands.registerCommand('polar.debug.toggleLonghand', () => ask('polar/showLonghand')),
    vscode.commands.registerCommand('polar.debug.choosePorts', async () => {
      const items = PORTS.map((port) => ({ ...port, picked: ports.has(port.label) }));
      const chosen = await vscode.window.showQuickPick(items, {
        title: 'Steps stop at these ports',
        canPickMany: true,
      });
      if (chosen === undefined) return;
      ports = new Set(chosen.map((port) => port.label));
      await ask('polar/setPorts', { ports: [...ports] });
    }),
  ];
}
