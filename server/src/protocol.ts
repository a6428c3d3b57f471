/**
 * What the Polar server and its clients say beside the Language Server Protocol. Each is optional for a client: a plain
 * LSP client works without any of them. Only types and method names, so that a client pays nothing for importing it.
 */
import type { WireGraph } from '@polar-tools/graph';
import type { FileFault, FolderEntry } from '@polar-tools/project';
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';

/** `initializationOptions` that the server understands; all may be left out. */
export interface InitializationOptions {
  /** The client answers `polar/readFile` and `polar/readFolder`: needed where the server has no disk. */
  readonly readsFiles?: boolean;
  /** `push`: publish diagnostics although the client could pull them. */
  readonly diagnostics?: 'push' | 'pull';
  /** The URI of a folder with the pages that explain checks, which the codes of findings lead to. */
  readonly checkPages?: string;
  /** The client's command that shows references, given a URI, a position and locations: then lenses count them. */
  readonly showReferences?: string;
  /** The client's command that asks for another name of what stands at a place, given a URI and a position: refactorings that make up a name call it. */
  readonly renameAt?: string;
  /**
   * An LSP document selector of documents in other languages, in whose strings and fences policies are looked for: the server asks for them by dynamic
   * registration. What a client opens by itself with the identifier of such a language is looked at in any case.
   */
  readonly embedded?: readonly object[];
  /** The address of the script that reads and runs policies, for a server in a web worker, which has no other way to it. */
  readonly engine?: string;
  /** The address of the script that reads the classes of the application's sources, for a server in a web worker, which has no other way to it. */
  readonly sourceReader?: string;
}

/** Server to client: the text of a file, null where there is none. */
export const READ_FILE = 'polar/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
/** `fault`: the file is no text in UTF-8; `text` is what it says in another encoding, which the editor can read and an engine cannot. */
export type ReadFileResult = { readonly text: string; readonly fault?: FileFault } | null;

/** Server to client: what a folder holds, null where there is none. */
export const READ_FOLDER = 'polar/readFolder';
export interface ReadFolderParams {
  readonly uri: string;
}
export type ReadFolderResult = readonly FolderEntry[] | null;

/** Server to client, a notification: what is known of a policy, whenever that changes. */
export const POLICY_CHANGED = 'polar/policyChanged';
export interface PolicyInformation {
  /** The folder that the policy's files lie in. */
  readonly root: string;
  readonly files: readonly string[];
  /** The `polar.config.json` that applies, if there is one. */
  readonly configuration: string | null;
  readonly dialect: 'library' | 'cloud';
  /** Why it is that dialect, for a person. */
  readonly reason: string;
  /** The data file, or the files of facts, that its configuration names. */
  readonly data: readonly string[];
  /** It asks about classes of the application, and its configuration names no data file that has them. */
  readonly wantsData: boolean;
}

/** Client to server: what is known of the policy that a document belongs to; null for none. */
export const POLICY_OF = 'polar/policyOf';
export interface PolicyOfParams {
  readonly textDocument: { readonly uri: string };
}

/** What the commands `polar.runQuery` and `polar.debugQuery` of the code lenses are given. */
export interface QueryTarget {
  /** The file that the lens stands in. */
  readonly uri: string;
  /** The query as text: of an inline query, or a rule's head such as `allow(actor, action, resource)`. */
  readonly query: string;
  /** Whether the query has arguments that a person must give first. */
  readonly ask: boolean;
}

/** Client to server: the edit that sets the dialect in the policy's `polar.config.json`; null where that is no JSON object. */
export const SET_DIALECT = 'polar/setDialect';
export interface SetDialectParams {
  readonly textDocument: { readonly uri: string };
  /** `auto` removes the setting. */
  readonly dialect: 'auto' | 'library' | 'cloud';
}

/** Client to server: the longhand of all shorthands of a block, named or at a position; null where there is none. */
export const LONGHAND_OF = 'polar/longhand';
export interface LonghandParams {
  readonly textDocument: { readonly uri: string };
  readonly block?: string;
  readonly position?: Position;
}
export type LonghandResult = { readonly block: string; readonly text: string } | null;

/** The scheme of the documents in which a client shows longhand. They are no part of any policy. */
export const LONGHAND_SCHEME = 'polar-longhand';

/** Client to server: the tests of every policy that is known. */
export const TESTS = 'polar/tests';
export type TestsResult = readonly TestsOfFile[];
export interface TestsOfFile {
  readonly uri: string;
  readonly tests: readonly KnownTest[];
}
export interface KnownTest {
  /** The name of a `test` block; the text of an inline query. Names of blocks are unique in a policy. */
  readonly name: string;
  readonly kind: 'test' | 'query';
  readonly range: Range;
}

