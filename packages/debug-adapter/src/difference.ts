import type { Loaded } from './loaded.ts';
import type { OwnAnswer, RunningApplication } from './running-application.ts';

/** What is kept of a question to which the evaluator and an application's own engine gave different answers: enough to report it. */
export interface DifferenceRecording {
  /** Of this shape. */
  readonly version: 1;
  readonly kind: 'difference';
  readonly application: string;
  readonly question: string;
  readonly query: string;
  readonly difference: string;
  /** What the evaluator answered so far, and what the application's engine said last. */
  readonly evaluator: readonly string[];
  readonly engine: OwnAnswer;
  /** The policy as it was loaded. */
  readonly policy: readonly { readonly file: string; readonly text: string }[];
}

export function differenceRecording(
  { name, process }: RunningApplication,
  { policy, queryText, title }: Loaded,
  difference: string,
  evaluator: readonly string[],
  engine: OwnAnswer,
): DifferenceRecording {
  return {
    version: 1,
    kind: 'difference',
    application: `${name} (process ${process})`,
    question: title ?? queryText,
    query: queryText,
    difference,
    evaluator,
    engine,
    policy: [...policy.files].map(([file, { text }]) => ({ file, text })),
  };
}
