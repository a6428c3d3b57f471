import { factFormatOf } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { shortName } from '@polar-tools/project';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Root } from '../workspace/loaded-root.ts';
import type { Workspace } from '../workspace.ts';
import { factDiagnostics } from './fact-diagnostics.ts';
import { factFilesOf } from './named-facts.ts';

/** Milliseconds after the last change until a file of facts is checked. */
const PAUSE = 150;

/**
 * The files of facts that are open in the editor, checked as one types by the policies whose configurations name them. One that is closed may be larger than
 * memory, and is read by nobody but queries.
 */
export class FactDocuments {
  readonly #workspace: Workspace;
  readonly #send: (params: PublishDiagnosticsParams) => void;
  readonly #report: (doing: string, error: unknown) => void;
  readonly #leave: (uri: string) => void;
  /** Open documents that may be facts, by the URI that the client uses. */
  readonly #open = new Set<string>();
  /** By what each was checked last. */
  readonly #checked = new Map<string, { readonly version: number; readonly policy: Policy | undefined }>();
  readonly #told = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param leave called with a file that was one of facts and is a policy now: what is wrong in it is told anew */
  constructor(
    workspace: Workspace,
    send: (params: PublishDiagnosticsParams) => void,
    report: (doing: string, error: unknown) => void,
    leave: (uri: string) => void,
  ) {
    this.#workspace = workspace;
    this.#send = send;
    this.#report = report;
    this.#leave = leave;
  }

  /** The files in other formats than Polar's that configurations name, whether open or not: the policies' URIs. A client has those in Polar anyway. */
  get named(): readonly string[] {
    const all = this.#workspace.roots().flatMap(factFilesOf);
    return [...new Set(all)].filter((uri) => ['json', 'csv'].includes(formatOf(uri) ?? '')).sort();
  }

  open(uri: string): void {
    if (formatOf(uri) === undefined) return;
    this.#open.add(uri);
    this.touch();
  }

  changed(uri: string): void {
    if (this.#open.has(uri)) this.touch();
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
    for (const uri of this.#open) {
      const document = this.#workspace.document(uri);
      const onDisk = this.#workspace.uriOf(uri);
      const format = formatOf(onDisk);
      if (document === undefined || format === undefined) continue;
      const { text, version } = document;
      const policy = this.#policyOf(onDisk, roots);
      const last = this.#checked.get(uri);
      if (last !== undefined && last.version === version && last.policy === policy) continue;
      this.#checked.set(uri, { version, policy });
      if (policy === undefined && format === 'polar') {
        if (this.#told.delete(uri)) this.#leave(onDisk);
        continue;
      }
      try {
        const { encoding } = this.#workspace;
        this.#tell(uri, policy === undefined ? [] : factDiagnostics(text, format, policy, encoding), version);
      } catch (error) {
        this.#report(`Checking the facts of ${uri}`, error);
      }
    }
  }

  /** The policy that says what is right in a file of facts: of one in Polar, where that is no part of a policy itself. */
  #policyOf(uri: string, roots: readonly Root[]): Policy | undefined {
    if (formatOf(uri) === 'polar' && !this.#workspace.isFacts(uri)) return undefined;
    return roots.find((root) => factFilesOf(root).includes(uri))?.policy;
  }

  #tell(uri: string, diagnostics: readonly Diagnostic[], version?: number): void {
    if (diagnostics.length === 0 && !this.#told.delete(uri)) return;
    if (diagnostics.length > 0) this.#told.add(uri);
    this.#send({ uri, ...(version !== undefined && { version }), diagnostics: [...diagnostics] });
  }
}

const formatOf = (uri: string) => factFormatOf(shortName(uri));
