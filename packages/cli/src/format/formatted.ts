import { formatFile, parseFile, type Style, withEdits } from '@polar-tools/language';

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

/** The fenced blocks of Polar in Markdown (CommonMark, "Fenced code blocks"): the fence, its indentation, and the block. */
const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*polar\b[^\n]*\n([\s\S]*?)^\1\2[`~]*[ \t]*$/gm;

/** Lays out the Polar in a Markdown text and nothing else of it. */
export function formatMarkdown(text: string, style: Style): Formatted {
  let broken = 0;
  const formatted = text.replace(FENCE, (block: string, indentation: string, _fence: string, code: string) => {
    const lines = code.split('\n');
    if (lines.some((line) => line.trim() !== '' && !line.startsWith(indentation))) return block;
    const inner = formatPolicy(lines.map((line) => line.slice(indentation.length)).join('\n'), style);
    broken += inner.broken;
    const outer = inner.text.split('\n').map((line) => (line === '' ? line : indentation + line));
    const start = block.indexOf('\n') + 1;
    return block.slice(0, start) + outer.join('\n') + block.slice(start + code.length);
  });
  return { text: formatted, broken };
}
