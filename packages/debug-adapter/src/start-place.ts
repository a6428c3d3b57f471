import type { EventView, SteppedRun } from '@polar-tools/evaluator';

/** A goal, by where it begins; lines and columns from 1. */
export interface StartPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The call with its values, as an explanation writes it: that one of several calls of the goal. */
  readonly goal?: string;
}

/** Where a session is to begin: at an event, or at the first of some goals that is called, the one that is wanted most first. */
export type StartAt = number | readonly StartPlace[];

/** Whether a run stands at an event that is wanted. */
export type IsWanted = (view: EventView, run: SteppedRun) => boolean;

/** What the field `startAt` of a launch configuration says; undefined where it says nothing that can be understood. */
export function readStartAt(value: unknown): StartAt | undefined {
  if (typeof value === 'number') return isCount(value) ? value : undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const places = list.filter(
    (one): one is StartPlace =>
      typeof one === 'object' &&
      one !== null &&
      'file' in one &&
      typeof one.file === 'string' &&
      'line' in one &&
      isCount(one.line) &&
      'column' in one &&
      isCount(one.column) &&
      (!('goal' in one) || one.goal === undefined || typeof one.goal === 'string'),
  );
  return places.length === list.length && places.length > 0 ? places : undefined;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
