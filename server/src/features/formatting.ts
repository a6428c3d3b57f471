import {
  childrenOf,
  DEFAULT_STYLE,
  type FormatEdit,
  type FormatRange,
  formatFile,
  type Node,
  type PolicyFile,
  rangeOf,
  type Style,
} from '@polar-tools/language';
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  FormattingOptions,
  TextEdit,
} from 'vscode-languageserver';
import { type Asked, type AskedAt, type Feature, isPosition, isRecord } from '../feature.ts';
import { rangeIn } from '../view.ts';

/** Lays out a document: edits only where something is not in place. */
export function formatDocument(asked: Asked, { options }: DocumentFormattingParams): TextEdit[] {
  const file = asked.view.policy.files.get(asked.uri);
  return file === undefined ? [] : inDocument(asked, formatFile(file, styleOf(asked, options)));
}

/** Lays out the statements that a range touches. */
export function formatRange(asked: Asked, { range, options }: DocumentRangeFormattingParams): TextEdit[] {
  return formatRanges(asked, { ranges: [range], options } as DocumentRangesFormattingParams);
}

/** Lays out the statements that some ranges touch, each once. */
export function formatRanges(asked: Asked, { ranges, options }: DocumentRangesFormattingParams): TextEdit[] {
  const { view, uri } = asked;
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined || !Array.isArray(ranges)) return [];
  const style = styleOf(asked, options);
  const edits = new Map<string, FormatEdit>();
  for (const range of ranges) {
    if (!isRecord(range) || !isPosition(range.start) || !isPosition(range.end)) continue;
    const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
    for (const edit of formatFile(file, style, span)) edits.set(`${edit.start} ${edit.end}`, edit);
  }
  return inDocument(
    asked,
    [...edits.values()].sort((one, other) => one.start - other.start),
  );
}

/** What the character that was typed has completed: a statement, or a member of one, which alone is laid out. */
export function formatOnType(asked: AskedAt, { ch, options }: DocumentOnTypeFormattingParams): TextEdit[] {
  const { view, uri, offset } = asked;
  const file = view.policy.files.get(uri);
  if (file === undefined || file.text[offset - 1] !== ch) return [];
  const typed = completedBy(file, offset);
  if (typed === undefined) return [];
  const edits = formatFile(file, styleOf(asked, options), { start: typed.start, end: typed.end });
  // Where the member's line begins, its indentation may be wrong.
  const from = file.text.lastIndexOf('\n', typed.start - 1);
  return inDocument(
    asked,
    edits.filter(({ start, end }) => start >= from && end <= typed.end),
  );
}

/** The statement, or the outermost member of one, that ends at an offset. */
function completedBy(file: PolicyFile, offset: number): FormatRange | undefined {
  const statement = file.statements.find(({ base, length }) => base < offset && offset <= base + length);
  if (statement?.tree === undefined || statement.errors.length > 0) return undefined;
  const ending = (node: Node): Node | undefined => {
    if (rangeOf(node).end === offset) return node;
    const inside = childrenOf(node).find((child) => {
      const { start, end } = rangeOf(child);
      return start < offset && offset <= end;
    });
    return inside === undefined ? undefined : ending(inside);
  };
  const node = ending(statement.tree);
  return node === undefined ? undefined : rangeOf(node);
}

/** The policy's line width, and the editor's indentation: what it asks for wins, and it knows of `.editorconfig`. */
function styleOf({ view }: Asked, options: FormattingOptions | undefined): Style {
  const lineWidth = view.policy.configuration.format?.lineWidth ?? DEFAULT_STYLE.lineWidth;
  const size: unknown = options?.tabSize;
  const indentationWidth =
    typeof size === 'number' && size >= 1 && size <= MOST_BLANKS ? Math.floor(size) : DEFAULT_STYLE.indentationWidth;
  const indentation = options?.insertSpaces === false ? '\t' : ' '.repeat(indentationWidth);
  return { lineWidth, indentation, indentationWidth };
}

/** What asks for more is no indentation. */
const MOST_BLANKS = 16;

function inDocument({ view, uri }: Asked, edits: readonly FormatEdit[]): TextEdit[] {
  return edits.map(({ start, end, newText }) => ({ range: rangeIn(view, uri, { start, end }), newText }));
}

export const formattingFeatures: readonly Feature[] = [
  {
    method: 'textDocument/formatting',
    capability: { documentFormattingProvider: true },
    subject: 'document',
    answer: formatDocument,
  },
  {
    method: 'textDocument/rangeFormatting',
    capability: { documentRangeFormattingProvider: { rangesSupport: true } },
    subject: 'document',
    answer: formatRange,
  },
  { method: 'textDocument/rangesFormatting', capability: {}, subject: 'document', answer: formatRanges },
  {
    method: 'textDocument/onTypeFormatting',
    capability: { documentOnTypeFormattingProvider: { firstTriggerCharacter: ';', moreTriggerCharacter: ['}'] } },
    subject: 'position',
    answer: formatOnType,
  },
];
