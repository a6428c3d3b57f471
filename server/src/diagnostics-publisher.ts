import { check, type Diagnostic as Finding } from '@polar-tools/policy';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { toDiagnostic } from './features/diagnostics.ts';
import { breathe } from './requests.ts';
import type { View } from './view.ts';
import type { Workspace } from './workspace.ts';

/** A policy that takes longer than this to check is checked only once typing pauses. */
const SLOW = 40;
const LONGEST_PAUSE = 300;

/** What a file's diagnostics were made of when they were last published. */
interface Published {
  readonly findings: readonly Finding[];
  readonly text: string | undefined;
  readonly version: number | undefined;
  /** Where the places that findings refer to stood: they may move although nothing else of the finding changes. */
  readonly related: string;
}

export interface PublisherOptions {
  readonly workspace: Workspace;
  readonly send: (params: PublishDiagnosticsParams) => void;
  /** Where the client pulls, it asks for the documents it has open, and only the others are published. */
  readonly clientPulls: boolean;
  /** Called once the diagnostics of a root are published. */
  readonly afterwards: (root: string) => void;
  /** Told of faults of ours, which stop nothing. */
  readonly report: (doing: string, error: unknown) => void;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

/**
 * Publishes the diagnostics of policies as they change: at once, except where checking is slow. What has not changed for the
 * client is not sent again.
 */
export class DiagnosticsPublisher {
  readonly #options: PublisherOptions;
  readonly #dirty = new Set<string>();
  readonly #published = new Map<string, Map<string, Published>>();
  /** The configuration that was last said to have something wrong in it, by root. */
  readonly #configurations = new Map<string, string>();
  /** Milliseconds that the last two checks of each root took. */
  readonly #costs = new Map<string, readonly [number, number]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** The policy of a root has changed, or is gone. */
  touch(root: string): void {
    this.#dirty.add(root);
    // The first check of a policy is of everything; only when the next was slow too is waiting worth it.
    const cost = Math.min(...(this.#costs.get(root) ?? [0, 0]));
    if (cost > SLOW) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#run(), Math.min(cost, LONGEST_PAUSE));
    } else if (!this.#running) {
      void this.#run();
    }
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#dirty.size > 0) {
        await breathe();
        const [root] = this.#dirty;
        if (root === undefined) continue;
        this.#dirty.delete(root);
        const start = this.#options.now();
        try {
          this.#publish(root);
        } catch (error) {
          this.#options.report(`Checking ${root}`, error);
        }
        this.#costs.set(root, [this.#costs.get(root)?.[1] ?? 0, this.#options.now() - start]);
        this.#options.afterwards(root);
      }
    } finally {
      this.#running = false;
    }
  }

  #publish(rootUri: string): void {
    const { workspace, send, clientPulls } = this.#options;
    const before = this.#published.get(rootUri) ?? new Map<string, Published>();
    const after = new Map<string, Published>();
    const root = workspace.root(rootUri);
    if (root !== undefined) {
      const view = workspace.view(root);
      const byFile = check(root.policy);
      for (const uri of root.files) {
        const document = workspace.document(uri);
        if (clientPulls && document !== undefined) continue;
        const text = root.policy.files.get(uri)?.text;
        const findings = byFile.get(uri) ?? [];
        const next = { findings, text, version: document?.version, related: relatedPlaces(view, findings) };
        after.set(uri, next);
        if (same(before.get(uri), next)) continue;
        send({
          uri: view.clientUri(uri),
          ...(document !== undefined && { version: document.version }),
          diagnostics: findings.map((finding) => toDiagnostic(view, finding)),
        });
      }
      workspace.forgetLines(root);
    }
    this.#publishConfiguration(root?.configuration ?? this.#configurations.get(rootUri), rootUri);
    for (const [uri, { findings }] of before) {
      if (after.has(uri) || findings.length === 0) continue;
      if (workspace.ownerOf(uri) === undefined || workspace.ownerOf(uri) === rootUri) send({ uri, diagnostics: [] });
    }
    if (after.size > 0) this.#published.set(rootUri, after);
    else this.#published.delete(rootUri);
  }

  /** What is wrong in a `polar.config.json`, which the editor itself knows only as JSON. */
  #publishConfiguration(uri: string | undefined, rootUri: string): void {
    if (uri === undefined) return;
    const diagnostics = [...(this.#options.workspace.configuration(uri)?.diagnostics ?? [])];
    if (diagnostics.length === 0 && !this.#configurations.has(rootUri)) return;
    if (diagnostics.length > 0) this.#configurations.set(rootUri, uri);
    else this.#configurations.delete(rootUri);
    this.#options.send({ uri, diagnostics });
  }
}

function same(before: Published | undefined, after: Published): boolean {
  if (before === undefined) return after.findings.length === 0 && after.version === undefined;
  // Where the text is another, equal offsets may be other positions.
  if (before.version !== after.version || before.text !== after.text || before.related !== after.related) return false;
  return before.findings === after.findings || sameFindings(before.findings, after.findings);
}

function sameFindings(one: readonly Finding[], other: readonly Finding[]): boolean {
  return (
    one.length === other.length &&
    one.every((finding, at) => {
      const { code, severity, message, start, end } = other[at]!;
      return (
        finding.start === start &&
        finding.end === end &&
        finding.code === code &&
        finding.severity === severity &&
        finding.message === message
      );
    })
  );
}

const referring = new WeakMap<readonly Finding[], readonly Finding[]>();

/** The places that findings refer to, in a form to compare. Asked of the newest policy only: older ones have no valid offsets. */
function relatedPlaces(view: View, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  let some = referring.get(findings);
  if (some === undefined) {
    some = findings.filter((finding) => 'related' in finding);
    referring.set(findings, some);
  }
  return some.length === 0 ? '' : JSON.stringify(some.map((finding) => toDiagnostic(view, finding).relatedInformation));
}
