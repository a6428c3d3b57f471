import { type Node, type Rule, type RuleType, type Statement, withoutSemicolon } from '@polar-tools/language';
import { type DocumentSymbol, type Position, type Range, SymbolKind } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { JsonText } from '../json-text.ts';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { PositionEncoding } from '../position-encoding.ts';
import type { Span } from '../view.ts';
import { type SymbolText, symbolText, writtenSymbols } from './symbol-text.ts';

/** The symbol of one statement, where it stood when it was made. */
interface Placed {
  readonly symbol: DocumentSymbol;
  readonly at: Position;
}

/** By client's way of counting. A statement keeps its tree as long as it stays as it is, wherever it moves. */
class Known<Kept> {
  readonly #byEncoding = new Map<PositionEncoding, WeakMap<Statement, Kept>>();

  in(encoding: PositionEncoding): WeakMap<Statement, Kept> {
    let kept = this.#byEncoding.get(encoding);
    if (kept === undefined) {
      kept = new WeakMap();
      this.#byEncoding.set(encoding, kept);
    }
    return kept;
  }
}

const knownSymbols = new Known<Placed>();
const knownTexts = new Known<SymbolText>();

/** The outline of a file: rules by name with their parameters, blocks with what they declare, tests with their parts. */
export function documentSymbols(asked: Asked): DocumentSymbol[] {
  const known = knownSymbols.in(asked.client.encoding);
  return ofStatements(asked, (tree, at, made) => {
    const before = known.get(tree);
    const symbol = before === undefined ? made() : moved(before.symbol, before.at, at);
    if (symbol !== before?.symbol) known.set(tree, { symbol, at });
    return symbol;
  });
}

/** The same, written: what stands in statements that an edit did not touch is not written again. */
function documentSymbolsText(asked: Asked): JsonText {
  const known = knownTexts.in(asked.client.encoding);
  const symbols = ofStatements(asked, (tree, at, made) => {
    let text = known.get(tree);
    if (text?.character !== at.character) {
      text = symbolText(made(), at);
      known.set(tree, text);
    }
    return { text, line: at.line };
  });
  return new JsonText(['[', ...writtenSymbols(symbols).flatMap((run, at) => (at === 0 ? [run] : [',', run])), ']']);
}

/** What comes of each statement of a file; `made` makes its symbol. */
function ofStatements<Each>(
  { view, uri, client: { encoding } }: Asked,
  each: (tree: Statement, at: Position, made: () => DocumentSymbol) => Each,
): Each[] {
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const found: Each[] = [];
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined) continue;
    const at = lines.positionAt(base);
    const made = (): DocumentSymbol => {
      const source = file.text.slice(base, base + length);
      return moved(ofStatement(tree, source, createLineIndex(source, encoding)), origin, at);
    };
    found.push(each(tree, at, made));
  }
  return found;
}

const origin: Position = { line: 0, character: 0 };

/** A symbol of a statement that began at one place and begins at another. */
function moved(symbol: DocumentSymbol, from: Position, to: Position): DocumentSymbol {
  if (from.line === to.line && from.character === to.character) return symbol;
  const movedPosition = ({ line, character }: Position): Position => ({
    line: line - from.line + to.line,
    character: line === from.line ? character - from.character + to.character : character,
  });
  const movedRange = ({ start, end }: Range): Range => ({ start: movedPosition(start), end: movedPosition(end) });
  const move = ({ range, selectionRange, children, ...rest }: DocumentSymbol): DocumentSymbol => ({
    ...rest,
    range: movedRange(range),
    selectionRange: movedRange(selectionRange),
    ...(children !== undefined && { children: children.map(move) }),
  });
  return move(symbol);
}

/** The symbol of a statement, as if the text began with it. */
function ofStatement(tree: Statement, text: string, lines: LineIndex): DocumentSymbol {
  const spanOf = (node: Node): Span => ({ start: node.$start, end: node.$end });
  const whole: Span = { start: 0, end: text.length };
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
    range: lines.rangeOf(whole),
    selectionRange: lines.rangeOf(within(selected, whole)),
    ...(children.length > 0 && { children: [...children] }),
  });
  const textOf = (node: Node): string => {
    const { start, end } = spanOf(node);
    return shortened(text.slice(start, end));
  };
  const parametersOf = ({ parameters }: Rule | RuleType): string =>
    `(${parameters.map((parameter) => textOf(parameter)).join(', ')})`;

  switch (tree.$type) {
    case 'Rule':
      return symbol(SymbolKind.Function, tree.name.text, parametersOf(tree), whole, spanOf(tree.name));
    case 'RuleType':
      return symbol(SymbolKind.Interface, tree.name.text, `type ${parametersOf(tree)}`, whole, spanOf(tree.name));
    case 'InlineQuery':
      return symbol(SymbolKind.Event, `?= ${textOf(tree.query)}`, undefined, whole, spanOf(tree.query));
    case 'Block':
      return symbol(
        SymbolKind.Class,
        tree.name.text,
        tree.keyword?.text,
        whole,
        spanOf(tree.name),
        tree.members.map((member) => {
          if (member.$type === 'Shorthand') {
            return symbol(
              SymbolKind.Method,
              withoutSemicolon(textOf(member)),
              undefined,
              spanOf(member),
              spanOf(member.head),
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
                    spanOf(name),
                    spanOf(name),
                  ),
                )
              : value.relations.map((relation) =>
                  symbol(
                    SymbolKind.Field,
                    relation.name.text,
                    relation.type?.text,
                    spanOf(relation),
                    spanOf(relation.name),
                  ),
                );
          return symbol(SymbolKind.Enum, member.name.text, undefined, spanOf(member), spanOf(member.name), children);
        }),
      );
    case 'Declare':
      return symbol(
        SymbolKind.Interface,
        tree.name.text,
        `(${tree.types.map((type) => type.text).join(', ')})`,
        whole,
        spanOf(tree.name),
      );
    case 'Fixture':
      return symbol(SymbolKind.Struct, tree.name.text, 'fixture', whole, spanOf(tree.name));
    case 'Test':
      return symbol(
        SymbolKind.Module,
        tree.title.value,
        'test',
        whole,
        spanOf(tree.title),
        tree.assertions.map((assertion) =>
          symbol(
            SymbolKind.Event,
            withoutSemicolon(textOf(assertion)),
            undefined,
            spanOf(assertion),
            spanOf(assertion.name),
          ),
        ),
      );
  }
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
  answer: (asked) => (asked.client.takesText ? documentSymbolsText(asked) : documentSymbols(asked)),
};
