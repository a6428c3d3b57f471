import {
  type InitializationOptions,
  POLICY_CHANGED,
  POLICY_OF,
  type PolicyInformation,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { checkPages, provideHover, registerCheckPages, registerPages } from './check-pages.ts';
import { ComparePanel } from './compare/compare-panel.ts';
import { registerConversion } from './convert-policy.ts';
import { createDataFile, dataFileOffers } from './data-files.ts';
import { type ApplicationDoors, registerDebugging } from './debug/register.ts';
import { embeddedSelector, isServerWanted, onEmbeddedChanged, whenServerIsWanted } from './embedded-policies.ts';
import { ExplainPanel } from './explain/explain-panel.ts';
import { answerFileRequests } from './files-for-server.ts';
import { offerInEmptyFolder } from './first-steps/empty-folder.ts';
import { registerFirstSteps } from './first-steps/register.ts';
import { FormatMeanwhile } from './format-meanwhile.ts';
import { JsonFindings } from './json-findings.ts';
import { registerLonghandDocuments } from './longhand-documents.ts';
import { newPolicy } from './new-policy.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { AnswersDocument } from './queries/answers-document.ts';
import { CloudQueries } from './queries/cloud-queries.ts';
import { LensResults } from './queries/lens-results.ts';
import { referencesCommand, registerReferenceLenses } from './reference-lenses.ts';
import { RENAME_AT, registerRenameAt } from './rename-at.ts';
import { RolesPanel } from './roles/roles-panel.ts';
import { PolicyStatus } from './status/policy-status.ts';
import { TestExplorer } from './tests/explorer.ts';
import { LiveMarks } from './tests/live-marks.ts';
import { TestOutcomes } from './tests/outcomes.ts';

/** What the desktop and the browser do differently. */
export interface Platform {
  createClient(options: LanguageClientOptions): BaseLanguageClient;
  /** Starts the application that a launch configuration names; undefined where there are no processes. */
  readonly applications?: ApplicationDoors;
  /** The folder in which development servers leave notes; undefined where nobody can connect to one. */
  readonly serverNotes?: vscode.Uri;
}

/** What the extension hands to other extensions, and to its own tests. */
export interface PolarApi {
  /** What the server knows of the policy that a document belongs to. */
  policyOf(uri: vscode.Uri): Promise<PolicyInformation | null>;
}

/** Everything that the extension does, in the desktop and in the browser alike. */
export async function activateOn(context: vscode.ExtensionContext, platform: Platform): Promise<PolarApi> {
  const output = vscode.window.createOutputChannel('Polar', { log: true });
  // Asked at each start, as settings may be another then.
  const initializationOptions = (): InitializationOptions => {
    const showReferences = referencesCommand();
    return {
      readsFiles: true,
      diagnostics: 'push',
      checkPages: checkPages(context).toString(),
      renameAt: RENAME_AT,
      embedded: embeddedSelector(schemes(context)),
      ...(showReferences !== undefined && { showReferences }),
    };
  };
  const json = new JsonFindings();
  const answers = new AnswersDocument();
  const results = new LensResults(answers, () => {
    const lenses = client.getFeature('textDocument/codeLens');
    for (const document of vscode.workspace.textDocuments)
      lenses.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  });
  const documentSelector = schemes(context).map((scheme) => ({ language: 'polar', scheme }));
  const client = platform.createClient({
    documentSelector,
    outputChannel: output,
    diagnosticCollectionName: 'polar',
    initializationOptions,
    markdown: { isTrusted: false, supportHtml: false },
    // Debugging has a provider of its own here, which knows the queries that are asked too.
    middleware: {
      provideHover,
      provideInlineValues: () => [],
      handleDiagnostics: json.handleDiagnostics,
      provideCodeLenses: results.provideCodeLenses,
    },
  });
  const meanwhile = new FormatMeanwhile(client, documentSelector);
  // A client has one handler for a notification, so that this one tells everybody.
  const changed = new vscode.EventEmitter<void>();
  client.onNotification(POLICY_CHANGED, () => changed.fire());
  const cloud = new CloudQueries(client, answers);
  const explanation = new ExplainPanel(client, context.extensionUri, changed.event);
  registerDebugging(
    context,
    cloud,
    results,
    explanation,
    dataFileOffers(client),
    platform.applications,
    platform.serverNotes,
  );
  const outcomes = new TestOutcomes();
  const status = new PolicyStatus(client, changed.event, outcomes);
  const tests = new TestExplorer(client, changed.event, outcomes);
  const start = async (): Promise<void> => {
    try {
      await client.start();
      meanwhile.end();
      await tests.refresh();
    } catch (error) {
      meanwhile.end();
      output.error(`The Polar language server could not be started: ${error}`);
      const show = 'Show the log';
      const again = 'Try again';
      void vscode.window
        .showErrorMessage('The Polar language server could not be started. The log says why.', again, show)
        .then((choice) => {
          if (choice === show) output.show();
          if (choice === again) void vscode.commands.executeCommand('polar.restartServer');
        });
    }
  };
  const server = new OneAtATime(async () => {
    meanwhile.begin();
    if (client.isRunning()) await client.stop();
    await start();
    await status.refresh();
  });
  context.subscriptions.push(
    output,
    json,
    answerFileRequests(client),
    changed,
    meanwhile,
    status,
    outcomes,
    answers,
    results,
    explanation,
    new ComparePanel(
      client,
      context.extensionUri,
      vscode.Uri.joinPath(context.globalStorageUri, 'worlds'),
      explanation,
    ),
    new RolesPanel(client, context.extensionUri, changed.event),
    tests,
    new LiveMarks(client, changed.event, outcomes),
    registerLonghandDocuments(client),
    registerCheckPages(context),
    registerPages(context),
    registerReferenceLenses(),
    registerRenameAt(),
    registerFirstSteps(context),
    vscode.commands.registerCommand('polar.restartServer', () => server.run()),
    onEmbeddedChanged(() => (client.isRunning() || server.isBusy) && void server.run()),
    vscode.commands.registerCommand('polar.newPolicy', () => newPolicy()),
    vscode.commands.registerCommand('polar.createDataFile', () => createDataFile(client)),
    registerConversion(client),
    vscode.commands.registerCommand('polar.showOutput', () => output.show()),
    { dispose: () => void client.dispose() },
  );
  void offerInEmptyFolder(context.workspaceState).then((offered) => context.subscriptions.push(offered));
  if (await isServerWanted(schemes(context))) await server.run();
  else context.subscriptions.push(whenServerIsWanted(schemes(context), () => void server.run()));
  return { policyOf: (uri) => client.sendRequest(POLICY_OF, { textDocument: { uri: uri.toString() } }) };
}

/** Where policies are, the example among them: not in the old versions that a diff shows, nor in longhand documents. */
function schemes({ globalStorageUri }: vscode.ExtensionContext): readonly string[] {
  const ofFolders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set(['file', 'untitled', ...ofFolders, globalStorageUri.scheme])];
}
