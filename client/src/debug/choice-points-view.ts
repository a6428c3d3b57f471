import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration.ts';

/** A place as the adapter names it; lines and columns from 1. */
interface Place {
  readonly source?: { readonly name?: string; readonly path?: string; readonly sourceReference?: number };
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A choice point as the adapter's request `polar/choicePoints` gives it. */
interface ChoicePoint extends Place {
  readonly activation: number;
  readonly kind: string;
  readonly goal: string;
  readonly clauses: readonly Rule[];
}

interface Rule extends Place {
  readonly text: string;
}

interface Answer {
  readonly choicePoints: readonly ChoicePoint[];
  readonly total: number;
}

type Item = { readonly point: ChoicePoint } | { readonly rule: Rule };

const PORTS = [
  { label: 'call', description: 'a goal is called' },
  { label: 'unify', description: 'the head of a rule has matched' },
  { label: 'exit', description: 'a goal has a solution' },
  { label: 'redo', description: 'the search comes back for another solution' },
  { label: 'fail', description: 'a goal has no more solutions' },
];

/** The view "Choice points" beside the call stack: what the search can still come back to, the newest first. */
class ChoicePointsView implements vscode.TreeDataProvider<Item> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #answer: Answer | undefined;
  #session: vscode.DebugSession | undefined;

  /** Asks anew, when the run has stopped; shows nothing while it runs. */
  async refresh(session: vscode.DebugSession | undefined): Promise<void> {
    this.#session = session;
    let answer: Answer | undefined;
    try {
      answer = session === undefined ? undefined : ((await session.customRequest('polar/choicePoints')) as Answer);
    } catch {
      // The run went on before the answer came: there is nothing to show until it stops again.
    }
    if (this.#session !== session) return;
    this.#answer = answer;
    this.#changed.fire();
  }

  /** A session goes on, or is over: nothing of it is shown until it stops again. */
  async forget(session: vscode.DebugSession): Promise<void> {
    if (this.#session?.id === session.id) await this.refresh(undefined);
  }

  /** The session whose choice points are shown: what is asked for beside them is asked of it. */
  get shown(): vscode.DebugSession | undefined {
    return this.#answer === undefined ? undefined : this.#session;
  }

  getChildren(item?: Item): Item[] {
    if (item !== undefined) return 'point' in item ? item.point.clauses.map((rule) => ({ rule })) : [];
    if (this.#answer === undefined) return [];
    const items: Item[] = this.#answer.choicePoints.map((point) => ({ point }));
    const rest = this.#answer.total - items.length;
    return rest > 0 ? [...items, { rule: { text: `… and ${rest} older ones` } }] : items;
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if (!('point' in item)) {
      const { text, source, line } = item.rule;
      const tree = new vscode.TreeItem(text);
      if (source?.name !== undefined && line !== undefined) tree.description = `${source.name}:${line}`;
      tree.tooltip = text;
      const command = this.#commandToShow(item.rule, 'Show the Rule');
      if (command !== undefined) tree.command = command;
      return tree;
    }
    const { point } = item;
    const left = point.clauses.length;
    const collapsed = left > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const tree = new vscode.TreeItem(point.goal === '' ? point.kind : point.goal, collapsed);
    tree.description = point.kind === 'clauses' ? (left === 1 ? '1 rule' : `${left} rules`) : point.kind;
    tree.tooltip = `${point.goal}\n\nCalled at event ${point.activation}. "Retry" goes back to that call.`;
    tree.contextValue = 'choicePoint';
    const command = this.#commandToShow(point, 'Show the Goal');
    if (command !== undefined) tree.command = command;
    return tree;
  }

  #commandToShow({ source, line, column, endLine, endColumn }: Place, title: string): vscode.Command | undefined {
    if (source === undefined || line === undefined || column === undefined) return undefined;
    const uri = vscode.debug.asDebugSourceUri(source, this.#session);
    const selection = new vscode.Range(line - 1, column - 1, (endLine ?? line) - 1, (endColumn ?? column) - 1);
    return { command: 'vscode.open', title, arguments: [uri, { selection }] };
  }
}

/** The view, its commands, and the choice of ports that steps stop at. */
export function registerChoicePoints(): vscode.Disposable[] {
  const view = new ChoicePointsView();
  const ask = async (command: string, args?: object): Promise<void> => {
    const session = view.shown ?? vscode.debug.activeDebugSession;
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
          // What was chosen holds for every session, not only for the one that it was chosen in.
          if (message.event === 'initialized') void session.customRequest('polar/setPorts', { ports: [...ports] });
          if (message.event === 'stopped') void view.refresh(session);
          if (message.event === 'continued' || message.event === 'terminated') void view.forget(session);
        },
        onWillReceiveMessage: (message: { readonly command?: string }) => {
          if (message.command === 'continue') void view.forget(session);
        },
      }),
    }),
    // Of several sessions, those of the one that is chosen in the call stack.
    vscode.debug.onDidChangeActiveDebugSession((session) =>
      view.refresh(session?.type === DEBUG_TYPE ? session : undefined),
    ),
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