/** Client to server: runs the tests of a document. They are those of the text as it stands in the editor. */
export const RUN_TESTS = 'polar/runTests';
export interface RunTestsParams {
  readonly textDocument: { readonly uri: string };
  /** By name; all where there are none. */
  readonly names?: readonly string[];
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
  /** Tell which rules and goals the tests reach, too. */
  readonly coverage?: boolean;
}
export interface RunTestsResult {
  readonly tests: readonly TestReport[];
  /** The rules of the whole policy, where that was asked for and measured. */
  readonly coverage?: readonly CoveredRule[];
  /** Why it was not measured, for people. */
  readonly unmeasured?: string;
}
/** A rule or a goal: whether some test reached it, and whether it ever held. */
export interface Covered {
  readonly range: Range;
  readonly reached: boolean;
  readonly held: boolean;
}
export interface CoveredRule extends Covered {
  readonly uri: string;
  /** Its text on one line. */
  readonly name: string;
  readonly goals: readonly Covered[];
}
export interface TestReport {
  readonly name: string;
  readonly kind: 'test' | 'query';
  /** `error`: it could not be run. */
  readonly status: 'passed' | 'failed' | 'error';
  readonly milliseconds: number;
  /** What failed, each with its place. */
  readonly problems: readonly TestProblem[];
  /** Assertions that nothing in the policy can make hold, so that an `assert_not` says nothing; whether they passed or not. */
  readonly warnings?: readonly TestProblem[];
}
export interface SuggestedFacts {
  readonly facts: readonly string[];
  readonly edit: { readonly uri: string; readonly range: Range; readonly newText: string };
}
export interface TestProblem {
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
  /** Of an `iff`: the values that are listed, and those that hold. */
  readonly expected?: string;
  readonly actual?: string;
  /** Facts that would make it pass, as texts, with the edit that adds them to the setup. */
  readonly suggestions?: readonly SuggestedFacts[];
}

/** Client to server: asks a Cloud policy over the facts that its configuration names. */
export const ASK = 'polar/ask';
export interface AskParams {
  readonly textDocument: { readonly uri: string };
  readonly query: string;
  readonly now: number;
}
/** Answers as Cloud prints them, or why there are none. */
export type AskResult =
  | {
      readonly answers: readonly string[];
      readonly more: boolean;
      /** What a person should know of the answers, in sentences. */
      readonly note?: string;
    }
  | { readonly problems: readonly string[] };

/** Client to server: why a query holds, or why not, over the data or the facts that the configuration names, and what would change it. */
export const EXPLAIN = 'polar/explain';
export interface ExplainParams {
  readonly textDocument: { readonly uri: string };
  /** May be left out beside `assertion`. */
  readonly query?: string;
  /** The name of a Cloud policy's test: it is asked over the facts of its setup. */
  readonly test?: string;
  /** A position in an assertion of a test, which is what is asked. */
  readonly assertion?: Position;
  /** The data file, and the files of facts, where they are not those that the configuration names. */
  readonly data?: string;
  readonly facts?: readonly string[];
  /** The answer is wrong: find out why, after these replies, each with the `id` of its question. */
  readonly replies?: readonly (readonly [id: string, reply: 'yes' | 'no' | 'unknown' | number])[];
  /** Seconds since 1970. */
  readonly now: number;
}
export type ExplainResult =
  | {
      readonly outcome: 'holds' | 'fails' | 'unknown';
      /** The tree, line by line. */
      readonly lines: readonly ExplainedLine[];
      /** Changes that turn the answer around, each tried. */
      readonly changes: readonly SuggestedChange[];
      /** What the changes are of: `data.json`, `this test's setup`. */
      readonly place?: string;
      /** Of a test: its name, and what is asked. */
      readonly test?: string;
      readonly query?: string;
      /** Where `replies` were given: what is asked next, or what is at fault. */
      readonly blame?: BlameStep;
      /** What was left out, in sentences. */
      readonly notes: readonly string[];
    }
  | { readonly problems: readonly string[] };
export type BlameStep =
  | {
      readonly kind: 'question';
      readonly id: string;
      readonly text: string;
      /** What is asked about, each to be looked at; empty where it is the goal in the text. */
      readonly choices: readonly Told[];
      /** What may be replied, each with its words. */
      readonly replies: readonly { readonly reply: 'yes' | 'no' | 'unknown' | number; readonly text: string }[];
      readonly uri?: string;
      readonly range?: Range;
    }
  | ({ readonly kind: 'verdict' } & Told);
