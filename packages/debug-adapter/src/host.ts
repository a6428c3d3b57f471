/** What a debug session needs of the world. All of it is passed in, so the same session runs in a browser. */
export interface DebugHost {
  readonly files: Files;
  /** The URI of the folder from which relative paths in a launch configuration are taken. */
  readonly folder: string;
  /** Lets the event loop serve what is waiting, so that "pause" arrives while a search runs. */
  breathe(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
}

/** Reading files, by URI. */
export interface Files {
  /** The text of a file; undefined where there is no such file. */
  read(uri: string): Promise<string | undefined>;
  /** What is in a folder; undefined where there is no such folder. */
  list(uri: string): Promise<readonly FolderEntry[] | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}
