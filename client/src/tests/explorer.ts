import { printable } from '@polar-tools/language';
import {
  type KnownTest,
  RUN_TESTS,
  type RunTestsParams,
  type RunTestsResult,
  TESTS,
  type TestProblem,
  type TestReport,
  type TestsResult,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { debugInlineQuery, debugTest } from '../debug/start-debugging.ts';
import { ContinuousRuns } from './continuous-runs.ts';
import { PolicyCoverage, PolicyFileCoverage } from './coverage.ts';
import type { TestOutcomes } from './outcomes.ts';

/** Milliseconds after the last change until tests are looked for again. */
const PAUSE = 300;

/**
 * The Test Explorer's Polar tests: `test` blocks, and the inline queries of Library policies, an item each below its file. The server finds
 * and runs them, on the text as it stands in the editor.
 */
export class TestExplorer implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #outcomes: TestOutcomes;
  readonly #controller = vscode.tests.createTestController('polar', 'Polar');
  readonly #subscriptions: vscode.Disposable[];
  readonly #continuous: ContinuousRuns;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> | undefined;
  #again = false;

  /** `changed`: told whenever a policy has changed. */
  constructor(client: BaseLanguageClient, changed: vscode.Event<unknown>, outcomes: TestOutcomes) {
    this.#client = client;
    this.#outcomes = outcomes;
    this.#continuous = new ContinuousRuns(this.#controller.items, (request, token) => this.#run(request, token));
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> | void => {
      if (!request.continuous) return this.#run(request, token);
      this.#continuous.start(request, token);
      this.#later();
    };
    this.#controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, run, true, undefined, true);
    this.#controller.createRunProfile('Debug', vscode.TestRunProfileKind.Debug, (request, token) =>
      this.#debug(request, token),
    );
    const coverage = this.#controller.createRunProfile('Coverage', vscode.TestRunProfileKind.Coverage, run, true);
    coverage.loadDetailedCoverage = async (_, file) => (file instanceof PolicyFileCoverage ? [...file.details] : []);
    this.#controller.refreshHandler = () => this.refresh();
    this.#controller.resolveHandler = (item) => (item === undefined ? this.refresh() : undefined);
    this.#subscriptions = [
      this.#controller,
      changed(() => this.#later()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'polar') this.#later();
      }),
      vscode.workspace.onDidOpenTextDocument(({ languageId }) => {
        if (languageId === 'polar') this.#later();
      }),
      vscode.commands.registerCommand('polar.runTest', (uri, name) => this.#runNamed(uri, name)),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
  }

  /** Finds the tests of all policies. Settles when those that are there now are shown. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    try {
      while (this.#again && this.#client.isRunning()) {
        this.#again = false;
        this.#show(await this.#client.sendRequest<TestsResult>(TESTS, {}));
      }
    } catch {
      // The server is being stopped; it is asked again when it tells of a policy.
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.refresh().then(() => this.#continuous.again());
    }, PAUSE);
  }

  #show(files: TestsResult): void {
    const kept = files.map(({ uri, tests }) => {
      const where = this.#client.protocol2CodeConverter.asUri(uri);
      const item =
        this.#controller.items.get(uri) ??
        this.#controller.createTestItem(uri, vscode.workspace.asRelativePath(where), where);
      replace(item.children, tests, (test) => this.#itemOf(item, test, where));
      return item;
    });
    this.#controller.items.replace(kept);
  }

  #itemOf(file: vscode.TestItem, test: KnownTest, uri: vscode.Uri): vscode.TestItem {
    const id = `${test.kind} ${test.name}`;
    const item = file.children.get(id) ?? this.#controller.createTestItem(id, test.name, uri);
    item.range = this.#client.protocol2CodeConverter.asRange(test.range);
    return item;
  }

  async #runNamed(uri: unknown, name: unknown): Promise<void> {
    await this.refresh();
    const file = typeof uri === 'string' ? this.#controller.items.get(uri) : undefined;
    const item = file?.children.get(`test ${name}`) ?? file?.children.get(`query ${name}`) ?? file;
    if (item === undefined) return;
    const source = new vscode.CancellationTokenSource();
    await this.#run(new vscode.TestRunRequest([item]), source.token);
    source.dispose();
  }

  /** Debugs one test after another, each until its session is over, then tells the results of all. */
  async #debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    for (const item of [...this.#chosen(request).values()].flat()) {
      if (token.isCancellationRequested || item.uri === undefined) return;
      const began = item.id.startsWith('test ')
        ? await debugTest(item.uri, item.label)
        : await debugInlineQuery(item.uri, (item.range?.start.line ?? 0) + 1);
      if (began) await sessionOver(token);
    }
    if (!token.isCancellationRequested) await this.#run(request, token);
  }

  /** The tests that a request is for, by file. */
  #chosen(request: vscode.TestRunRequest): Map<vscode.TestItem, vscode.TestItem[]> {
    const excluded = new Set(request.exclude);
    const chosen = new Map<vscode.TestItem, vscode.TestItem[]>();
    const choose = (item: vscode.TestItem): void => {
      if (excluded.has(item)) return;
      if (item.parent === undefined) {
        for (const [, child] of item.children) choose(child);
        return;
      }
      const items = chosen.get(item.parent) ?? [];
      if (!items.includes(item)) items.push(item);
      chosen.set(item.parent, items);
    };
    if (request.include !== undefined) for (const item of request.include) choose(item);
    else for (const [, item] of this.#controller.items) choose(item);
    return chosen;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const coverage =
      request.profile?.kind === vscode.TestRunProfileKind.Coverage ? new PolicyCoverage(this.#client) : undefined;
    const chosen = this.#chosen(request);
    for (const items of chosen.values()) for (const item of items) run.enqueued(item);
    try {
      for (const [file, items] of chosen) {
        if (token.isCancellationRequested) break;
        for (const item of items) run.started(item);
        await this.#runFile(run, file, items, token, coverage);
      }
      coverage?.tell(run);
    } finally {
      run.end();
    }
  }

  async #runFile(
    run: vscode.TestRun,
    file: vscode.TestItem,
    items: readonly vscode.TestItem[],
    token: vscode.CancellationToken,
    coverage: PolicyCoverage | undefined,
  ): Promise<void> {
    const params: RunTestsParams = {
      textDocument: { uri: file.id },
      ...(items.length < file.children.size && { names: items.map(({ label }) => label) }),
      now: Math.floor(Date.now() / 1000),
      ...(coverage && { coverage: true }),
    };
    let result: RunTestsResult | null = null;
    // Null where the policy has changed meanwhile: then its newest version is meant.
    for (let tries = 0; result === null && tries < 5 && !token.isCancellationRequested; tries++) {
      try {
        result = await this.#client.sendRequest<RunTestsResult | null>(RUN_TESTS, params, token);
      } catch (error) {
        if (token.isCancellationRequested) break;
        if (tries === 4) for (const item of items) run.errored(item, new vscode.TestMessage(String(error)));
      }
    }
    if (token.isCancellationRequested) return;
    if (result !== null) this.#outcomes.note(file.id, result.tests, params.names === undefined);
    if (result?.coverage !== undefined) coverage?.add(result.coverage);
    if (result?.unmeasured !== undefined) coverage?.leaveOut(file.label, result.unmeasured);
    const byId = new Map((result?.tests ?? []).map((report) => [`${report.kind} ${report.name}`, report]));
    for (const item of items) {
      const report = byId.get(item.id);
      if (report === undefined) run.skipped(item);
      else this.#tell(run, item, report);
    }
  }

  #tell(
    run: vscode.TestRun,
    item: vscode.TestItem,
    { status, milliseconds, problems, warnings = [] }: TestReport,
  ): void {
    run.appendOutput(terminalText(testAsLines(item.label, status, problems)), undefined, item);
    // A passed test has no messages; its output has, and the editor shows each at its place.
    for (const { message, uri, range } of warnings)
      run.appendOutput(terminalText(`${item.label}: warning: ${message}\n`), this.#locationOf(uri, range), item);
    if (status === 'passed') run.passed(item, milliseconds);
    else if (status === 'failed')
      run.failed(
        item,
        problems.map((problem) => this.#message(problem)),
        milliseconds,
      );
    else
      run.errored(
        item,
        problems.map((problem) => this.#message(problem)),
        milliseconds,
      );
  }

  #message({ message, uri, range, expected, actual, suggestions = [] }: TestProblem): vscode.TestMessage {
    const text = new vscode.MarkdownString();
    text.appendText(message);
    for (const { facts } of suggestions) {
      text.appendMarkdown('\n\nIt would pass with:');
      text.appendCodeblock(facts.join('\n'), 'polar');
    }
    const told =
      expected !== undefined && actual !== undefined
        ? vscode.TestMessage.diff(text, expected, actual)
        : new vscode.TestMessage(text);
    told.location = this.#locationOf(uri, range);
    told.contextValue = 'polar.failed';
    return told;
  }

  #locationOf(uri: TestProblem['uri'], range: TestProblem['range']): vscode.Location {
    const { protocol2CodeConverter: editor } = this.#client;
    return new vscode.Location(editor.asUri(uri), editor.asRange(range));
  }
}