/** A sentence, and the place that it speaks of. */
export interface Told {
  readonly text: string;
  readonly uri?: string;
  readonly range?: Range;
}
export interface ExplainedLine {
  readonly depth: number;
  readonly kind: 'held' | 'failed' | 'rule' | 'fact' | 'note';
  readonly text: string;
  readonly uri?: string;
  readonly range?: Range;
  /** Variables with their values. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** The event of a debugged run at which it happens (Library). */
  readonly event?: number;
  /** Of a goal: with its values, as the debugger may be asked to start at it. */
  readonly goal?: string;
}
export interface SuggestedChange {
  readonly text: string;
  /** What else it changes: `this changes allow(anne, "read", react), too`. */
  readonly beside?: string;
  /** What makes it in the data file, in a file of facts or in a test. */
  readonly edit?: TextEdits;
  /** Where there is none: why it is made by hand, in a sentence. */
  readonly byHand?: string;
}
/** Edits of one file. */
export interface TextEdits {
  readonly uri: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** Client to server: which answers change from an older text of a document's policy to what stands in the editor. */
export const COMPARE = 'polar/compare';
export interface CompareParams {
  readonly textDocument: { readonly uri: string };
  /** Files of the policy whose text was another one, or that were not there (null). */
  readonly old: readonly { readonly uri: string; readonly text: string | null }[];
  /** The text of the policy's `polar.config.json` where it was another one, or was not there (null). */
  readonly configuration?: string | null;
  /** What the older text is called: `the last commit`. */
  readonly name: string;
  /** Seconds since 1970. */
  readonly now: number;
}
export type CompareResult =
  | {
      readonly headline: string;
      readonly parts: readonly ComparedPart[];
      /** What was compared and found the same, and how far was looked, in lines. */
      readonly notes: readonly string[];
      /** What the older policy was made of: to ask it the same. */
      readonly before: {
        readonly files: readonly string[];
        readonly configuration: { readonly dialect: 'library' | 'cloud'; readonly [setting: string]: unknown };
      };
    }
  | { readonly problems: readonly string[] };
export interface ComparedPart {
  readonly title: string;
  readonly changes: readonly ChangedAnswer[];
  readonly error?: string;
}
export interface ChangedAnswer {
  readonly change: 'allowed' | 'denied';
  /** Who, what, on what. */
  readonly text: string;
  readonly note?: string;
  /** A query that shows it. */
  readonly query: string;
  /** The test over whose facts it is asked. */
  readonly test?: string;
  /** Of a generated world: the least that shows it, and all of it as a file. */
  readonly told?: readonly string[];
  readonly world?: { readonly kind: 'data' | 'facts'; readonly text: string };
}

/** Client to server: what the blocks of a document's policy say of roles and permissions. Places are in its files, in UTF-16 code units. */
export const ROLES = 'polar/roles';
export interface RolesParams {
  readonly textDocument: { readonly uri: string };
}
export type RolesResult = WireGraph;

/** Client to server: what may go on a query of a Cloud policy that is being written, at its end. */
export const COMPLETE_QUERY = 'polar/completeQuery';
export interface CompleteQueryParams {
  readonly textDocument: { readonly uri: string };
  /** What is written so far. */
  readonly query: string;
  /** The same for all requests of one box, in which files of facts are read once; without one, they are read for each request. */
  readonly box?: number;
}
export interface CompleteQueryResult {
  readonly items: readonly QueryItem[];
  /** What is wrong with the query as it stands, which may be that it is not finished. */
  readonly problem?: string;
  /** The policy's configuration names no file of facts. */
  readonly withoutFacts?: true;
}
export interface QueryItem {
  readonly label: string;
  /** What it is. */
  readonly detail: string;
  /** The query with it. */
  readonly query: string;
}

/** Client to server: the edit that makes a policy's configuration name a file of facts, too; null where that is no JSON object. */
export const ADD_FACTS = 'polar/addFacts';
export interface AddFactsParams {
  readonly textDocument: { readonly uri: string };
  /** The file, by its URI. */
  readonly file: string;
}

/** Client to server: makes a data file for a document's policy, which is of the Library dialect. */
export const SAMPLE_DATA = 'polar/sampleData';
export interface SampleDataParams {
  readonly textDocument: { readonly uri: string };
  /** Another one is wanted, though the policy has one. */
  readonly another?: boolean;
}
export type SampleDataResult =
  | {
      /** Makes the file, and names it in the policy's configuration. */
      readonly edit: WorkspaceEdit;
      /** The file. */
      readonly uri: string;
      /** Queries that have an answer over it. */
      readonly queries: readonly string[];
      /** Types of resources on which nothing is allowed over it. */
      readonly without: readonly string[];
    }
  | {
      /** The data file that the policy has already, or that lies beside it. */
      readonly uri: string;
      readonly name: string;
      /** Names the file in the policy's configuration; undefined where that names it. */
      readonly use?: WorkspaceEdit;
    }
  | { readonly problem: string };

/** Client to server: says a document's policy in the other dialect. Nothing is changed by it. */
export const CONVERT = 'polar/convert';
/** The annotation of what may be left out of a conversion: it is the same policy without it. */
export const OPTIONAL = 'comment';
export interface ConvertParams {
  readonly textDocument: { readonly uri: string };
}
export type ConvertResult =
  | {
      /** Every change is annotated and wants to be confirmed: one annotation for each decision. */
      readonly edit: WorkspaceEdit;
      /** "Oso Cloud", "the Oso library" */
      readonly to: string;
      /** How many decisions there are. */
      readonly decisions: number;
      /** Decisions and what must be told, in Markdown. */
      readonly report: string;
    }
  | { readonly problem: string };
