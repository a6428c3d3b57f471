import { type CloudQuery, type FactStore, undeclaredNote } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { Surroundings } from '../surroundings.ts';

/** Says on the error stream that a call names a role, permission or relation that nothing gives. */
export function writeUndeclared(
  { asked }: CloudQuery,
  policy: Policy,
  facts: FactStore,
  { errors }: Pick<Surroundings, 'errors'>,
): void {
  const note = undeclaredNote(policy, asked, facts);
  if (note !== undefined) errors.write(`${printable(note)}\n`);
}
