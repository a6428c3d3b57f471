import { describeKind, type Frame, type Term } from '@polar-tools/evaluator';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { MOVED_ON, Refusal } from '../arguments.ts';
import type { SessionContext, Shown } from '../context.ts';
import { callText } from '../scopes.ts';
import type { Handlers } from './handler.ts';

/** Frames for a client that names no number: a runaway recursion has a million, and nobody looks at them all. */
const PAGE = 200;
/** Frames at most, whatever number it names. */
const MOST_FRAMES = 5_000;

/** The rules in progress. A query is one thread of search, and so is each request of what a session is attached to. */
export const stack: Handlers = {
  threads: (context) => ({
    threads: (context.attached === undefined ? [context] : context.threads.known).map(({ thread, debugged }) => {
      const { title, queryText } = debugged?.loaded ?? { queryText: 'query' };
      const text = (title ?? queryText).replaceAll(/\s+/g, ' ');
      return { id: thread, name: text.length > 80 ? `${text.slice(0, 77)}...` : text };
    }),
  }),

  'polar/showLonghand': (context, args, serving) => {
    context.running();
    context.longhandShown = args.raw('shown') === undefined ? !context.longhandShown : args.flag('shown');
    for (const thread of context.threads.all) thread.longhandShown = context.longhandShown;
    const isStopped = [context, ...context.threads.all].some(({ debugged }) => debugged?.runtime.state === 'stopped');
    if (isStopped && context.client.invalidated) {
      serving.afterwards(() => context.emit('invalidated', { areas: ['stacks'] }));
    }
    return { shown: context.longhandShown };
  },

  /** The call that the run stands at, or the innermost rule's, with its values, as a query. */
  'polar/goal': (context) => {
    const { runtime, loaded } = context.stopped();
    const { view } = runtime;
    const goal = runtime.goalCall ?? (view.predicate === undefined ? undefined : runtime.frame(0));
    const query = goal?.predicate === undefined ? undefined : callAsQuery(context, goal.predicate, goal.arguments);
    return { query: query ?? (loaded.isTest ? undefined : loaded.queryText) };
  },

  stackTrace: async (context, args) => {
    const { runtime } = context.stopped();
    const from = Math.max(0, args.optionalInteger('startFrame') ?? 0);
    const levels = args.optionalInteger('levels') ?? 0;
    const frames = runtime.framesFrom(from, levels > 0 ? Math.min(levels, MOST_FRAMES) : PAGE);
    const { standing } = runtime;
    await context.lookAtEdits(new Set(frames.flatMap(({ uri }) => uri ?? [])));
    if (standing.aborted) throw new Refusal(MOVED_ON);
    return {
      stackFrames: frames.map((frame, index) => stackFrame(context, frame, from + index)),
      // It grows with what is asked for, so that no client asks for a million at once (DAP, "totalFrames").
      totalFrames: Math.min(runtime.depth, from + frames.length + PAGE),
    };
  },
};

/** Characters of a name beside which a file and a line have room where the view is as narrow as at first. */
const LONGEST_NAME = 18;

function stackFrame(context: SessionContext, frame: Frame, index: number): DebugProtocol.StackFrame {
  const { endLine, endColumn, ...place } = placeOf(context, frame);
  const name = frameName(context, frame);
  const { selectsFrames } = context.client;
  return {
    id: context.handles.addFrame(index),
    name: selectsFrames && name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
    ...place,
    ...(!selectsFrames && { endLine, endColumn }),
    canRestart: context.running().runtime.recording,
  };
}

function placeOf(context: SessionContext, frame: Frame): Shown {
  const { sources } = context.running();
  const inLonghand = context.longhandShown ? sources.placeInLonghand(frame) : undefined;
  if (inLonghand !== undefined) {
    const { source, text, start, end } = inLonghand;
    return { source, ...context.range(text, start, end) };
  }
  const { uri, start, end } = sources.rangeOfFrame(frame);
  const shown = context.shown(uri, start, end);
  const longhand = sources.longhandSourceOf(frame);
  return longhand === undefined ? shown : { ...shown, source: { ...shown.source, sources: [longhand] } };
}

/** A call as a query: what has no value is a variable. */
function callAsQuery(context: SessionContext, predicate: string, values: readonly Term[]): string {
  const written = values.map((value, at) => (describeKind(value) === 'unbound' ? `_${at + 1}` : context.write(value)));
  return `${predicate}(${written.join(', ')})`;
}

/** `has_role(larry, "reader", gmail)`; `query` for what was asked. */
function frameName(context: SessionContext, { predicate, arguments: values, title, remembered }: Frame): string {
  if (predicate === undefined) return title ?? 'query';
  const call = callText(context, predicate, values);
  return remembered === undefined ? call : `${call} (answer known already)`;
}
