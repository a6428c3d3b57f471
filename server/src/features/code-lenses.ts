import { rangeOf } from '@polar-tools/language';
import type { CodeLens } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import type { QueryTarget } from '../protocol.ts';
import { rangeIn, type Span } from '../view.ts';

/**
 * `Run` and `Debug` over every inline query, and over every `allow` rule, whose arguments the client then asks for; `Run Test` over every test.
 * Cloud policies are run and not debugged.
 */
export function codeLenses({ view, uri }: Asked): CodeLens[] {
  const file = view.policy.files.get(uri);
  if (file === undefined) return [];
  const isCloud = view.policy.dialect === 'cloud';
  const lenses = (span: Span, query: string, ask: boolean): CodeLens[] => {
    const range = rangeIn(view, uri, span);
    const target: QueryTarget = { uri: view.clientUri(uri), query, ask };
    return [
      { range, command: { title: 'Run', command: 'polar.runQuery', arguments: [target] } },
      ...(isCloud ? [] : [{ range, command: { title: 'Debug', command: 'polar.debugQuery', arguments: [target] } }]),
    ];
  };
  return file.statements.flatMap(({ tree, base, length, errors }) => {
    if (tree === undefined || errors.length > 0) return [];
    const whole = { start: base, end: base + length };
    if (tree.$type === 'Test' && isCloud) {
      const command = {
        title: 'Run Test',
        command: 'polar.runTest',
        arguments: [view.clientUri(uri), tree.title.value],
      };
      return [{ range: rangeIn(view, uri, whole), command }];
    }
    if (tree.$type === 'InlineQuery') {
      const { start, end } = rangeOf(tree.query);
      return lenses(whole, file.text.slice(start, end), false);
    }
    if (tree.$type === 'Rule' && tree.name.text === 'allow') {
      const names = tree.parameters.map(({ value }, at) =>
        value.$type === 'Variable'
          ? value.name.replace(/^_+/, '') || `argument${at + 1}`
          : sourceOf(file.text, rangeOf(value)),
      );
      return lenses(whole, `allow(${names.join(', ')})`, true);
    }
    return [];
  });
}

const sourceOf = (text: string, { start, end }: Span): string => text.slice(start, end);

export const codeLensFeature: Feature = {
  method: 'textDocument/codeLens',
  capability: { codeLensProvider: { resolveProvider: false } },
  subject: 'document',
  answer: codeLenses,
};
