import { type Binary, type Block, type Node, type PolarNode, print } from '@polar-tools/language';
import { constructOf } from '../dialect/constructs.ts';
import type { Dialect } from '../model/policy.ts';
import { type Check, cloudOnly, type FindingFix, libraryOnly, type NodeHandlers } from './definition.ts';

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };

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
  'Dictionary',
  'DictionaryPattern',
  'List',
  'ListPattern',
  'Test',
  'Fixture',
  'Declare',
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

/** Cloud's constructs in a Library policy. */
export const cloudConstruct: Check = {
  code: 'cloud-only',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A construct that only Oso Cloud has.',
  nodes: handlers('cloud'),
  concerns: ({ cloud }) => cloud !== undefined,
};

/** The Library's constructs in a Cloud policy. */
export const libraryConstruct: Check = {
  code: 'library-only',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A construct that only the Oso library has.',
  nodes: handlers('library'),
  concerns: ({ library }) => library !== undefined,
};

function handlers(dialect: Dialect): NodeHandlers {
  const other: Dialect = dialect === 'cloud' ? 'library' : 'cloud';
  const visit: NonNullable<NodeHandlers['Block']> = (node: PolarNode, { policy, report }) => {
    const construct = constructOf(node);
    if (construct?.dialect !== dialect || isPartOfReported(node, dialect)) return;
    const { what } = construct;
    const subject = /^an? /.test(what) ? what[0]!.toUpperCase() + what.slice(1) : what;
    const configured = policy.dialectChoice.from === 'configuration' ? 'is set to' : 'reads as one for';
    report(
      placeOf(node),
      `${subject} exists only in policies for ${titles[dialect]}, and this policy ${configured} ${titles[other]}. ${instead(node)}, or set the dialect.`,
      {
        fixes: [
          ...otherOperator(node),
          { title: `Set the policy's dialect to ${dialect}`, set: ['dialect'], value: dialect },
        ],
      },
    );
  };
  return Object.fromEntries(types.map((type) => [type, visit])) as NodeHandlers;
}

/** What is written for it in the policy's dialect. */
function instead(node: PolarNode): string {
  switch (node.$type) {
    case 'Binary':
      return comparesInLibrary(node) ? 'Write =' : 'Write it in another way';
    case 'Lookup':
    case 'MethodCall':
      return 'State it as a fact, such as is_public(page)';
    case 'New':
    case 'InstancePattern':
      return 'Write an object by its type and identifier, such as User{"alice"}';
    case 'Print':
      return 'Remove it';
    default:
      return 'Write it in another way';
  }
}

function otherOperator(node: PolarNode): readonly FindingFix[] {
  if (node.$type !== 'Binary' || !comparesInLibrary(node)) return [];
  const { left, right } = node;
  // Brackets around an operand belong to neither.
  if (left.$type === 'Parentheses' || right.$type === 'Parentheses') return [];
  const newText = `${print(left)} = ${print(right)}`;
  return [{ title: 'Change to =', preferred: true, edits: [{ node, at: 'instead', newText }] }];
}

const comparesInLibrary = ({ operator }: Binary): boolean => operator === '==' || operator === ':=';

/** What is inside a construct of that dialect says nothing new. */
function isPartOfReported(node: Node, dialect: Dialect): boolean {
  for (let holder = node.$container; holder !== undefined; holder = holder.$container) {
    // What a type extends says nothing of its block's members.
    if (holder.$type === 'Block' && (holder as Block).keyword !== undefined) return false;
    if (constructOf(holder as PolarNode)?.dialect === dialect) return true;
  }
  return false;
}

/** A block of statements is named by its name or title. */
function placeOf(node: PolarNode): Node {
  switch (node.$type) {
    case 'Test':
      return node.title;
    case 'Fixture':
    case 'Declare':
      return node.name;
    case 'Block':
      return node.supertypes[0] ?? node.name;
    case 'Shorthand':
      return node.head;
    default:
      return node;
  }
}
