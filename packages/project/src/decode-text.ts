import type { FileText } from './files.ts';

/**
 * The text of a file's bytes: UTF-8, without a byte order mark, which editors hide, so that positions count without it. What has a NUL is
 * a program, an image, or text in UTF-16, and no text for the reference either.
 */
export function decodeText(bytes: Uint8Array): FileText {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) return asText(new TextDecoder().decode(bytes));
  const text = new TextDecoder(encoding).decode(bytes);
  return { fault: { kind: 'not-text', ...(!text.includes('\0') && { text }) } };
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
