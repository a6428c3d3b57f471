import * as vscode from 'vscode';
import { createInlineAdapter } from './adapter.ts';
import { AskedQueries } from './asked-queries.ts';
import { registerDebugCommands } from './commands.ts';
import { DEBUG_TYPE, PolarConfigurationProvider } from './configuration.ts';
import { editorHost } from './editor-files.ts';

/** Everything that debugging adds to the editor. The same in the desktop and in the browser. */
export function registerDebugging(context: vscode.ExtensionContext): void {
  const queries = new AskedQueries(context.workspaceState);
  const provider = new PolarConfigurationProvider(queries);
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider),
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, {
      createDebugAdapterDescriptor: (session) =>
        new vscode.DebugAdapterInlineImplementation(createInlineAdapter(editorHost(session))),
    }),
    ...registerDebugCommands(queries),
  );
}
