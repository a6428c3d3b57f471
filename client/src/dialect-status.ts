import { POLICY_OF, type PolicyInformation, SET_DIALECT, type SetDialectParams } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

const NAMES = { library: 'Library', cloud: 'Cloud' } as const;

/** The dialect of the open file's policy in the status bar, with the reason, and a click to choose another. */
export class DialectStatus implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #item = vscode.window.createStatusBarItem('polar.dialect', vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable;
  #shown: PolicyInformation | undefined;

  /** `changed`: told whenever a policy has changed. */
  constructor(client: BaseLanguageClient, changed: vscode.Event<unknown>) {
    this.#client = client;
    this.#item.name = 'Polar dialect';
    this.#item.command = 'polar.chooseDialect';
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
      vscode.commands.registerCommand('polar.chooseDialect', () => this.#choose()),
      changed(() => void this.refresh()),
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
    if (information === undefined) {
      this.#item.hide();
      return;
    }
    const { dialect, reason, files } = information;
    this.#item.text = `Polar: ${NAMES[dialect]}`;
    const tooltip = new vscode.MarkdownString();
    tooltip.appendMarkdown(`**Polar ${NAMES[dialect]}** — `);
    tooltip.appendText(`${reason}.`);
    tooltip.appendMarkdown(
      `\n\n${files.length === 1 ? 'One file' : `${files.length} files`} in this policy. Click to choose the dialect.`,
    );
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = {
      label: `Polar dialect: ${NAMES[dialect]}, because ${reason}. Click to choose.`,
    };
    this.#item.show();
  }

  async #choose(): Promise<void> {
    const policy = this.#shown;
    const document = vscode.window.activeTextEditor?.document;
    if (policy === undefined || document === undefined) {
      void vscode.window.showInformationMessage('Open a .polar file to choose the dialect of its policy.');
      return;
    }
    const dialect = await vscode.window.showQuickPick(
      [
        { label: 'Detect', description: 'from what the policy uses', value: 'auto' as const },
        { label: 'Library', description: 'the open source engine inside applications', value: 'library' as const },
        { label: 'Cloud', description: 'Oso Cloud: facts, tests, global roles', value: 'cloud' as const },
      ],
      { title: 'Polar dialect', placeHolder: `Now ${NAMES[policy.dialect]}: ${policy.reason}` },
    );
    if (dialect === undefined) return;
    if (await this.#wantsSetting(policy)) {
      const settings = vscode.workspace.getConfiguration('polar', document.uri);
      const target =
        vscode.workspace.workspaceFolders === undefined
          ? vscode.ConfigurationTarget.Global
          : vscode.ConfigurationTarget.Workspace;
      await settings.update('dialect', dialect.value, target);
      return;
    }
    const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
    const params: SetDialectParams = { textDocument: { uri }, dialect: dialect.value };
    const edit = await this.#client.sendRequest<WorkspaceEdit | null>(SET_DIALECT, params);
    const converted = await this.#client.protocol2CodeConverter.asWorkspaceEdit(edit);
    if (converted === undefined || !(await vscode.workspace.applyEdit(converted))) {
      const message =
        'polar.config.json could not be changed, because it is no valid JSON object. Correct it, then try again.';
      void vscode.window.showErrorMessage(message);
      return;
    }
    for (const [file] of converted.entries()) await (await vscode.workspace.openTextDocument(file)).save();
  }

  /** Without a configuration file, the person says where the choice is kept; undefined counts as the setting. */
  async #wantsSetting(policy: PolicyInformation): Promise<boolean> {
    if (policy.configuration !== null) return false;
    const setting = { label: 'In the settings', description: 'for this workspace', setting: true };
    const file = {
      label: 'In a new polar.config.json',
      description: 'for this policy, and for everyone who works on it',
      setting: false,
    };
    return (
      (await vscode.window.showQuickPick([file, setting], { title: 'Where should the dialect be kept?' }))?.setting ??
      true
    );
  }
}
