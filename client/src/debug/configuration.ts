import { CONFIGURATION_FILE, checkLaunch } from '@polar-tools/debug-adapter';
import * as vscode from 'vscode';
import type { AskedQueries } from './asked-queries.ts';

export const DEBUG_TYPE = 'polar';

/** Completes and checks launch configurations, so that F5 in a `.polar` file needs no launch.json. */
export class PolarConfigurationProvider implements vscode.DebugConfigurationProvider {
  private readonly queries: AskedQueries;

  constructor(queries: AskedQueries) {
    this.queries = queries;
  }

  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code's own variables
    const query = '${command:AskForQuery}';
    return [{ type: DEBUG_TYPE, request: 'launch', name: 'Debug a Polar query', query }];
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const editor = vscode.window.activeTextEditor;
    const file = editor?.document.languageId === 'polar' ? editor.document.uri : undefined;
    if (configuration.type === undefined && configuration.request === undefined) {
      if (file === undefined) {
        void vscode.window.showErrorMessage('Open the .polar file that should be debugged, then start again.');
        return undefined;
      }
      configuration = { ...configuration, type: DEBUG_TYPE, request: 'launch', name: 'Debug a Polar query' };
    }
    const completed = { ...configuration };
    completed.policies ??= await defaultPolicies(file, folder);
    if (completed.query === undefined || completed.query === '') {
      const query = await this.queries.ask(String(completed.policies ?? ''));
      if (query === undefined) return undefined;
      completed.query = query;
    }
    return completed;
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const checked = checkLaunch(configuration);
    if ('value' in checked) return configuration;
    const open = 'Open launch.json';
    void vscode.window.showErrorMessage(checked.problems.join(' '), open).then((chosen) => {
      if (chosen === open) return vscode.commands.executeCommand('workbench.action.debug.configure');
      return undefined;
    });
    return undefined;
  }
}

/** The root of the policy that a file belongs to: the nearest folder with a configuration file, else its own folder. */
export async function rootOf(file: vscode.Uri): Promise<vscode.Uri> {
  const own = vscode.Uri.joinPath(file, '..');
  const workspace = vscode.workspace.getWorkspaceFolder(file)?.uri;
  for (let folder = own; ; folder = vscode.Uri.joinPath(folder, '..')) {
    if (await exists(vscode.Uri.joinPath(folder, CONFIGURATION_FILE))) return folder;
    if (folder.path === '/' || folder.toString() === workspace?.toString()) return own;
  }
}

async function defaultPolicies(
  file: vscode.Uri | undefined,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<string | undefined> {
  if (file !== undefined) return nameOf(file.scheme === 'untitled' ? file : await rootOf(file));
  const workspace = folder ?? vscode.workspace.workspaceFolders?.[0];
  return workspace === undefined ? undefined : nameOf(workspace.uri);
}

/** A path where it is a file, as people write it in a launch.json; the URI where it is in no file system. */
export function nameOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
