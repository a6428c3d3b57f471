import { LINE_DIRECTIVE } from '@polar-tools/language';

/** What a comment says is not to be reported, and where it stands: absolute UTF-16 offsets. */
export interface Suppression {
  /** Undefined: every check. */
  readonly code: string | undefined;
  readonly start: number;
  readonly end: number;
  /** The whole comment, with the white space before it. */
  readonly comment: { readonly start: number; readonly end: number };
  /** The other codes that the same comment names. */
  readonly others: number;
}

/** The comments of a text that suppress something, and which of them did. */
export interface Suppressions {
  /** Whether what was found by a check at an offset is suppressed. */
  suppresses(code: string, offset: number): boolean;
  /** Those that suppressed nothing so far. */
  unused(): readonly Suppression[];
}

const nothing: Suppressions = { suppresses: () => false, unused: () => [] };
const directive = new RegExp(`${LINE_DIRECTIVE.source}(?:[ \\t]+([\\w-]+(?:[ \\t]*,[ \\t]*[\\w-]+)*))?`);

/**
 * What the comments of a text suppress: `# polar-disable-line code, code` what starts on its own line, `# polar-disable-next-line code`
 * what starts on the next; without codes, everything but syntax errors.
 */
export function suppressionsOf(text: string): Suppressions {
  if (!text.includes('polar-disable')) return nothing;
  const lineStarts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lineStarts.push(i + 1);
  const byLine = new Map<number, Suppression[]>();
  for (let line = 0; line < lineStarts.length; line++) {
    const start = lineStarts[line]!;
    const whole = text.slice(start, lineStarts[line + 1]).replace(/\r?\n$/, '');
    const comment = commentOf(whole);
    const match = comment === undefined ? null : directive.exec(comment);
    if (comment === undefined || match === null) continue;
    const target = match[1] === undefined ? line : line + 1;
    const read = suppressionsIn(match, start + whole.length - comment.length, {
      start: start + whole.slice(0, whole.length - comment.length).trimEnd().length,
      end: start + whole.length,
    });
    byLine.set(target, [...(byLine.get(target) ?? []), ...read]);
  }
  if (byLine.size === 0) return nothing;
  const used = new Set<Suppression>();
  return {
    suppresses: (code, offset) => {
      const found = byLine.get(lineAt(lineStarts, offset))?.filter((one) => (one.code ?? code) === code) ?? [];
      for (const one of found) used.add(one);
      return found.length > 0;
    },
    unused: () => [...byLine.values()].flat().filter((one) => !used.has(one)),
  };
}

/** @param from where the comment starts */
function suppressionsIn(
  { 0: words, 2: codes, index }: RegExpExecArray,
  from: number,
  comment: Suppression['comment'],
): Suppression[] {
  const start = from + index;
  const end = start + words.length;
  if (codes === undefined) return [{ code: undefined, start, end, comment, others: 0 }];
  const named = [...codes.matchAll(/[\w-]+/g)];
  const first = end - codes.length;
  return named.map(({ 0: code, index: at }) => {
    return { code, start: first + at, end: first + at + code.length, comment, others: named.length - 1 };
  });
}

/** Where the codes end that the comment of a line suppresses on the next line; undefined where it names none. */
export function endOfCodes(line: string): number | undefined {
  const comment = commentOf(line);
  const match = comment === undefined ? null : directive.exec(comment);
  if (comment === undefined || match?.[1] === undefined || match[2] === undefined) return undefined;
  return line.length - comment.length + match.index + match[0].length;
}

/** What follows the first `#` of a line that is not inside a string; strings do not span lines. */
function commentOf(line: string): string | undefined {
  let inString = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (inString && c === '\\') i++;
    else if (c === '"') inString = !inString;
    else if (c === '#' && !inString) return line.slice(i);
  }
  return undefined;
}

function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
