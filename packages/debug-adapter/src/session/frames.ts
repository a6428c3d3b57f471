import { type Arguments, Refusal } from './arguments.ts';
import type { SessionContext } from './context.ts';

/** The index of the frame that a request names; the innermost one where it names none. */
export function frameIndex(context: SessionContext, args: Arguments): number {
  const id = args.optionalInteger('frameId');
  if (id === undefined) return 0;
  const index = context.handles.frame(id);
  if (index === undefined) throw new Refusal(`There is no frame ${id} any more: the query has moved on.`);
  return index;
}
