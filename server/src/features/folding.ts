import { type Node, rangeOf, type Statement, walk } from '@polar-tools/language';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';

/** What can be folded: statements and the lists, members and setups in them that take several lines; runs of comments; regions. */
export function foldingRanges({ view, uri }: Asked): FoldingRange[] {
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const ranges: FoldingRange[] = [];
  const fold = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
    if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind !== undefined && { kind }) });
  };
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  /** A closing brace or bracket on a line of its own stays in sight. */
  const lastLine = (end: number): number => {
    const line = lineOf(end);
    const start = lines.offsetAt({ line, character: 0 });
    return /^\s*[}\])]+[;,]?\s*$/.test(file.text.slice(start, end)) ? line - 1 : line;
  };
  const foldNode = (node: Node): void => {
    const { start, end } = rangeOf(node);
    fold(lineOf(start), lastLine(end));
  };
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined || lineOf(base) === lineOf(base + length)) continue;
    fold(lineOf(base), lastLine(base + length));
    for (const part of partsOf(tree)) foldNode(part);
    // What begins where something bigger does cannot be folded by itself.
    const taken = new Set(ranges.map(({ startLine }) => startLine));
    walk(tree, (node) => {
      if (!FOLDED.has(node.$type) || taken.has(lineOf(rangeOf(node).start))) return;
      taken.add(lineOf(rangeOf(node).start));
      foldNode(node);
    });
  }
  for (const { startLine, endLine, kind } of commentRanges(file.text)) fold(startLine, endLine, kind);
  return ranges.sort((one, other) => one.startLine - other.startLine || other.endLine - one.endLine);
}

/** What may take several lines inside of a condition or a head. */
const FOLDED: ReadonlySet<string> = new Set([
  'List',
  'ListPattern',
  'Dictionary',
  'DictionaryPattern',
  'InstancePattern',
  'Parentheses',
  'Forall',
  'Call',
  'MethodCall',
  'New',
]);

function partsOf(tree: Statement): readonly Node[] {
  if (tree.$type === 'Block') return tree.members;
  if (tree.$type === 'Test') return [...(tree.setup === undefined ? [] : [tree.setup]), ...tree.assertions];
  return [];
}

/** Runs of lines that hold only a comment, and `# region` … `# endregion`. */
function commentRanges(text: string): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const regions: number[] = [];
  let run: number | undefined;
  const rows = text.split(/\r\n|\r|\n/);
  for (const [line, row] of [...rows, ''].entries()) {
    const comment = /^\s*#/.test(row);
    const region = /^\s*#\s*(end)?region\b/.exec(row);
    if (region?.[1] === undefined && region !== null) regions.push(line);
    if (region?.[1] !== undefined) {
      const startLine = regions.pop();
      if (startLine !== undefined) ranges.push({ startLine, endLine: line, kind: FoldingRangeKind.Region });
    }
    if (comment && region === null) {
      run ??= line;
    } else if (run !== undefined) {
      ranges.push({ startLine: run, endLine: line - 1, kind: FoldingRangeKind.Comment });
      run = undefined;
    }
  }
  return ranges;
}

export const foldingFeature: Feature = {
  method: 'textDocument/foldingRange',
  capability: { foldingRangeProvider: true },
  subject: 'document',
  answer: foldingRanges,
};
