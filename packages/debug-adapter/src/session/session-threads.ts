import type { Arguments } from './arguments.ts';
import type { Handles } from './handles.ts';
import { threadOfReference } from './sources.ts';

/** Requests about the session as a whole, or about whatever stands in the policy. Others are about a thread, whether they name one or not. */
const ABOUT_ALL: ReadonlySet<string> = new Set([
  'initialize',
  'launch',
  'attach',
  'configurationDone',
  'restart',
  'terminate',
  'disconnect',
  'cancel',
  'threads',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setDataBreakpoints',
  'setExceptionBreakpoints',
  'breakpointLocations',
  'loadedSources',
  'polar/setPorts',
  'polar/showLonghand',
]);

/** What requests about one thread share. */
interface OneThread {
  readonly thread: number;
  readonly handles: Handles;
  readonly emit: (event: string, body?: object) => void;
  readonly debugged: { readonly runtime: { start(): void; dispose(): void } } | undefined;
}

/** How a thread gets its number, and whom it tells what happens. */
export interface ThreadOf<Main> {
  readonly main: Main;
  readonly thread: number;
  readonly emit: (event: string, body?: object) => void;
  /** Is told that nothing more happens in it. */
  ended(): void;
}

/** The threads of a session that is attached to something: a question each. A client knows those that have stopped. */
export class SessionThreads<Thread extends OneThread> {
  readonly #main: Thread;
  readonly #threads = new Map<number, Thread>();
  readonly #known = new Set<number>();
  #last: number;
  /** The thread that was spoken of last. */
  #inFocus: Thread | undefined;

  constructor(main: Thread) {
    this.#main = main;
    this.#last = main.thread;
  }

  /** The thread that a request is about; the session's own context where it is about none. */
  of(command: string, args: Arguments): Thread {
    if (this.#threads.size === 0 || ABOUT_ALL.has(command)) return this.#main;
    const named = this.#named(args);
    if (named !== undefined) this.#inFocus = named;
    return named ?? this.#inFocus ?? this.#main;
  }

  #named(args: Arguments): Thread | undefined {
    const thread = args.optionalInteger('threadId');
    if (thread !== undefined) return this.#threads.get(thread);
    const frame = args.optionalInteger('frameId');
    const things = args.optionalInteger('variablesReference');
    const text = args.optionalInteger('sourceReference');
    if (text !== undefined) return this.#threads.get(threadOfReference(text));
    if (frame === undefined && things === undefined) return undefined;
    return this.all.find(
      ({ handles }) =>
        (frame !== undefined && handles.frame(frame) !== undefined) ||
        (things !== undefined && handles.get(things) !== undefined),
    );
  }

  get all(): readonly Thread[] {
    return [...this.#threads.values()];
  }

  /** Those that the client knows. */
  get known(): readonly Thread[] {
    return this.all.filter(({ thread }) => this.#known.has(thread));
  }

  /** Runs a question as a thread of its own. Settles when it is at its end, however it got there. */
  run(begun: (of: ThreadOf<Thread>) => Thread, signal: AbortSignal): Promise<void> {
    const thread = ++this.#last;
    return new Promise((resolve) => {
      const context = begun({
        main: this.#main,
        thread,
        emit: (event, body = {}) => this.#tell(thread, event, body),
        ended: () => {
          this.#end(thread);
          resolve();
        },
      });
      this.#threads.set(thread, context);
      const { runtime } = context.debugged!;
      if (signal.aborted) runtime.dispose();
      else runtime.start();
      signal.addEventListener('abort', () => runtime.dispose(), { once: true });
    });
  }

  /** Lets go of all: what was asked goes on without a debugger. */
  endAll(): void {
    for (const { debugged } of this.all) debugged?.runtime.dispose();
  }

  #tell(thread: number, event: string, body: object): void {
    // What becomes of breakpoints is told of the policy as a whole.
    if (event === 'breakpoint') return;
    if (event === 'stopped') {
      if (!this.#known.has(thread)) this.#main.emit('thread', { reason: 'started', threadId: thread });
      this.#known.add(thread);
      this.#inFocus = this.#threads.get(thread);
    }
    this.#main.emit(event, body);
  }

  #end(thread: number): void {
    if (this.#inFocus?.thread === thread) this.#inFocus = undefined;
    this.#threads.delete(thread);
    if (this.#known.delete(thread)) this.#main.emit('thread', { reason: 'exited', threadId: thread });
  }
}
