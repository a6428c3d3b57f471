import { type Evaluation, printTerm, type Term } from '@polar-tools/evaluator';
import { LineIndex } from '@polar-tools/language';
import { compareLines, type EditedLines } from '../edited-lines.ts';
import type { DebugHost } from '../host.ts';
import type { Launch } from '../launch.ts';
import type { Loaded } from '../load.ts';
import { goalWithValues } from '../runtime/goal-text.ts';
import { type Places, placesOf } from '../runtime/places.ts';
import { Runtime } from '../runtime/runtime.ts';
import { evaluationText } from './answer-texts.ts';
import { Refusal } from './arguments.ts';
import { BreakpointRequests } from './breakpoint-requests.ts';
import { type ClientSettings, DEFAULT_CLIENT } from './client.ts';
import { Handles } from './handles.ts';
import { listen } from './listener.ts';
import { Progress } from './progress.ts';
import { Sources } from './sources.ts';

/** Characters of a value in a tree or a message: an editor cuts what is longer. */
const LONGEST_SHOWN = 1_000;

/**
 * In the reference a query has 30 seconds; a person who looks at one has all the time there is. All variables are kept for that
 * person, so that a search without end reaches these limits at half a gigabyte, before it harms the editor around it.
 */
const DEBUGGED_LIMITS = { time: 0, depth: 1_000_000, memory: 10_000_000 };

/** What is debugged, once it is loaded. */
export interface Debugged {
  readonly launch: Launch;
  readonly loaded: Loaded;
  readonly runtime: Runtime;
  readonly places: Places;
  readonly sources: Sources;
}

/** What the requests of one session share. */
export class SessionContext {
  readonly host: DebugHost;
  readonly emit: (event: string, body?: object) => void;
  client: ClientSettings = DEFAULT_CLIENT;
  initialized = false;
  /** The launch arguments as they came, for a restart. */
  launchArguments: Readonly<Record<string, unknown>> | undefined;
  debugged: Debugged | undefined;
  readonly requested = new BreakpointRequests();
  readonly handles = new Handles();
  readonly progress: Progress;
  /** The client has set its breakpoints. */
  configured = false;
  terminated = false;
  /** As `polar query` has it: 0 answers, 1 none, 2 an error. */
  exitCode = 0;
  disconnected = false;
  /** The client knows that one can go back. */
  wayBackOffered = false;
  /** Requests that the client gave up, by their number. */
  readonly cancelled = new Set<number>();

  private loading: Promise<void> = Promise.resolve();
  private later: (() => void)[] = [];
  /** How the files that were edited since they were loaded differ from what is debugged, by URI. */
  readonly edited = new Map<string, EditedLines>();
  private readonly linesByText = new Map<string, LineIndex>();

  constructor(host: DebugHost, emit: (event: string, body?: object) => void) {
    this.host = host;
    this.emit = emit;
    this.progress = new Progress(this);
  }

  // ---- Order --------------------------------------------------------------------------------------------------------

  /** Others wait for it: nothing can be answered while a policy is read. */
  async whileLoading(work: () => Promise<void>): Promise<void> {
    const done = work();
    this.loading = done.catch(() => undefined);
    await done;
  }

  /** Settles when nothing is being loaded. */
  async settled(): Promise<void> {
    for (let seen: Promise<void> | undefined; seen !== this.loading; await seen) seen = this.loading;
  }

  /** Something to do once the response in hand has gone out: an event that must come after it. */
  afterwards(work: () => void): void {
    this.later.push(work);
  }

  afterResponse(): void {
    const work = this.later;
    this.later = [];
    for (const step of work) step();
  }

  /** Tells the client that nothing more will happen, once. */
  terminate(): void {
    if (this.terminated) return;
    this.terminated = true;
    this.emit('exited', { exitCode: this.exitCode });
    this.emit('terminated', {});
  }

  dispose(): void {
    this.disconnected = true;
    this.debugged?.runtime.dispose();
  }

  // ---- What is debugged ---------------------------------------------------------------------------------------------

  debug(launch: Launch, loaded: Loaded): void {
    const { limits } = launch;
    const runtime = new Runtime(
      {
        query: loaded.query,
        host: loaded.host,
        options: { record: launch.record && !launch.noDebug, limits: { ...DEBUGGED_LIMITS, ...limits } },
        stopOnEntry: launch.stopOnEntry,
        stopOnResult: launch.stopOnResult,
        free: launch.noDebug,
      },
      this.host,
      listen(this),
    );
    this.edited.clear();
    const places = placesOf(loaded.policy, loaded.inline ?? { uri: '', expression: loaded.query.expression });
    this.debugged = { launch, loaded, runtime, places, sources: new Sources(loaded, this.client) };
    runtime.shown = (evaluation) => evaluationText(evaluation, this);
    runtime.lineOf = (view) => {
      if (view.goal === undefined) return undefined;
      const { uri, text } = this.debugged!.sources.textOf(view.goal.uri);
      const { start } = this.debugged!.sources.rangeOfSite(view.goal);
      return `${uri}:${this.linesOf(text).positionAt(start).line}`;
    };
  }

  /** What is debugged; refuses when nothing is yet. */
  running(): Debugged {
    if (this.debugged === undefined) throw new Refusal('Nothing is being debugged yet: "launch" comes first.');
    return this.debugged;
  }

  /** What is debugged, standing still: most of what one can ask is known only then. */
  stopped(): Debugged {
    const debugged = this.running();
    if (debugged.runtime.state === 'running') throw new Refusal('The query is running. Pause it first.');
    if (debugged.runtime.state !== 'stopped') throw new Refusal('The query has ended. Restart it.');
    return debugged;
  }

  /** A value on one line, as Polar writes it, cut where it is long. */
  readonly write = (term: Term): string => this.written(term, LONGEST_SHOWN);

  /** All of a value, however long, for the console and for copying. */
  readonly writeAll = (term: Term): string => this.written(term, undefined);

  private written(term: Term, longest: number | undefined): string {
    const host = this.debugged?.loaded.host;
    return printTerm(term, { longest, describe: host && ((object) => host.describe(object)) });
  }

  /** The goal of a frame with its values put in; undefined where the frame has none. */
  goalOf(index: number): string | undefined {
    const { runtime } = this.stopped();
    const frame = runtime.frames()[index];
    if (frame?.goal === undefined) return undefined;
    // A goal that is about to be called has not looked anything up yet.
    const evaluate = (text: string): Evaluation => runtime.evaluate(text, index, 1);
    return goalWithValues(frame.goal.node, { variables: frame.variables, write: this.write, evaluate });
  }

  linesOf(text: string): LineIndex {
    let lines = this.linesByText.get(text);
    if (lines === undefined) {
      lines = new LineIndex(text);
      this.linesByText.set(text, lines);
    }
    return lines;
  }

  /** Looks at a file once more: where it was edited, breakpoints are asked for in its new lines. */
  async lookAtEdits(uri: string): Promise<void> {
    const loaded = this.debugged?.loaded.policy.files.get(uri)?.text;
    if (loaded === undefined) return;
    const now = (await this.host.files.read(uri)) ?? loaded;
    if (now === loaded) this.edited.delete(uri);
    else this.edited.set(uri, compareLines(loaded, now));
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
