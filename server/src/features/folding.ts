import { LineIndex, type Node, rangeOf, type Statement, walk } from '@polar-tools/language';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';

/** Lines that fold away, counted from the first line of the file, or of a statement. */
interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: FoldingRangeKind;
}

/** What can be folded: statements and the lists, members and setups in them that take several lines; runs of comments; regions. */
export function foldingRanges({ view, uri }: Asked): FoldingRange[] {
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const ranges: FoldingRange[] = [];
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined) continue;
    const line = lines.positionAt(base).line;
    for (const { startLine, endLine } of foldsOf(tree, file.text, base, length))
      ranges.push({ startLine: line + startLine, endLine: line + endLine });
  }
  for (const fold of commentFolds(file.text, (offset) => lines.positionAt(offset).line)) {
    if (fold.endLine > fold.startLine) ranges.push(fold);
  }
  return ranges.sort((one, other) => one.startLine - other.startLine || other.endLine - one.endLine);
}

/** By statement: one that an edit did not touch folds as before, wherever it stands now. */
const known = new WeakMap<Statement, readonly Fold[]>();

function foldsOf(tree: Statement, text: string, base: number, length: number): readonly Fold[] {
  let folds = known.get(tree);
  if (folds === undefined) {
    folds = foldsIn(tree, text.slice(base, base + length), base);
    known.set(tree, folds);
  }
  return folds;
}

/** The folds of a statement, of which this is the text. */
function foldsIn(tree: Statement, text: string, base: number): readonly Fold[] {
  const lines = new LineIndex(text);
  if (lines.lineCount === 1) return [];
  const folds: Fold[] = [];
  const lineOf = (offset: number): number => lines.positionAt(offset, 'utf-16').line;
  /** A closing brace or bracket on a line of its own stays in sight. */
  const lastLine = (end: number): number => {
    const line = lineOf(end);
    const start = lines.offsetAt({ line, character: 0 }, 'utf-16');
    return line > 0 && /^\s*[}\])]+[;,]?\s*$/.test(text.slice(start, end)) ? line - 1 : line;
  };
  const fold = (start: number, end: number): void => {
    const [startLine, endLine] = [lineOf(start), lastLine(end)];
    if (endLine > startLine) folds.push({ startLine, endLine });
  };
  const foldNode = (node: Node): void => {
    const { start, end } = rangeOf(node);
    fold(start - base, end - base);
  };
  fold(0, text.length);
  for (const part of partsOf(tree)) foldNode(part);
  // What begins where something bigger does cannot be folded by itself.
  const taken = new Set(folds.map(({ startLine }) => startLine));
  walk(tree, (node) => {
    if (!FOLDED.has(node.$type) || taken.has(lineOf(rangeOf(node).start - base))) return;
    taken.add(lineOf(rangeOf(node).start - base));
    foldNode(node);
  });
  return folds;
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
function commentFolds(text: string, lineOf: (offset: number) => number): readonly Fold[] {
  const folds: Fold[] = [];
  const regions: number[] = [];
  let run: { start: number; end: number } | undefined;
  const endRun = (): void => {
    if (run !== undefined) folds.push({ startLine: run.start, endLine: run.end, kind: FoldingRangeKind.Comment });
    run = undefined;
  };
  for (const { 0: row, index } of text.matchAll(/(?<![^\r\n])[^\S\r\n]*#[^\r\n]*/g)) {
    const line = lineOf(index);
    if (run !== undefined && run.end < line - 1) endRun();
    const region = /^\s*#\s*(end)?region\b/.exec(row);
    if (region === null) {
      run = { start: run?.start ?? line, end: line };
      continue;
    }
    endRun();
    if (region[1] === undefined) regions.push(line);
    else {
      const startLine = regions.pop();
      if (startLine !== undefined) folds.push({ startLine, endLine: line, kind: FoldingRangeKind.Region });
    }
  }
  endRun();
  return folds;
}

export const foldingFeature: Feature = {
  method: 'textDocument/foldingRange',
  capability: { foldingRangeProvider: true },
  subject: 'document',
  answer: foldingRanges,
};
