import { DEFAULT_STYLE, type Style } from '@polar-tools/language';
import type { Configuration } from '@polar-tools/policy';
import { parse } from 'editorconfig';

/** How the file at a path is laid out: its policy's line width, and the indentation that the `.editorconfig` files at or above it ask for. */
export async function styleOf(path: string, configuration: Configuration | undefined): Promise<Style> {
  const lineWidth = configuration?.format?.lineWidth ?? DEFAULT_STYLE.lineWidth;
  const { indent_style: kind, indent_size: size, tab_width: tab } = await parse(path);
  const width = [size, tab].find((each) => typeof each === 'number' && each > 0 && each <= MOST_BLANKS);
  const indentationWidth = typeof width === 'number' ? width : DEFAULT_STYLE.indentationWidth;
  return { lineWidth, indentation: kind === 'tab' ? '\t' : ' '.repeat(indentationWidth), indentationWidth };
}

/** What asks for more is no indentation. */
const MOST_BLANKS = 16;
