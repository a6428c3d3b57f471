import { parseFile, rangeOf } from '@polar-tools/language';
import type * as vscode from 'vscode';
import type { AskedQueries } from '../queries/asked-queries.ts';
import { DEBUG_TYPE } from './configuration.ts';
import { policyDocument, policyOf } from './policy-of-editor.ts';

/** What the run view offers for the open file without a launch.json: its tests and inline queries, and what was asked before. */
export function suggestedConfigurations(queries: AskedQueries): vscode.DebugConfigurationProvider {
  return {
    provideDebugConfigurations: async () => {
      const document = policyDocument();
      if (document === undefined) return [];
      const policies = await policyOf(document.uri);
      const configuration = (query: string): vscode.DebugConfiguration => ({
        type: DEBUG_TYPE,
        request: 'launch',
        name: query,
        policies,
        query,
      });
      const all = new Set([...queries.remembered(policies), ...inlineQueries(document.getText())]);
      const tests = titlesOfTests(document.getText()).map(
        (test): vscode.DebugConfiguration => ({
          type: DEBUG_TYPE,
          request: 'launch',
          name: `test "${test}"`,
          policies,
          test,
        }),
      );
      return [...[...all].map(configuration), ...tests];
    },
  };
}

function inlineQueries(text: string): string[] {
  return parseFile(text).statements.flatMap(({ tree }) => {
    if (tree?.$type !== 'InlineQuery') return [];
    const { start, end } = rangeOf(tree.query);
    return [text.slice(start, end)];
  });
}

function titlesOfTests(text: string): string[] {
  return parseFile(text).statements.flatMap(({ tree }) => (tree?.$type === 'Test' ? [tree.title.value] : []));
}
