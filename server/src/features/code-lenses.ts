import { type Name, rangeOf, type Statement } from '@polar-tools/language';
import { references, symbolAt } from '@polar-tools/policy';
import type { CodeLens } from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import type { QueryTarget } from '../protocol.ts';
import { locationIn, offsetIn, rangeIn, type Span } from '../view.ts';
import { nameSpan } from './names.ts';

/**
 * `Run` and `Debug` over every inline query, and over every `allow` rule, whose arguments the client then asks for; `Run Test` and
 * `Debug Test` over every test.
 */
export function codeLenses({ view, uri, client }: Asked): CodeLens[] {
  const file = view.policy.files.get(uri);
  if (file === undefined) return [];
  const isCloud = view.policy.dialect === 'cloud';
  const lenses = (span: Span, query: string, ask: boolean): CodeLens[] => {
    const range = rangeIn(view, uri, span);
    const target: QueryTarget = { uri: view.clientUri(uri), query, ask };
    return [
      { range, command: { title: 'Run', command: 'polar.runQuery', arguments: [target] } },
      { range, command: { title: 'Debug', command: 'polar.debugQuery', arguments: [target] } },
    ];
  };
  const counted = client.showReferences === undefined ? [] : countedNames(file.statements.map(({ tree }) => tree));
  const counts = counted.map((name) => ({
    range: rangeIn(view, uri, rangeOf(name)),
    data: { uri: view.clientUri(uri) },
  }));
  const others = file.statements.flatMap(({ tree, base, length, errors }): CodeLens[] => {
    if (tree === undefined || errors.length > 0) return [];
    const whole = { start: base, end: base + length };
    if (tree.$type === 'Test' && isCloud) {
      const range = rangeIn(view, uri, whole);
      const of = [view.clientUri(uri), tree.title.value];
      return [
        { range, command: { title: 'Run Test', command: 'polar.runTest', arguments: of } },
        { range, command: { title: 'Debug Test', command: 'polar.debugTest', arguments: of } },
      ];
    }
    if (tree.$type === 'InlineQuery' && !isCloud) {
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
  return [...others, ...counts];
}

/** The names over which references are counted: of each type, and of each rule where it stands first in the file. */
function countedNames(statements: readonly (Statement | undefined)[]): readonly Name[] {
  const names = new Map<string, Name>();
  for (const tree of statements) {
    if (tree?.$type !== 'Rule' && tree?.$type !== 'Block') continue;
    const { name } = tree;
    const key = `${tree.$type} ${name.text}`;
    if (name.text !== '' && !names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}

/** Counts the references of what a lens stands over; clicked, it shows them. */
export function resolveCodeLens(asked: Asked, lens: CodeLens): CodeLens {
  const { view, uri, client } = asked;
  const offset = offsetIn(view, uri, lens.range.start);
  const use = offset === undefined ? undefined : symbolAt(view.policy, uri, offset);
  if (use === undefined || client.showReferences === undefined) return lens;
  const places = references(view.policy, use.symbol).filter(({ defines }) => !defines);
  const locations = places.map((each) => locationIn(view, each.uri, nameSpan(each)));
  const title = `${places.length} ${places.length === 1 ? 'reference' : 'references'}`;
  return {
    range: lens.range,
    command: { title, command: client.showReferences, arguments: [view.clientUri(uri), lens.range.start, locations] },
  };
}

const sourceOf = (text: string, { start, end }: Span): string => text.slice(start, end);

export const codeLensFeatures: readonly Feature[] = [
  {
    method: 'textDocument/codeLens',
    capability: { codeLensProvider: { resolveProvider: true } },
    subject: 'document',
    answer: codeLenses,
  },
  {
    method: 'codeLens/resolve',
    capability: {},
    subject: 'item',
    answer: (asked: Asked, lens: CodeLens) =>
      isRecord(lens.range) && isPosition(lens.range.start) ? resolveCodeLens(asked, lens) : lens,
  },
];
