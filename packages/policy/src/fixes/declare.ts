import { type Block, type BlockDeclaration, type Node, printString, type StringLiteral } from '@polar-tools/language';
import { declarationKind, type MergedBlock } from '../blocks/blocks.ts';
import type { FindingFix, NodeEdit } from '../checks/definition.ts';
import type { DeclarationKind } from '../model/policy.ts';

/** Adds a role or a permission to the block's list of that kind, or a list to the block that has none. */
export function declareName(name: string, kind: 'role' | 'permission', block: MergedBlock): FindingFix {
  const title =
    block.name === 'global'
      ? `Declare "${name}" as a global ${kind}`
      : `Declare "${name}" as a ${kind} of ${block.name}`;
  const text = printString(name);
  return { title, edits: [added(block, kind, text, `${kind}s = [${text}];`)] };
}

/** Adds a relation to the block's relations, or some to the block that has none. */
export function declareRelation(name: string, to: string, block: MergedBlock): FindingFix {
  const text = `${name}: ${to}`;
  const title = `Declare "${name}" as a relation of ${block.name} to ${to}`;
  return { title, edits: [added(block, 'relation', text, `relations = { ${text} };`)] };
}

/** The global block with a role. */
export function declareGlobal(role: StringLiteral): FindingFix {
  const text = printString(role.value);
  return {
    title: `Declare the global role ${text}`,
    edits: [{ node: statementOf(role), at: 'before', newText: `global {\n  roles = [${text}];\n}\n\n` }],
  };
}

/** An empty block for a type, before the statement that names it. */
export function declareType(type: string, keyword: 'actor' | 'resource', where: Node): FindingFix {
  const newText = `${keyword} ${type} {}\n\n`;
  return { title: `Declare ${keyword} ${type}`, edits: [{ node: statementOf(where), at: 'before', newText }] };
}

/** The statement of a policy that a node stands in. */
export function statementOf(node: Node): Node {
  let statement = node;
  while (statement.$container !== undefined) statement = statement.$container;
  return statement;
}

function added({ parts }: MergedBlock, kind: DeclarationKind, item: string, declaration: string): NodeEdit {
  for (const { uri, block } of parts) {
    for (const member of block.members) {
      if (member.$type !== 'BlockDeclaration' || declarationKind(member) !== kind) continue;
      const { value } = member;
      const last = itemsOf(member).at(-1);
      if (last !== undefined) return { node: last, at: 'after', newText: `, ${item}`, uri };
      return { node: value, at: 'instead', newText: kind === 'relation' ? `{ ${item} }` : `[${item}]`, uri };
    }
  }
  const { uri, block } = parts[0]!;
  const first = block.members[0];
  if (first !== undefined) return { node: first, at: 'before', newText: `${declaration}\n  `, uri };
  return { node: lastOfHead(block), at: 'body', newText: declaration, uri };
}

const itemsOf = ({ value }: BlockDeclaration): readonly Node[] =>
  value.$type === 'DeclaredNames' ? value.names : value.relations;

const lastOfHead = ({ name, supertypes }: Block): Node => supertypes.at(-1) ?? name;
