import type { Node } from '@polar-tools/language';
import type { Finding, FindingFix, More, RelatedNode } from '../checks/definition.ts';
import type { FileModel } from '../model/file-model.ts';
import { PersistentMap } from '../model/persistent-map.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileDiagnostics } from './place-findings.ts';

/** What was found in one file. */
interface FileFindings {
  model: FileModel;
  /** Findings of statements that have any. */
  readonly own: Map<StatementModel, readonly Finding[]>;
  /** Findings of predicates, types and the policy that stand in this file, by what found them. */
  readonly shared: Map<string, readonly Finding[]>;
  diagnostics: readonly Diagnostic[];
}

export type Report = ReadonlyMap<string, readonly Diagnostic[]>;

/** What a finding belongs to, if not to a statement. */
export type Subject = 'predicate' | 'type' | 'policy';

/** Keeps findings by what they belong to, and makes diagnostics of those of the files in which something changed. */
export class FindingStore {
  readonly #files = new Map<string, FileFindings>();
  /** The files with findings of a predicate, a type or the policy. */
  readonly #sharedIn = new Map<string, readonly string[]>();
  #dirty = new Set<string>();
  #report: PersistentMap<string, readonly Diagnostic[]> = PersistentMap.of(new Map());

  /** The diagnostics as of the last `assemble`. */
  get report(): Report {
    return this.#report;
  }

  uris(): Iterable<string> {
    return this.#files.keys();
  }

  /** The newest version of a file that it was told of. */
  modelOf(uri: string): FileModel | undefined {
    return this.#files.get(uri)?.model;
  }

  /** Takes another version of a file, or the file out. */
  setModel(uri: string, model: FileModel | undefined): void {
    this.#dirty.add(uri);
    const known = this.#files.get(uri);
    if (model === undefined) this.#files.delete(uri);
    else if (known !== undefined) known.model = model;
    else this.#files.set(uri, { model, own: new Map(), shared: new Map(), diagnostics: [] });
  }

  /** Whether anything is said of a statement itself. */
  hasOwn(statement: StatementModel): boolean {
    return this.#files.get(statement.uri)?.own.has(statement) === true;
  }

  /** Puts what was found in a statement in place of what was found there before. */
  setOwn(statement: StatementModel, findings: readonly Finding[] | undefined): void {
    const { uri } = statement;
    const file = this.#files.get(uri);
    if (file === undefined) return;
    const had = file.own.size > 0 && file.own.delete(statement);
    if (findings !== undefined) file.own.set(statement, findings);
    if (had || findings !== undefined) this.#dirty.add(uri);
  }

  /** Puts what a predicate, a type or the policy has found into the files where it stands, in place of what it found before. */
  setShared(subject: Subject, name: string, findings: ReadonlyMap<string, readonly Finding[]> | undefined): void {
    if (findings === undefined && this.#sharedIn.size === 0) return;
    const from = `${subject} ${name}`;
    const before = this.#sharedIn.get(from);
    if (findings === undefined && before === undefined) return;
    for (const uri of new Set([...(before ?? []), ...(findings?.keys() ?? [])])) {
      const file = this.#files.get(uri);
      if (file === undefined) continue;
      const now = findings?.get(uri);
      const before = file.shared.get(from);
      if (now === undefined) file.shared.delete(from);
      else file.shared.set(from, now);
      if (now === undefined || before === undefined || !sameFindings(now, before)) this.#dirty.add(uri);
    }
    if (findings === undefined) this.#sharedIn.delete(from);
    else this.#sharedIn.set(from, [...findings.keys()]);
  }

  /**
   * Makes the diagnostics of the files in which something changed.
   *
   * @param newest gives the newest version of the policy, for what is looked up when somebody asks
   */
  assemble(newest: () => Snapshot): void {
    const renewed = new Map<string, readonly Diagnostic[] | undefined>();
    for (const uri of this.#dirty) {
      const file = this.#files.get(uri);
      if (file !== undefined) {
        file.diagnostics = fileDiagnostics(file.model, [...file.own.values(), ...file.shared.values()], newest);
      }
      renewed.set(uri, file?.diagnostics);
    }
    this.#dirty = new Set();
    this.#report = this.#report.with(renewed);
  }
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every((finding, i) => {
      const { check, node, message, more } = b[i]!;
      return (
        finding.check === check && finding.node === node && finding.message === message && sameNodes(finding.more, more)
      );
    })
  );
}

/** Whether two findings refer to the same nodes: one of another statement may have been replaced by its equal, elsewhere. */
function sameNodes(a: More | undefined, b: More | undefined): boolean {
  const [some, others] = [nodesOf(a), nodesOf(b)];
  return some.length === others.length && some.every((node, i) => node === others[i]);
}

/** What is looked up when somebody asks has no nodes yet. */
function nodesOf(more: More | undefined): readonly Node[] {
  const { related, fixes } = more ?? {};
  return [
    ...(Array.isArray(related) ? (related as readonly RelatedNode[]).map(({ node }) => node) : []),
    ...(Array.isArray(fixes)
      ? (fixes as readonly FindingFix[]).flatMap((fix) => ('edits' in fix ? fix.edits.map(({ node }) => node) : []))
      : []),
  ];
}
