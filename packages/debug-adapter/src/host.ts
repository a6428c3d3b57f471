import type { Files } from '@polar-tools/project';

/** What a debug session needs of the world. All of it is passed in, so the same session runs in a browser. */
export interface DebugHost {
  readonly files: Files;
  /** The URI of the folder from which relative paths in a launch configuration are taken. */
  readonly folder: string;
  /** Lets the event loop serve what is waiting, so that "pause" arrives while a search runs. */
  breathe(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Seconds since 1970: what a policy calls the current time. */
  time?(): number;
}
