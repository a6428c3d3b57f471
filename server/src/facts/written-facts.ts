import type { FactFormat } from '@polar-tools/evaluator';
import type { Span } from '../view.ts';
import { writtenInCsv } from './written-csv.ts';
import { writtenInJson } from './written-json.ts';
import { writtenInPolar } from './written-polar.ts';

/** A name, an identifier or a text as it stands in a file of facts. */
export interface Word {
  /** What it says, without quotes and escapes. */
  readonly text: string;
  /** Where it stands, without quotes. */
  readonly span: Span;
}

/** An argument of a fact. */
export interface WrittenValue {
  readonly span: Span;
  /** Its type; of a plain text, number or truth value, and where it is not written yet, undefined. */
  readonly type: Word | undefined;
  /** Its identifier, or the text that it is. */
  readonly id: Word | undefined;
  /** It is a text: `"admin"`, or of the type String. */
  readonly isText: boolean;
}

/** A fact as it is written, which may be unfinished. */
export interface WrittenFact {
  readonly span: Span;
  readonly predicate: Word | undefined;
  readonly arguments: readonly WrittenValue[];
  /** It says what the rows below it are: the header of CSV. */
  readonly isHeader?: boolean;
}

/** What stands in a file of facts. */
export interface WrittenFile {
  readonly text: string;
  readonly format: FactFormat;
  readonly facts: readonly WrittenFact[];
  /** Where it cannot be read as facts. */
  readonly broken: readonly Span[];
}

/** The facts of a file with their places. What is broken or unfinished is read as far as it goes; what is wrong by the policy is no matter here. */
export function writtenFacts(text: string, format: FactFormat): WrittenFile {
  return { text, format, ...READERS[format](text) };
}

export type ReadFacts = Pick<WrittenFile, 'facts' | 'broken'>;

const READERS: Readonly<Record<FactFormat, (text: string) => ReadFacts>> = {
  json: writtenInJson,
  csv: writtenInCsv,
  polar: writtenInPolar,
};

/** A name as it is written at a place of a file: escaped as its format wants, and in quotes where only these can hold it. */
export function writeWord(
  { text, format }: Pick<WrittenFile, 'text' | 'format'>,
  { start }: Span,
  name: string,
): string {
  if (format !== 'csv') return JSON.stringify(name).slice(1, -1);
  const doubled = name.replaceAll('"', '""');
  if (text[start - 1] === '"') return doubled;
  return /[",\r\n]/.test(name) ? `"${doubled}"` : name;
}
