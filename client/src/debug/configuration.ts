import { checkConfiguration, isForApplications, namesNothing, type ServerNote } from '@polar-tools/debug-adapter';
import { canonicalUri, nameOf } from '@polar-tools/project';
import * as vscode from 'vscode';
import type { AskedQueries } from '../queries/asked-queries.ts';
import type { CloudQueries } from '../queries/cloud-queries.ts';
import { plainBox } from '../queries/plain-box.ts';
import { policyDocument, policyOf } from './policy-of-editor.ts';

export const DEBUG_TYPE = 'polar';

/**
 * Completes and checks launch configurations, so that F5 in a `.polar` file needs no launch.json. What a new one begins with stands in the
 * manifest: given here too, it would stand there twice.
 */
export class PolarConfigurationProvider implements vscode.DebugConfigurationProvider {
  readonly #queries: AskedQueries;
  readonly #cloud: Pick<CloudQueries, 'box' | 'isCloud'>;
  readonly #offerData: (file: vscode.Uri) => Promise<void>;
  readonly #servers: () => Promise<readonly ServerNote[]>;

  /**
   * @param offerData offers a data file for a policy that needs one
   * @param servers the development servers of this person that run now
   */
  constructor(
    queries: AskedQueries,
    cloud: Pick<CloudQueries, 'box' | 'isCloud'>,
    offerData: (file: vscode.Uri) => Promise<void>,
    servers: () => Promise<readonly ServerNote[]> = async () => [],
  ) {
    this.#servers = servers;
    this.#offerData = offerData;
    this.#queries = queries;
    this.#cloud = cloud;
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const file = policyDocument()?.uri;
    if (configuration.type === undefined && configuration.request === undefined) {
      if (file === undefined && (folder ?? vscode.workspace.workspaceFolders?.[0]) === undefined) {
        void vscode.window.showErrorMessage('Open the .polar file that should be debugged, then start again.');
        return undefined;
      }
      configuration = { ...configuration, type: DEBUG_TYPE, request: 'launch', name: 'Debug a Polar query' };
    }
    const isOfServer = namesNothing(configuration) || configuration.decision !== undefined;
    if (configuration.request === 'attach' && isOfServer && !isForApplications(configuration))
      return this.#attached(configuration);
    const completed = { ...configuration };
    // What is asked, and of which policy, the application says itself.
    if (isForApplications(configuration)) return completed;
    // A recording has its own policy, and its own query.
    if (namesFile(configuration.recording)) return completed;
    completed.policies ??= await defaultPolicies(file, folder);
    const isTest = completed.test !== undefined && completed.test !== '';
    if (!isTest && (completed.query === undefined || completed.query === '')) {
      const isCloud = file !== undefined && !configuration.policies && (await this.#cloud.isCloud(file));
      if (file !== undefined && !isCloud && completed.data === undefined) await this.#offerData(file);
      // What is completed is of the open file's policy, which may be another than the one that is named.
      const box = file === undefined || configuration.policies ? plainBox : this.#cloud.box(file, isCloud);
      const query = await this.#queries.ask(String(completed.policies ?? ''), '', box);
      if (query === undefined) return undefined;
      completed.query = query;
    }
    return completed;
  }

  /** What is attached to says itself what is debugged. The token of a development server is known. */
  async #attached(configuration: vscode.DebugConfiguration): Promise<vscode.DebugConfiguration> {
    if (configuration.token !== undefined) return configuration;
    const servers = await this.#servers();
    const server =
      configuration.port === undefined ? servers[0] : servers.find(({ port }) => port === configuration.port);
    return server === undefined ? configuration : { ...configuration, port: server.port, token: server.token };
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const checked = checkConfiguration(configuration);
    if ('value' in checked) return configuration;
    const open = 'Open launch.json';
    void vscode.window.showErrorMessage(checked.problems.join(' '), open).then((chosen) => {
      if (chosen === open) return vscode.commands.executeCommand('workbench.action.debug.configure');
      return undefined;
    });
    return undefined;
  }
}

const namesFile = (value: unknown): boolean => typeof value === 'string' && value !== '';

async function defaultPolicies(
  file: vscode.Uri | undefined,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<string | undefined> {
  if (file !== undefined) return policyOf(file);
  const workspace = folder ?? vscode.workspace.workspaceFolders?.[0];
  return workspace && nameOf(canonicalUri(workspace.uri.toString()));
}
