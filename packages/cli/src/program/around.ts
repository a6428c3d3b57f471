import type { RecordedQuery, RecordedTests } from '@polar-tools/evaluator';
import type { ExitStatus } from '../exit-status.ts';
import type { AnyRecordedOptions } from '../recording/with-recording.ts';
import type { Surroundings } from '../surroundings.ts';

/** What every command is given besides its words and options. */
export interface Around {
  readonly surroundings: Surroundings;
  /** Takes the exit status of the command that ran. */
  readonly finish: (status: ExitStatus) => void;
  /**
   * Runs a command that may be recorded, or run on a recording.
   *
   * @param asked what the words ask, for the recording
   * @param opensFiles a word alone may be a recording
   */
  readonly recorded: <Options extends AnyRecordedOptions>(
    words: readonly string[],
    options: Options,
    command: (words: readonly string[], options: Options, surroundings: Surroundings) => Promise<ExitStatus>,
    asked: (words: readonly string[]) => RecordedQuery | RecordedTests,
    opensFiles?: boolean,
  ) => Promise<ExitStatus>;
}

export const exitStatuses = `
Exit status: 0 fine; 1 findings, or no answer; 2 wrong use, or an input that cannot be read.`;
