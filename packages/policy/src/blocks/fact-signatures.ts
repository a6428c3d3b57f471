import type { Node } from '@polar-tools/language';
import type { FactSignature } from '../model/policy.ts';
import type { SnapshotView } from '../model/snapshot-view.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { typeOf, typeOfArgument } from '../names/variable-types.ts';
import type { Blocks } from './blocks.ts';

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
  for (const model of policy.statements()) for (const signature of signaturesIn(model, policy)) learn(signature);
  return signatures;
}

const none: readonly FactSignature[] = [];
const inferred = new WeakMap<
  StatementModel,
  { readonly blocks: Blocks; readonly signatures: readonly FactSignature[] }
>();

/** The signatures that the calls of one statement make: of a rule or a block, not of what only asks. */
export function signaturesIn(model: StatementModel, policy: SnapshotView): readonly FactSignature[] {
  const { uri, tree, nodes } = model;
  if (model.calls.length === 0 || (tree?.$type !== 'Rule' && tree?.$type !== 'Block')) return none;
  const known = inferred.get(model);
  if (known?.blocks === policy.blocks) return known.signatures;
  const signatures = nodes.flatMap((node): FactSignature[] => {
    if (node.$type !== 'Call') return [];
    const types = node.arguments.map((argument) => typeOf(policy, argument));
    return [{ name: node.name.text, types, origin: 'inferred', uri, node }];
  });
  inferred.set(model, { blocks: policy.blocks, signatures });
  return signatures;
}

/** The types of a rule's head: what the rule gives may be told as a fact as well. */
export function headSignature(
  { uri, clause }: Pick<StatementModel, 'uri' | 'clause'>,
  policy: SnapshotView,
): FactSignature | undefined {
  if (clause === undefined) return undefined;
  const types = clause.rule.parameters.map((parameter) => typeOfArgument(policy, parameter));
  return { name: clause.predicate, types, origin: 'inferred', uri, node: undefined };
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

/** A signature as it would be written, with `_` where any type will do. */
export const formOf = ({
  name,
  types,
}: {
  name: string;
  types: readonly (string | undefined)[];
  node?: Node | undefined;
}): string => `${name}(${types.map((type) => type ?? '_').join(', ')})`;
