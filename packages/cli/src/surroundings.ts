import type { Host } from '@polar-tools/evaluator';
import {
  type FileFault,
  type Files,
  type NameStyle,
  nativeNames,
  type PathStyle,
  readOnce,
} from '@polar-tools/project';
import type { ApplicationSupport } from './application/start-application.ts';
import type { GitOutput } from './git/run-git.ts';
import type { Heap } from './heap.ts';
import type { Noting } from './recording/noting.ts';
import type { TestThreads } from './tests/parallel/parallel-tests.ts';
import type { Watching } from './watch-files.ts';

/** One of the two streams that a command writes to. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks at it: colours and progress are for terminals alone. */
  readonly isTerminal: boolean;
  /** Width in columns; `undefined` where nobody knows. */
  readonly columns: number | undefined;
}

/** Everything outside of the program that a command may touch. */
export interface Surroundings {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream;
  /** Whether a person types the input, key by key. */
  readonly inputIsTerminal: boolean;
  /** The same as `input` and `output`, byte by byte, for protocols. */
  readonly streams: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };
  readonly output: Output;
  readonly errors: Output;
  /** Reading files, so that a test can stand in for the disk. */
  readonly files: Files;
  /** Puts a text into the file at a path, where there is one. Gives why that could not be. */
  save(path: string, text: string): Promise<FileFault | undefined>;
  /** Writes a file at a path, and the folders that it lies in, whatever was there. Gives why that could not be. */
  write(path: string, text: string): Promise<FileFault | undefined>;
  /** How paths are written here. */
  readonly pathStyle: PathStyle;
  /** The URI of the folder with the pages that explain checks; undefined where there is none. */
  readonly checkPages?: string | undefined;
  /** The bytes of a file, piece by piece: its path is absolute. Rejects with a Node error. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The memory for what is read. */
  readonly heap: Heap;
  /** Notes what is read, where the command is recorded. */
  readonly recorder?: Noting | undefined;
  /** Where a recording is asked: the application that was recorded, if there was one. */
  readonly replayed?: { readonly host: Host | undefined } | undefined;
  /** Watches a folder, until the function that it gives is called. */
  watch(folder: string, watching: Watching): () => void;
  /** Threads that may help with tests; undefined where there are none. */
  readonly testThreads: TestThreads | undefined;
  /** What it takes to start an application; undefined where none can be started. */
  readonly applications: ApplicationSupport | undefined;
  /** Runs git in a folder; undefined where it cannot be started. */
  git(words: readonly string[], folder: string): Promise<GitOutput>;
  /** Seconds since 1970. */
  unixTime(): number;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Calls back at Ctrl-C, instead of ending the process, until the function it gives is called. */
  onInterrupt(listener: () => void): () => void;
  /**
   * Runs something that waits for an application, and so lets nobody be called back: Ctrl-C breaks it off.
   *
   * @throws Failure where it did
   */
  interruptible<Result>(run: () => Result): Result;
}

/** What names on the command line are. */
export const namesOf = ({ folder, pathStyle }: Pick<Surroundings, 'folder' | 'pathStyle'>): NameStyle =>
  nativeNames(folder, pathStyle);

/** The same, for a command that runs once: what it found to be there is what it reads. */
export const readingOnce = (surroundings: Surroundings): Surroundings => ({
  ...surroundings,
  files: readOnce(surroundings.files),
});
