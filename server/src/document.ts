import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { isPosition, isRecord } from './feature.ts';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

/** A document that is open in the editor: the editor's text counts, not the disk's. */
export interface OpenDocument {
  /** As the client spells it; answers use the same spelling. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Whether a client's change can be applied; what came over the wire may be anything. */
export function isChange(value: unknown): value is TextDocumentContentChangeEvent {
  if (!isRecord(value) || typeof value.text !== 'string') return false;
  const { range } = value;
  return range === undefined || (isRecord(range) && isPosition(range.start) && isPosition(range.end));
}

/**
 * The document after the changes of one `textDocument/didChange`, which apply one after the other. A range that lies
 * outside the text means its nearest part (LSP, "Position").
 */
export function changeDocument(
  document: OpenDocument,
  version: number,
  changes: readonly TextDocumentContentChangeEvent[],
  encoding: PositionEncoding,
): OpenDocument {
  let text = document.text;
  for (const change of changes) {
    if (!('range' in change) || change.range === undefined) {
      text = change.text;
      continue;
    }
    const lines = createLineIndex(text, encoding);
    const from = lines.offsetAt(change.range.start);
    const to = lines.offsetAt(change.range.end);
    text = text.slice(0, Math.min(from, to)) + change.text + text.slice(Math.max(from, to));
  }
  return { uri: document.uri, version, text };
}
