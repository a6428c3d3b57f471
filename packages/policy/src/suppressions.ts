type Suppressed = (code: string, offset: number) => boolean;

const nothing: Suppressed = () => false;
const directive = /polar-disable(-next)?-line(?:[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?/;

/**
 * What the comments of a text suppress: `# polar-disable-line code, code` what starts on its own line, `# polar-disable-next-line code`
 * what starts on the next; without codes, everything but syntax errors.
 */
export function suppressionsOf(text: string): Suppressed {
  if (!text.includes('polar-disable')) return nothing;
  const lineStarts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lineStarts.push(i + 1);
  const byLine = new Map<number, Set<string>>();
  for (let line = 0; line < lineStarts.length; line++) {
    const comment = commentOf(text.slice(lineStarts[line], lineStarts[line + 1]));
    const match = comment === undefined ? null : directive.exec(comment);
    if (match === null) continue;
    const target = match[1] === undefined ? line : line + 1;
    const codes = byLine.get(target) ?? new Set();
    for (const code of match[2]?.split(/[ \t]*,[ \t]*/) ?? ['*']) codes.add(code);
    byLine.set(target, codes);
  }
  if (byLine.size === 0) return nothing;
  return (code, offset) => {
    const codes = byLine.get(lineAt(lineStarts, offset));
    return codes !== undefined && (codes.has(code) || codes.has('*'));
  };
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
