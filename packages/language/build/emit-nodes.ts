/** Writes the classes of the nodes: fixed shapes, the type's name on the prototype. */
import { type NodeType, WITH_OPERATOR } from './node-types.ts';

/** The roots of trees know the statement that they were read from: see `rangeOf`. */
const STATEMENTS = new Set(['Rule', 'RuleType', 'InlineQuery', 'Block', 'Declare', 'Fixture', 'Test']);

export function emitNodes(types: ReadonlyMap<string, NodeType>, header: string): string {
  const sorted = [...types.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    header,
    "import type * as ast from '../ast.ts';",
    "import type { StatementSource } from '../policy-file.ts';",
    "import { own, ownAll, TreeNode } from '../tree-node.ts';",
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
  ].join('\n');
}

function classOf(type: NodeType): string {
  const of = (name: string): string => `ast.${type.name}['${name}']`;
  const operator = WITH_OPERATOR.has(type.name);
  const fields = type.properties.map((p) => `  declare readonly ${p.name}: ${of(p.name)};`);
  const parameters = type.properties.map((p) => `, ${p.name}_: ${of(p.name)}`);
  const assignments = type.properties.map((p) => `    this.${p.name} = ${p.name}_;`);
  for (const p of type.properties) {
    if (!p.node) continue;
    const call = p.kind === 'list' ? 'ownAll' : 'own';
    assignments.push(
      `    ${p.required || p.kind === 'list' ? '' : `if (${p.name}_ !== undefined) `}${call}(${p.name}_, this);`,
    );
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
export class ${type.name} extends TreeNode implements ast.${type.name} {
  declare readonly $type: '${type.name}';
${fields.join('\n')}
  constructor(start: number, end: number${parameters.join('')}) {
    super(start, end);
${assignments.join('\n')}
  }
}
(${type.name}.prototype as { $type: string }).$type = '${type.name}';
`;
}