const SIGNS: Readonly<Record<TestReport['status'], string>> = { passed: '✓', failed: '✗', error: '!' };

/** A test for the output of a run: a line with its name, and what failed below. */
const testAsLines = (name: string, status: TestReport['status'], problems: readonly TestProblem[]): string =>
  [
    `${SIGNS[status]} ${name}`,
    ...problems.flatMap(({ message }) => message.split('\n').map((line) => `  ${line}`)),
    '',
  ].join('\n');

/** The output of a run is written to a terminal. */
const terminalText = (text: string): string => printable(text).replaceAll('\n', '\r\n');

/** Settles when the debug session that runs is over, or nobody waits for it any more. */
function sessionOver(token: vscode.CancellationToken): Promise<void> {
  const { activeDebugSession: session } = vscode.debug;
  return new Promise((resolve) => {
    const given = token.onCancellationRequested(() => {
      void vscode.debug.stopDebugging(session);
      over.dispose();
      given.dispose();
      resolve();
    });
    const over = vscode.debug.onDidTerminateDebugSession((ended) => {
      if (session !== undefined && ended.id !== session.id) return;
      over.dispose();
      given.dispose();
      resolve();
    });
  });
}

/** Makes a collection hold an item for each of these, leaving those that are there already. */
function replace(
  items: vscode.TestItemCollection,
  tests: readonly KnownTest[],
  itemOf: (test: KnownTest) => vscode.TestItem,
): void {
  const wanted = tests.map(itemOf);
  const isSame = items.size === wanted.length && wanted.every(({ id }) => items.get(id) !== undefined);
  if (!isSame) items.replace(wanted);
}
