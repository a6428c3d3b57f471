import { createInterface, type Interface } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import type { Output } from '../surroundings.ts';

export type Completer = (line: string) => [string[], string];

/** The end of the input: Ctrl-D, or the end of a file. */
export const END = Symbol('end of input');
/** Ctrl-C while typing. */
export const INTERRUPTED = Symbol('interrupted');

/** Where lines and keys come from. */
export interface Console {
  readLine(prompt: string): Promise<string | typeof END | typeof INTERRUPTED>;
  /** One key, not shown: what to do after an answer. */
  readKey(): Promise<string | typeof END>;
  /** What was read as a key is the beginning of the next line. */
  putBack(key: string): void;
  close(): void;
  /** Runs something that lets nobody be called back: Ctrl-C is a signal meanwhile, and no key. */
  withoutKeys<Result>(run: () => Result): Result;
  /** Keeps the lines of one input as one line of the history. */
  remember(lines: readonly string[]): void;
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
    putBack: () => {},
    close: () => lines.close(),
    withoutKeys: (run) => run(),
    remember: () => {},
    history: [],
  };
}

interface KeyInput extends NodeJS.ReadableStream {
  setRawMode?(raw: boolean): unknown;
}

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const escapeKey = '\u001b';
/** Before and after what is pasted, where a terminal says so. */
const pasteMarks = [`${escapeKey}[200~`, `${escapeKey}[201~`];

/** The first key of what was typed: a character, or the sequence that a terminal sends for an arrow and the like. */
function firstKey(typed: string): string {
  if (!typed.startsWith(escapeKey)) return /^./su.exec(typed)?.[0] ?? '';
  return escapeKey + (/^(?:\[[0-9;]*[A-Za-z~]|O.)/s.exec(typed.slice(1))?.[0] ?? '');
}

/**
 * A person at a terminal: lines with editing, history and completion; keys one by one. What is typed or pasted ahead waits until
 * somebody reads, line by line; Ctrl-C while nobody does is passed on at once.
 */
export class TerminalConsole implements Console {
  readonly #input: KeyInput;
  readonly #output: Output;
  /** What readline reads: a line's worth at a time, and only while a line is wanted. */
  readonly #editor = new PassThrough();
  readonly #lines: Interface & { readonly history?: string[] };
  readonly #onInterrupt: () => void;
  #waiting = '';
  #ended = false;
  #wanted: 'line' | 'key' | 'nothing' = 'nothing';
  #takeLine: ((line: string | typeof END | typeof INTERRUPTED) => void) | undefined;
  #takeKey: ((key: string | typeof END) => void) | undefined;

  /**
   * @param remembered earlier inputs, the newest first
   * @param onInterrupt called at Ctrl-C while neither a line nor a key is being read
   */
  constructor(
    input: KeyInput,
    output: Output,
    completer: Completer,
    remembered: readonly string[],
    onInterrupt: () => void,
  ) {
    this.#input = input;
    this.#output = output;
    this.#onInterrupt = onInterrupt;
    const shown = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        output.write(chunk.toString());
        done();
      },
    });
    Object.defineProperty(shown, 'columns', { get: () => output.columns });
    this.#lines = createInterface({
      input: this.#editor,
      output: shown,
      terminal: true,
      completer,
      history: [...remembered],
      historySize: 1000,
      removeHistoryDuplicates: true,
    });
    this.#lines.on('line', (line) => this.#finishLine(line));
    this.#lines.on('close', () => {
      this.#ended = true;
      this.#finishLine(END);
    });
    this.#lines.on('SIGINT', () => {
      this.#lines.write(null, { ctrl: true, name: 'e' });
      this.#lines.write(null, { ctrl: true, name: 'u' });
      output.write('^C\n');
      this.#finishLine(INTERRUPTED);
    });
    // A letter may come in two pieces.
    const decoder = new TextDecoder();
    input.setRawMode?.(true);
    input.on('data', (data: Buffer | string) => {
      this.#waiting += typeof data === 'string' ? data : decoder.decode(data, { stream: true });
      // What stands around something pasted is no part of it.
      for (const mark of pasteMarks) this.#waiting = this.#waiting.replaceAll(mark, '');
      this.#feed();
    });
    input.on('end', () => {
      this.#ended = true;
      this.#feed();
    });
  }

  get history(): readonly string[] {
    return this.#lines.history ?? [];
  }

  remember(lines: readonly string[]): void {
    const { history } = this.#lines;
    // In one line a comment would take what comes after it.
    if (history === undefined || lines.length < 2 || lines.some((line) => line.includes('#'))) return;
    for (const line of lines.toReversed()) if (history[0] === line) history.shift();
    history.unshift(
      lines
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' '),
    );
  }

  readLine(prompt: string): Promise<string | typeof END | typeof INTERRUPTED> {
    return new Promise((resolve) => {
      this.#takeLine = resolve;
      this.#wanted = 'line';
      this.#lines.setPrompt(prompt);
      this.#lines.prompt();
      this.#feed();
    });
  }

  readKey(): Promise<string | typeof END> {
    return new Promise((resolve) => {
      this.#takeKey = resolve;
      this.#wanted = 'key';
      this.#feed();
    });
  }

  putBack(key: string): void {
    this.#waiting = key + this.#waiting;
  }

  withoutKeys<Result>(run: () => Result): Result {
    this.#input.setRawMode?.(false);
    try {
      return run();
    } finally {
      this.#input.setRawMode?.(true);
    }
  }

  close(): void {
    this.#input.setRawMode?.(false);
    this.#input.pause();
    this.#lines.close();
  }

  #finishLine(line: string | typeof END | typeof INTERRUPTED): void {
    this.#wanted = 'nothing';
    const take = this.#takeLine;
    this.#takeLine = undefined;
    take?.(line);
  }

  /** Gives what waits to whoever wants it. */
  #feed(): void {
    if (this.#wanted === 'nothing') {
      if (this.#waiting.includes(ctrlC)) {
        this.#waiting = '';
        this.#output.write('^C\n');
        this.#onInterrupt();
      }
    } else if (this.#waiting === '') {
      if (this.#ended) this.#end();
    } else if (this.#wanted === 'line') {
      const ends = ['\r', '\n', ctrlD].map((key) => this.#waiting.indexOf(key)).filter((at) => at >= 0);
      const part = ends.length === 0 ? this.#waiting : this.#waiting.slice(0, Math.min(...ends) + 1);
      // A pasted line may end with both.
      this.#waiting = this.#waiting.slice(part.length).replace(part.endsWith('\r') ? /^\n/ : /^$/, '');
      this.#editor.write(part);
    } else {
      const key = firstKey(this.#waiting);
      this.#waiting = this.#waiting.slice(key.length);
      this.#wanted = 'nothing';
      this.#takeKey?.(key);
    }
  }

  #end(): void {
    if (this.#wanted === 'key') this.#takeKey?.(END);
    else this.#editor.end();
  }
}
