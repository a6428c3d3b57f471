import { rangeOf } from '@polar-tools/language';
import { fieldsOfTerm, type Policy, type SymbolUse, symbolAt } from '@polar-tools/policy';

/** The roles, permissions and relations that blocks declare, where they do. */
function* declaredTerms(policy: Policy): Iterable<SymbolUse> {
  for (const { names } of policy.blocks.values())
    for (const { uri, node } of names.values()) {
      const found = symbolAt(policy, uri, rangeOf(node).start);
      if (found?.symbol.kind === 'term') yield found;
    }
}

/** The declarations of a name that the policy takes from a field of objects: `.name`, or of lists, `.roles[]`. */
export const termsInField = (policy: Policy, name: string, field: string): readonly SymbolUse[] =>
  [...declaredTerms(policy)].filter(
    (found) => found.symbol.name === name && fieldsOfTerm(policy, found)?.has(field) === true,
  );

/** What a field may name: every role, permission or relation, where the policy takes one of that kind from it. */
export function termsForField(policy: Policy, field: string): readonly string[] {
  const all = [...declaredTerms(policy)];
  const kindOf = ({ symbol }: SymbolUse) => (symbol.kind === 'term' ? symbol.as : undefined);
  const kinds = new Set(all.filter((found) => fieldsOfTerm(policy, found)?.has(field) === true).map(kindOf));
  return [...new Set(all.filter((found) => kinds.has(kindOf(found))).map(({ symbol }) => symbol.name))];
}
