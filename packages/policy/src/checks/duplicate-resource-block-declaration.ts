import type { DeclaredRelation, Node } from '@polar-tools/language';
import type { BlockName } from '../model/policy.ts';
import { both, type Check } from './definition.ts';

/** A name is one thing in a type's blocks. */
export const duplicateResourceBlockDeclaration: Check = {
  code: 'duplicate-resource-block-declaration',
  severity: 'error',
  dialects: both,
  summary: 'A name that is declared twice in the blocks of one type.',
  type({ conflicts, name }, { dialect, report }) {
    for (const { existing, repeated } of conflicts) {
      // Whether Cloud minds a name that is listed twice as the same thing is not known.
      if (dialect === 'cloud' && existing.kind === repeated.kind) continue;
      report(
        repeated.uri,
        placeOf(repeated, dialect === 'library'),
        `Cannot overwrite existing ${existing.kind} declaration "${existing.name}" in resource ${name} with ${repeated.kind}. Remove one of the two, or rename it.`,
        {
          related: [{ uri: existing.uri, node: existing.node, message: `First declared here, as a ${existing.kind}` }],
        },
      );
    }
  },
};

/** The engine points at the type of a relation. */
function placeOf({ node }: BlockName, atType: boolean): Node {
  if (node.$type !== 'DeclaredRelation') return node;
  const relation = node as DeclaredRelation;
  return atType ? (relation.type ?? relation.name) : relation.name;
}
