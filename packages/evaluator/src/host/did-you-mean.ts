import { nearestOf } from '@polar-tools/policy';

/** ` Did you mean 'x'?`, or what to do where no known name is near. */
export function didYouMean(name: string, known: Iterable<string>, otherwise: string): string {
  const near = nearestOf(name, known);
  return near === undefined ? otherwise : `Did you mean '${near}'?`;
}
