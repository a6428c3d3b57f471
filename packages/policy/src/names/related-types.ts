import type { Node, PolarNode } from '@polar-tools/language';
import { declaredName, relatedType, subtypesOf } from '../blocks/blocks.ts';
import { headSignature } from '../blocks/fact-signatures.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap, walk } from '../model/walk.ts';
import { scopeOf, typeOf } from './variable-types.ts';

/**
 * The types that a relation of a type of Cloud may lead to: what its block says, those of the types that extend it, what rules give and what is declared
 * besides. Undefined among them stands for any.
 */
export function typesLedTo(policy: Snapshot, type: string, relation: string): readonly (string | undefined)[] {
  const { blocks } = policy;
  const declared = [type, ...subtypesOf(blocks, type)].flatMap((each) => {
    const name = declaredName(blocks, each, relation);
    return name === undefined ? [] : [name.kind === 'relation' ? name.type : undefined];
  });
  const given = (policy.predicates.get('has_relation')?.rules ?? []).flatMap((clause) => {
    const named = clause.rule.parameters[1]?.value as PolarNode | undefined;
    if (named?.$type === 'StringLiteral' && named.value !== relation) return [];
    const types = headSignature({ uri: clause.uri, clause }, policy)?.types ?? [];
    return types.length === 3 ? [types[2]] : [];
  });
  const besides = (policy.declaredSignatures.get('has_relation') ?? []).map(({ types }) => types[2]);
  return [...declared, ...given, ...besides];
}

/** Whether the type of a variable follows from a relation that may lead to others as well. */
export function mayLeadElsewhere(policy: Snapshot, node: Node): boolean {
  const variable = unwrap(node) as PolarNode;
  if (variable.$type !== 'Variable') return false;
  let elsewhere = false;
  walk(scopeOf(variable), (each) => {
    if (each.$type !== 'Call' || each.name.text !== 'has_relation' || each.arguments.length !== 3) return true;
    const [resource, relation, other] = each.arguments;
    if (other!.$type !== 'Variable' || other.name !== variable.name || relation!.$type !== 'StringLiteral') return true;
    const type = typeOf(policy, resource!);
    const related = type === undefined ? undefined : relatedType(policy.blocks, type, relation.value);
    if (related !== undefined && typesLedTo(policy, type!, relation.value).some((one) => one !== related))
      elsewhere = true;
    return true;
  });
  return elsewhere;
}
