import { type Frame, goalWithValues, writeGoal } from '@polar-tools/evaluator';
import { placeAt } from '../../runtime/places.ts';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { frameIndex } from '../frames.ts';
import { sourceUri } from './breakpoints.ts';
import type { Handlers } from './handler.ts';
import { go, granularityOf } from './running.ts';

/** The latest events of a goal that one can go to; a person looks for one of the last. */
const MOST_TARGETS = 50;

/** Going back, and elsewhere in the recording. */
export const timeTravel: Handlers = {
  stepBack: (context, args, serving) => {
    const granularity = granularityOf(args);
    return back(context, () => go(context, serving, ({ runtime }) => runtime.stepBack(granularity)));
  },
  reverseContinue: (context, _args, serving) =>
    back(context, () => go(context, serving, ({ runtime }) => runtime.reverse())),
  restartFrame: (context, args, serving) => {
    const { runtime } = context.stopped();
    const frame = runtime.frame(frameIndex(context, args));
    return back(context, () => go(context, serving, () => runtime.retry(frame?.id ?? 0)));
  },
  gotoTargets: async (context, args, serving) => {
    const { runtime, places, sources } = context.stopped();
    const uri = await sourceUri(context, args.object('source'));
    await context.lookAtEdits([uri]);
    const { text } = sources.textOf(uri === '' ? undefined : uri);
    const lines = context.linesOf(text);
    const line = context.loadedLine(uri, args.integer('line'));
    const column = args.optionalInteger('column');
    if (line === undefined || line < 0 || line >= lines.lineCount || !runtime.recording) return { targets: [] };
    const lineStart = lines.offsetAt({ line, character: 0 });
    const offset = column === undefined ? undefined : lines.offsetAt({ line, character: context.column(column) });
    const place = placeAt(places.get(uri) ?? [], lineStart, offset);
    if (place === undefined) return { targets: [] };
    const { source: _, ...range } = context.shown(uri === '' ? undefined : uri, place.start, place.end);
    const label = (event: number, frame: Frame | undefined): string => {
      const goal = frame?.goal && writeGoal(goalWithValues(frame.goal.node, frame.variables), context.write);
      return `event ${event}: ${goal ?? text.slice(place.start, place.end)}`;
    };
    const show = (event: number, frame: Frame | undefined) => ({ id: event, label: label(event, frame), ...range });
    const targets = await context.elsewhere('Looking for events of this goal', serving.signal, (effort) =>
      runtime.eventsAt(place, MOST_TARGETS, show, effort),
    );
    return { targets };
  },
  goto: (context, args, serving) => {
    const event = args.integer('targetId');
    const { runtime } = context.stopped();
    if (event < 0 || event > runtime.lastEvent) {
      throw new Refusal(`There is no event ${event}. The recording has the events 0 to ${runtime.lastEvent}.`);
    }
    return back(context, () => go(context, serving, () => runtime.goTo(event)));
  },
};

function back(context: SessionContext, move: () => undefined): undefined {
  if (!context.stopped().runtime.recording) {
    throw new Refusal('There is no recording to go back in. Set "record": true in the launch configuration.', true);
  }
  return move();
}
