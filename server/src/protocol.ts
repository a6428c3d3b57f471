/**
 * What the Polar server and its clients say beside the Language Server Protocol. Each is optional for a client: a plain
 * LSP client works without any of them. Only types and method names, so that a client pays nothing for importing it.
 */
import type { Range } from 'vscode-languageserver';
import type { FolderEntry } from './file-system.ts';

/** `initializationOptions` that the server understands; all may be left out. */
export interface InitializationOptions {
  /** The client answers `polar/readFile` and `polar/readFolder`: needed where the server has no disk. */
  readonly readsFiles?: boolean;
  /** `push`: publish diagnostics although the client could pull them. */
  readonly diagnostics?: 'push' | 'pull';
  /** The client runs the commands of the code lenses itself, so the server does not offer to execute them. */
  readonly runsQueries?: boolean;
}

/** Server to client: the text of a file, null where there is none. */
export const READ_FILE = 'polar/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
export type ReadFileResult = { readonly text: string } | null;

/** Server to client: what a folder holds. */
export const READ_FOLDER = 'polar/readFolder';
export interface ReadFolderParams {
  readonly uri: string;
}
export type ReadFolderResult = readonly FolderEntry[];

/** Server to client, a notification: what is known of a policy, whenever that changes. */
export const POLICY_CHANGED = 'polar/policyChanged';
export interface PolicyInformation {
  /** The folder that the policy's files lie in. */
  readonly root: string;
  readonly files: readonly string[];
  /** The `polar.config.json` that applies, if there is one. */
  readonly configuration: string | null;
  readonly dialect: 'library' | 'cloud';
  /** Why it is that dialect, for a person: `"dialect" in polar.config.json`, `main.polar line 3: "extends"` … */
  readonly reason: string;
}

/** Client to server: what is known of the policy that a document belongs to; null for none. */
export const POLICY_OF = 'polar/policyOf';
export interface PolicyOfParams {
  readonly textDocument: { readonly uri: string };
}

/** The arguments of the commands `polar.runQuery` and `polar.debugQuery`, as code lenses carry them. */
export interface QueryCommand {
  readonly uri: string;
  /** The query's text: complete for `?=`; for a rule its head, whose parameters the person fills in. */
  readonly query: string;
  readonly range: Range;
  /** The names of the parameters to ask for; empty when the query can run as it is. */
  readonly parameters: readonly string[];
}
