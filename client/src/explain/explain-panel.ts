import {
  type BlameStep,
  EXPLAIN,
  type ExplainedLine,
  type ExplainParams,
  type ExplainResult,
  type SuggestedChange,
  type Told,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { DEBUG_TYPE } from '../debug/configuration.ts';
import { policyOf } from '../debug/policy-of-editor.ts';
import { panelBeside } from '../web-page.ts';
import { EXPLAIN_PAGE } from './explain-page.ts';

/** Milliseconds after the last change until the query is explained anew. */
const QUIET = 300;

/** What is explained. */
export interface Explained {
  /** Any file of the policy. */
  readonly file: vscode.Uri;
  /** Undefined where it is an assertion's. */
  readonly query?: string | undefined;
  /** The test whose facts it is asked over. */
  readonly test?: string | undefined;
  /** Of a test: where the assertion stands. */
  readonly assertion?: vscode.Position | undefined;
  /** The data file, and the files of facts, where they are not those that the configuration names. */
  readonly data?: string | undefined;
  readonly facts?: readonly string[] | undefined;
  /** What time it is: seconds since 1970. */
  readonly now?: number | undefined;
}

/** What somebody else asked and knows: it is not of the policy as it is now, so that nothing that is typed changes it. */
export interface Past {
  readonly query: string;
  explain(): Promise<ExplainResult | null>;
  debug(): Promise<void>;
}

/** What the page says. */
type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly line: number }
  | { readonly kind: 'apply'; readonly change: number }
  | { readonly kind: 'debug'; readonly line?: number }
  | { readonly kind: 'blame' | 'undo' | 'stop' }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'choice'; readonly choice: number };

type Reply = NonNullable<ExplainParams['replies']>[number][1];

type Whole = Extract<ExplainResult, { lines: unknown }>;

