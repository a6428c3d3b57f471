import {
  constraintsOn,
  type Evaluation,
  goalWithValues,
  printTerm,
  type Term,
  writeGoal,
} from '@polar-tools/evaluator';
import { type Expression, LineIndex, type Node, printString } from '@polar-tools/language';
import { shortName, textOf } from '@polar-tools/project';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { compareLines, type EditedLines } from '../edited-lines.ts';
import type { DebugHost } from '../host.ts';
import type { Launch } from '../launch.ts';
import type { Loaded } from '../loaded.ts';
import { isDebug } from '../runtime/breakpoints.ts';
import type { InlineQueryPlace, Places } from '../runtime/places.ts';
import type { Effort, RunSetup } from '../runtime/run.ts';
import { Runtime } from '../runtime/runtime.ts';
import { DEFAULT_STEP_PORTS, type StepPort } from '../runtime/steps.ts';
import { wantedEvents } from '../start-at.ts';
import type { Attachment, DebugTarget } from '../target.ts';
import { answerText, evaluationText } from './answer-texts.ts';
import { CANCELLED, MOVED_ON, Refusal } from './arguments.ts';
import { BreakpointFaults } from './breakpoint-faults.ts';
import { BreakpointRequests } from './breakpoint-requests.ts';
import { type ClientSettings, DEFAULT_CLIENT } from './client.ts';
import { ClientNames } from './client-names.ts';
import { Handles } from './handles.ts';
import { InProgress } from './in-progress.ts';
import { listen } from './listener.ts';
import { Progress, type Work } from './progress.ts';
import type { RunApart } from './run-apart.ts';
import { SessionThreads, type ThreadOf } from './session-threads.ts';
import { Sources } from './sources.ts';
import { THREAD } from './thread.ts';

/** Characters of a value in a tree or a message: an editor cuts what is longer. */
const LONGEST_SHOWN = 1_000;

/** Milliseconds after which a person is told that something takes its time. */
const LONG = 1_000;

/** Where the goals of a query stand; a test is in the policy. */
function queryPlaceOf({ isTest, inline, asked }: Loaded): InlineQueryPlace | undefined {
  return isTest ? undefined : (inline ?? { uri: '', expression: asked as Expression });
}

/** What is debugged, once it is loaded. */
export interface Debugged {
  readonly launch: Launch;
  readonly loaded: Loaded;
  readonly runtime: Runtime;
  readonly places: Places;
  readonly sources: Sources;
}

/** A place that a client can show; lines and columns as it counts. */
export interface Shown {
  readonly source: DebugProtocol.Source;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the requests of one session share; of one that is attached to something, also what those about one of its threads share. */
export class SessionContext {
  readonly host: DebugHost;
  readonly emit: (event: string, body?: object) => void;
  client: ClientSettings = DEFAULT_CLIENT;
  initialized = false;
  /** The client has shown that it may debug. */
  admitted = false;
  /** What a configuration must carry to be launched. */
  token: string | undefined;
  /** The launch arguments as they came, for a restart. */
  launchArguments: Readonly<Record<string, unknown>> | undefined;
  debugged: Debugged | undefined;
  /** Ends what is about to begin, while it is read. */
  beginning = new AbortController();
  readonly thread: number;
  readonly names: ClientNames;
  readonly requested: BreakpointRequests;
  readonly faults = new BreakpointFaults();
  readonly handles: Handles;
  readonly progress: Progress;
  readonly inProgress = new InProgress();
  /** The client has set its breakpoints. */
  configured = false;
  terminated = false;
  /** As `polar query` has it: 0 answers, 1 none, 2 an error. */
  exitCode = 0;
  disconnected = false;
  /** Runs a configuration in a session of its own, for so many milliseconds at most. */
  apart: RunApart | undefined;
  /** The recording of what has ended, while it is written. */
  kept: Promise<void> | undefined;
  /** The client knows that one can go back. */
  wayBackOffered = false;
  /** The ports that steps stop at, and whether shorthands are shown in their longhand: a restart changes neither. */
  ports: ReadonlySet<StepPort> = DEFAULT_STEP_PORTS;
  longhandShown = false;

