import type { ChoicePointView } from '@polar-tools/evaluator';
import { goalText } from '../../runtime/goal-text.ts';
import { STEP_PORTS, type StepPort } from '../../runtime/steps.ts';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { clauseText } from '../scopes.ts';
import type { Handlers } from './handler.ts';
import { go } from './running.ts';

/** More choice points than this are not listed; the newest come first. */
const MOST_LISTED = 1_000;

/** What DAP has no words for: custom requests, all named `polar/…`, documented in docs/debugging.md. */
export const choicePoints: Handlers = {
  'polar/choicePoints': (context) => {
    const { runtime } = context.stopped();
    const all = runtime.choicePoints();
    return {
      choicePoints: all.slice(0, MOST_LISTED).map((point) => describe(context, point)),
      total: all.length,
      event: runtime.event,
      lastEvent: runtime.lastEvent,
      port: runtime.view.port,
    };
  },
  'polar/retry': (context, args) => {
    const activation = args.integer('activation');
    const { runtime } = context.stopped();
    if (!runtime.recording) throw new Refusal('There is no recording to go back in. Set "record": true.', true);
    const known =
      runtime.choicePoints().some((point) => point.activation === activation) ||
      runtime.frames().some((frame) => frame.id === activation);
    if (!known) throw new Refusal(`No goal in progress was called at event ${activation}.`);
    return go(context, () => runtime.retry(activation));
  },
  'polar/nextSolution': (context) => go(context, ({ runtime }) => runtime.nextSolution()),
  'polar/forceFail': (context) => {
    if (context.stopped().runtime.inThePast) {
      throw new Refusal('This is the past: what followed is known. Go on to the newest event first.', true);
    }
    return go(context, ({ runtime }) => runtime.forceFail());
  },
  'polar/setPorts': (context, args) => {
    const ports = args.texts('ports').map((port) => {
      const known = STEP_PORTS.find((one) => one === port);
      if (known === undefined) throw new Refusal(`There is no port "${port}". Ports are: ${STEP_PORTS.join(', ')}.`);
      return known;
    });
    context.running().runtime.ports = new Set<StepPort>(ports);
    return { ports };
  },
};

function describe(context: SessionContext, point: ChoicePointView): object {
  const { sources } = context.running();
  const place =
    point.goal === undefined
      ? {}
      : {
          source: sources.source(point.goal.uri),
          ...rangeOfGoal(context, point.goal),
        };
  return {
    activation: point.activation,
    kind: point.kind,
    depth: point.depth,
    goal: point.goal === undefined ? '' : goalText(point.goal.node),
    clauses: point.clauses.slice(0, MOST_LISTED).map((clause) => clauseText(context, clause)),
    ...place,
  };
}

function rangeOfGoal(context: SessionContext, goal: NonNullable<ChoicePointView['goal']>): object {
  const { sources } = context.running();
  const { start, end } = sources.rangeOfSite(goal);
  return context.range(sources.textOf(goal.uri).text, start, end);
}
