import { blank, blankBetween } from './blank-between.ts';
import { MarkdownLines } from './markdown-lines.ts';

/** A fenced block of a Markdown text. */
export interface Fence {
  /** What stands behind the opening fence: `polar title="main.polar"`. */
  readonly info: string;
  /** Where its content begins: the first character of the line below the opening fence. */
  readonly start: number;
  /** Where its content ends: the first character of the line with the closing fence, or of what ends the quote or the list it is in, or the text's end. */
  readonly end: number;
  /** How many marks of quotes (`>`) stand before each of its lines. */
  readonly quotes: number;
  /** Blanks as wide as what stands before the opening fence. */
  readonly margin: string;
}

/** What of Markdown a text is written in: MDX knows neither code by its indentation nor HTML, and has comments of its own. */
export type MarkdownKind = 'markdown' | 'mdx';

const OPENING = /^(?<fence>`{3,}|~{3,})[ \t]*(?<info>[^\r\n]*?)[ \t]*$/;

/** The fenced blocks of a Markdown text, also those in lists and quotes; one that is not closed goes to the end (CommonMark, "Fenced code blocks"). */
export function fencesIn(text: string, kind: MarkdownKind = 'markdown'): readonly Fence[] {
  const fences: Fence[] = [];
  const lines = new MarkdownLines(kind);
  let open: { fence: string; before: string; info: string; start: number } | undefined;
  const close = (end: number): void => {
    const { info, start, before } = open!;
    fences.push({ info, start, end, quotes: before.split('>').length - 1, margin: before.replace(/[^\t]/g, ' ') });
    open = undefined;
  };
  for (const { 0: written, index } of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (written === '') break;
    const line = withoutLineEnd(written);
    if (open !== undefined) {
      const inside = lines.inFence(line);
      if (inside === undefined) close(index);
      else {
        if (closes(inside, open.fence)) close(index);
        continue;
      }
    }
    const at = lines.next(line);
    if (at === undefined) continue;
    const { fence, info } = OPENING.exec(line.slice(at))?.groups ?? {};
    // What is set in backticks within a line is no fence.
    if (fence === undefined || info === undefined || (fence.startsWith('`') && info.includes('`'))) continue;
    lines.openFence();
    open = { fence, before: line.slice(0, at), info, start: index + written.length };
  }
  if (open !== undefined) close(text.length);
  return fences;
}

function withoutLineEnd(line: string): string {
  const end = line.endsWith('\r\n') ? -2 : line.endsWith('\n') || line.endsWith('\r') ? -1 : line.length;
  return line.slice(0, end);
}

function closes(line: string, fence: string): boolean {
  const mark = line.trimEnd();
  return mark.length >= fence.length && mark === fence[0]!.repeat(mark.length);
}

/** The blocks that are Polar: ` ```polar `, or `{.polar}` as some tools write it. One that also says `ignore` is left out. */
export function polarFencesIn(markdown: string, kind?: MarkdownKind): readonly Fence[] {
  return fencesIn(markdown, kind).filter(({ info }) => {
    const words = info
      .toLowerCase()
      .split(/[\s,{}]+/)
      .filter((word) => word !== '');
    return (words[0] === 'polar' || words[0] === '.polar') && !words.includes('ignore');
  });
}

/**
 * The Polar of a Markdown text, as one text of the same length in which every character stands where it stood: all around the blocks is blank,
 * and so are the marks of quotes; but for the mark between two blocks that a statement ends with its block. Undefined where there is no such block.
 */
export function polarOfMarkdown(markdown: string, kind?: MarkdownKind): string | undefined {
  const fences = polarFencesIn(markdown, kind);
  if (fences.length === 0) return undefined;
  let polar = '';
  for (const { start, end, quotes } of fences) {
    const before = markdown.slice(polar.length, start);
    polar += polar === '' ? blank(before) : blankBetween(before);
    const content = markdown.slice(start, end);
    polar += quotes === 0 ? content : content.replace(/^[ \t]*(?:>[ \t]?)+/gm, (marks) => withoutQuotes(marks, quotes));
  }
  return polar + blank(markdown.slice(polar.length));
}

function withoutQuotes(marks: string, quotes: number): string {
  let left = quotes;
  return marks.replace(/>/g, (mark) => (left-- > 0 ? ' ' : mark));
}
