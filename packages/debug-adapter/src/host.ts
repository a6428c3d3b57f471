import type { AsyncHost, HostObject } from '@polar-tools/evaluator';
import type { FileFault, Files } from '@polar-tools/project';
import type { RunningApplication, WantedApplications } from './running-application.ts';

/** What a debug session needs of the world. All of it is passed in, so the same session runs in a browser. */
export interface DebugHost {
  readonly files: Files;
  /** The URI of the folder from which relative paths in a launch configuration are taken. */
  readonly folder: string;
  /** Lets the event loop serve what is waiting, so that "pause" arrives while a search runs. */
  breathe(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** How much of the memory of the process is in use: from 1 on a run ends, before the process does. */
  heap?(): number;
  /** Seconds since 1970: what a policy calls the current time. */
  time?(): number;
  /** Starts the application that a configuration names; undefined where none can be started. */
  startApplication?(
    wanted: WantedApplication,
    print: Print,
  ): Promise<StartedApplication | { readonly problem: string }>;
  /** Attaches to running applications, those that are there and those that come, until it is closed; undefined where that cannot be. */
  findApplications?(
    wanted: WantedApplications,
    finder: { came(application: RunningApplication): void; noted(text: string): void },
  ): { close(): void } | { readonly problem: string };
  /** Writes a file whose URI is given, with the folders that it lies in, and says why it could not; undefined where nothing can be written. */
  writeFile?(uri: string, text: string): Promise<FileFault | undefined>;
  /** Keeps a recording of a difference, and says where; undefined where it was not kept. */
  keepRecording?(name: string, text: string): Promise<string | undefined>;
}

/** An application as a configuration names it. */
export interface WantedApplication {
  readonly kind: 'python' | 'node';
  /** A file's path, or a module's name. */
  readonly module: string;
  /** Its interpreter, where the configuration says so. */
  readonly interpreter: string | undefined;
  /** The URI of the folder that names are from. */
  readonly folder: string;
}

/** Takes what an application prints. */
export type Print = (text: string, stream: 'stdout' | 'stderr') => void;

/** An application that takes part in a session. */
export interface StartedApplication extends AsyncHost {
  /** Gets to know what a text may name, before it is read as a query. */
  meet(text: string): Promise<void>;
  /** Gets to know what is stored in an object, before that is shown. */
  look(object: HostObject): Promise<void>;
  /** Ends it. */
  close(): void;
}
