import type { Launch } from '../../launch.ts';
import type { Loaded } from '../../loaded.ts';
import type { Filter } from '../../runtime/breakpoints.ts';
import type { AttachedDebugger, DebugTarget } from '../../target.ts';
import { admit } from '../admission.ts';
import { type Arguments, Refusal } from '../arguments.ts';
import { SessionContext } from '../context.ts';
import type { Serving } from '../in-progress.ts';
import { resolveAll, resolveBreakpoints } from '../resolve-breakpoints.ts';
import type { ThreadOf } from '../session-threads.ts';
import { tellFaults } from '../start-notes.ts';

/** As a configuration says it that names nothing. */
const asAttached: Launch = {
  policies: undefined,
  query: '',
  test: undefined,
  decision: undefined,
  recording: undefined,
  recordTo: undefined,
  data: undefined,
  application: undefined,
  python: undefined,
  facts: undefined,
  now: undefined,
  stopOnEntry: false,
  startAt: undefined,
  stopOnFail: false,
  stopOnResult: false,
  limits: {},
  record: true,
  noDebug: false,
};

/** A thread in which a question is run. */
function begun(question: Loaded, time: number | undefined, of: ThreadOf<SessionContext>): SessionContext {
  const emit: SessionContext['emit'] = (event, body) => {
    // That one can go back is told once, and holds for all threads.
    if (event === 'capabilities') of.main.wayBackOffered = true;
    of.emit(event, body);
  };
  const context = new SessionContext(of.main.host, emit, of);
  const launch = of.main.attached?.launch ?? asAttached;
  context.debug(time === undefined ? launch : { ...launch, limits: { time } }, question);
  resolveBreakpoints(context);
  return context;
}

/** Attaches the session: from now on the target's questions are its threads. */
export async function attachTo(
  context: SessionContext,
  target: DebugTarget,
  args: Arguments,
  serving: Serving,
): Promise<undefined> {
  if (!context.initialized) throw new Refusal('"initialize" comes first.');
  if (context.launchArguments !== undefined) throw new Refusal('This session is attached already.');
  admit(context, args.all());
  await context.whileLoading(async () => {
    const attached = target.attach(attachedDebugger(context));
    if ('problem' in attached) throw new Refusal(attached.problem, true);
    context.attached = attached;
    context.launchArguments = args.all();
    await context.meetFiles(attached.policy.policy.files);
    context.debug(attached.launch ?? asAttached, attached.policy);
    resolveAll(context);
  });
  serving.afterwards(() => context.emit('initialized'));
  return undefined;
}

function attachedDebugger(context: SessionContext): AttachedDebugger {
  const stopsAt = (filter: Filter): boolean =>
    context.configured && context.debugged?.runtime.breakpoints.hasFilter(filter) === true;
  return {
    get mayStop() {
      const breakpoints = context.debugged?.runtime.breakpoints;
      return (
        context.configured &&
        (breakpoints?.wantsAny === true || stopsAt('none') || stopsAt('end') || context.requested.variables.length > 0)
      );
    },
    get stopsAtErrors() {
      return stopsAt('error');
    },
    run: async (question, { signal, time }) => {
      // Breakpoints are put onto a policy that has just changed first.
      await context.settled();
      if (context.attached !== undefined) await context.threads.run((of) => begun(question, time, of), signal);
    },
    replacePolicy: (policy) => {
      void context.whileLoading(async () => {
        if (context.attached === undefined) return;
        await context.meetFiles(policy.policy.files);
        context.debug(context.attached.launch ?? asAttached, policy);
        resolveAll(context);
        tellFaults(context);
      });
    },
    tell: (event, body) => context.emit(event, body),
  };
}
