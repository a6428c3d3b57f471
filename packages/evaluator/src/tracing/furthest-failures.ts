import type { Clause } from '@polar-tools/policy';
import type { Course } from './course.ts';
import { CIRCLED, FAILED } from './happening.ts';

/** Where the goal furthest in a rule failed. */
export interface FurthestFailure {
  readonly event: number;
  readonly clause: Clause | undefined;
}

/** By call: of each rule that was tried for it, where the goal furthest in it failed. Of one question, until an event. */
export function* furthestFailures(
  { recording, searches, starts }: Course,
  item: number,
  until: number,
): Generator<void, ReadonlyMap<number, readonly FurthestFailure[]>, void> {
  const search = searches[item];
  const byTable = new Map<number, Map<number, { readonly event: number; readonly at: number }>>();
  const first = Math.max(starts[item] ?? 1, recording.earliest);
  for (let event = first; event <= Math.min(until, recording.last); event++) {
    if (event % 20_000 === 0) yield;
    const port = recording.port(event);
    if (port !== FAILED && port !== CIRCLED) continue;
    const { plan, at, owner } = recording.read(event);
    if (plan === -1) continue;
    const ofTable = byTable.get(owner) ?? new Map<number, { readonly event: number; readonly at: number }>();
    byTable.set(owner, ofTable);
    if ((ofTable.get(plan)?.at ?? -1) < at) ofTable.set(plan, { event, at });
  }
  return new Map(
    [...byTable].map(([table, plans]) => [
      table,
      [...plans].map(([plan, { event }]): FurthestFailure => ({ event, clause: search!.plans[plan]!.rule?.clause })),
    ]),
  );
}
