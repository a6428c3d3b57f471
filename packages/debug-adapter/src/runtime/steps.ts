import type { EventView, Port, StopCondition } from '@polar-tools/evaluator';

/** What a step is measured in: a goal of a body, a line of the text, or every single event. */
export type Granularity = 'statement' | 'line' | 'instruction';

/** The ports at which a person can choose to be stopped by steps. */
export const STEP_PORTS = ['call', 'unify', 'exit', 'redo', 'fail'] as const satisfies readonly Port[];
export type StepPort = (typeof STEP_PORTS)[number];

/** Without `exit`: the call of the next goal follows at once, and would be a second stop at each goal. */
export const DEFAULT_STEP_PORTS: ReadonlySet<StepPort> = new Set<StepPort>(['call', 'unify', 'redo', 'fail']);

/** Where a step starts from, and how it counts. */
export interface StepFrom {
  readonly view: EventView;
  readonly granularity: Granularity;
  readonly ports: ReadonlySet<StepPort>;
  /** The line of an event, for steps by line: the same text for the same line of the same file. */
  readonly lineOf: (view: EventView) => string | undefined;
}

/**
 * How deep the rule is in which an event happens. A clause is entered at `unify`: its own goals are one deeper than the goal
 * that called it.
 */
export function levelOf(view: EventView): number {
  return view.port === 'unify' ? view.depth + 1 : view.depth;
}

/** To the next event at all that may be stopped at. */
export function stepIn(from: StepFrom): StopCondition {
  const fine = isFine(from);
  return (view) => fine(view);
}

/** To the next event in the same rule or in one that called it. */
export function stepOver(from: StepFrom): StopCondition {
  const level = levelOf(from.view);
  const fine = isFine(from);
  return (view) => levelOf(view) <= level && fine(view);
}

/** Out of the rule: to the exit or failure of the goal that called it, or what follows it. */
export function stepOut(from: StepFrom): StopCondition {
  const level = levelOf(from.view);
  const fine = isFine({ ...from, granularity: 'statement', ports: new Set<StepPort>([...from.ports, 'exit']) });
  return (view) => levelOf(view) < level && fine(view);
}

/** Ports that are a stop for every step: nothing may be missed there. */
function isFine({ view: start, granularity, ports, lineOf }: StepFrom): StopCondition {
  if (granularity === 'instruction') return () => true;
  const isPort = (view: EventView): boolean =>
    view.port === 'exception' || ((ports as ReadonlySet<Port>).has(view.port) && isWhole(view));
  if (granularity === 'statement') return isPort;
  const line = lineOf(start);
  const level = levelOf(start);
  return (view) => isPort(view) && (levelOf(view) !== level || lineOf(view) !== line);
}

/**
 * A goal with lookups in it is worked out in pieces, each called and left: as written, it is called with the first one and
 * left with the last.
 */
export function isWhole(view: EventView): boolean {
  if (view.port === 'call') return view.goal?.first !== false;
  return view.port !== 'exit' || view.goal?.last !== false;
}
