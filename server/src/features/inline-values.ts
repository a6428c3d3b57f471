import { type Node, nodeAt, type PolarNode, rangeOf, walk } from '@polar-tools/language';
import type { InlineValue, InlineValueParams } from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import { rangeIn } from '../view.ts';

/** The variables of the rule that a debugger is stopped in, as far as the goal that it is stopped at: the client asks it for their values. */
export function inlineValues({ view, uri }: Asked, stopped: number, from: number, to: number): InlineValue[] {
  const file = view.policy.files.get(uri);
  const node = file && nodeAt(file, stopped);
  if (node === undefined) return [];
  const values: InlineValue[] = [];
  let statement: Node = node;
  while (statement.$container !== undefined) statement = statement.$container;
  const seen = new Set<string>();
  walk(statement, (each: PolarNode) => {
    if (each.$type !== 'Variable' || each.name === '_' || each.name === '') return;
    const { start, end } = rangeOf(each);
    const line = view.lines(uri)?.positionAt(start).line;
    // Once a line is enough.
    if (start > stopped || start < from || end > to || seen.has(`${line} ${each.name}`)) return;
    if (each.$container?.$type === 'Matches' && (each.$container as Node & { pattern: Node }).pattern === each) return;
    seen.add(`${line} ${each.name}`);
    values.push({ range: rangeIn(view, uri, { start, end }), variableName: each.name, caseSensitiveLookup: true });
  });
  return values;
}

export const inlineValueFeature: Feature = {
  method: 'textDocument/inlineValue',
  capability: { inlineValueProvider: true },
  subject: 'document',
  answer: (asked: Asked, { range, context }: InlineValueParams) => {
    const lines = asked.view.lines(asked.uri);
    const stopped: unknown = isRecord(context) ? context.stoppedLocation : undefined;
    if (lines === undefined || !isRange(range) || !isRange(stopped)) return undefined;
    // The goal that it is stopped at ends there.
    return inlineValues(asked, lines.offsetAt(stopped.end), lines.offsetAt(range.start), lines.offsetAt(range.end));
  },
};

const isRange = (value: unknown): value is InlineValueParams['range'] =>
  isRecord(value) && isPosition(value.start) && isPosition(value.end);