  #loading: Promise<void> = Promise.resolve();
  #searching: Work | undefined;
  /** How the files that were edited since they were loaded differ from what is debugged, by URI. */
  readonly #edited = new Map<string, { readonly text: string; readonly lines: EditedLines }>();
  /** The files of which was said that they have changed. */
  readonly #toldOf = new Set<string>();
  readonly #linesByText = new Map<string, LineIndex>();

  /** What the session may be attached to, and what it is attached to. */
  target: DebugTarget | undefined;
  attached: Attachment | undefined;
  /** Those of the session, where it is attached. */
  readonly threads: SessionThreads<SessionContext>;
  readonly #of: ThreadOf<SessionContext> | undefined;

  constructor(host: DebugHost, emit: (event: string, body?: object) => void, of?: ThreadOf<SessionContext>) {
    this.#of = of;
    this.host = host;
    this.emit = emit;
    this.thread = of?.thread ?? THREAD;
    this.threads = of?.main.threads ?? new SessionThreads<SessionContext>(this);
    this.names = of?.main.names ?? new ClientNames(host.files, host.folder);
    this.requested = of?.main.requested ?? new BreakpointRequests();
    this.handles = new Handles(of?.main.handles);
    this.progress = of?.main.progress ?? new Progress(emit);
    if (of === undefined) return;
    const { main } = of;
    this.client = main.client;
    this.ports = main.ports;
    this.longhandShown = main.longhandShown;
    this.configured = main.configured;
    this.wayBackOffered = main.wayBackOffered;
  }

  /** What runs is all that there is: the editor need not tell threads from one another. */
  get isOnly(): boolean {
    return this.#of === undefined;
  }

  // ---- Order --------------------------------------------------------------------------------------------------------

  /** Others wait for it, and it waits for what came before: nothing can be answered while a policy is read. */
  async whileLoading(work: () => Promise<void>): Promise<void> {
    const done = this.#loading.then(work);
    this.#loading = done.catch(() => undefined);
    await done;
  }

  /** Settles when nothing is being loaded. */
  async settled(): Promise<void> {
    for (let seen: Promise<void> | undefined; seen !== this.#loading; await seen) seen = this.#loading;
  }

  /** What is read to be begun is not wanted any more. */
  abandonBeginning(): void {
    this.beginning.abort();
    this.beginning = new AbortController();
  }

  /** Tells the client that nothing more will happen, once. */
  terminate(): void {
    if (this.#of !== undefined) {
      this.#of.ended();
      return;
    }
    if (this.terminated) return;
    this.terminated = true;
    this.emit('exited', { exitCode: this.exitCode });
    this.emit('terminated', {});
  }

  dispose(): void {
    this.disconnected = true;
    this.leave();
    this.debugged?.runtime.dispose();
    this.closeApplication();
  }

  /** Ends the application that was started; what is being recorded asks it until that is written. */
  closeApplication(): void {
    const started = this.debugged?.loaded.started;
    if (this.kept === undefined) started?.close();
    else void this.kept.then(() => started?.close());
  }

  /** Lets go of what the session is attached to, which goes on. */
  leave(): void {
    this.attached?.detach();
    this.attached = undefined;
    this.threads.endAll();
  }

  // ---- What is debugged ---------------------------------------------------------------------------------------------

  /** What was asked for in a file before it was known to be the policy's counts for that file. */
  async meetFiles(files: ReadonlyMap<string, { readonly text: string }>): Promise<void> {
    await this.names.meet(files);
    const { sources } = this.requested;
    for (const [uri, asked] of [...sources]) {
      const file = uri === '' ? uri : await this.names.fileOf(uri);
      if (file === uri) continue;
      sources.delete(uri);
      sources.set(file, asked);
    }
  }

  debug(launch: Launch, loaded: Loaded): void {
    const { limits } = launch;
    const places = loaded.dialect.places(loaded.policy, queryPlaceOf(loaded));
    const runtime = new Runtime(
      {
        dialect: loaded.dialect,
        begin: (setting) => loaded.begin(setting, limits),
        application: loaded.application,
        record: launch.record && !launch.noDebug,
        stopOnEntry: launch.stopOnEntry,
        startAt:
          launch.startAt === undefined ? undefined : wantedEvents(launch.startAt, loaded, places, this.host.folder),
        stopOnResult: launch.stopOnResult,
        free: launch.noDebug,
        deliver: this.#deliverTo(loaded.asker),
      },
      this.host,
      listen(this),
    );
    this.kept = undefined;
    this.#edited.clear();
    this.#toldOf.clear();
    if (this.#of !== undefined) for (const [uri, edited] of this.#of.main.#edited) this.#edited.set(uri, edited);
    runtime.ports = this.ports;
    runtime.breakpoints.stopsAtDebug = [...places.values()].some((list) => list.some(({ node }) => isDebug(node)));
    this.debugged = {
      launch,
      loaded,
      runtime,
      places,
      sources: new Sources(loaded, this.client, this.names, this.thread),
    };
    runtime.shown = (evaluation) => evaluationText(evaluation, this);
    runtime.lineOf = (view) => {
      if (view.goal === undefined) return undefined;
      const { uri, text } = this.debugged!.sources.textOf(view.goal.uri);
      const { start } = this.debugged!.sources.rangeOfSite(view.goal);
      return `${uri}:${this.linesOf(text).positionAt(start).line}`;
    };
  }

  #deliverTo(asker: Loaded['asker']): RunSetup['deliver'] {
    if (asker === undefined) return undefined;
    return (answer) => asker.answered(answer, this.debugged?.runtime.isChanged === true, answerText(answer, this));
  }

  /** What is debugged; refuses when nothing is yet. */
  running(): Debugged {
    if (this.debugged === undefined) throw new Refusal('Nothing is being debugged yet: "launch" comes first.');
    return this.debugged;
  }

  /** What is debugged, standing still: most of what one can ask is known only then. */
  stopped(): Debugged {
    const debugged = this.running();
    if (this.attached !== undefined) throw new Refusal('No request stands still.');
    if (debugged.runtime.state === 'running') throw new Refusal('The query is running. Pause it first.');
    if (debugged.runtime.state !== 'stopped') throw new Refusal('The query has ended. Restart it.');
    return debugged;
  }

  /** A value on one line, as Polar writes it, cut where it is long. */
  readonly write = (term: Term): string => this.#written(term, LONGEST_SHOWN);

  /** All of a value, however long, for the console and for copying. */
  readonly writeAll = (term: Term): string => this.#written(term, undefined);

  #written(term: Term, longest: number | undefined): string {
    const host = this.debugged?.loaded.host;
    const known = constraintsOn(term);
    return printTerm(known ?? term, {
      longest,
      describe: host && ((object) => host.describe(object)),
      quote: printString,
    });
  }

