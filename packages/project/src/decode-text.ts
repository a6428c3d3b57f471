import type { FileText } from './files.ts';

/**
 * The text of a file's bytes: UTF-8, without a byte order mark, which editors hide, so that positions count without it. What has a NUL is
 * a program, an image, or text in UTF-16, and no text for the reference either.
 */
export function decodeText(bytes: Uint8Array): FileText {
  return asText(new TextDecoder().decode(bytes));
}

/** The same, of text that was decoded already. */
export function asText(text: string): FileText {
  if (text.includes('\0')) return { fault: { kind: 'not-text' } };
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}
