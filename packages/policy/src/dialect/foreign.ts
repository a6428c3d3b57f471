import type { Block, Node, PolarNode } from '@polar-tools/language';
import type { Dialect, DialectChoice } from '../model/policy.ts';
import { walk } from '../model/walk.ts';
import { type Construct, constructOf } from './constructs.ts';

/** A node that the grammar, which reads both dialects, took, and that the policy's own dialect has no syntax for. */
export interface Foreign {
  readonly node: PolarNode;
  readonly construct: Construct;
}

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };

/** The construct of a node that is none of the dialect's. What is inside another such node says nothing new, and is none here. */
export function foreignConstruct(node: PolarNode, dialect: Dialect): Construct | undefined {
  const construct = constructOf(node);
  return construct === undefined || construct.dialect === dialect || isInsideForeign(node, dialect)
    ? undefined
    : construct;
}

/** All such nodes of a tree, in the order of the text. */
export function foreignNodes(tree: Node, dialect: Dialect): readonly Foreign[] {
  const found: Foreign[] = [];
  walk(tree, (node) => {
    const construct = foreignConstruct(node, dialect);
    if (construct === undefined) return true;
    found.push({ node, construct });
    return node.$type === 'Block';
  });
  return found;
}

/** What is wrong with it and what to do, for a person. */
export function foreignMessage({ node, construct }: Foreign, { dialect, from }: DialectChoice): string {
  const { what } = construct;
  const subject = /^an? /.test(what) ? what[0]!.toUpperCase() + what.slice(1) : what;
  const configured = from === 'configuration' ? 'is set to' : 'reads as one for';
  return `${subject} exists only in policies for ${titles[construct.dialect]}, and this policy ${configured} ${titles[dialect]}. ${instead(node)}, or set the dialect.`;
}

/** What is written for it in the policy's dialect. */
function instead(node: PolarNode): string {
  switch (node.$type) {
    case 'Binary':
      return node.operator === '==' || node.operator === ':=' ? 'Write =' : 'Write it in another way';
    case 'Lookup':
    case 'MethodCall':
      return 'State it as a fact, such as is_public(page)';
    case 'InstancePattern':
      return `Write ${node.name.text} alone, and state its fields as facts, such as is_public(page); a single object is asked for as in user = User{"alice"}`;
    case 'Dictionary':
    case 'DictionaryPattern':
      return 'State its fields as facts, such as is_public(page)';
    case 'New':
      return 'Write an object by its type and identifier, such as User{"alice"}';
    case 'FloatLiteral':
      return 'Write an integer';
    case 'Print':
      return 'Remove it';
    case 'InlineQuery':
      return 'Ask it in a test, such as test "name" { assert allow(User{"ann"}, "read", Repo{"a"}); }';
    default:
      return 'Write it in another way';
  }
}

function isInsideForeign(node: Node, dialect: Dialect): boolean {
  for (let holder = node.$container; holder !== undefined; holder = holder.$container) {
    // What a type extends says nothing of its block's members.
    if (holder.$type === 'Block' && (holder as Block).keyword !== undefined) return false;
    const construct = constructOf(holder as PolarNode);
    if (construct !== undefined && construct.dialect !== dialect) return true;
  }
  return false;
}
