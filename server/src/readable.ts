import type { Diagnostic as Finding } from '@polar-tools/policy';
import { asText, type FileText, faultMessage, isNoUtf8, shortName } from '@polar-tools/project';

/** A text as it is analysed, and what keeps the engine from reading its file. */
export interface Readable {
  readonly text: string;
  /** In words for a person. */
  readonly fault: string | undefined;
}

/** The text of a document: one that is no text, as an editor shows UTF-16 that it took for something else, counts as white space. */
export function readableDocument(uri: string, text: string): Readable {
  const read = asText(text);
  if ('text' in read) return { text, fault: undefined };
  return { text: text.replace(/[^\r\n]/g, ' '), fault: faultMessage(read.fault, shortName(uri)) };
}

/**
 * What was read of a file; undefined for what is not there, or may not be read. Text in another encoding is analysed as what it is, so that the
 * policy's other files are not told that its rules are missing.
 */
export function readableFile(uri: string, read: FileText): Readable | undefined {
  if ('text' in read) return { text: read.text, fault: undefined };
  const { fault } = read;
  return isNoUtf8(fault) ? { text: fault.text ?? '', fault: faultMessage(fault, shortName(uri)) } : undefined;
}

/** A fault as a finding among others. */
export const faultFinding = (uri: string, message: string): Finding => ({
  uri,
  code: 'unreadable-file',
  severity: 'error',
  message,
  start: 0,
  end: 0,
});
