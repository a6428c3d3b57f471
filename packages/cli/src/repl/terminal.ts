import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Output } from '../surroundings.ts';

export type Completer = (line: string) => [string[], string];

/** The end of the input: Ctrl-D, or the end of a file. */
export const END = Symbol('end of input');
/** Ctrl-C while typing. */
export const INTERRUPTED = Symbol('interrupted');

/** Where lines and keys come from. */
export interface Console {
  /** @param first whether it is the first line of an input: only then are the earlier ones at hand */
  readLine(prompt: string): Promise<string | typeof END | typeof INTERRUPTED>;
  /** One key, not shown: what to do after an answer. */
  readKey(): Promise<string | typeof END>;
  close(): void;
  /** The newest first. */
  readonly history: readonly string[];
}

/** Lines of a file or a pipe: nobody is there to press keys. */
export function pipedConsole(input: NodeJS.ReadableStream): Console {
  const lines = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    readLine: async () => {
      const { value, done } = await iterator.next();
      return done === true ? END : value;
    },
    readKey: async () => ';',
    close: () => lines.close(),
    history: [],
  };
}

interface KeyInput extends NodeJS.ReadableStream {
  setRawMode?(raw: boolean): unknown;
}

/** A person at a terminal: lines with editing, history and completion; keys one by one. */
export function terminalConsole(
  input: KeyInput,
  output: Output,
  completer: Completer,
  remembered: readonly string[],
): Console {
  const shown = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      output.write(chunk.toString());
      done();
    },
  });
  Object.defineProperty(shown, 'columns', { get: () => output.columns });
  let history = [...remembered];

  const readLine = (prompt: string) =>
    new Promise<string | typeof END | typeof INTERRUPTED>((resolve) => {
      const lines: Interface & { history?: string[] } = createInterface({
        input,
        output: shown,
        terminal: true,
        completer,
        history,
        historySize: 1000,
        removeHistoryDuplicates: true,
        prompt,
      });
      let result: string | typeof END | typeof INTERRUPTED = END;
      const finish = (value: string | typeof INTERRUPTED) => {
        result = value;
        history = lines.history ?? history;
        lines.close();
      };
      lines.on('line', finish);
      lines.on('SIGINT', () => {
        output.write('^C\n');
        finish(INTERRUPTED);
      });
      lines.on('close', () => resolve(result));
      lines.prompt();
    });

  const readKey = () =>
    new Promise<string | typeof END>((resolve) => {
      const finish = (value: string | typeof END) => {
        input.off('data', onData);
        input.off('end', onEnd);
        input.setRawMode?.(false);
        input.pause();
        resolve(value);
      };
      const onData = (data: Buffer | string) => finish(data.toString());
      const onEnd = () => finish(END);
      input.setRawMode?.(true);
      input.on('data', onData);
      input.on('end', onEnd);
      input.resume();
    });

  return {
    readLine,
    readKey,
    close: () => {},
    get history() {
      return history;
    },
  };
}
