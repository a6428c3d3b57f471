import { check, type Diagnostic as Finding, type Policy } from '@polar-tools/policy';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { type ConfigurationFile, type DataFile, dataDiagnostics, patternDiagnostics } from './configuration-file.ts';
import { toDiagnostic } from './features/diagnostics.ts';
import { breathe } from './requests.ts';
import { findingsIn, locationIn, type View } from './view.ts';
import type { Root } from './workspace/loaded-root.ts';
import type { Workspace } from './workspace.ts';

/** A policy that takes longer than this to check is checked only once typing pauses. */
const SLOW = 40;
const LONGEST_PAUSE = 300;

/** What a file's diagnostics were made of when they were last published. */
interface Published {
  /** As the client spelled it then. */
  readonly clientUri: string;
  readonly findings: readonly Finding[];
  readonly version: number | undefined;
  readonly related: Related;
}

/** The places that findings refer to. They may move although nothing else of a finding changes. */
interface Related {
  /** In a form to compare. */
  readonly places: string;
  readonly files: readonly string[];
}

export interface PublisherOptions {
  readonly workspace: Workspace;
  readonly send: (params: PublishDiagnosticsParams) => void;
  /** Where the client pulls, it asks for the documents it has open, and only the others are published. */
  readonly clientPulls: boolean;
  /** The folder with the pages that explain checks. */
  readonly checkPages: string | undefined;
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
  /** By file: a file may come to belong to another policy. */
  readonly #published = new Map<string, Published>();
  /** Every file's text at that time, also of those that the client asks for itself: what refers to them may have to be told anew. */
  readonly #texts = new Map<string, string | undefined>();
  /** The files that each root has published for. */
  readonly #filesOf = new Map<string, readonly string[]>();
  /** The configuration of each root, and the data file that it names, if something was last said to be wrong in them. */
  readonly #configurations = new Map<string, readonly string[]>();
  /** Milliseconds that the last two checks of each root took. */
  readonly #costs = new Map<string, readonly [number, number]>();
  /** What is wrong in data files, and the blocks that were there then. */
  readonly #data = new WeakMap<DataFile, { blocks: Policy['blocks']; diagnostics: readonly Diagnostic[] }>();
  /** What is wrong in the patterns of configurations, and the files that there were then. */
  readonly #patterns = new WeakMap<
    ConfigurationFile,
    { files: readonly string[]; diagnostics: readonly Diagnostic[] }
  >();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  /** The client asks for the diagnostics of all files. */
  #left = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** The client asks for the diagnostics of all files: what it was told of policies is taken back, so that it has them once. */
  leaveToClient(): void {
    if (this.#left) return;
    this.#left = true;
    for (const uri of [...this.#published.keys()]) this.#takeBack(uri);
  }

  /** Somebody else told of a file, and does no longer. */
  tellAnew(uri: string): void {
    this.#published.delete(uri);
    this.#texts.delete(uri);
    const owner = this.#options.workspace.ownerOf(uri);
    if (owner === undefined) this.#options.send({ uri: this.#options.workspace.clientUri(uri), diagnostics: [] });
    else this.touch(owner);
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
    if (root !== undefined) {
      this.#publishFiles(root);
      workspace.forgetLines();
    }
    this.#publishConfiguration(root, rootUri);
    const before = this.#filesOf.get(rootUri);
    if (before === root?.files) return;
    const files = new Set(root?.files);
    for (const uri of before ?? []) {
      const owner = workspace.ownerOf(uri);
      // What is another policy's file now is that one's to publish anew.
      if (files.has(uri) || (owner !== undefined && owner !== rootUri)) continue;
      this.#takeBack(uri);
      this.#texts.delete(uri);
    }
    if (root === undefined) this.#filesOf.delete(rootUri);
    else this.#filesOf.set(rootUri, root.files);
  }

  /** Sends what is new. At most keystrokes that is one file, so the others are only looked at. */
  #publishFiles(root: Root): void {
    const { workspace, send, clientPulls } = this.#options;
    const published = this.#published;
    const view = workspace.view(root);
    const checked = check(root.policy);
    const { files } = root.policy;
    const edited = new Set<string>();
    for (const uri of root.files) {
      const text = files.get(uri)?.text;
      if (this.#texts.get(uri) !== text) edited.add(uri);
      this.#texts.set(uri, text);
    }
    for (const uri of root.files) {
      const document = workspace.document(uri);
      const clientUri = view.clientUri(uri);
      // Of a document that is open the client may ask itself, or have another spelling.
      const pulls = this.#left || (clientPulls && document !== undefined);
      if (pulls || published.get(uri)?.clientUri !== clientUri) this.#takeBack(uri);
      if (pulls) continue;
      const before = published.get(uri);
      const findings = findingsIn(view, uri, checked);
      const kept = before?.findings === findings && before.version === document?.version && !edited.has(uri);
      if (kept && (before.related === nothing || !before.related.files.some((file) => edited.has(file)))) continue;
      const next: Published = {
        clientUri,
        findings,
        version: document?.version,
        related: relatedTo(view, findings),
      };
      published.set(uri, next);
      // Where the text is another, equal offsets may be other positions.
      if (!(before !== undefined && edited.has(uri)) && same(before, next)) continue;
      send({
        uri: clientUri,
        ...(document !== undefined && { version: document.version }),
        diagnostics: findings.map((finding) => toDiagnostic(view, finding, this.#options.checkPages)),
      });
    }
  }

  /** Takes back the diagnostics of a file that belongs to no policy any more, or that the client asks for itself. */
  #takeBack(uri: string): void {
    const before = this.#published.get(uri);
    if (before === undefined) return;
    this.#published.delete(uri);
    if (before.findings.length > 0) this.#options.send({ uri: before.clientUri, diagnostics: [] });
  }

  /** What is wrong in a `polar.config.json` and its data file, which the editor itself knows only as JSON. */
  #publishConfiguration(root: Root | undefined, rootUri: string): void {
    const { workspace, send } = this.#options;
    const uri = root?.configuration;
    const told = this.#configurations.get(rootUri) ?? [];
    // A root that is gone may have left its configuration, which is as wrong as before.
    const known = [...(uri === undefined ? [] : [uri]), ...told].flatMap((each) => workspace.configuration(each) ?? []);
    const wrong = new Map<string, readonly Diagnostic[]>();
    for (const read of known) {
      const { uri: file, data } = read;
      const diagnostics =
        root !== undefined && file === uri ? [...read.diagnostics, ...this.#inPatterns(read, root)] : read.diagnostics;
      if (diagnostics.length > 0) wrong.set(file, diagnostics);
      const inData = data === undefined ? [] : this.#inData(data, root);
      if (data !== undefined && inData.length > 0) wrong.set(data.uri, inData);
    }
    for (const file of new Set([...told, ...wrong.keys()]))
      send({ uri: workspace.clientUri(file), diagnostics: [...(wrong.get(file) ?? [])] });
    if (wrong.size > 0) this.#configurations.set(rootUri, [...wrong.keys()]);
    else this.#configurations.delete(rootUri);
  }

  /** The patterns of a configuration that fit no file. */
  #inPatterns(configuration: ConfigurationFile, { files }: Root): readonly Diagnostic[] {
    const known = this.#patterns.get(configuration);
    if (known !== undefined && known.files === files) return known.diagnostics;
    const diagnostics = patternDiagnostics(configuration, files, this.#options.workspace.encoding);
    this.#patterns.set(configuration, { files, diagnostics });
    return diagnostics;
  }

  /** What is wrong in the data file of a policy. Of one that is gone, nothing is said; most keystrokes change nothing that it depends on. */
  #inData(data: DataFile, root: Root | undefined): readonly Diagnostic[] {
    if (root === undefined) return [];
    const { blocks } = root.policy;
    const known = this.#data.get(data);
    if (known !== undefined && known.blocks === blocks) return known.diagnostics;
    const diagnostics = dataDiagnostics(data, root.policy, this.#options.workspace.encoding);
    this.#data.set(data, { blocks, diagnostics });
    return diagnostics;
  }
}

function same(before: Published | undefined, after: Published): boolean {
  if (before === undefined) return after.findings.length === 0 && after.version === undefined;
  if (before.version !== after.version || before.related.places !== after.related.places) return false;
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
