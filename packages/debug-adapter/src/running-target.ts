import { type Answer, type HostValue, type RuntimeError, toHost, viewOf } from '@polar-tools/evaluator';
import { type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { Attach } from './attach.ts';
import { differenceRecording } from './difference.ts';
import type { DebugHost } from './host.ts';
import { loadDecision, loadedWithout, loadNothing, loadRunning, type RunningPolicy } from './load-running.ts';
import type { Asker } from './loaded.ts';
import type { Decision, PolicyOfApplication, RunningApplication } from './running-application.ts';
import type { Ending } from './runtime/run.ts';
import type { AttachedDebugger, Attachment, DebugTarget } from './target.ts';

/** Running applications, as what a debugger is attached to: each of their decisions is a question. */
export class RunningTarget implements DebugTarget {
  readonly #attach: Attach;
  readonly #world: DebugHost;
  readonly #applications = new Set<RunningApplication>();
  readonly #policies = new WeakMap<PolicyOfApplication, Promise<RunningPolicy | undefined>>();

  /** Those whose policy is read from files, as they loaded it unseen. */
  readonly #guessed = new WeakSet<RunningApplication>();

  constructor(attach: Attach, world: DebugHost) {
    this.#attach = attach;
    this.#world = world;
  }

  attach(debug: AttachedDebugger): Attachment | { readonly problem: string } {
    const { findApplications, folder } = this.#world;
    if (findApplications === undefined) return { problem: NOWHERE };
    let search: { close(): void } | { readonly problem: string } | undefined;
    return {
      policy: loadNothing(),
      launch: this.#attach.launch,
      begin: () => {
        const finder = {
          came: (one: RunningApplication) => this.#came(one, debug),
          noted: (text: string) => say(debug, text, 'important'),
        };
        search = findApplications({ ...this.#attach.wanted, folder }, finder);
        if ('problem' in search) say(debug, search.problem, 'stderr');
        else if (this.#applications.size === 0) say(debug, WAITING);
      },
      detach: () => {
        if (search !== undefined && 'close' in search) search.close();
        const left = [...this.#applications];
        this.#applications.clear();
        for (const application of left) application.leave();
      },
    };
  }

  async load(): ReturnType<DebugTarget['load']> {
    return { problems: ['A query is debugged with a "launch" configuration.'] };
  }

  request(): undefined {
    return undefined;
  }

  // ---- Applications -------------------------------------------------------------------------------------------------

  #came(application: RunningApplication, debug: AttachedDebugger): void {
    this.#applications.add(application);
    const name = `${application.name} (process ${application.process})`;
    say(debug, `Attached to ${name}.`);
    void this.#policyOf(application, application.policy, debug);
    void application.listen({
      decided: (decision) => void this.#decided(application, decision, debug),
      noted: (text) => say(debug, text, 'important'),
      ended: () => {
        if (this.#applications.delete(application)) say(debug, `${name} has ended, or is not debugged any more.`);
      },
    });
  }

  /** Reads it once, and puts the breakpoints onto its rules. */
  #policyOf(
    application: RunningApplication,
    of: PolicyOfApplication,
    debug: AttachedDebugger,
  ): Promise<RunningPolicy | undefined> {
    const known = this.#policies.get(of);
    if (known !== undefined) return known;
    const reading = this.#read(application, of, debug);
    this.#policies.set(of, reading);
    return reading;
  }

  async #read(
    application: RunningApplication,
    of: PolicyOfApplication,
    debug: AttachedDebugger,
  ): Promise<RunningPolicy | undefined> {
    const loaded = await loadRunning(application, of, this.#attach.launch, this.#world);
    if ('problems' in loaded) {
      const why = loaded.problems.join('\n');
      say(
        debug,
        `The policy of ${application.name} cannot be read, so nothing of it is debugged.\n${why}`,
        'important',
      );
      return undefined;
    }
    if (loaded.value.isGuessed && !this.#guessed.has(application)) {
      this.#guessed.add(application);
      application.askForConstants(namesIn(loaded.value.policy));
      say(debug, `${application.name} ${LOADED_BEFORE}`, 'important');
    }
    // What was there before may be read later.
    if (application.policy === of) debug.replacePolicy(loadedWithout(loaded.value, of));
    return loaded.value;
  }

  // ---- Decisions ----------------------------------------------------------------------------------------------------

  async #decided(application: RunningApplication, decision: Decision, debug: AttachedDebugger): Promise<void> {
    const over = new AbortController();
    decision.ended = () => over.abort();
    decision.waiting = (text) => say(debug, text, 'important');
    try {
      const running = await this.#policyOf(application, decision.policy, debug);
      if (running === undefined || !this.#applications.has(application)) return;
      const read = loadDecision(decision, running);
      if ('problems' in read) {
        say(debug, `A question cannot be debugged: ${read.problems.join(' ')}`, 'important');
        return;
      }
      const { loaded, wanted } = read.value;
      const answers: string[] = [];
      const asker = askerOf(decision, wanted, answers, debug);
      decision.compared = (own, difference) => {
        if (difference !== undefined)
          void this.#differs(differenceRecording(application, loaded, difference, answers, own), debug);
      };
      await debug.run({ ...loaded, asker }, { signal: over.signal, time: undefined });
    } catch (fault) {
      say(debug, String(fault instanceof Error ? fault.stack : fault), 'stderr');
    } finally {
      // Whatever came of it, nobody keeps the application waiting.
      decision.leave();
    }
  }

  async #differs(recording: ReturnType<typeof differenceRecording>, debug: AttachedDebugger): Promise<void> {
    const file = await this.#world.keepRecording?.('difference', JSON.stringify(recording, undefined, 2));
    const where = file === undefined ? '' : ` Recorded in ${file}.`;
    const { question, difference } = recording;
    say(
      debug,
      `The engines differ on ${question}: ${difference} The application goes on with its own answer.${where}`,
      'important',
    );
  }
}

const NOWHERE = 'There are no applications to attach to here: that needs VS Code on the desktop, or `polar dap`.';
const WAITING = 'Waiting for an application that calls polar_debug.attach(oso), or attach(oso) in Node.';
const LOADED_BEFORE =
  'had loaded its policy before it called attach(oso): the files here are debugged instead, as they are now. Call attach before load_files.';
const CHANGED = 'You have changed what happens here. The application goes on with the answer of its own engine.';

/** Errors that are limits of this evaluator, or of the patience with the application: the application's own engine may have none. */
const OURS: ReadonlySet<string> = new Set(['query-timeout', 'memory-limit', 'out-of-memory', 'stack-overflow']);

/** Waits for answers in an application's place. */
function askerOf(
  decision: Decision,
  wanted: (name: string) => boolean,
  answers: string[],
  debug: AttachedDebugger,
): Asker {
  const leave = (why: string, category: string): void => {
    say(debug, why, category);
    decision.leave();
  };
  const failed = ({ code, message }: RuntimeError): void => {
    if (decision.isGivenUp || OURS.has(code))
      leave(`${decision.label}: ${message} The application goes on with its own engine.`, 'important');
    else decision.failed(message);
  };
  let isLeft = false;
  return {
    answered: async (answer: Answer, isChanged: boolean, text: string) => {
      if (isChanged && !isLeft) leave(CHANGED, 'console');
      isLeft ||= isChanged;
      if (isLeft) return false;
      const values = valuesOf(answer, wanted, decision.takesConditions);
      answers.push(text);
      if (values !== undefined) return decision.answer(values);
      decision.failed('The answer holds only under a condition.');
      return false;
    },
    ended: (ending: Ending | undefined, isChanged: boolean) => {
      if (isLeft) return;
      if (isChanged) leave(CHANGED, 'console');
      else if (ending?.kind === 'error') failed(ending.error);
      else if (ending?.kind === 'done') decision.done();
      else decision.leave();
    },
  };
}

/**
 * What an answer says of the variables that the application wants to know. Those that have only a condition are left out where it takes
 * conditions; else there is no such answer: undefined.
 */
function valuesOf(
  { bindings }: Answer,
  wanted: (name: string) => boolean,
  takesConditions: boolean,
): ReadonlyMap<string, HostValue> | undefined {
  const asked = [...bindings].filter(([name]) => wanted(name));
  const known = asked.filter(([, term]) => viewOf(term).kind !== 'expression');
  if (known.length < asked.length && !takesConditions) return undefined;
  return new Map(known.map(([name, term]) => [name, toHost(term)]));
}

/** The names that rules use and that may be constants. */
function namesIn(policy: Policy): readonly string[] {
  const names = new Set<string>();
  for (const { clauses } of policy.predicates.values())
    for (const { rule } of clauses)
      walk<PolarNode>(rule, (node) => {
        if (node.$type === 'Variable') names.add(node.name);
        return true;
      });
  return [...names].filter((name) => !name.startsWith('_'));
}

const say = (debug: AttachedDebugger, text: string, category = 'console'): void =>
  debug.tell('output', { category, output: `${text}\n` });
