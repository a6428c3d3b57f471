import { type Rule, rangeOf } from '@polar-tools/language';
import { SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from 'vscode-languageserver';
import type { AskedEverywhere, Feature } from '../feature.ts';
import { locationIn, type View } from '../view.ts';

const MOST_SYMBOLS = 1000;

/** Rules, blocks, what blocks declare, fixtures and tests of all policies whose name has the query's letters in order. */
export function workspaceSymbols({ views }: AskedEverywhere, query: string): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  const wanted = query.toLowerCase();
  for (const view of views) {
    const { policy } = view;
    const add = (
      name: string,
      kind: SymbolKind,
      uri: string,
      node: Parameters<typeof rangeOf>[0],
      containerName?: string,
    ): void => {
      if (found.length >= MOST_SYMBOLS || !fits(name, wanted)) return;
      found.push({
        name,
        kind,
        location: locationIn(view, uri, rangeOf(node)),
        ...(containerName !== undefined && { containerName }),
      });
    };
    for (const { name, clauses } of policy.predicates.values()) {
      if (!fits(name, wanted)) continue;
      for (const { rule, uri, shorthand } of clauses) {
        if (shorthand === undefined) add(name, SymbolKind.Function, uri, rule.name, headOf(view, uri, rule));
      }
    }
    for (const { name, keyword, parts, names } of policy.blocks.values()) {
      for (const { uri, block } of parts) add(name, SymbolKind.Class, uri, block.name, keyword);
      for (const declared of names.values()) {
        const kind = declared.kind === 'relation' ? SymbolKind.Field : SymbolKind.EnumMember;
        const { node } = declared;
        add(
          declared.name,
          kind,
          declared.uri,
          node.$type === 'DeclaredRelation' ? node.name : node,
          `${declared.kind} of ${name}`,
        );
      }
    }
    for (const { name, fixture, uri } of policy.fixtures.values())
      add(name, SymbolKind.Struct, uri, fixture.name, 'fixture');
    for (const { title, test, uri } of policy.tests) add(title, SymbolKind.Module, uri, test.title, 'test');
  }
  return found;
}

const LONGEST_HEAD = 100;

/** The parameters of a rule, by which it is told from others of its name. */
function headOf({ policy }: View, uri: string, { parameters }: Rule): string {
  const text = policy.files.get(uri)?.text ?? '';
  const written = parameters.map((each) => {
    const { start, end } = rangeOf(each);
    return text.slice(start, end).replace(/\s+/g, ' ');
  });
  const head = `(${written.join(', ')})`;
  return head.length > LONGEST_HEAD ? `${head.slice(0, LONGEST_HEAD)}…` : head;
}

/** Whether all letters of `wanted` stand in `name` in this order, as clients match them. */
function fits(name: string, wanted: string): boolean {
  let at = 0;
  const lower = name.toLowerCase();
  for (const letter of wanted) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

export const workspaceSymbolFeature: Feature = {
  method: 'workspace/symbol',
  capability: { workspaceSymbolProvider: true },
  subject: 'workspace',
  answer: (asked, { query }: WorkspaceSymbolParams) => workspaceSymbols(asked, typeof query === 'string' ? query : ''),
};
