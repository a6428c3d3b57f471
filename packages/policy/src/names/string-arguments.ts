import { formsOf } from '../blocks/given-forms.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import { termPredicates } from './term-uses.ts';

/**
 * Whether a call may have a string at this place, counted from 0: some rule or fact of that name has one there, or anything. Of what names roles, permissions and
 * relations, strings do so, and stand second; the others are objects wherever there are blocks.
 */
export function takesString(policy: Policy, name: string, arity: number, place: number): boolean {
  const snapshot = snapshotOf(policy);
  if (termPredicates.includes(name) && snapshot.blocks.size > 0) return place === 1;
  const forms = formsOf(name, snapshot).filter(({ length }) => length === arity);
  return forms.length === 0 || forms.some((form) => form[place] === undefined || form[place] === 'String');
}
