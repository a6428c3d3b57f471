import { breakpoints } from './requests/breakpoints.ts';
import { choicePoints } from './requests/choice-points.ts';
import { evaluating } from './requests/evaluating.ts';
import { exceptions } from './requests/exceptions.ts';
import type { Handler } from './requests/handler.ts';
import { lifecycle } from './requests/lifecycle.ts';
import { running } from './requests/running.ts';
import { sources } from './requests/sources.ts';
import { stack } from './requests/stack.ts';
import { timeTravel } from './requests/time-travel.ts';
import { variables } from './requests/variables.ts';
import { watching } from './requests/watching.ts';

/** Every request that is served, by its command. */
export const REQUESTS: ReadonlyMap<string, Handler> = new Map(
  [
    lifecycle,
    breakpoints,
    watching,
    running,
    timeTravel,
    stack,
    variables,
    evaluating,
    sources,
    exceptions,
    choicePoints,
  ].flatMap((group) => Object.entries(group)),
);

/** Requests that do not wait for a policy that is being read: they end or stop something. */
export const UNHURRIED: ReadonlySet<string> = new Set([
  'cancel',
  'disconnect',
  'initialize',
  'launch',
  'pause',
  'restart',
  'terminate',
]);
