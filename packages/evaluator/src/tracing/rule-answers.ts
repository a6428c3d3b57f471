import type { CompiledCloud } from '../dialect/cloud/program.ts';
import type { Answers } from '../tables/answers.ts';
import { free, markOf, setOf } from '../tables/codes.ts';
import { alias, isSame, readSlot, unify } from './bindings.ts';
import type { Bindings } from './table.ts';

/** Gives the arguments of a call what an answer says of those at these places; false where it does not fit. */
export function takeAnswer(
  run: Bindings,
  call: readonly number[],
  places: readonly number[],
  answers: Answers,
  place: number,
  program: CompiledCloud,
): boolean {
  let marks: Map<number, number> | undefined;
  for (let i = 0; i < places.length; i++) {
    const slot = call[places[i]!]!;
    const code = answers.code(place, i);
    if (!unify(run, slot, code >= 0 ? code : free(setOf(code)), program)) return false;
    const mark = code >= 0 ? 0 : markOf(code);
    if (mark === 0) continue;
    marks ??= new Map();
    const other = marks.get(mark);
    if (other === undefined) marks.set(mark, slot);
    else if (!alias(run, other, slot, program)) return false;
  }
  return true;
}

/** Tells what a rule's head says of the arguments at these places, the answer to its call. */
export function tellAnswer(run: Bindings, head: readonly number[], places: readonly number[], tuple: Int32Array): void {
  let marks = 0;
  for (let i = 0; i < places.length; i++) {
    const argument = head[places[i]!]!;
    const code = readSlot(run, argument);
    tuple[i] = code;
    if (code >= 0) continue;
    // Variables without a value that are one and the same are marked alike.
    for (let j = 0; j < i; j++) {
      if (tuple[j]! >= 0 || !isSame(run, argument, head[places[j]!]!)) continue;
      if (markOf(tuple[j]!) === 0) tuple[j] = free(setOf(tuple[j]!), ++marks);
      tuple[i] = tuple[j]!;
      break;
    }
  }
}
