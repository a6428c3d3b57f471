import type { FiledPredicate } from '../blocks/clauses.ts';
import type { Clause } from '../model/policy.ts';
import type { CheckContext } from './definition.ts';

/** The rules of a predicate that may be compared with each other: those of one file each, where files may be alternatives. */
export function comparable(predicate: FiledPredicate, { policy }: CheckContext): readonly (readonly Clause[])[] {
  return policy.configuration.gathered ? predicate.files.map(({ rules }) => rules) : [predicate.rules];
}

/** Whether one file is a copy of another, so that all that they have in common is one mistake, and reported as that. */
export function isCopy(uri: string, other: string, { policy }: CheckContext): boolean {
  return uri !== other && policy.models.get(uri)?.file.text === policy.models.get(other)?.file.text;
}
