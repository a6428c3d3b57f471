import type { Frame } from '@polar-tools/evaluator';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SessionContext } from '../context.ts';
import { THREAD } from '../thread.ts';
import type { Handlers } from './handler.ts';

/** The rules in progress. A query is one thread of search. */
export const stack: Handlers = {
  threads: (context) => {
    const text = context.debugged?.loaded.queryText.replaceAll(/\s+/g, ' ') ?? 'query';
    return { threads: [{ id: THREAD, name: text.length > 80 ? `${text.slice(0, 77)}...` : text }] };
  },

  'polar/showLonghand': (context, args) => {
    const { sources, runtime } = context.running();
    sources.longhandShown = args.raw('shown') === undefined ? !sources.longhandShown : args.flag('shown');
    if (runtime.state === 'stopped' && context.client.invalidated) {
      context.afterwards(() => context.emit('invalidated', { areas: ['stacks'] }));
    }
    return { shown: sources.longhandShown };
  },

  stackTrace: (context, args) => {
    const { runtime } = context.stopped();
    const frames = runtime.frames();
    const from = Math.max(0, args.optionalInteger('startFrame') ?? 0);
    const levels = args.optionalInteger('levels') ?? 0;
    const shown = frames.slice(from, levels > 0 ? from + levels : undefined);
    return {
      stackFrames: shown.map((frame, index) => stackFrame(context, frame, from + index)),
      totalFrames: frames.length,
    };
  },
};

function stackFrame(context: SessionContext, frame: Frame, index: number): DebugProtocol.StackFrame {
  const { source, text, start, end } = context.running().sources.placeOfFrame(frame);
  return {
    id: context.handles.addFrame(index),
    name: frameName(frame),
    source,
    ...context.range(text, start, end),
    canRestart: true,
  };
}

/** `has_role/3`; `query` for what was asked. */
export function frameName(frame: Frame): string {
  return frame.predicate === undefined ? 'query' : `${frame.predicate}/${frame.arity}`;
}
