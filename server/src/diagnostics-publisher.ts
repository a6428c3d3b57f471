import { check, type Diagnostic as Finding } from '@polar-tools/policy';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { toDiagnostic } from './features/diagnostics.ts';
import { breathe } from './requests.ts';
import { locationIn, type View } from './view.ts';
import type { Root, Workspace } from './workspace.ts';

/** A policy that takes longer than this to check is checked only once typing pauses. */
const SLOW = 40;
const LONGEST_PAUSE = 300;

/** What a file's diagnostics were made of when they were last published. */
interface Published {
  readonly findings: readonly Finding[];
  readonly text: string | undefined;
  readonly version: number | undefined;
  readonly related: Related;
}

/** The places that findings refer to. They may move although nothing else of a finding changes. */
interface Related {
  /** In a form to compare. */
  readonly places: string;
  readonly files: readonly string[];
}

/** What was published of a root's files. */
interface PublishedRoot {
  /** The root's list, which is another when a file comes or goes. */
  files: readonly string[];
  readonly byFile: Map<string, Published>;
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
  readonly #published = new Map<string, PublishedRoot>();
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
    const { workspace } = this.#options;
    const root = workspace.root(rootUri);
    const published = this.#published.get(rootUri) ?? { files: [], byFile: new Map() };
    if (root !== undefined) {
      this.#publishFiles(root, published.byFile);
      workspace.forgetLines();
    }
    this.#publishConfiguration(root?.configuration ?? this.#configurations.get(rootUri), rootUri);
    if (root?.files !== published.files) {
      const files = new Set(root?.files);
      for (const [uri, before] of [...published.byFile]) {
        if (!files.has(uri)) this.#takeBack(rootUri, uri, before, published.byFile);
      }
      published.files = root?.files ?? [];
    }
    if (published.byFile.size > 0) this.#published.set(rootUri, published);
    else this.#published.delete(rootUri);
  }

  /** Sends what is new. At most keystrokes that is one file, so the others are only looked at. */
  #publishFiles(root: Root, published: Map<string, Published>): void {
    const { workspace, send, clientPulls } = this.#options;
    const view = workspace.view(root);
    const byFile = check(root.policy);
    const { files } = root.policy;
    const edited = new Set<string>();
    for (const uri of root.files) {
      const before = published.get(uri);
      if (before !== undefined && before.text !== files.get(uri)?.text) edited.add(uri);
    }
    for (const uri of root.files) {
      const document = workspace.document(uri);
      const before = published.get(uri);
      if (clientPulls && document !== undefined) {
        if (before !== undefined) this.#takeBack(root.uri, uri, before, published);
        continue;
      }
      const findings = byFile.get(uri) ?? none;
      const kept = before?.findings === findings && before.version === document?.version && !edited.has(uri);
      if (kept && (before.related === nothing || !before.related.files.some((file) => edited.has(file)))) continue;
      const next: Published = {
        findings,
        text: files.get(uri)?.text,
        version: document?.version,
        related: relatedTo(view, findings),
      };
      published.set(uri, next);
      if (same(before, next)) continue;
      send({
        uri: view.clientUri(uri),
        ...(document !== undefined && { version: document.version }),
        diagnostics: findings.map((finding) => toDiagnostic(view, finding)),
      });
    }
  }

  /** Takes back the diagnostics of a file that does not belong to the root any more, or that the client asks for itself. */
  #takeBack(rootUri: string, uri: string, { findings }: Published, published: Map<string, Published>): void {
    published.delete(uri);
    const owner = this.#options.workspace.ownerOf(uri);
    if (findings.length > 0 && (owner === undefined || owner === rootUri)) this.#options.send({ uri, diagnostics: [] });
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
  if (before.version !== after.version || before.text !== after.text || before.related.places !== after.related.places)
    return false;
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

const none: readonly Finding[] = [];
const nothing: Related = { places: '', files: [] };

/** Asked of the newest policy only: older ones have no valid offsets. */
function relatedTo(view: View, findings: readonly Finding[]): Related {
  const places = findings.flatMap(({ related }) => related ?? []);
  if (places.length === 0) return nothing;
  return {
    places: JSON.stringify(
      places.map(({ uri, start, end, message }) => [locationIn(view, uri, { start, end }), message]),
    ),
    files: [...new Set(places.map(({ uri }) => uri))],
  };
}
