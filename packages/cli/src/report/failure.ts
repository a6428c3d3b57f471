import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import type { Paint } from './colour.ts';
import { marked } from './text.ts';

/**
 * Tells a person (on the error stream) or a program (on the output, in its format) why a command could not do its work.
 */
export async function reportFailure(
  failure: Failure,
  format: string,
  { output, errors }: Surroundings,
  paint: Paint,
): Promise<void> {
  if (format === 'json') output.write(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
  else if (format === 'jsonl') output.write(`${JSON.stringify({ error: failureAsJson(failure) })}\n`);
  else if (format === 'sarif') {
    const { sarifFailure } = await import('./sarif.ts');
    output.write(sarifFailure(failure, version));
  } else errors.write(failureAsText(failure, paint, errors.columns ?? 100));
}

/** `{code, message}`, with `file` and `range` (zero-based) where the fault has a place. */
export function failureAsJson({ code, message, place }: Failure): object {
  if (place === undefined) return { code, message };
  const document = TextDocument.create('', 'polar', 0, place.text);
  return {
    code,
    message,
    ...(place.file !== undefined && { file: place.file }),
    range: { start: document.positionAt(place.start), end: document.positionAt(place.end) },
  };
}

export function failureAsText({ message, place }: Failure, paint: Paint, columns: number): string {
  const error = paint(['bold', 'red'], 'error:');
  if (place === undefined) return `${error} ${message}\n`;
  const document = TextDocument.create('', 'polar', 0, place.text);
  const at = document.positionAt(place.start);
  const where =
    place.file === undefined ? '' : `${paint('bold', `${place.file}:${at.line + 1}:${at.character + 1}:`)} `;
  return `${where}${error} ${message}\n${marked(document, place.start, place.end, (text) => paint('red', text), paint, columns)}\n`;
}
