import { type Node, type PolarNode, print } from '@polar-tools/language';
import { isOnThisResource } from '../blocks/followed-relation.ts';
import { foreignConstruct, foreignMessage } from '../dialect/foreign.ts';
import type { Dialect } from '../model/policy.ts';
import { type Check, cloudOnly, type FindingFix, libraryOnly, type NodeHandlers } from './definition.ts';

const types = [
  'Call',
  'InstancePattern',
  'Lookup',
  'MethodCall',
  'Binary',
  'New',
  'Cut',
  'Forall',
  'Print',
  'FloatLiteral',
  'Dictionary',
  'DictionaryPattern',
  'List',
  'ListPattern',
  'Test',
  'Fixture',
  'Declare',
  'RuleType',
  'InlineQuery',
  'Block',
  'ObjectLiteral',
  'CurrentTime',
  'Flag',
  'Matches',
  'Shorthand',
  'ShorthandAnd',
  'ShorthandOr',
  'Parentheses',
  'ShorthandReference',
] as const;

/** Cloud's constructs in a Library policy. The engine would not read them, so no comment and no setting lets them pass. */
export const cloudConstruct: Check = {
  code: 'cloud-only',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A construct that only Oso Cloud has.',
  syntax: true,
  nodes: handlers('cloud'),
  concerns: ({ cloud }) => cloud !== undefined,
};

/** The Library's constructs in a Cloud policy. */
export const libraryConstruct: Check = {
  code: 'library-only',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A construct that only the Oso library has.',
  syntax: true,
  nodes: handlers('library'),
  concerns: ({ library }) => library !== undefined,
};

function handlers(dialect: Dialect): NodeHandlers {
  const other: Dialect = dialect === 'cloud' ? 'library' : 'cloud';
  const visit: NonNullable<NodeHandlers['Block']> = (node: PolarNode, { policy, report }) => {
    const construct = foreignConstruct(node, other);
    if (construct === undefined) return;
    report(placeOf(node), foreignMessage({ node, construct }, policy.dialectChoice), {
      fixes: [
        ...otherOperator(node),
        ...ofThisResource(node),
        { title: `Set the policy's dialect to ${dialect}`, set: ['dialect'], value: dialect },
      ],
    });
  };
  return Object.fromEntries(types.map((type) => [type, visit])) as NodeHandlers;
}

function otherOperator(node: PolarNode): readonly FindingFix[] {
  if (node.$type !== 'Binary') return [];
  const { left, operator, right } = node;
  if (operator !== '==' && operator !== ':=') return [];
  // Brackets around an operand belong to neither.
  if (left.$type === 'Parentheses' || right.$type === 'Parentheses') return [];
  const newText = `${print(left)} = ${print(right)}`;
  return [{ title: 'Change to =', preferred: true, edits: [{ node, at: 'instead', newText }] }];
}

/** `"creator" on resource` is `"creator"` in both dialects. */
function ofThisResource(node: PolarNode): readonly FindingFix[] {
  if (node.$type !== 'ShorthandReference' || node.global || !isOnThisResource(node)) return [];
  return [
    { title: 'Remove on resource', preferred: true, edits: [{ node, at: 'instead', newText: print(node.term) }] },
  ];
}

/** A block of statements is named by its name or title. */
function placeOf(node: PolarNode): Node {
  switch (node.$type) {
    case 'Test':
      return node.title;
    case 'Fixture':
    case 'Declare':
    case 'RuleType':
      return node.name;
    case 'Block':
      return node.supertypes[0] ?? node.name;
    case 'Shorthand':
      return node.head;
    default:
      return node;
  }
}
