import type { DebugHost } from '@polar-tools/debug-adapter';
import * as vscode from 'vscode';
import { registerDecisions } from '../decisions/register.ts';
import { runningServers } from '../decisions/running-servers.ts';
import type { ExplainPanel } from '../explain/explain-panel.ts';
import { AskedQueries } from '../queries/asked-queries.ts';
import type { CloudQueries } from '../queries/cloud-queries.ts';
import type { LensResults } from '../queries/lens-results.ts';
import { createInlineAdapter } from './adapter.ts';
import { registerChoicePoints } from './choice-points-view.ts';
import { registerDebugCommands } from './commands.ts';
import { conditionCompletions } from './condition-completions.ts';
import { DEBUG_TYPE, PolarConfigurationProvider } from './configuration.ts';
import { editorHost } from './editor-files.ts';
import { evaluatableExpressionProvider } from './hovered-expression.ts';
import { inlineVariables } from './inline-variables.ts';
import { closeTextsOf } from './session-texts.ts';
import { suggestedConfigurations } from './suggested-configurations.ts';

/** What the desktop can do with applications. */
export type ApplicationDoors = Pick<DebugHost, 'startApplication' | 'findApplications' | 'keepRecording'>;

/** Everything that debugging adds to the editor. The same in the desktop and in the browser. */
export function registerDebugging(
  context: vscode.ExtensionContext,
  cloud: Pick<CloudQueries, 'box' | 'isCloud' | 'run'>,
  results: Pick<LensResults, 'run'>,
  explanation: Pick<ExplainPanel, 'show' | 'showFrom'>,
  offerData: (file: vscode.Uri) => Promise<void>,
  applications: ApplicationDoors | undefined,
  serverNotes: vscode.Uri | undefined,
): void {
  const queries = new AskedQueries(context.workspaceState);
  const provider = new PolarConfigurationProvider(queries, cloud, offerData, () => runningServers(serverNotes));
  const hovered = evaluatableExpressionProvider((line, start, end) => new vscode.Range(line, start, line, end));
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider),
    vscode.debug.registerDebugConfigurationProvider(
      DEBUG_TYPE,
      suggestedConfigurations(queries),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, {
      createDebugAdapterDescriptor: (session) => {
        const { request, port, application } = session.configuration;
        if (request === 'attach' && application === undefined) return new vscode.DebugAdapterServer(port, '127.0.0.1');
        return new vscode.DebugAdapterInlineImplementation(
          createInlineAdapter({ ...editorHost(session), ...applications }),
        );
      },
    }),
    vscode.languages.registerInlineValuesProvider(
      { language: 'polar' },
      {
        provideInlineValues: (document, _viewPort, { stoppedLocation }) =>
          inlineVariables(document.getText(), document.offsetAt(stoppedLocation.start)).map(({ name, start, end }) => {
            const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
            return new vscode.InlineValueVariableLookup(range, name, true);
          }),
      },
    ),
    vscode.languages.registerEvaluatableExpressionProvider({ language: 'polar' }, hovered),
    vscode.debug.onDidTerminateDebugSession((session) => void closeTextsOf(session)),
    vscode.languages.registerCompletionItemProvider({ language: 'polar' }, conditionCompletions),
    ...registerChoicePoints(),
    ...registerDecisions(explanation, serverNotes),
    ...registerDebugCommands(queries, cloud, results, explanation, offerData),
  );
}
