import { print } from '@polar-tools/language';
import { type Blocks, declaredName, relatedType, supertypesOf } from '../blocks/blocks.ts';
import { isA } from '../blocks/is-a.ts';
import { typesDeclaring } from '../blocks/types-declaring.ts';
import type { Policy } from '../model/policy.ts';
import { type TermUse, termUse } from '../names/term-uses.ts';
import { typeOfArgument } from '../names/variable-types.ts';
import { both, type Check, type StatementContext } from './definition.ts';

/**
 * A relation the wrong way round. Cloud has the resource first, `has_relation(repo, "parent", org)`, and the Library last,
 * `has_relation(org, "parent", repo)`: what is written by the other's order is never asked for.
 */
export const relationOrder: Check = {
  code: 'relation-order',
  severity: 'warning',
  dialects: both,
  summary: "A relation in the other dialect's order.",
  nodes: { Rule: checkOrder, Call: checkOrder, Fact: checkOrder, Assertion: checkOrder },
};

function checkOrder(node: Parameters<typeof termUse>[0], context: StatementContext): void {
  const { policy, dialect, report } = context;
  const use = termUse(node, dialect);
  if (use === undefined || !isSwapped(use, policy)) return;
  const { of, other, string } = use;
  const type = typeOfArgument(policy, other)!;
  const related = typeOfArgument(policy, of!) ?? relatedType(policy.blocks, type, string.value)!;
  const order =
    dialect === 'cloud'
      ? `In Oso Cloud the resource comes first: has_relation(${type}, "${string.value}", ${related})`
      : `In the Oso library the resource comes last: has_relation(${related}, "${string.value}", ${type})`;
  report(
    node,
    `${type} declares the relation "${string.value}" to ${related}, and here it is the other way round. ${order}.`,
    {
      fixes: [
        {
          title: 'Change the order of the arguments',
          preferred: true,
          edits: [
            { node: of!, at: 'instead', newText: print(other) },
            { node: other, at: 'instead', newText: print(of!) },
          ],
        },
      ],
      related: ({ blocks }) => {
        const declared = declaredName(blocks, type, string.value);
        return declared === undefined ? [] : [{ uri: declared.uri, node: declared.node, message: 'Declared here' }];
      },
    },
  );
}

/** Whether a relation makes sense only with its two arguments changed for each other. */
export function isSwapped({ as, of, other, string }: TermUse, policy: Policy): boolean {
  if (as !== 'relation' || of === undefined) return false;
  const [resource, related] = [typeOfArgument(policy, of), typeOfArgument(policy, other)];
  if (related === undefined || resource === related) return false;
  const { blocks } = policy;
  if (resource === undefined) return leadsOnlyFrom(related, string.value, blocks);
  const isRelation = (type: string): string | undefined => {
    const declared = declaredName(blocks, type, string.value);
    return declared?.kind === 'relation' ? declared.type : undefined;
  };
  if (isRelation(resource) !== undefined) return false;
  const leadsTo = isRelation(related);
  return leadsTo !== undefined && (leadsTo === resource || supertypesOf(blocks, resource).includes(leadsTo));
}

/** Whether a type has this relation, and none of this name leads to it, so that it stands where the resource has to. */
function leadsOnlyFrom(type: string, relation: string, blocks: Blocks): boolean {
  if (relatedType(blocks, type, relation) === undefined) return false;
  return typesDeclaring(relation, blocks).every((from) => {
    const { kind, type: to } = blocks.get(from)!.names.get(relation)!;
    return kind === 'relation' && blocks.has(to!) && !isA(type, to, blocks) && !isA(to, type, blocks);
  });
}

/** Whether a role or a permission makes sense only with the actor before it and the resource after it: they stand the other way round. */
export function isActorLast({ as, of, other, string }: TermUse, policy: Policy): boolean {
  if (as === 'relation' || of === undefined) return false;
  const { blocks } = policy;
  const [last, first] = [typeOfArgument(policy, of), typeOfArgument(policy, other)];
  if (first === undefined || last === undefined || !blocks.has(last)) return false;
  if (isA(first, 'Actor', blocks) || !isA(last, 'Actor', blocks)) return false;
  return declaredName(blocks, first, string.value)?.kind === as && !declaredName(blocks, last, string.value);
}
