import type { Checked, Launch } from './launch.ts';
import type { Loaded } from './loaded.ts';

/**
 * What a debugger can be attached to: a program that asks questions by itself, such as a server. It lives in the same process as the session, and gives
 * its questions to be run.
 */
export interface DebugTarget {
  /** Takes a debugger, until `detach` is called; or says why not. */
  attach(debug: AttachedDebugger): Attachment | { readonly problem: string };
  /** What a configuration that names something is to debug: a question over what the target knows, or one that it was asked before. */
  load(launch: Launch): Promise<Checked<Loaded>>;
  /** Answers a request of its own (`polar/decisions`); undefined where it has none of this name. */
  request(
    command: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<object> | object | { readonly problem: string } | undefined;
}

export interface Attachment {
  /** The policy that questions are answered by, as one that is never asked: breakpoints are put onto its rules. */
  readonly policy: Loaded;
  /** What the configuration says beside what it attaches to. */
  readonly launch?: Launch;
  /** Is told that the editor has set its breakpoints. */
  begin?(): void;
  detach(): void;
}

/** A debugger, as what it is attached to sees it. */
export interface AttachedDebugger {
  /** Whether a question may stop: there is a breakpoint, or a filter that is not about errors. Else none needs to be run. */
  readonly mayStop: boolean;
  /** Whether it stops where a question ends with an error. */
  readonly stopsAtErrors: boolean;
  /** Runs a question as a thread of the session, until it is at its end, nobody waits for it, or the debugger has left. */
  run(question: Loaded, options: { readonly signal: AbortSignal; readonly time: number | undefined }): Promise<void>;
  /** The policy is another one from now on. */
  replacePolicy(policy: Loaded): void;
  /** Tells the editor something: an event of the target's own. */
  tell(event: string, body: object): void;
}
