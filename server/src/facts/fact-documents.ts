import { factFormatOf } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { shortName } from '@polar-tools/project';
import type { Diagnostic, PublishDiagnosticsParams, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { changeDocument, type OpenDocument } from '../document.ts';
import type { Workspace } from '../workspace.ts';
import { factDiagnostics } from './fact-diagnostics.ts';
import { factFilesOf } from './named-facts.ts';

/** Milliseconds after the last change until a file of facts is checked. */
const PAUSE = 150;

/**
 * The files of facts that are open in the editor, in JSON and CSV, checked as one types by the policies whose configurations name them. One that is closed may be
 * larger than memory, and is read by nobody but queries.
 */
export class FactDocuments {
  readonly #workspace: Workspace;
  readonly #send: (params: PublishDiagnosticsParams) => void;
  readonly #report: (doing: string, error: unknown) => void;
  /** By the URI that the client uses. */
  readonly #open = new Map<string, OpenDocument>();
  /** By what each was checked last. */
  readonly #checked = new Map<string, { readonly version: number; readonly policy: Policy | undefined }>();
  readonly #told = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    workspace: Workspace,
    send: (params: PublishDiagnosticsParams) => void,
    report: (doing: string, error: unknown) => void,
  ) {
    this.#workspace = workspace;
    this.#send = send;
    this.#report = report;
  }

  /** The files that configurations name, whether open or not: the policies' URIs. Those in Polar are checked as policies are. */
  get named(): readonly string[] {
    const all = this.#workspace.roots().flatMap(factFilesOf);
    return [...new Set(all)].filter(isFactDocument).sort();
  }

  open(document: OpenDocument): void {
    if (!isFactDocument(document.uri)) return;
    this.#open.set(document.uri, document);
    this.touch();
  }

  change(uri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): void {
    const before = this.#open.get(uri);
    if (before === undefined) return;
    const { encoding } = this.#workspace;
    this.#open.set(uri, changeDocument(before, version ?? before.version + 1, changes, encoding));
    this.touch();
  }

  close(uri: string): void {
    if (!this.#open.delete(uri)) return;
    this.#checked.delete(uri);
    this.#tell(uri, []);
  }

  /** Something that facts are checked by may have changed. */
  touch(): void {
    if (this.#open.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  #check(): void {
    const roots = this.#workspace.roots();
    for (const [uri, { text, version }] of this.#open) {
      const onDisk = this.#workspace.uriOf(uri);
      const policy = roots.find((root) => factFilesOf(root).includes(onDisk))?.policy;
      const last = this.#checked.get(uri);
      if (last !== undefined && last.version === version && last.policy === policy) continue;
      this.#checked.set(uri, { version, policy });
      const format = factFormatOf(shortName(onDisk));
      try {
        this.#tell(
          uri,
          policy === undefined || format === undefined
            ? []
            : factDiagnostics(text, format, policy, this.#workspace.encoding),
          version,
        );
      } catch (error) {
        this.#report(`Checking the facts of ${uri}`, error);
      }
    }
  }

  #tell(uri: string, diagnostics: readonly Diagnostic[], version?: number): void {
    if (diagnostics.length === 0 && !this.#told.delete(uri)) return;
    if (diagnostics.length > 0) this.#told.add(uri);
    this.#send({ uri, ...(version !== undefined && { version }), diagnostics: [...diagnostics] });
  }
}

/** Whether a file is one of facts by its name, and no policy. */
export const isFactDocument = (uri: string): boolean => {
  const format = factFormatOf(shortName(uri));
  return format === 'json' || format === 'csv';
};
