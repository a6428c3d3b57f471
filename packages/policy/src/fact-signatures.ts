import type { FactSignature } from './policy.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The signatures of a Cloud policy's facts by name: declared ones, and those inferred from their use in rule bodies
 * (polar.md, section 5.6). The Library has none.
 */
export function factSignatures(policy: Snapshot): ReadonlyMap<string, readonly FactSignature[]> {
  const signatures = new Map<string, FactSignature[]>();
  if (policy.dialect !== 'cloud') return signatures;
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'Declare') continue;
    const signature: FactSignature = {
      name: tree.name.text,
      types: tree.types.map(({ text }) => text),
      origin: 'declared',
      uri,
      node: tree,
    };
    const known = signatures.get(signature.name);
    if (known === undefined) signatures.set(signature.name, [signature]);
    else known.push(signature);
  }
  return signatures;
}
