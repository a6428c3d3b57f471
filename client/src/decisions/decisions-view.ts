import * as vscode from 'vscode';
import { answerWords, clockTime, type Decision, type DecisionFacts, factText } from './decision.ts';

/** Decisions that are shown at most. */
const MOST = 200;

export type Item =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'line'; readonly text: string; readonly note?: string; readonly icon: string };

/** The view "Decisions": what the server that the editor is attached to was asked, the latest first. */
export class DecisionsView implements vscode.TreeDataProvider<Item> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #session: vscode.DebugSession | undefined;
  #decisions: readonly Decision[] = [];
  #isDeniedOnly = false;
  /** One request at a time, and one more where something came meanwhile. */
  #isAsking = false;
  #isAskedAgain = false;

  /** The session whose server's decisions are shown. */
  get session(): vscode.DebugSession | undefined {
    return this.#session;
  }

  get shown(): readonly Decision[] {
    return this.#decisions;
  }

  async follow(session: vscode.DebugSession | undefined): Promise<void> {
    this.#session = session;
    this.#decisions = [];
    this.#changed.fire();
    await this.refresh();
  }

  async showDeniedOnly(isWanted: boolean): Promise<void> {
    this.#isDeniedOnly = isWanted;
    this.#decisions = [];
    await this.refresh();
  }

  async clear(): Promise<void> {
    await this.#session?.customRequest('polar/clearDecisions');
    this.#decisions = [];
    this.#changed.fire();
  }

  /** Asks for what came since the last decision that is shown. */
  async refresh(): Promise<void> {
    if (this.#isAsking) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isAsking = true;
    try {
      do {
        this.#isAskedAgain = false;
        await this.#ask();
      } while (this.#isAskedAgain);
    } finally {
      this.#isAsking = false;
    }
  }

  async #ask(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const denied = this.#isDeniedOnly;
    const after = this.#decisions[0]?.number ?? 0;
    // A session that ends answers no more.
    const answer = await Promise.resolve(
      session.customRequest('polar/decisions', { after, denied, limit: MOST }) as Thenable<{
        readonly decisions: readonly Decision[];
      }>,
    ).catch(() => undefined);
    if (answer === undefined || session !== this.#session || denied !== this.#isDeniedOnly) return;
    if (answer.decisions.length === 0 && this.#decisions.length > 0) return;
    this.#decisions = [...answer.decisions.toReversed(), ...this.#decisions].slice(0, MOST);
    this.#changed.fire();
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item === undefined) return this.#decisions.map((decision) => ({ kind: 'decision', decision }));
    if (item.kind !== 'decision') return [];
    const { decision } = item;
    const lines: Item[] =
      decision.queries.length > 1 ? decision.queries.map((text) => ({ kind: 'line', text, icon: 'question' })) : [];
    lines.push({
      kind: 'line',
      text: answerWords(decision),
      note: 'the answer',
      icon: decision.denied ? 'circle-slash' : 'pass',
    });
    return [...lines, ...(await this.#factsOf(decision))];
  }

  async #factsOf({ number }: Decision): Promise<Item[]> {
    try {
      const found = (await this.#session?.customRequest('polar/decisionFacts', { number })) as
        | DecisionFacts
        | undefined;
      if (found === undefined) return [];
      const inProof = new Set((found.proof ?? []).map(factText));
      const others = found.read.map(factText).filter((text) => !inProof.has(text));
      const line = (text: string, note: string): Item => ({ kind: 'line', text, note, icon: 'symbol-constant' });
      const all = [
        ...[...inProof].map((text) => line(text, 'in the proof')),
        ...others.map((text) => line(text, 'read')),
      ];
      if (all.length === 0) return [{ kind: 'line', text: 'No fact was read.', icon: 'info' }];
      return found.isBounded ? [...all, { kind: 'line', text: '… and more', icon: 'ellipsis' }] : all;
    } catch (error) {
      return [{ kind: 'line', text: error instanceof Error ? error.message : String(error), icon: 'info' }];
    }
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if (item.kind === 'line') {
      const line = new vscode.TreeItem(item.text);
      line.iconPath = new vscode.ThemeIcon(item.icon);
      line.tooltip = item.text;
      if (item.note !== undefined) line.description = item.note;
      return line;
    }
    const { decision } = item;
    const [query = decision.kind, ...more] = decision.queries;
    const tree = new vscode.TreeItem(query, vscode.TreeItemCollapsibleState.Collapsed);
    tree.id = `${this.#session?.id} ${decision.number}`;
    tree.description = `${more.length > 0 ? `and ${more.length} more: ` : ''}${answerWords(decision)} · ${clockTime(decision.time)}`;
    tree.tooltip = `Decision ${decision.number}, ${decision.kind}\n${[query, ...more].join('\n')}\n${answerWords(decision)}`;
    tree.iconPath = decision.denied
      ? new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconFailed'))
      : new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    tree.contextValue = 'decision';
    tree.command = { command: 'polar.decisions.explain', title: 'Explain This Decision', arguments: [item] };
    return tree;
  }
}