/** Shows why a query holds, or why not: a tree, each line with its source, and the changes that turn it around. What is typed changes it. */
export class ExplainPanel implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #asked: Explained | Past | undefined;
  #result: ExplainResult | undefined;
  /** Counts questions, so that a late answer to an earlier one is dropped. */
  #question = 0;
  /** What was replied to who asks why the answer is wrong; undefined where nobody does. */
  #replies: readonly (readonly [string, Reply])[] | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param changed tells that a policy is another one */
  constructor(client: BaseLanguageClient, extension: vscode.Uri, changed: vscode.Event<void>) {
    this.#client = client;
    this.#extension = extension;
    this.#subscriptions = vscode.Disposable.from(
      changed(() => this.#later()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'polar') this.#later();
      }),
      // Data and facts count as they are saved.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (/\.(jsonl?|ndjson|csv)$/i.test(uri.path)) this.#later();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  /** Explains a query of the policy that a file belongs to, or an assertion of one of its tests. */
  async show(asked: Explained): Promise<void> {
    await this.#show(asked);
  }

  /** Explains what somebody else asked, and knows. */
  async showFrom(past: Past): Promise<void> {
    await this.#show(past);
  }

  async #show(asked: Explained | Past): Promise<void> {
    this.#asked = asked;
    this.#replies = undefined;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    await this.#ask();
  }

  #open(): void {
    this.#panel = panelBeside(this.#extension, 'polar.explanation', 'Polar: Why?', EXPLAIN_PAGE, {
      hear: (said: Said) => this.#hear(said),
      closed: () => {
        this.#panel = undefined;
        this.#asked = undefined;
      },
    });
  }

  #later(): void {
    if (this.#asked === undefined || 'explain' in this.#asked) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#ask(), QUIET);
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined) return;
    const question = ++this.#question;
    const result = 'explain' in asked ? await asked.explain() : await this.#askServer(asked);
    if (result === null || question !== this.#question) return;
    this.#result = result;
    // An assertion moves as the test changes: from here on it is known by what it asks.
    if ('file' in asked && 'lines' in result && asked.assertion !== undefined && result.query !== undefined)
      this.#asked = { file: asked.file, query: result.query, test: result.test };
    this.#tell();
  }

  async #askServer(asked: Explained): Promise<ExplainResult | null> {
    if (!this.#client.isRunning()) return null;
    const { code2ProtocolConverter: converter } = this.#client;
    const { query, test, assertion, data, facts, now = Math.floor(Date.now() / 1000) } = asked;
    const params: ExplainParams = {
      textDocument: { uri: converter.asUri(asked.file) },
      ...(query !== undefined && { query }),
      ...(test !== undefined && { test }),
      ...(assertion !== undefined && { assertion: converter.asPosition(assertion) }),
      ...(data !== undefined && { data }),
      ...(facts !== undefined && { facts }),
      ...(this.#replies !== undefined && { replies: this.#replies }),
      now,
    };
    // A server that stops answers no more: who started it anew asks again.
    return this.#client.sendRequest<ExplainResult | null>(EXPLAIN, params).catch(() => null);
  }

  #tell(): void {
    const result = this.#result;
    const asked = this.#asked;
    if (result === undefined || asked === undefined) return;
    const isProblem = 'problems' in result;
    const outcome = isProblem ? 'unknown' : result.outcome;
    const verdict = { holds: 'holds', fails: 'does not hold', unknown: 'is not explained' }[outcome];
    const test = 'file' in asked ? asked.test : undefined;
    const where = test === undefined ? '.' : ` in the test ${JSON.stringify(test)}.`;
    void this.#panel?.webview.postMessage({
      verdict: `${(asked.query ?? 'The assertion').replaceAll(/\s+/g, ' ')} ${verdict}${where}`,
      outcome,
      isPast: 'explain' in asked,
      lines: isProblem
        ? []
        : result.lines.map(({ depth, kind, text, uri, range, bindings }) => ({
            depth,
            kind,
            text,
            ...(uri !== undefined && range !== undefined && { place: `${nameOf(uri)}:${range.start.line + 1}` }),
            ...(bindings !== undefined && { bindings: bindingsText(bindings) }),
          })),
      changes: isProblem
        ? []
        : result.changes.map((change) => ({
            text: change.text,
            ...(change.beside !== undefined && { beside: change.beside }),
            ...(change.edit !== undefined && { button: buttonText(result, change) }),
            ...(change.byHand !== undefined && { byHand: change.byHand }),
          })),
      place: isProblem ? '' : (result.place ?? 'the facts'),
      problems: isProblem ? result.problems : [],
      notes: isProblem ? [] : result.notes,
      ...(!isProblem && result.blame !== undefined && { blame: shownBlame(result.blame, this.#replies?.length ?? 0) }),
    });
  }

  async #hear(said: Said): Promise<void> {
    if (said.kind === 'ready') this.#tell();
    else if (said.kind === 'debug') await this.#debug(said.line);
    else if (said.kind === 'open') await this.#openLine(said.line);
    else if (said.kind === 'apply') await this.#apply(said.change);
    else await this.#find(said);
  }

  /** Asks on, why the answer is wrong. */
  async #find(said: Said): Promise<void> {
    const blame = this.#result !== undefined && 'lines' in this.#result ? this.#result.blame : undefined;
    if (said.kind === 'blame') this.#replies = [];
    else if (said.kind === 'stop') this.#replies = undefined;
    else if (said.kind === 'undo') this.#replies = this.#replies?.slice(0, -1);
    else if (said.kind === 'reply' && blame?.kind === 'question')
      this.#replies = [...(this.#replies ?? []), [blame.id, said.reply]];
    else if (said.kind === 'choice' && blame !== undefined) {
      await this.#openPlace(blame.kind === 'question' ? (blame.choices[said.choice] ?? blame) : blame);
      return;
    }
    await this.#ask();
  }

  get #lines(): readonly ExplainedLine[] {
    return this.#result !== undefined && 'lines' in this.#result ? this.#result.lines : [];
  }

  /** Debugs what is explained: from its beginning, or already at what a line speaks of. */
  async #debug(at: number | undefined): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined) return;
    if ('explain' in asked) return asked.debug();
    const { file, query, test, data, facts, now } = asked;
    const about = test === undefined ? { query } : { test };
    const start = at === undefined ? undefined : this.#startAt(at);
    const configuration = {
      type: DEBUG_TYPE,
      request: 'launch',
      name: test === undefined ? (query ?? '') : `test "${test}"`,
      policies: await policyOf(file),
      ...about,
      ...(data !== undefined && { data }),
      ...(facts !== undefined && { facts }),
      ...(now !== undefined && { now }),
      ...(start === undefined ? { stopOnEntry: true } : { startAt: start }),
    };
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration);
  }

  /** Where a session begins for a line: its event, or where there is none the goal, else what it lies below. */
  #startAt(at: number): unknown {
    const lines = this.#lines;
    const line = lines[at];
    if (line === undefined) return undefined;
    if (line.event !== undefined) return line.event;
    const above: ExplainedLine[] = [];
    for (let i = at, depth = line.depth + 1; i >= 0; i--) {
      const one = lines[i]!;
      if (one.depth >= depth) continue;
      depth = one.depth;
      above.push(one);
    }
    const places = above.flatMap(({ kind, uri, range, goal }) =>
      kind === 'rule' || uri === undefined || range === undefined
        ? []
        : [
            {
              file: fileOf(uri),
              line: range.start.line + 1,
              column: range.start.character + 1,
              ...(goal !== undefined && { goal }),
            },
          ],
    );
    return places.length === 0 ? undefined : places;
  }

  async #openLine(at: number): Promise<void> {
    await this.#openPlace(this.#lines[at]);
  }

  async #openPlace(line: Pick<ExplainedLine, 'uri' | 'range'> | undefined): Promise<void> {
    if (line?.uri === undefined || line.range === undefined) return;
    const { protocol2CodeConverter: converter } = this.#client;
    const document = await vscode.workspace.openTextDocument(converter.asUri(line.uri));
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: converter.asRange(line.range),
    });
  }

  /** Makes a change in the data file, the file of facts or the test. Files of data and facts are saved, so that all that reads them sees it; it can be undone. */
  async #apply(at: number): Promise<void> {
    const change = this.#result !== undefined && 'changes' in this.#result ? this.#result.changes[at] : undefined;
    if (change?.edit === undefined) return;
    const { protocol2CodeConverter: converter } = this.#client;
    const uri = converter.asUri(change.edit.uri);
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of change.edit.edits) edit.replace(uri, converter.asRange(range), newText);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
    await vscode.workspace.applyEdit(edit);
    if (this.#asked === undefined || !('file' in this.#asked) || this.#asked.test === undefined) await document.save();
    this.#later();
  }
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

