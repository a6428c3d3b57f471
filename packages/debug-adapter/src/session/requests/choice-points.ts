import type { ChoicePointView } from '@polar-tools/evaluator';
import { STEP_PORTS, type StepPort } from '../../runtime/steps.ts';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { choicePointText, headText } from '../scopes.ts';
import type { Handlers } from './handler.ts';
import { goUnknown } from './running.ts';

/** More choice points than this are not listed; the newest come first. */
const MOST_LISTED = 1_000;

/** What DAP has no words for: custom requests, all named `polar/…`, documented in docs/debugging.md. */
export const choicePoints: Handlers = {
  'polar/choicePoints': (context) => {
    const { runtime } = context.stopped();
    return {
      choicePoints: runtime.choicePointsFrom(0, MOST_LISTED).map((point) => describe(context, point)),
      total: runtime.choicePointCount,
      event: runtime.event,
      lastEvent: runtime.lastEvent,
      port: runtime.view.port,
    };
  },
  'polar/retry': (context, args, serving) => {
    const activation = args.integer('activation');
    const { runtime } = context.stopped();
    if (!runtime.recording) throw new Refusal('There is no recording to go back in. Set "record": true.', true);
    if (!runtime.isInProgress(activation)) throw new Refusal(`No goal in progress was called at event ${activation}.`);
    return goUnknown(context, serving, () => runtime.retry(activation));
  },
  'polar/nextSolution': (context, _args, serving) =>
    goUnknown(context, serving, ({ runtime }) => runtime.nextSolution()),
  'polar/forceFail': (context, _args, serving) => {
    const { runtime } = context.stopped();
    if (runtime.inThePast) {
      throw new Refusal('This is the past: what followed is known. Go on to the newest event first.', true);
    }
    if (['start', 'end', 'exception'].includes(runtime.view.port)) {
      throw new Refusal('There is no goal here that could fail. Step to one, or back to one.', true);
    }
    return goUnknown(context, serving, ({ runtime }) => runtime.forceFail());
  },
  'polar/setPorts': (context, args) => {
    if (args.texts('ports').length === 0) {
      throw new Refusal(`"polar/setPorts" needs "ports": a list of one or more of ${STEP_PORTS.join(', ')}.`);
    }
    const ports = args.texts('ports').map((port) => {
      const known = STEP_PORTS.find((one) => one === port);
      if (known === undefined) throw new Refusal(`There is no port "${port}". Ports are: ${STEP_PORTS.join(', ')}.`);
      return known;
    });
    for (const one of [context, ...context.threads.all]) {
      one.ports = new Set<StepPort>(ports);
      if (one.debugged !== undefined) one.debugged.runtime.ports = one.ports;
    }
    return { ports };
  },
};

function describe(context: SessionContext, point: ChoicePointView): object {
  const { sources } = context.running();
  const place = point.goal === undefined ? {} : context.shown(point.goal.uri, ...ends(sources.rangeOfSite(point.goal)));
  return {
    activation: point.activation,
    kind: point.kind,
    depth: point.depth,
    goal: choicePointText(context, point),
    clauses: point.clauses.slice(0, MOST_LISTED).map((clause) => ({
      text: headText(context, clause),
      ...context.shown(clause.uri, ...ends(sources.headOf(clause))),
    })),
    ...place,
  };
}

const ends = ({ start, end }: { readonly start: number; readonly end: number }) => [start, end] as const;
