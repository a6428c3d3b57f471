import { fromHost } from '../terms/convert.ts';
import type { HostValue } from '../terms/host-value.ts';
import type { Term } from '../terms/term.ts';

/** What a query finds when it begins: variables that have values, or of which something is known. */
export interface Surroundings {
  /** What the query's variables stand for, by name. An unbound variable may stand for several. */
  readonly values: ReadonlyMap<string, Term>;
  /** What holds of the unbound variables among them: operations (docs/language/queries.md#constraints). */
  readonly constraints: readonly Term[];
}

/** What a query finds when it begins with these values of its variables as well. */
export function surroundingsOf(
  bindings: ReadonlyMap<string, HostValue> | undefined,
  given: Surroundings | undefined,
): Surroundings {
  const values = new Map(given?.values);
  for (const [name, value] of bindings ?? []) values.set(name, fromHost(value));
  return { values, constraints: given?.constraints ?? [] };
}
