import { printable } from '@polar-tools/language';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Call, Failure, Place } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { unloadedBy } from '../tests/outcome.ts';
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
  } else if (format === 'junit') {
    const { testsAsJunit } = await import('./tests/junit.ts');
    const all = [failure, ...failure.others];
    output.write(testsAsJunit(all.map((each) => unloadedBy(each, [/"([^"]*)"/.exec(each.message)?.[1] ?? '']))));
  } else errors.write(failureAsText(failure, paint, errors.columns ?? 100));
}

/** `{code, message}`, with `file` and `range` (zero-based) where the fault has a place, and `others` where there are more. */
export function failureAsJson(failure: Failure): object {
  const { code, message, place, others, calls } = failure;
  const more = {
    ...(others.length > 0 && { others: others.map(failureAsJson) }),
    ...(calls.length > 0 && { calls: calls.map(({ goal, place: where }) => ({ goal, ...placeAsJson(where) })) }),
  };
  if (place === undefined) return { code, message, ...more };
  return { code, message, ...placeAsJson(place), ...more };
}

function placeAsJson({ file, text, start, end }: Place): object {
  const document = TextDocument.create('', 'polar', 0, text);
  return {
    ...(file !== undefined && { file }),
    range: { start: document.positionAt(start), end: document.positionAt(end) },
  };
}

export function failureAsText(failure: Failure, paint: Paint, columns: number): string {
  return [failure, ...failure.others].map((each) => oneAsText(each, paint, columns)).join('');
}

function oneAsText({ message: lines, place, calls }: Failure, paint: Paint, columns: number): string {
  const error = paint(['bold', 'red'], 'error:');
  const message = printable(lines.trimEnd()).replaceAll(/\n(?!\n)/g, '\n    ');
  if (place === undefined) return `${error} ${message}\n${callsAsText(calls, columns)}`;
  const document = TextDocument.create('', 'polar', 0, place.text);
  const at = document.positionAt(place.start);
  const where =
    place.file === undefined ? '' : `${paint('bold', `${printable(place.file)}:${at.line + 1}:${at.character + 1}:`)} `;
  return `${where}${error} ${message}\n${marked(document, place.start, place.end, (text) => paint('red', text), paint, columns)}\n${callsAsText(calls, columns)}`;
}

/** Calls shown at most: those nearest to the error, and the query's. */
const mostCalls = 12;

/** `  in g(x + 1), main.polar:2:3`: a line for each call. */
function callsAsText(calls: readonly Call[], columns: number): string {
  const lines = calls.map(({ goal, place: { file, text, start } }) => {
    const at = TextDocument.create('', 'polar', 0, text).positionAt(start);
    const where = file === undefined ? '' : `, ${printable(file)}:${at.line + 1}:${at.character + 1}`;
    return `  in ${shortened(printable(goal), columns - where.length - 5)}${where}\n`;
  });
  const left = lines.length - mostCalls;
  return left <= 0
    ? lines.join('')
    : [...lines.slice(0, mostCalls - 1), `  … ${left} more\n`, ...lines.slice(-1)].join('');
}

const shortened = (text: string, longest: number): string =>
  text.length <= Math.max(longest, 20) ? text : `${text.slice(0, Math.max(longest, 20) - 1)}…`;
