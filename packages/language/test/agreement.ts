import { childrenOf, type PolicyFile, parseFile, rangeOf } from '../src/index.ts';
import type { Node, PolarNode } from '../src/tree/ast.ts';
import { type Verdict, verdictOf } from './oso.ts';

export type Agreement =
  | { readonly agrees: true; readonly code: string | undefined; readonly why?: string }
  | { readonly agrees: false; readonly report: string };

/**
 * Compares the first error of ours with the engine's: the same kind at the same place. Known differences, each meant:
 * - what only Cloud has is no parse error of ours: the policy layer reports it;
 * - an unclosed string is marked from its quote on, where the engine points at the end of the line;
 * - a duplicate key on one line with the first key of the braces is marked itself, where the engine points at the first;
 * - where a string lacks its first quote that place is marked, and not what the rest of the line was taken for, which also has a say in
 *   the kind (`quote`);
 * - where the text goes on as another statement after a break, that one may have an error before the place where the
 *   engine gives up (`order`);
 * - what a statement lacks is marked where it is missing, which the engine may notice later (`noticed`);
 * - where a statement is left in the middle and a fact follows on a line of its own, the engine takes the fact for an argument, and may
 *   find that wrong first;
 * - it counts bytes where it should count characters, and panics where that leads outside the text.
 */
export async function compare(text: string): Promise<Agreement> {
  const verdict = await verdictOf(text);
  const file = parseFile(text);
  const all = errorsOf(file);
  const ours = all[0];
  const code = verdict.code;
  if (code === ours?.code) {
    if (ours === undefined) return { agrees: true, code };
    const { start: from, end: to } = ours.noticed;
    const spots = [from, to, from - 1].map((offset) => enginePosition(text, offset));
    const [start, end, before] = spots;
    if (spots.includes(undefined)) return { agrees: true, code, why: 'panic' };
    if (isAt(verdict, start) || isElsewhereOnLine(verdict, ours!.message, text, ours!.start))
      return { agrees: true, code };
    if (code === 'invalid-token-character' && isAt(verdict, end)) return { agrees: true, code };
    if (code === 'invalid-token-character' && verdict.line === start?.line && verdict.column >= start.column)
      return { agrees: true, code };
    if (code === 'unrecognized-eof' && verdict.line === before?.line && verdict.column === before.column + 1)
      return { agrees: true, code };
  }
  if (ours !== undefined && ours.noticed.start > ours.start) {
    const next = file.statements.find(({ base, length }) => base + length > ours.noticed.start);
    for (let at = ours.start; at <= (next === undefined ? text.length : next.base + next.length); at++)
      if (isAt(verdict, enginePosition(text, at))) return { agrees: true, code, why: 'half-typed' };
  }
  if (ours !== undefined && isElsewhereOnLine(verdict, ours.message, text, ours.start))
    return { agrees: true, code, why: 'quote' };
  if (/loc is longer than|unreachable/.test(verdict.message)) return { agrees: true, code, why: 'panic' };
  if (code !== undefined && cloudOnly(file).some((offset) => isAt(verdict, enginePosition(text, offset)))) {
    return { agrees: true, code, why: 'cloud' };
  }
  if (all.some((error) => error.code === code && isAt(verdict, enginePosition(text, error.noticed.start)))) {
    return { agrees: true, code, why: 'order' };
  }
  const place = ours && enginePosition(text, ours.start);
  const report = `${text}\nengine: ${code} ${verdict.message} at ${verdict.line}:${verdict.column}\nours:   ${ours?.code} ${ours?.message} at ${place?.line}:${place?.column}`;
  return { agrees: false, report };
}

/** The errors of a file in the order of the text, with absolute offsets. */
export function errorsOf(
  file: PolicyFile,
): (Range & { code: string; message: string; noticed: Range; fix?: Range & { newText: string } })[] {
  const all = file.statements.flatMap(({ base, errors }) =>
    errors.map(({ code, message, start, end, noticed = { start, end }, fix }) => ({
      code,
      message,
      start: base + start,
      end: base + end,
      noticed: { start: base + noticed.start, end: base + noticed.end },
      ...(fix && { fix: { newText: fix.newText, start: base + fix.start, end: base + fix.end } }),
    })),
  );
  return all.sort((a, b) => a.start - b.start);
}

/** Whether the engine points at another place of the line, and is meant to. */
function isElsewhereOnLine(verdict: Verdict, message: string, text: string, start: number): boolean {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const end = text.indexOf('\n', start);
  const [from, to] = message.startsWith('Duplicate key')
    ? [first, start]
    : message.includes('Did you forget a `"` before')
      ? [start, end === -1 ? text.length : end]
      : [0, -1];
  for (let at = from; at <= to; at++) if (isAt(verdict, enginePosition(text, at))) return true;
  return false;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

const isAt = (verdict: Verdict, spot: Spot | undefined): boolean =>
  spot !== undefined && verdict.line === spot.line && verdict.column === spot.column;

/** Where the engine says that an offset is: it takes the number of bytes before it for one of characters. */
export function enginePosition(text: string, offset: number): Spot | undefined {
  const bytes = new TextEncoder().encode(text.slice(0, offset)).length;
  const characters = [...text];
  if (bytes > characters.length) return undefined;
  const before = characters.slice(0, bytes).join('').split('\n');
  return { line: before.length, column: [...before.at(-1)!].length + 1 };
}

/** Where something stands that the Library's grammar has not: its first token that the engine can't read. */
function cloudOnly(file: PolicyFile): number[] {
  const offsets: number[] = [];
  const visit = (node: Node): void => {
    const it = node as PolarNode;
    const { start } = rangeOf(node);
    if (
      it.$type === 'Flag' ||
      it.$type === 'CurrentTime' ||
      it.$type === 'Test' ||
      it.$type === 'Fixture' ||
      it.$type === 'Declare'
    ) {
      offsets.push(start, start + 1);
    }
    if (it.$type === 'Test') offsets.push(rangeOf(it.title).start);
    if (it.$type === 'Shorthand' && it.head.$type === 'Variable')
      offsets.push(file.text.indexOf('if', rangeOf(it.head).end));
    if (it.$type === 'ObjectLiteral') offsets.push(rangeOf(it.name).end, rangeOf(it.name).end + 1);
    const container = it.$container as PolarNode | undefined;
    if (it.$type === 'Variable' || it.$type === 'Call' || it.$type === 'Parentheses') {
      if (container?.$type.startsWith('Shorthand') || container?.$type === 'DeclaredNames') offsets.push(start);
    }
    if (container?.$type === 'DeclaredNames' && it.$type !== 'StringLiteral') offsets.push(start);
    if (it.$type === 'ShorthandAnd' || it.$type === 'ShorthandOr') {
      for (const operand of it.operands.slice(1)) {
        const from = rangeOf(operand).start;
        const keyword = file.text.lastIndexOf(it.$type === 'ShorthandAnd' ? 'and' : 'or', from);
        offsets.push(keyword);
      }
    }
    if (it.$type === 'Block' && it.supertypes.length > 0)
      offsets.push(file.text.indexOf('extends', rangeOf(it.name).end));
    if (it.$type === 'Matches' && it.exact) offsets.push(file.text.indexOf('!', start));
    for (const child of childrenOf(node)) visit(child);
  };
  for (const { tree } of file.statements) if (tree) visit(tree);
  return offsets;
}
