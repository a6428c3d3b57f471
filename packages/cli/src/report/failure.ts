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

/** `{code, message}`, with `file` and `range` (zero-based) where the fault has a place, and `others` where there are more. */
export function failureAsJson(failure: Failure): object {
  const { code, message, place, others } = failure;
  const more = others.length > 0 && { others: others.map(failureAsJson) };
  if (place === undefined) return { code, message, ...more };
  const document = TextDocument.create('', 'polar', 0, place.text);
  return {
    code,
    message,
    ...(place.file !== undefined && { file: place.file }),
    range: { start: document.positionAt(place.start), end: document.positionAt(place.end) },
    ...more,
  };
}

export function failureAsText(failure: Failure, paint: Paint, columns: number): string {
  return [failure, ...failure.others].map((each) => oneAsText(each, paint, columns)).join('');
}

function oneAsText({ message: lines, place }: Failure, paint: Paint, columns: number): string {
  const error = paint(['bold', 'red'], 'error:');
  const message = lines.trimEnd().replaceAll('\n', '\n    ');
  if (place === undefined) return `${error} ${message}\n`;
  const document = TextDocument.create('', 'polar', 0, place.text);
  const at = document.positionAt(place.start);
  const where =
    place.file === undefined ? '' : `${paint('bold', `${place.file}:${at.line + 1}:${at.character + 1}:`)} `;
  return `${where}${error} ${message}\n${marked(document, place.start, place.end, (text) => paint('red', text), paint, columns)}\n`;
}
