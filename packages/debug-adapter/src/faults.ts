import { LineIndex } from '@polar-tools/language';
import {
  asQueryProblem,
  type ConfigurationFile,
  type ProblemPlace,
  type QueryProblem,
  shortName,
} from '@polar-tools/project';

/** Findings that are told at once; a person mends the first ones first. */
const MOST_TOLD = 5;

/** `main.polar:3:5`, both from 1. */
export function placeIn(uri: string, text: string, offset: number): string {
  const { line, character } = new LineIndex(text).positionAt(offset);
  return `${shortName(uri)}:${line + 1}:${character + 1}`;
}

/** Where a configuration names something: the key, or its beginning where the key is written in another way. */
export function placeOfKey({ uri, text }: Pick<ConfigurationFile, 'uri' | 'text'>, key: string): ProblemPlace {
  const written = `"${key}"`;
  const start = Math.max(text.indexOf(written), 0);
  return { uri, text, start, end: start + (text.startsWith(written, start) ? written.length : 0) };
}

/** Where in a query that was typed: ` at column 7`. */
export function columnOf(text: string, offset: number): string {
  const { line, character } = new LineIndex(text).positionAt(offset);
  return line === 0 ? ` at column ${character + 1}` : ` at line ${line + 1}, column ${character + 1}`;
}

/** A list of faults, introduced and cut where it is long. */
export function told(faults: readonly string[], who: string): string[] {
  const rest = faults.length - MOST_TOLD;
  const first = faults.slice(0, MOST_TOLD);
  return [
    `${who} ${faults.length === 1 ? 'an error' : `${faults.length} errors`}; correct ${faults.length === 1 ? 'it' : 'them'}, then start again.`,
    ...first,
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
  ];
}

/** What is wrong with a query that was typed, behind a colon. */
export function queryFault(fault: QueryProblem): string {
  return sentence(asQueryProblem(fault).message).replace(/^The query ends/, 'it ends');
}

/** A message with its full stop, which may stand in parentheses or quotes. */
export function sentence(message: string): string {
  return /[.!?][)\]"'`]*$/.test(message) ? message : `${message}.`;
}
