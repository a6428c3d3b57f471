import { type EventView, placeOfUnregistered, type RuntimeError } from '@polar-tools/evaluator';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Ending, Listener, Stop } from '../runtime/run.ts';
import { answerText, countText, defectText, errorText } from './answer-texts.ts';
import type { SessionContext } from './context.ts';
import { keepRecording } from './keep-recording.ts';
import { describePort, explainStop } from './stop-texts.ts';
import { explainNoAnswer } from './why-not.ts';

/** Tells the client what happens in a run, as DAP events. */
export function listen(context: SessionContext): Listener {
  const output = (category: string, text: string, rest: Partial<DebugProtocol.OutputEvent['body']> = {}): void =>
    context.emit('output', { category, output: `${text}\n`, ...rest });

  let last: Ending | undefined;
  return {
    stopped: (stop) => {
      context.endWork();
      context.handles.clear();
      offerTheWayBack(context);
      context.emit('stopped', stoppedBody(context, stop));
    },
    // What a request of somebody else's comes to is what it is answered.
    answered: (answer) => {
      if (context.isOnly) output('stdout', answerText(answer, context));
    },
    printed: (text) => output('stdout', text),
    logged: (message, view) => output('stdout', message, placeOf(context, view)),
    noticed: (message, view) => output('important', message, placeOf(context, view)),
    finished: async (ending) => {
      last = ending;
      context.exitCode = exitCodeOf(ending);
      if (!context.isOnly && ending.kind === 'done') return;
      if (ending.kind === 'error')
        output(
          'stderr',
          errorText(ending.error, context.running().loaded.dialect.advice.limit),
          placeOfError(context, ending.error),
        );
      else {
        output(context.exitCode === 0 ? 'stdout' : 'console', countText(ending));
        if (context.exitCode === 0) return;
        for (const { text, place } of await explainNoAnswer(context)) {
          output('console', text, place && { source: place.source, line: place.line, column: place.column });
        }
      }
    },
    working: (event, back) =>
      context.work(back ? 'Going back' : 'Searching for answers', `event ${event}`, () =>
        context.debugged?.runtime.pause(),
      ),
    broke: (fault) => output('stderr', defectText('running the query', fault)),
    ended: (wasRunning) => {
      context.endWork();
      context.handles.clear();
      const { loaded, runtime } = context.running();
      loaded.asker?.ended(last, runtime.isChanged);
      if (loaded.recorded === undefined) return context.terminate();
      // Of a run to its end all is known already; one that was broken off while it ran may hang.
      const isUnfinished = (last === undefined || runtime.isChanged) && !wasRunning;
      context.kept = keepRecording(context, isUnfinished);
      void context.kept.then(() => context.terminate());
    },
  };
}

/** As the command line has it: 0 answers, or a test that passes; 1 none, or one that fails; 2 an error. */
function exitCodeOf(ending: Ending): number {
  if (ending.kind === 'error') return 2;
  const isFine = ending.judged === undefined ? ending.answers > 0 : ending.judged.every((holds) => holds);
  return isFine ? 0 : 1;
}

function stoppedBody(context: SessionContext, stop: Stop): DebugProtocol.StoppedEvent['body'] {
  const text = explainStop(context, stop);
  return {
    reason: stop.reason,
    description: describePort(stop.view),
    threadId: context.thread,
    allThreadsStopped: context.isOnly,
    ...(text !== undefined && { text }),
    ...(stop.breakpoints.length > 0 && { hitBreakpointIds: [...stop.breakpoints] }),
  };
}

/** The back buttons appear once there is something to go back to (DAP, "capabilities" event). */
function offerTheWayBack(context: SessionContext): void {
  const { runtime } = context.running();
  if (!runtime.recording || context.wayBackOffered) return;
  context.wayBackOffered = true;
  context.emit('capabilities', { capabilities: { supportsStepBack: true } });
}

function placeOf(context: SessionContext, view: EventView): Partial<DebugProtocol.OutputEvent['body']> {
  if (view.goal === undefined) return {};
  const { start, end } = context.running().sources.rangeOfSite(view.goal);
  const { source, line, column } = context.shown(view.goal.uri, start, end);
  return { source, line, column };
}

function placeOfError(context: SessionContext, error: RuntimeError): Partial<DebugProtocol.OutputEvent['body']> {
  const place = placeOfUnregistered(error, context.running().loaded.policy) ?? error;
  if (place.start === undefined) return {};
  const { source, line, column } = context.shown(place.uri, place.start, place.end ?? place.start);
  return { source, line, column };
}
