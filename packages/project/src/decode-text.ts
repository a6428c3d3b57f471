import type { FileText } from './files.ts';

/**
 * The text of a file's bytes: UTF-8, without a byte order mark, which editors hide, so that positions count without it. What has a NUL is
 * a program, an image, or text in UTF-16, and no text for the reference either; nor is what has bytes that are no UTF-8, such as Latin-1.
 */
export function decodeText(bytes: Uint8Array): FileText {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) {
    const text = new TextDecoder().decode(bytes);
    return isUtf8(text, bytes) ? asText(text) : { fault: { kind: 'not-text', ...(!text.includes('\0') && { text }) } };
  }
  const text = new TextDecoder(encoding).decode(bytes);
  return { fault: { kind: 'not-text', ...(!text.includes('\0') && { text }) } };
}

/** What is no UTF-8 is decoded as U+FFFD, which a text seldom has itself. */
function isUtf8(text: string, bytes: Uint8Array): boolean {
  if (!text.includes('\uFFFD')) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 by its byte order mark, or because every other byte of its beginning is NUL: of what is written in Polar, most are. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  const length = Math.min(bytes.length, 256) & ~1;
  for (let at = 0; at < length; at++) if (bytes[at] === 0) nuls[at & 1]!++;
  const most = length * 0.4;
  if (nuls[1]! > most && nuls[0] === 0) return 'utf-16le';
  return nuls[0]! > most && nuls[1] === 0 ? 'utf-16be' : undefined;
}

/** The same, of text that was decoded already. */
export function asText(text: string): FileText {
  if (text.includes('\0')) return { fault: { kind: 'not-text' } };
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}
