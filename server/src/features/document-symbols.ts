import { type Node, type Rule, type RuleType, rangeOf, type Statement } from '@polar-tools/language';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { rangeIn, type Span } from '../view.ts';

/** The outline of a file: rules by name with their parameters, blocks with what they declare, tests with their parts. */
export function documentSymbols({ view, uri }: Asked): DocumentSymbol[] {
  const file = view.policy.files.get(uri);
  if (file === undefined) return [];
  const { text } = file;

  const symbol = (
    kind: SymbolKind,
    name: string,
    detail: string | undefined,
    whole: Span,
    selected: Span,
    children: readonly DocumentSymbol[] = [],
  ): DocumentSymbol => ({
    // VS Code refuses the whole outline for one nameless symbol.
    name: name.trim() === '' ? '…' : name,
    kind,
    ...(detail !== undefined && detail !== '' && { detail }),
    range: rangeIn(view, uri, whole),
    selectionRange: rangeIn(view, uri, within(selected, whole)),
    ...(children.length > 0 && { children: [...children] }),
  });
  const textOf = (node: Node): string => {
    const { start, end } = rangeOf(node);
    return shortened(text.slice(start, end));
  };
  const parametersOf = ({ parameters }: Rule | RuleType): string =>
    `(${parameters.map((parameter) => textOf(parameter)).join(', ')})`;

  const ofStatement = (tree: Statement, whole: Span): DocumentSymbol => {
    switch (tree.$type) {
      case 'Rule':
        return symbol(SymbolKind.Function, tree.name.text, parametersOf(tree), whole, rangeOf(tree.name));
      case 'RuleType':
        return symbol(SymbolKind.Interface, tree.name.text, `type ${parametersOf(tree)}`, whole, rangeOf(tree.name));
      case 'InlineQuery':
        return symbol(SymbolKind.Event, `?= ${textOf(tree.query)}`, undefined, whole, rangeOf(tree.query));
      case 'Block':
        return symbol(
          SymbolKind.Class,
          tree.name.text,
          tree.keyword?.text,
          whole,
          rangeOf(tree.name),
          tree.members.map((member) => {
            if (member.$type === 'Shorthand') {
              return symbol(
                SymbolKind.Method,
                textOf(member).replace(/\s*;$/, ''),
                undefined,
                rangeOf(member),
                rangeOf(member.head),
              );
            }
            const { value } = member;
            const children =
              value.$type === 'DeclaredNames'
                ? value.names.map((name) =>
                    symbol(
                      SymbolKind.EnumMember,
                      name.$type === 'StringLiteral' ? name.value : textOf(name),
                      undefined,
                      rangeOf(name),
                      rangeOf(name),
                    ),
                  )
                : value.relations.map((relation) =>
                    symbol(
                      SymbolKind.Field,
                      relation.name.text,
                      relation.type?.text,
                      rangeOf(relation),
                      rangeOf(relation.name),
                    ),
                  );
            return symbol(
              SymbolKind.Enum,
              member.name.text,
              undefined,
              rangeOf(member),
              rangeOf(member.name),
              children,
            );
          }),
        );
      case 'Declare':
        return symbol(
          SymbolKind.Interface,
          tree.name.text,
          `(${tree.types.map((type) => type.text).join(', ')})`,
          whole,
          rangeOf(tree.name),
        );
      case 'Fixture':
        return symbol(SymbolKind.Struct, tree.name.text, 'fixture', whole, rangeOf(tree.name));
      case 'Test':
        return symbol(
          SymbolKind.Module,
          tree.title.value,
          'test',
          whole,
          rangeOf(tree.title),
          tree.assertions.map((assertion) =>
            symbol(
              SymbolKind.Event,
              textOf(assertion).replace(/\s*;$/, ''),
              undefined,
              rangeOf(assertion),
              rangeOf(assertion.name),
            ),
          ),
        );
    }
  };

  return file.statements.flatMap(({ tree, base, length }) =>
    tree === undefined ? [] : [ofStatement(tree, { start: base, end: base + length })],
  );
}

const LONGEST = 80;

/** One line of a piece of source. */
function shortened(source: string): string {
  const line = source
    .replace(/#[^\r\n]*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function within(part: Span, whole: Span): Span {
  const start = Math.min(Math.max(part.start, whole.start), whole.end);
  return { start, end: Math.min(Math.max(part.end, start), whole.end) };
}

export const documentSymbolFeature: Feature = {
  method: 'textDocument/documentSymbol',
  capability: { documentSymbolProvider: true },
  subject: 'document',
  answer: documentSymbols,
};
