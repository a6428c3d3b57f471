import type { Clause } from '@polar-tools/policy';
import type { Granularity } from '../../runtime/steps.ts';
import { type Arguments, Refusal } from '../arguments.ts';
import type { Debugged, SessionContext } from '../context.ts';
import { frameIndex } from '../frames.ts';
import type { Serving } from '../in-progress.ts';
import { clauseText } from '../scopes.ts';
import type { Handlers } from './handler.ts';

/** Going on. The response goes out first: events of the run must come after it. */
export const running: Handlers = {
  continue: (context, _args, serving) => {
    go(context, serving, ({ runtime }) => runtime.resume());
    return { allThreadsContinued: context.isOnly };
  },
  next: (context, args, serving) => {
    const granularity = granularityOf(args);
    return go(context, serving, ({ runtime }) => runtime.stepOver(granularity));
  },
  stepIn: (context, args, serving) => {
    const granularity = granularityOf(args);
    const id = args.optionalInteger('targetId');
    const target = id === undefined ? undefined : targetOf(context, id);
    return go(context, serving, ({ runtime }) => runtime.stepIn(granularity, target));
  },
  stepOut: (context, _args, serving) => go(context, serving, ({ runtime }) => runtime.stepOut()),
  pause: (context, _args, serving) => {
    const { runtime } = context.running();
    if (runtime.state === 'ended') throw new Refusal('The query has ended. Restart it.');
    serving.afterwards(() => runtime.pause());
    return undefined;
  },
  stepInTargets: (context, args) => {
    const { runtime, sources } = context.stopped();
    // Only the goal of the innermost rule is about to be called.
    const rules = frameIndex(context, args) === 0 ? runtime.candidates() : [];
    const targets = rules.map((clause, id) => {
      const { start, end } = sources.headOf(clause);
      const { source: _, ...where } = context.shown(clause.uri, start, end);
      return { id, label: clauseText(context, clause), ...where };
    });
    return { targets };
  },
};

/** The same for a request of our own, of which the client does not know that the run goes on with it. */
export function goUnknown(context: SessionContext, serving: Serving, move: (debugged: Debugged) => void): undefined {
  return go(context, serving, (debugged) => {
    context.emit('continued', { threadId: context.thread, allThreadsContinued: context.isOnly });
    move(debugged);
  });
}

/** Moves on when the response is out. Refuses where it does not stand still. */
export function go(context: SessionContext, serving: Serving, move: (debugged: Debugged) => void): undefined {
  const debugged = context.stopped();
  serving.afterwards(() => {
    if (debugged.runtime.state !== 'stopped') return;
    context.handles.clear();
    move(debugged);
  });
  return undefined;
}

export function granularityOf(args: Arguments): Granularity {
  const value = args.raw('granularity');
  return value === 'line' || value === 'instruction' ? value : 'statement';
}

function targetOf(context: SessionContext, id: number): Clause {
  const clause = context.stopped().runtime.candidates()[id];
  if (clause === undefined) throw new Refusal('There is no such rule to step into. Ask for "stepInTargets" again.');
  return clause;
}
