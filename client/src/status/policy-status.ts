import { POLICY_OF, type PolicyInformation } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Outcome, TestOutcomes } from '../tests/outcomes.ts';
import { chooseDialect, NAMES } from './choose-dialect.ts';

/** A thing to know of a policy, and the command that leads to it. */
interface Fact {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

const MENU = 'polar.showStatus';
const PROBLEMS = 'workbench.actions.view.problems';
const TESTS = 'workbench.view.testing.focus';
const DIALECT = 'polar.chooseDialect';
const OPEN = 'vscode.open';
const CREATE = 'polar.createDataFile';

/**
 * The policy of the open file in the status bar: its dialect, its errors and whether its tests pass. The tooltip, and the list that a click opens, have its data too,
 * and lead to each.
 */
export class PolicyStatus implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #outcomes: TestOutcomes;
  readonly #item = vscode.window.createStatusBarItem('polar.dialect', vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable;
  #shown: PolicyInformation | undefined;

  /** `changed`: told whenever a policy has changed. */
  constructor(client: BaseLanguageClient, changed: vscode.Event<unknown>, outcomes: TestOutcomes) {
    this.#client = client;
    this.#outcomes = outcomes;
    this.#item.name = 'Polar policy';
    this.#item.command = MENU;
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
      vscode.languages.onDidChangeDiagnostics(() => this.#draw()),
      outcomes.onDidChange(() => this.#draw()),
      vscode.commands.registerCommand(DIALECT, () => this.#choose()),
      vscode.commands.registerCommand(MENU, () => this.#menu()),
      changed(() => void this.refresh()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId !== 'polar') return;
        outcomes.age();
        this.#draw();
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'polar' || !this.#client.isRunning()) {
      this.#show(undefined);
      return;
    }
    const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
    try {
      const information = await this.#client.sendRequest<PolicyInformation | null>(POLICY_OF, {
        textDocument: { uri },
      });
      if (vscode.window.activeTextEditor?.document === document) this.#show(information ?? undefined);
    } catch {
      // The server is being stopped; the one that is started next is asked anew.
    }
  }

  #show(information: PolicyInformation | undefined): void {
    this.#shown = information;
    if (information === undefined) this.#item.hide();
    else {
      this.#draw();
      this.#item.show();
    }
  }

  #draw(): void {
    if (this.#shown === undefined) return;
    const { dialect, reason, files } = this.#shown;
    const { errors } = this.#findings(this.#shown);
    const tests = this.#outcomes.of(files);
    this.#item.text = [
      `Polar: ${NAMES[dialect]}`,
      ...(errors > 0 ? [`$(error) ${errors}`] : []),
      ...(tests === undefined ? [] : [`$(beaker) ${tests.passed}/${tests.total}`]),
    ].join('  ');
    const tooltip = new vscode.MarkdownString(undefined, true);
    const facts = this.#facts(this.#shown);
    tooltip.isTrusted = { enabledCommands: facts.map(({ command }) => command) };
    for (const [at, { icon, label, detail, command, arguments: given }] of facts.entries()) {
      const link = `command:${command}?${encodeURIComponent(JSON.stringify(given))}`;
      tooltip.appendMarkdown(`${at === 0 ? '' : '\n\n'}$(${icon}) [${escaped(label)}](${link})`);
      if (detail !== '') tooltip.appendText(` — ${detail}`);
    }
    this.#item.tooltip = tooltip;
    const more = [...(errors > 0 ? [count(errors, 'error')] : []), ...(tests === undefined ? [] : [testsPass(tests)])];
    this.#item.accessibilityInformation = {
      label: `Polar policy: ${[`${NAMES[dialect]}, because ${reason}`, ...more].join('. ')}. Click for more.`,
    };
  }

  /** What there is to know, each with what leads to it. */
  #facts(policy: PolicyInformation): readonly Fact[] {
    const { dialect, reason, files, data, wantsData } = policy;
    const { errors, warnings } = this.#findings(policy);
    const tests = this.#outcomes.of(files);
    const found = [
      ...(errors > 0 ? [count(errors, 'error')] : []),
      ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ];
    return [
      { icon: 'law', label: `${NAMES[dialect]} dialect`, detail: reason, command: DIALECT, arguments: [] },
      {
        icon: errors > 0 ? 'error' : 'check',
        label: found.length === 0 ? 'No errors' : found.join(', '),
        detail: `in ${count(files.length, 'file')}`,
        command: PROBLEMS,
        arguments: [],
      },
      ...data.map((uri) => ({
        icon: 'database',
        label: vscode.workspace.asRelativePath(this.#client.protocol2CodeConverter.asUri(uri)),
        detail: dialect === 'cloud' ? 'its facts' : 'its data',
        command: OPEN,
        arguments: [this.#client.protocol2CodeConverter.asUri(uri)],
      })),
      ...(wantsData
        ? [
            {
              icon: 'database',
              label: 'No data file',
              detail: 'make one from the policy',
              command: CREATE,
              arguments: [],
            },
          ]
        : []),
      {
        icon: 'beaker',
        label: tests === undefined ? 'No test has run' : testsPass(tests),
        detail: tests?.isOld === true ? 'before the last change' : '',
        command: TESTS,
        arguments: [],
      },
    ];
  }

  /** How many errors and warnings the policy's files have. */
  #findings({ files }: PolicyInformation): { readonly errors: number; readonly warnings: number } {
    const all = files.flatMap((uri) =>
      vscode.languages.getDiagnostics(this.#client.protocol2CodeConverter.asUri(uri)).map(({ severity }) => severity),
    );
    const of = (wanted: vscode.DiagnosticSeverity): number => all.filter((each) => each === wanted).length;
    return { errors: of(vscode.DiagnosticSeverity.Error), warnings: of(vscode.DiagnosticSeverity.Warning) };
  }

  async #menu(): Promise<void> {
    if (this.#shown === undefined) return this.#openFirst();
    const items = this.#facts(this.#shown).map((fact) => ({
      ...fact,
      label: `$(${fact.icon}) ${fact.label}`,
      description: fact.detail,
      detail: undefined as never,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title: 'Polar policy' });
    if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command, ...chosen.arguments);
  }

  async #choose(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (this.#shown === undefined || document === undefined) return this.#openFirst();
    await chooseDialect(this.#client, document, this.#shown);
  }

  #openFirst(): void {
    void vscode.window.showInformationMessage('Open a .polar file to choose the dialect of its policy.');
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const testsPass = ({ passed, total }: Outcome): string =>
  passed === total
    ? `${total === 1 ? 'The test passes' : `All ${total} tests pass`}`
    : `${passed} of ${count(total, 'test')} pass`;

/** Text of files in a link of Markdown. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~$]/g, '\\$&');
