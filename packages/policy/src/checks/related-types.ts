import type { DeclaredRelation, Name, Node, ShorthandReference } from '@polar-tools/language';
import { declaredName, type MergedBlock } from '../blocks/blocks.ts';
import type { BlockPart } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { walk } from '../model/walk.ts';
import { nearestOf } from '../names/suggestions.ts';
import type { FindingFix, PolicyContext } from './definition.ts';

/** A relation that shorthands follow must lead to a type with a block. Reported at the relation's type, once a relation. */
export function checkRelatedTypes(merged: MergedBlock, context: PolicyContext): void {
  const seen: string[] = [];
  const { parts } = merged;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    const { members } = part.block;
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (member.$type !== 'Shorthand') continue;
      if (member.body.$type === 'ShorthandReference') checkRelatedType(member.body, part, merged, seen, context);
      else checkRelatedTypesIn(member.body, part, merged, seen, context);
    }
  }
}

function checkRelatedTypesIn(
  body: Node,
  part: BlockPart,
  merged: MergedBlock,
  seen: string[],
  context: PolicyContext,
): void {
  walk(body, (node) => {
    if (node.$type === 'ShorthandReference') checkRelatedType(node, part, merged, seen, context);
  });
}

function checkRelatedType(
  { term, relation }: ShorthandReference,
  part: BlockPart,
  merged: MergedBlock,
  seen: string[],
  { policy, dialect, report }: PolicyContext,
): void {
  if (relation?.$type !== 'StringLiteral') return;
  const declared = declaredName(policy.blocks, merged.name, relation.value);
  if (declared?.kind !== 'relation' || policy.blocks.has(declared.type!) || seen.includes(relation.value)) return;
  // A type that is missing is a syntax error already.
  if (declared.type === '' || (dialect === 'cloud' && declared.type === 'Actor')) return;
  seen.push(relation.value);
  const { uri, related } = lastDeclaration(relation.value, policy.blocks.get(declared.block)!);
  const type = declared.type!;
  const meant = nearestOf(type, typesOf(policy));
  const target = related.type ?? related.name;
  const shown = term.$type === 'StringLiteral' ? `"${term.value}"` : term.name;
  report(
    uri,
    target,
    `${merged.name}: Relation "${relation.value}" in rule body \`${shown} on "${relation.value}"\` has type '${type}', but no such resource block exists. Try declaring one: \`resource ${type} {}\`${meant === undefined ? '' : `. Or did you mean ${meant}?`}`,
    {
      fixes: [
        ...changeType(target, related.type === undefined, meant),
        {
          title: `Declare resource ${type}`,
          edits: [{ node: part.block, at: 'before', newText: `resource ${type} {}\n\n`, uri: part.uri }],
        },
      ],
    },
  );
}

/** The type that was meant, unless its block is what is misspelt; after the name, where that alone stands for both. */
function changeType(target: Name, isName: boolean, meant: string | undefined): FindingFix[] {
  if (meant === undefined) return [];
  return [
    {
      title: `Change to ${meant}`,
      edits: [{ node: target, at: isName ? 'after' : 'instead', newText: isName ? `: ${meant}` : meant }],
    },
  ];
}

const typesOf = ({ blocks }: Snapshot): readonly string[] => [...blocks.keys()].filter((type) => type !== 'global');

/** Of a relation that reopened blocks declare again, the engine looks at the last. */
function lastDeclaration(relation: string, { parts }: MergedBlock): { uri: string; related: DeclaredRelation } {
  let last: { uri: string; related: DeclaredRelation } | undefined;
  for (const { uri, block } of parts) {
    for (const member of block.members) {
      if (member.$type !== 'BlockDeclaration' || member.value.$type !== 'DeclaredRelations') continue;
      const related = member.value.relations.find(({ name }) => name.text === relation);
      if (related !== undefined) last = { uri, related };
    }
  }
  return last!;
}