  /** The goal of a frame with its values put in; undefined where the frame has none. */
  goalOf(index: number, runtime: Runtime = this.stopped().runtime): string | undefined {
    const goal = runtime.frame(index)?.goal;
    return goal && this.withValues(goal.node, index, runtime);
  }

  /** What is written in the rule of a frame, with its values put in. */
  withValues(node: Node, index: number, runtime: Runtime): string {
    // A goal that is about to be called has not looked anything up yet.
    const evaluate = (text: string): Evaluation => runtime.evaluateAtOnce(text, index);
    return writeGoal(goalWithValues(node, runtime.frame(index)?.variables ?? [], evaluate), this.write);
  }

  linesOf(text: string): LineIndex {
    let lines = this.#linesByText.get(text);
    if (lines === undefined) {
      lines = new LineIndex(text);
      this.#linesByText.set(text, lines);
    }
    return lines;
  }

  // ---- What takes its time ------------------------------------------------------------------------------------------

  /** The search goes on: the client is told, once it takes its time. */
  work(title: string, message: string, giveUp: () => void): void {
    if (!this.client.progress) return;
    if (this.#searching === undefined) this.#searching = this.progress.begin(title, message, giveUp);
    else this.#searching.tell(message);
  }

  /**
   * Something that is asked while the run stands still, and may take its time. It ends early when the client gives it up, be it the
   * request or the progress that is shown, and when the run moves on.
   */
  async effort<T>(title: string, cancelled: AbortSignal, work: (effort: Effort) => Promise<T>): Promise<T> {
    const { standing } = this.stopped().runtime;
    const enough = new AbortController();
    const end = (): void => enough.abort();
    for (const signal of [cancelled, standing]) signal.addEventListener('abort', end, { once: true });
    const tellAt = this.host.now() + LONG;
    let shown: Work | undefined;
    const goesOn = (): void => {
      if (this.client.progress && this.host.now() > tellAt) shown ??= this.progress.begin(title, '', end);
    };
    try {
      const result = await work({ signal: enough.signal, goesOn });
      if (cancelled.aborted) throw new Refusal(CANCELLED);
      if (standing.aborted) throw new Refusal(MOVED_ON);
      return result;
    } finally {
      shown?.end();
      for (const signal of [cancelled, standing]) signal.removeEventListener('abort', end);
    }
  }

  /** The same for what takes the run elsewhere meanwhile: other requests wait, as nobody may look. */
  async elsewhere<T>(title: string, cancelled: AbortSignal, work: (effort: Effort) => Promise<T>): Promise<T> {
    const results: T[] = [];
    await this.whileLoading(async () => {
      results.push(await this.effort(title, cancelled, work));
    });
    return results[0]!;
  }

  endWork(): void {
    this.#searching?.end();
    this.#searching = undefined;
  }

  // ---- Files that are edited ----------------------------------------------------------------------------------------

  /** Looks at files once more: what was edited is shown, and breakpoints are asked for, in its new lines. */
  async lookAtEdits(uris: Iterable<string>): Promise<void> {
    const { debugged } = this;
    for (const uri of uris) {
      const loaded = debugged?.loaded.policy.files.get(uri)?.text;
      if (loaded === undefined) continue;
      const now = (await textOf(this.host.files, uri)) ?? loaded;
      if (this.debugged !== debugged) return;
      if (now === loaded) this.#edited.delete(uri);
      else if (this.#edited.get(uri)?.text !== now)
        this.#edited.set(uri, { text: now, lines: compareLines(loaded, now) });
      if (now !== loaded && !this.#toldOf.has(uri)) {
        this.#toldOf.add(uri);
        const what =
          this.isOnly && this.attached === undefined
            ? 'has changed: restart to debug what it says now. Until then it is debugged as it was.'
            : 'has changed since it was loaded: it is debugged as it was.';
        this.emit('output', { category: 'important', output: `${shortName(uri)} ${what}\n` });
      }
    }
  }

  /** How a file's lines have changed since it was loaded; undefined where they have not. */
  editsOf(uri: string | undefined): EditedLines | undefined {
    return uri === undefined ? undefined : this.#edited.get(uri)?.lines;
  }

  /** The text that a client sees now. */
  textNow(uri: string): string | undefined {
    return this.#edited.get(uri)?.text ?? this.debugged?.loaded.policy.files.get(uri)?.text;
  }

  /** A line that the client speaks of (counted its way), in the loaded text; undefined where that has no such line. */
  loadedLine(uri: string, line: number): number | undefined {
    const edits = this.editsOf(uri);
    return edits === undefined ? this.line(line) : edits.toLoaded(this.line(line));
  }

  /**
   * A range of a loaded text as a client can show it: where it stands in the file now; in the text as it was loaded where that has
   * changed.
   */
  shown(uri: string | undefined, start: number, end: number): Shown {
    const { sources } = this.running();
    const range = this.range(sources.textOf(uri).text, start, end);
    const edits = this.editsOf(uri);
    if (uri === undefined || edits === undefined) return { source: sources.source(uri), ...range };
    const line = edits.toEdited(this.line(range.line));
    const endLine = edits.toEdited(this.line(range.endLine));
    if (line === undefined || endLine === undefined) return { source: sources.asLoaded(uri), ...range };
    const first = this.client.linesStartAt;
    return { source: sources.source(uri), ...range, line: line + first, endLine: endLine + first };
  }

  // ---- Positions, as the client counts ------------------------------------------------------------------------------

  /** A range of offsets as DAP's four numbers. */
  range(
    text: string,
    start: number,
    end: number,
  ): { line: number; column: number; endLine: number; endColumn: number } {
    const lines = this.linesOf(text);
    const first = lines.positionAt(start);
    const last = lines.positionAt(end);
    const { linesStartAt, columnsStartAt } = this.client;
    return {
      line: first.line + linesStartAt,
      column: first.character + columnsStartAt,
      endLine: last.line + linesStartAt,
      endColumn: last.character + columnsStartAt,
    };
  }

  /** A line of the client's, from 0. */
  line(line: number): number {
    return line - this.client.linesStartAt;
  }

  column(column: number): number {
    return column - this.client.columnsStartAt;
  }
}
