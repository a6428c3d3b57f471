import { type Node, nodeAt, rangeOf } from '@polar-tools/language';
import type { Position, SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { type Asked, type Feature, isPosition } from '../feature.ts';
import { offsetIn, rangeIn, type Span } from '../view.ts';

/** For each position, what to select when a person widens the selection: the inside of a string, then node by node. */
export function selectionRanges(asked: Asked, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => selectionRange(asked, position));
}

function selectionRange({ view, uri }: Asked, position: Position): SelectionRange {
  const file = view.policy.files.get(uri);
  const offset = offsetIn(view, uri, position);
  const spans: Span[] = [];
  if (file !== undefined && offset !== undefined) {
    for (let node: Node | undefined = nodeAt(file, offset); node !== undefined; node = node.$container) {
      const span = rangeOf(node);
      // Inside the quotes first.
      if (node.$type === 'StringLiteral' && offset > span.start && offset < span.end) {
        spans.push({ start: span.start + 1, end: Math.max(span.end - 1, span.start + 1) });
      }
      spans.push(span);
    }
    const statement = file.statements.find(({ base, length }) => base <= offset && offset <= base + length);
    if (statement !== undefined) spans.push({ start: statement.base, end: statement.base + statement.length });
    spans.push({ start: 0, end: file.text.length });
  }
  let selection: SelectionRange | undefined;
  let outer: Span | undefined;
  for (const span of spans.reverse()) {
    // Each must lie within the one around it and be smaller (LSP, SelectionRange).
    if (outer !== undefined && (span.start < outer.start || span.end > outer.end)) continue;
    if (outer !== undefined && span.start === outer.start && span.end === outer.end) continue;
    selection = { range: rangeIn(view, uri, span), ...(selection !== undefined && { parent: selection }) };
    outer = span;
  }
  return selection ?? { range: { start: position, end: position } };
}

export const selectionRangeFeature: Feature = {
  method: 'textDocument/selectionRange',
  capability: { selectionRangeProvider: true },
  subject: 'document',
  answer: (asked, { positions }: SelectionRangeParams) =>
    selectionRanges(asked, Array.isArray(positions) ? positions.filter(isPosition) : []),
};
