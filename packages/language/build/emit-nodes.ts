/** Writes the classes of the nodes: fixed shapes, the type's name on the prototype. */
import { type NodeType, OPTIONAL_LISTS, WITH_OPERATOR } from './node-types.ts';

/** The roots of trees know the statement that they were read from: see `rangeOf`. */
export const STATEMENTS = new Set(['Rule', 'RuleType', 'InlineQuery', 'Block', 'Declare', 'Fixture', 'Test']);

export function emitNodes(types: ReadonlyMap<string, NodeType>, header: string): string {
  const sorted = [...types.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    header,
    "import type * as ast from '../tree/ast.ts';",
    "import type { StatementSource } from '../tree/source.ts';",
    'import {',
    '  CONDITION, describeType, EITHER, INNER, own, ownAll, ownAllConditions, ownAllKeys, ownAllValues, ownCondition, ownValue, type TreeNode, UNCERTAIN, VALUE,',
    "} from '../tree/tree-node.ts';",
    '',
    '/** A number for each type, to choose by: `$kind` of a node. */',
    'export const Kind = {',
    ...sorted.map(({ name }, kind) => `  ${name}: ${kind},`),
    '} as const;',
    ...sorted.map(classOf),
    '/** The properties that hold nodes, in the order they are written. */',
    'export const CHILD_PROPERTIES: Readonly<Record<string, readonly string[]>> = {',
    ...sorted.map(
      (type) =>
        `  ${type.name}: [${type.properties
          .filter((p) => p.node)
          .map((p) => `'${p.name}'`)
          .join(', ')}],`,
    ),
    '};',
    '',
    '/** Puts what is right inside a node, but names, on a stack: the first of it on top. */',
    'export function pushChildren(node: TreeNode, kind: number, stack: ast.Node[]): void {',
    '  switch (kind) {',
    ...sorted.flatMap(childrenCase),
    '  }',
    '}',
    '',
    'function pushAll(nodes: readonly ast.Node[], stack: ast.Node[]): void {',
    '  for (let i = nodes.length - 1; i >= 0; i--) stack.push(nodes[i]!);',
    '}',
    '',
  ].join('\n');
}

/** Names in all but their type. */
const AS_NAMES = new Set(['Test.title']);
/** Written after the others, whatever the grammar's order. */
const LAST = new Set(['rest']);

function childrenCase(type: NodeType, kind: number): string[] {
  const inside = type.properties.filter((p) => p.node && !p.named && !AS_NAMES.has(`${type.name}.${p.name}`));
  if (inside.length === 0) return [];
  const ordered = [...inside.filter(({ name }) => !LAST.has(name)), ...inside.filter(({ name }) => LAST.has(name))];
  const pushes = ordered.toReversed().map((p) => {
    const value = `it.${p.name}`;
    const optional = p.kind === 'list' ? OPTIONAL_LISTS.has(`${type.name}.${p.name}`) : !p.required;
    return `${optional ? `if (${value} !== undefined) ` : ''}${p.kind === 'list' ? `pushAll(${value}, stack)` : `stack.push(${value})`};`;
  });
  return [`case ${kind}: {`, `const it = node as ${type.name};`, ...pushes, 'return;', '}'];
}

/** How a child is taken: see `tree-node.ts`. */
export const OWNED_AS = new Map<string, string>([
  ...['And.operands', 'Or.operands', 'Not.operand', 'Forall.condition', 'Forall.action'].map(as('Condition')),
  ...[
    'Parameter.value', 'Binary.left', 'Binary.right', 'Matches.left', 'Lookup.object', 'MethodCall.object',
    'MethodCall.arguments', 'Call.arguments', 'New.arguments', 'Print.arguments', 'Fact.arguments', 'List.elements',
    'ListPattern.elements', 'Field.value',
  ].map(as('Value')), // biome-ignore format: a list
  ...['Dictionary.fields', 'DictionaryPattern.fields', 'InstancePattern.fields'].map(as('Key')),
  ...['Call.keywords', 'MethodCall.keywords', 'New.keywords', 'DeclaredRelations.relations'].map(as('Key')),
]);

function as(what: string): (property: string) => [string, string] {
  return (property) => [property, what];
}

/** What an operand can stand for: a condition, a value, or what is inside of it; else both. */
export const STANDS_FOR = new Map([
  ...['And', 'Or', 'Not', 'Matches', 'Call', 'Cut', 'Print', 'Forall'].map(as('CONDITION')),
  // An operator says which.
  ['Binary', 'UNCERTAIN'],
  ['Parentheses', 'INNER'],
  ...['Variable', 'BooleanLiteral', 'Lookup', 'MethodCall'].map(as('EITHER')),
]);

function classOf(type: NodeType, kind: number): string {
  const of = (name: string): string => `ast.${type.name}['${name}']`;
  const operator = WITH_OPERATOR.has(type.name);
  const fields = type.properties.map((p) => `  declare readonly ${p.name}: ${of(p.name)};`);
  const parameters = type.properties.map((p) => `, ${p.name}_: ${of(p.name)}`);
  const assignments = type.properties.map((p) => `    this.${p.name} = ${p.name}_;`);
  for (const p of type.properties) {
    if (!p.node) continue;
    const call = `own${p.kind === 'list' ? 'All' : ''}${OWNED_AS.get(`${type.name}.${p.name}`) ?? ''}${p.kind === 'list' && OWNED_AS.has(`${type.name}.${p.name}`) ? 's' : ''}`;
    const optional = p.kind !== 'list' ? !p.required : OPTIONAL_LISTS.has(`${type.name}.${p.name}`);
    assignments.push(`    ${optional ? `if (${p.name}_ !== undefined) ` : ''}${call}(${p.name}_, this);`);
  }
  if (operator) {
    fields.push('  declare readonly $operator: number;');
    parameters.push(', operatorStart: number');
    assignments.push('    this.$operator = operatorStart;');
  }
  if (STATEMENTS.has(type.name)) {
    fields.push('  declare $source: StatementSource | undefined;');
    assignments.push('    this.$source = undefined;');
  }
  return `
export class ${type.name} implements ast.${type.name}, TreeNode {
  declare readonly $type: '${type.name}';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
${fields.join('\n')}
  constructor(start: number, end: number${parameters.join('')}) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
${assignments.join('\n')}
  }
}
describeType(${type.name}.prototype, '${type.name}', ${kind}, ${STANDS_FOR.get(type.name) ?? 'VALUE'});
`;
}
