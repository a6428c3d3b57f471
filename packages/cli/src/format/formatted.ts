import { formatFile, parseFile, type Style, withEdits } from '@polar-tools/language';
import { type MarkdownKind, polarFencesIn } from '@polar-tools/project';

/** A text in its layout, and how many statements were left to the letter since they do not read. */
export interface Formatted {
  readonly text: string;
  readonly broken: number;
}

export function formatPolicy(text: string, style: Style): Formatted {
  const file = parseFile(text);
  const broken = file.statements.filter(({ tree, errors }) => tree === undefined || errors.length > 0).length;
  return { text: withEdits(text, formatFile(file, style)), broken };
}

/** Lays out the Polar in the fences of a Markdown text and nothing else of it. What stands in quotes, or is less indented than its fence, stays. */
export function formatMarkdown(text: string, style: Style, kind: MarkdownKind): Formatted {
  let broken = 0;
  let formatted = '';
  let done = 0;
  for (const { start, end, quotes, margin } of polarFencesIn(text, kind)) {
    const lines = text.slice(start, end).split('\n');
    if (quotes > 0 || lines.some((line) => line.trim() !== '' && !line.startsWith(margin))) continue;
    const inner = formatPolicy(lines.map((line) => line.slice(margin.length)).join('\n'), style);
    broken += inner.broken;
    const outer = inner.text.split('\n').map((line) => (line === '' ? line : margin + line));
    formatted += text.slice(done, start) + outer.join('\n');
    done = end;
  }
  return { text: formatted + text.slice(done), broken };
}
