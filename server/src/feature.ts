import type { FileText } from '@polar-tools/project';
import type { ClientCapabilities, Position, ServerCapabilities } from 'vscode-languageserver';
import type { PositionEncoding } from './position-encoding.ts';
import { offsetIn, type View } from './view.ts';
import type { Root } from './workspace/loaded-root.ts';

/** What a feature is asked about. */
export interface Asked {
  readonly view: View;
  readonly root: Root;
  /** The document, in the policy's spelling. */
  readonly uri: string;
  readonly client: ClientAbilities;
  /** The text of the policy's `polar.config.json`, where it has one. */
  readonly configurationText: string | undefined;
}

/** A place in the data file that a policy's configuration names. */
export interface AskedInData extends Asked {
  /** The data file's text, as it stands in the editor. */
  readonly text: string;
  /** The position, in UTF-16 code units from the text's start. */
  readonly offset: number;
}

/** What the client said in `initialize` that changes answers. */
export interface ClientAbilities {
  readonly encoding: PositionEncoding;
  /** It can create files as part of an edit. */
  readonly createsFiles: boolean;
  /** Its completion items may have places to fill in. */
  readonly snippets: boolean;
  /** It colours keywords, strings and comments by a grammar of its own. */
  readonly coloursSyntax: boolean;
  /** Its command that shows references, called with a URI, a position and locations; undefined where it has none. */
  readonly showReferences: string | undefined;
  /** Its command that asks for another name of what stands at a place, called with a URI and a position; undefined where it has none. */
  readonly renameAt: string | undefined;
  /** The folder with the pages that explain checks; undefined where the client has none to show. */
  readonly checkPages: string | undefined;
  /** Answers may be a `JsonText`: the connection writes messages with `bytesOf`. */
  readonly takesText: boolean;
}

export function clientAbilities(
  capabilities: ClientCapabilities | undefined,
  encoding: PositionEncoding,
  {
    checkPages,
    showReferences,
    renameAt,
    takesText = false,
  }: {
    checkPages?: string | undefined;
    showReferences?: string | undefined;
    renameAt?: string | undefined;
    takesText?: boolean;
  } = {},
): ClientAbilities {
  const edits = capabilities?.workspace?.workspaceEdit;
  return {
    encoding,
    checkPages,
    showReferences,
    renameAt,
    takesText,
    coloursSyntax: capabilities?.textDocument?.semanticTokens?.augmentsSyntaxTokens === true,
    snippets: capabilities?.textDocument?.completion?.completionItem?.snippetSupport === true,
    createsFiles: edits?.documentChanges === true && edits.resourceOperations?.includes('create') === true,
  };
}

export interface AskedAt extends Asked {
  /** The position, in UTF-16 code units from the document's start. */
  readonly offset: number;
}

/** What an answer that takes a while may use: it looks up now and then, and may read a file. */
export interface Patience {
  /** Lets what has come in the meantime be handled; false where nobody waits for the answer any more, or the policy has changed. */
  goOn(): Promise<boolean>;
  /** Milliseconds, from any start. */
  now(): number;
  /** The text of a file (a URI of the policies'); undefined where there is none. */
  read(uri: string): Promise<string | undefined>;
  /** The same, with why it cannot be read. */
  readFile(uri: string): Promise<FileText>;
}

/** All policies, for requests that are about no document. */
export interface AskedEverywhere {
  readonly views: readonly View[];
  readonly client: ClientAbilities;
  /** The version of a document that is open, by the policy's URI. */
  version(uri: string): number | undefined;
}

/**
 * One request that the server answers, and the capability that says so: what is advertised is served, since both stand
 * here. `subject` says what the request is about, which decides what is checked and looked up before `answer` is called.
 */
export type Feature = {
  readonly method: string;
  readonly capability: ServerCapabilities;
  /** The answer about a document that nobody knows, where LSP does not allow `null`. */
  readonly nothing?: unknown;
} & (
  | { readonly subject: 'position'; answer(asked: AskedAt, params: never, patience: Patience): unknown }
  | { readonly subject: 'document'; answer(asked: Asked, params: never, patience: Patience): unknown }
  | { readonly subject: 'workspace'; answer(asked: AskedEverywhere, params: never): unknown }
  /** A request about something that an earlier answer carried, with the document it came from in `data.uri`. */
  | { readonly subject: 'item'; answer(asked: Asked, params: never): unknown }
);

/** Why a request's parameters cannot be used, in words for whoever wrote the client; undefined when they can. */
export function faultIn(method: string, subject: Feature['subject'], params: unknown): string | undefined {
  if (!isRecord(params)) return `${method} needs an object of parameters.`;
  if (subject === 'workspace' || subject === 'item') return undefined;
  const document = params.textDocument;
  if (!isRecord(document) || typeof document.uri !== 'string') return `${method} needs textDocument.uri, a string.`;
  if (subject === 'position' && !isPosition(params.position)) {
    return `${method} needs position, with the numbers line and character.`;
  }
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isPosition(value: unknown): value is Position {
  return isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number';
}

/** The question about a position; undefined for a document that is not the policy's. */
export function askedAt(asked: Asked, position: Position): AskedAt | undefined {
  const offset = offsetIn(asked.view, asked.uri, position);
  return offset === undefined ? undefined : { ...asked, offset };
}
