import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Failure } from '../failure.ts';

export type TestStatus = 'passed' | 'failed' | 'error';

/** A piece of a file. */
export interface TestPlace {
  /** As the user would write it. */
  readonly file: string;
  readonly document: TextDocument;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** What became of one assertion of a test, or of an inline query. */
export interface AssertionOutcome {
  readonly status: TestStatus;
  readonly place: TestPlace;
  /** What was expected and what held; empty where it passed. */
  readonly message: string;
  /** What would make it pass, or why it holds although it should not: a line each. */
  readonly notes: readonly string[];
  /** Why it says nothing, even where it passed. */
  readonly warning?: string;
}

/** What became of one test, as every report tells it. */
export interface TestOutcome {
  readonly name: string;
  readonly status: TestStatus;
  readonly place: TestPlace;
  /** Why it could not be run, where its assertions do not say that. */
  readonly message: string;
  readonly assertions: readonly AssertionOutcome[];
  readonly milliseconds: number;
}

/** How many tests there were of each status. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
}

export function countsOf(tests: readonly TestOutcome[]): TestCounts {
  const of = (wanted: TestStatus): number => tests.filter(({ status }) => status === wanted).length;
  return { passed: of('passed'), failed: of('failed'), errors: of('error') };
}

/** What programs are told in place of tests that nobody could run. */
export function unloadedOf(message: string, files: readonly string[]): TestOutcome {
  const file = files.find((name) => message.includes(name)) ?? files[0] ?? '';
  return unloadedAt({ file, document: TextDocument.create('', 'polar', 0, ''), start: 0, end: 0 }, message);
}

/** The same for one thing that has kept them from being run, at its place where it has one. */
export function unloadedBy({ message, place }: Failure, files: readonly string[]): TestOutcome {
  if (place?.file === undefined) return unloadedOf(message, files);
  const { file, text, start, end } = place;
  return unloadedAt({ file, document: TextDocument.create('', 'polar', 0, text), start, end }, message);
}

const unloadedAt = (place: TestPlace, message: string): TestOutcome => ({
  name: 'the policy loads',
  status: 'error',
  place,
  message,
  assertions: [],
  milliseconds: 0,
});
