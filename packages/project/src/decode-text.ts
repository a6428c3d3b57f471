import type { FileText } from './files.ts';

/**
 * The text of a file's bytes: UTF-8, without a byte order mark, which editors hide, so that positions count without it. Text in UTF-16, text with
 * bytes that no UTF-8 has, such as Latin-1, and what is no text at all are none for the reference either; each is told as what it is. A control
 * character among text, a NUL too, is one more letter of it, which the policy's syntax judges.
 */
export function decodeText(bytes: Uint8Array): FileText {
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) {
    const text = new TextDecoder(encoding).decode(bytes);
    return { fault: text.includes('\0') ? { kind: 'binary' } : { kind: 'utf-16', text } };
  }
  const text = new TextDecoder().decode(bytes);
  const line = lineOfWrongByte(text, bytes);
  if (line === undefined) return asText(text);
  return { fault: text.includes('\0') || isBinary(text) ? { kind: 'binary' } : { kind: 'not-utf-8', line, text } };
}

/** The same, of text that was decoded already: an editor shows UTF-16 that it took for UTF-8 with a NUL beside each letter. */
export function asText(text: string): FileText {
  if (utf16Of(unitsOf(text)) !== undefined) return { fault: { kind: 'utf-16' } };
  if (isBinary(text)) return { fault: { kind: 'binary' } };
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

/** The line, counted from one, of the first byte that no UTF-8 has; undefined where there is none. Such a byte is decoded as U+FFFD, which a text seldom has itself. */
function lineOfWrongByte(text: string, bytes: Uint8Array): number | undefined {
  let size = 0;
  let line = 1;
  let from = 0;
  // What editors hide is not in the text, but among the bytes.
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) size = 3;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', from)) {
    const before = text.slice(from, at);
    size += new TextEncoder().encode(before).length;
    line += before.split('\n').length - 1;
    if (bytes[size] !== 0xef || bytes[size + 1] !== 0xbf || bytes[size + 2] !== 0xbd) return line;
    size += 3;
    from = at + 1;
  }
  return undefined;
}

/** How much of a beginning is looked at, in characters. */
const BEGINNING = 1_024;
/** Characters that no person types, but programs and images are full of: a few of them are a slip, more than a tenth are not. */
const CONTROL = /[^\P{Cc}\t\n\v\f\r]/gu;
const FEW = 4;

function isBinary(text: string): boolean {
  const beginning = text.slice(0, BEGINNING);
  const found = beginning.match(CONTROL)?.length ?? 0;
  return found > FEW && found > beginning.length / 10;
}

/** UTF-16 by its byte order mark, or because every other byte of its beginning is NUL: of what is written in Polar, most are. */
function utf16Of(bytes: ArrayLike<number>): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  const length = Math.min(bytes.length, 256) & ~1;
  for (let at = 0; at < length; at++) if (bytes[at] === 0) nuls[at & 1]!++;
  const most = length * 0.4;
  if (nuls[1]! > most && nuls[0] === 0) return 'utf-16le';
  return nuls[0]! > most && nuls[1] === 0 ? 'utf-16be' : undefined;
}

/** The first of a text's code units, as if they were bytes. A mark was read as two wrong bytes. */
const unitsOf = (text: string): number[] => Array.from(text.slice(0, 256), (sign) => sign.charCodeAt(0));
