import type { Node } from '@polar-tools/language';
import type { FactSignature } from '../model/policy.ts';
import type { SnapshotView } from '../model/snapshot-view.ts';
import { walk } from '../model/walk.ts';
import { typeOf } from '../names/variable-types.ts';

type Signatures = ReadonlyMap<string, readonly FactSignature[]>;

/** The signatures that a policy's `declare` statements give, by name. */
export function declaredSignatures(policy: SnapshotView): Signatures {
  const signatures = new Map<string, FactSignature[]>();
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'Declare') continue;
    const types = tree.types.map(({ text }) => text);
    add(signatures, { name: tree.name.text, types, origin: 'declared', uri, node: tree });
  }
  return signatures;
}

/**
 * The signatures of a Cloud policy's facts by name: declared ones, those that its blocks imply, and those inferred from calls in rule
 * bodies and shorthands (docs/language/facts-and-tests.md#facts-and-their-types), each form once. The Library has none.
 */
export function factSignatures(policy: SnapshotView): Signatures {
  if (policy.dialect !== 'cloud') return new Map();
  const signatures = new Map([...policy.declaredSignatures].map(([name, list]) => [name, [...list]]));
  const seen = new Set([...signatures.values()].flat().map(formOf));
  const learn = (signature: FactSignature): void => {
    const form = formOf(signature);
    if (seen.has(form)) return;
    seen.add(form);
    add(signatures, signature);
  };
  for (const signature of blockSignatures(policy)) learn(signature);
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'Rule' && tree?.$type !== 'Block') continue;
    walk(tree, (node) => {
      if (node.$type !== 'Call') return;
      const types = node.arguments.map((argument) => typeOf(policy, argument));
      learn({ name: node.name.text, types, origin: 'inferred', uri, node });
    });
  }
  return signatures;
}

function* blockSignatures(policy: SnapshotView): Generator<FactSignature> {
  for (const { name: type, keyword, names } of policy.blocksInOrder()) {
    let roles = false;
    for (const { kind, type: related, uri } of names.values()) {
      const place = { origin: 'built-in' as const, uri, node: undefined };
      if (kind === 'role' && !roles) {
        roles = true;
        const types = keyword === 'global' ? ['Actor', 'String'] : ['Actor', 'String', type];
        yield { name: 'has_role', types, ...place };
      } else if (kind === 'relation') {
        yield { name: 'has_relation', types: [type, 'String', related], ...place };
      }
    }
  }
}

function add(signatures: Map<string, FactSignature[]>, signature: FactSignature): void {
  const known = signatures.get(signature.name);
  if (known === undefined) signatures.set(signature.name, [signature]);
  else known.push(signature);
}

const formOf = ({
  name,
  types,
}: {
  name: string;
  types: readonly (string | undefined)[];
  node?: Node | undefined;
}): string => `${name}(${types.map((type) => type ?? '_').join()})`;
