import type { Dialect } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { type TermUse, termUses } from './term-uses.ts';
import { typeOfArgument } from './variable-types.ts';

/** An application may allow more than the permissions of blocks, and asks for that itself. */
export const isOfApplication = ({ predicate, part }: TermUse, dialect: Dialect): boolean =>
  predicate === 'allow' && (dialect === 'library' || part === 'head');

/** Whether the type of the resource declares the name itself, be it as something else, too; the global block, where there is no resource. */
export function isDeclaredByType({ of, as, string }: TermUse, policy: Snapshot): boolean {
  const own = of === undefined ? 'global' : typeOfArgument(policy, of);
  const block = own === undefined ? undefined : policy.blocks.get(own);
  if (block === undefined) return false;
  return (
    block.names.get(string.value)?.kind === as ||
    block.conflicts.some(({ repeated }) => repeated.name === string.value && repeated.kind === as)
  );
}

/** Whether there is nothing to say of the roles, permissions and relations that a statement names, whatever other types declare. */
export const namesDeclaredTerms = (model: StatementModel, policy: Snapshot): boolean =>
  termUses(model, policy.dialect).every((use) => isDeclaredByType(use, policy));
