import { formsOf, type Types } from '../blocks/given-forms.ts';
import { valueClassNames } from '../dialect/built-in-classes.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import { termPredicates } from './term-uses.ts';

/**
 * Whether a call may have a string at this place, counted from 0: some rule or fact of that name has one there, or anything. Of what names roles, permissions and
 * relations, strings do so, and stand second; the others are objects wherever there are blocks.
 */
export function takesString(policy: Policy, name: string, arity: number, place: number): boolean {
  if (namesTerms(policy, name)) return place === 1;
  const forms = formsWith(policy, name, arity);
  return forms.length === 0 || forms.some((form) => form[place] === undefined || form[place] === 'String');
}

/** Whether a call has an object of the application at this place, counted from 0, whatever rule or fact of that name answers it. */
export function takesObject(policy: Policy, name: string, arity: number, place: number): boolean {
  if (namesTerms(policy, name)) return place !== 1;
  const forms = formsWith(policy, name, arity);
  return forms.length > 0 && forms.every(({ [place]: type }) => type !== undefined && !valueClassNames.has(type));
}

const namesTerms = (policy: Policy, name: string): boolean =>
  termPredicates.includes(name) && snapshotOf(policy).blocks.size > 0;

const formsWith = (policy: Policy, name: string, arity: number): readonly Types[] =>
  formsOf(name, snapshotOf(policy)).filter(({ length }) => length === arity);