/** A question or a verdict as the page shows it. */
function shownBlame(blame: BlameStep, asked: number): object {
  const placeOf = ({ uri, range }: Pick<Told, 'uri' | 'range'>): string | undefined =>
    uri === undefined || range === undefined ? undefined : `${nameOf(uri)}:${range.start.line + 1}`;
  const { kind, text } = blame;
  const isQuestion = kind === 'question';
  return {
    kind,
    text,
    asked,
    place: placeOf(blame),
    choices: isQuestion ? blame.choices.map((choice) => ({ text: choice.text, place: placeOf(choice) })) : [],
    replies: isQuestion ? blame.replies : [],
  };
}

/** A file as a launch configuration names it. */
const fileOf = (uri: string): string => {
  const parsed = vscode.Uri.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : uri;
};

const bindingsText = (bindings: Readonly<Record<string, string>>): string =>
  Object.entries(bindings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

/** What the button of a change says. */
function buttonText({ test, place }: Whole, { text }: SuggestedChange): string {
  const isAdding = text.startsWith('add the fact');
  if (test !== undefined) return isAdding ? 'Add to This Test’s Setup' : 'Change This Test’s Setup';
  if (text.includes('the fact ')) return isAdding ? `Add to ${place}` : `Change ${place}`;
  return 'Change the Data File';
}
