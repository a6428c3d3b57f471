/** A fenced block of a Markdown text. */
export interface Fence {
  /** What stands behind the opening fence: `polar title="main.polar"`. */
  readonly info: string;
  /** Where its content begins: the first character of the line below the opening fence. */
  readonly start: number;
  /** Where its content ends: the first character of the line with the closing fence, or the text's end. */
  readonly end: number;
  /** How many marks of quotes (`>`) stand before each of its lines. */
  readonly quotes: number;
}

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
const OPENING =
  /^(?<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?<fence>`{3,}|~{3,})[ \t]*(?<info>[^\r\n]*?)[ \t]*$/;

/** The fenced blocks of a Markdown text, also those in lists and quotes; one that is not closed goes to the end (CommonMark, "Fenced code blocks"). */
export function fencesIn(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { fence: string; info: string; start: number; quotes: number } | undefined;
  for (const { 0: line, index } of text.matchAll(LINE)) {
    if (line === '') break;
    const written = line.replace(/[\r\n]+$/, '');
    if (open === undefined) {
      const { before, fence, info } = OPENING.exec(written)?.groups ?? {};
      // What is set in backticks within a line is no fence.
      if (before === undefined || fence === undefined || info === undefined) continue;
      if (fence.startsWith('`') && info.includes('`')) continue;
      open = { fence, info, start: index + line.length, quotes: before.split('>').length - 1 };
    } else if (closes(written, open.fence)) {
      const { info, start, quotes } = open;
      fences.push({ info, start, end: index, quotes });
      open = undefined;
    }
  }
  if (open !== undefined) fences.push({ info: open.info, start: open.start, end: text.length, quotes: open.quotes });
  return fences;
}

function closes(line: string, fence: string): boolean {
  const mark = line.replace(/^[ \t>]*/, '').trimEnd();
  return mark.length >= fence.length && mark === fence[0]!.repeat(mark.length);
}

/** The blocks that are Polar: ` ```polar `, or `{.polar}` as some tools write it. One that also says `ignore` is left out. */
export function polarFencesIn(markdown: string): readonly Fence[] {
  return fencesIn(markdown).filter(({ info }) => {
    const words = info
      .toLowerCase()
      .split(/[\s,{}]+/)
      .filter((word) => word !== '');
    return (words[0] === 'polar' || words[0] === '.polar') && !words.includes('ignore');
  });
}

/**
 * The Polar of a Markdown text, as one text of the same length in which every character stands where it stood: all around the blocks is blank,
 * and so are the marks of quotes. Undefined where there is no such block.
 */
export function polarOfMarkdown(markdown: string): string | undefined {
  const fences = polarFencesIn(markdown);
  if (fences.length === 0) return undefined;
  let polar = '';
  for (const { start, end, quotes } of fences) {
    polar += blank(markdown.slice(polar.length, start));
    const content = markdown.slice(start, end);
    polar += quotes === 0 ? content : content.replace(/^[ \t]*(?:>[ \t]?)+/gm, (marks) => withoutQuotes(marks, quotes));
  }
  return polar + blank(markdown.slice(polar.length));
}

function withoutQuotes(marks: string, quotes: number): string {
  let left = quotes;
  return marks.replace(/>/g, (mark) => (left-- > 0 ? ' ' : mark));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Whether a file of this name is Markdown. */
export const isMarkdown = (name: string): boolean => /\.(?:md|markdown)$/i.test(name);
