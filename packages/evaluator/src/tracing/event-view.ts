import type { EventView, Port } from '../debug/view.ts';
import { ANSWERED, BROKEN, type Course, ENDED } from './course.ts';
import { CALLED, CIRCLED, ENTERED, EXITED, FAILED, FOUND, REDONE, REMEMBERED } from './happening.ts';
import type { Stack } from './stack.ts';

const PORTS: Readonly<Record<number, Port>> = {
  [CALLED]: 'call',
  [ENTERED]: 'unify',
  [FOUND]: 'unify',
  [REMEMBERED]: 'unify',
  [EXITED]: 'exit',
  [REDONE]: 'redo',
  [FAILED]: 'fail',
  [CIRCLED]: 'fail',
  [ANSWERED]: 'answer',
  [ENDED]: 'end',
  [BROKEN]: 'exception',
};

/** What a debugger is told of an event. */
export function viewOf(course: Course, stack: Stack, event: number): EventView {
  if (event === 0) return START;
  const { port: happening, plan, at, owner, activation, row, layer } = course.recording.read(event);
  const port = PORTS[happening]!;
  const item = course.itemAt(event);
  const search = course.searches[item];
  const base = { event, port, goal: stack.siteAt(event), clause: undefined, activation, frame: 0 };
  if (plan === -1) {
    const { predicate, asked } = course.setting.asked[item]?.query ?? {};
    const isGoal = port === 'call' || port === 'exit' || port === 'fail';
    return {
      ...base,
      predicate: isGoal ? predicate : undefined,
      arity: asked?.arguments.length ?? 0,
      depth: isGoal ? 1 : 0,
    };
  }
  const table = search!.tables[owner]!;
  const step = search!.plans[plan]!.steps[at];
  const isRule = search!.plans[plan]!.rule !== undefined;
  const depth = at < 0 || !isRule ? table.depth : table.depth + 1;
  const called = at < 0 || !isRule ? table.predicate : step?.predicate;
  const name = called === undefined || called.name.startsWith('@') ? undefined : called;
  const frame = (at < 0 || !isRule ? table.caller?.owner : table)?.caller?.activation ?? 0;
  const common = { ...base, predicate: name?.name, arity: name?.arity ?? 0, depth, frame };
  if (happening === ENTERED) return { ...common, clause: search!.plans[plan]!.rule!.clause };
  if (happening === FOUND) {
    const place = course.factPlace(search!, plan, at, row, layer)!;
    if ('site' in place) return { ...common, fact: place.site };
    const { clause } = place;
    return { ...common, clause, fact: { node: clause.rule, uri: clause.uri } };
  }
  if (happening === REMEMBERED) return { ...common, remembered: true };
  if (happening === CIRCLED) return { ...common, circle: true };
  if (happening === FAILED || happening === EXITED) {
    const isRemembered = event > course.recording.earliest && course.recording.port(event - 1) === REMEMBERED;
    return isRemembered ? { ...common, remembered: true } : common;
  }
  return common;
}

const START: EventView = {
  event: 0,
  port: 'start',
  goal: undefined,
  clause: undefined,
  predicate: undefined,
  arity: 0,
  depth: 0,
  activation: 0,
  frame: 0,
};
