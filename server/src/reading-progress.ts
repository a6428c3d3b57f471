import type { ClientCapabilities, Connection, WorkDoneProgressReporter } from 'vscode-languageserver';

/** Hears how the reading of policies goes on. */
export interface ReadingProgress {
  /** There is something to read. */
  started(): void;
  /** So many more files are going to be read. */
  expect(files: number): void;
  /** One more of them is read. */
  read(): void;
  /** Nothing is left to read. */
  finished(): void;
}

/** Milliseconds until progress is shown: what is over sooner is not worth a flicker. */
const SHOWN_AFTER = 500;

/** Shows the progress in a client that can (LSP, `window.workDoneProgress`), where reading takes long. */
export function createReadingProgress(
  connection: Connection,
  capabilities: ClientCapabilities | undefined,
): ReadingProgress {
  if (capabilities?.window?.workDoneProgress !== true) return SILENT;
  let reporter: WorkDoneProgressReporter | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expected = 0;
  let read = 0;
  let shown = -1;
  const percentage = (): number => (expected === 0 ? 0 : Math.floor((100 * read) / expected));
  const begin = async (): Promise<void> => {
    const begun = timer;
    const created = await connection.window.createWorkDoneProgress();
    created.begin('Polar: reading policies', percentage());
    // It was over while the client was asked.
    if (timer !== begun) created.done();
    else reporter = created;
  };
  return {
    started: () => {
      timer ??= setTimeout(() => void begin().catch(() => undefined), SHOWN_AFTER);
    },
    expect: (files) => {
      expected += files;
    },
    read: () => {
      read++;
      if (reporter === undefined || percentage() === shown) return;
      shown = percentage();
      reporter.report(shown, `${read} of ${expected} files`);
    },
    finished: () => {
      clearTimeout(timer);
      timer = undefined;
      reporter?.done();
      reporter = undefined;
      expected = 0;
      read = 0;
      shown = -1;
    },
  };
}

const SILENT: ReadingProgress = { started: () => {}, expect: () => {}, read: () => {}, finished: () => {} };
