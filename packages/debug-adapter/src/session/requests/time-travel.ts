import { goalWithValues } from '../../runtime/goal-text.ts';
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
  stepBack: (context, args) => {
    const granularity = granularityOf(args);
    return back(context, () => go(context, ({ runtime }) => runtime.stepBack(granularity)));
  },
  reverseContinue: (context) => back(context, () => go(context, ({ runtime }) => runtime.reverse())),
  restartFrame: (context, args) => {
    const { runtime } = context.stopped();
    const frame = runtime.frames()[frameIndex(context, args)];
    return back(context, () => go(context, () => runtime.retry(frame?.id ?? 0)));
  },
  gotoTargets: (context, args) => {
    const { runtime, places, sources } = context.stopped();
    const uri = sourceUri(context, args.object('source'));
    const { text } = sources.textOf(uri === '' ? undefined : uri);
    const lines = context.linesOf(text);
    const line = context.line(args.integer('line'));
    const column = args.optionalInteger('column');
    const lineStart = lines.offsetAt({ line, character: 0 });
    const offset = column === undefined ? undefined : lines.offsetAt({ line, character: context.column(column) });
    const place = line >= lines.lineCount ? undefined : placeAt(places.get(uri) ?? [], lineStart, offset);
    if (place === undefined || !runtime.recording) return { targets: [] };
    const range = context.range(text, place.start, place.end);
    const found = runtime.eventsAt(place, MOST_TARGETS, (event, frame) => ({
      id: event,
      label: `event ${event}: ${frame?.goal === undefined ? text.slice(place.start, place.end) : goalWithValues(frame.goal.node, { variables: frame.variables, write: context.write })}`,
      ...range,
    }));
    return { targets: found };
  },
  goto: (context, args) => {
    const event = args.integer('targetId');
    const { runtime } = context.stopped();
    if (event < 0 || event > runtime.lastEvent) {
      throw new Refusal(`There is no event ${event}. The recording has the events 0 to ${runtime.lastEvent}.`);
    }
    return back(context, () => go(context, () => runtime.goTo(event)));
  },
};

function back(context: SessionContext, move: () => undefined): undefined {
  if (!context.stopped().runtime.recording) {
    throw new Refusal('There is no recording to go back in. Set "record": true in the launch configuration.', true);
  }
  return move();
}
