import type { Node, PolarNode } from '@polar-tools/language';

/**
 * Calls `visit` for a node and everything below it but names, in the order of the text. Where `visit` answers `false`, what
 * is below the node is left out. Keeps its own stack, so that a deep tree cannot overflow the program's.
 */
export function walk(root: Node, visit: (node: PolarNode) => unknown): void {
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as PolarNode;
    if (visit(node) !== false) pushChildren(node, stack);
  }
}

function pushChildren(node: PolarNode, stack: Node[]): void {
  switch (node.$type) {
    case 'Variable':
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'BooleanLiteral':
    case 'Name':
    case 'Flag':
    case 'FixtureUse':
    case 'CurrentTime':
    case 'Cut':
    case 'DeclaredRelation':
    case 'Declare':
      return;
    case 'Call':
    case 'New':
      pushAll(node.keywords, stack);
      pushAll(node.arguments, stack);
      return;
    case 'MethodCall':
      pushAll(node.keywords, stack);
      pushAll(node.arguments, stack);
      push(node.object, stack);
      return;
    case 'Fact':
    case 'Print':
      pushAll(node.arguments, stack);
      return;
    case 'Parameter':
      push(node.specializer, stack);
      push(node.value, stack);
      return;
    case 'InstancePattern':
      if (node.fields) pushAll(node.fields, stack);
      return;
    case 'Dictionary':
    case 'DictionaryPattern':
      pushAll(node.fields, stack);
      return;
    case 'Field':
      push(node.value, stack);
      return;
    case 'Binary':
      push(node.right, stack);
      push(node.left, stack);
      return;
    case 'Matches':
      push(node.pattern, stack);
      push(node.left, stack);
      return;
    case 'And':
    case 'Or':
    case 'ShorthandAnd':
    case 'ShorthandOr':
      pushAll(node.operands, stack);
      return;
    case 'Not':
      push(node.operand, stack);
      return;
    case 'Parentheses':
      push(node.inner, stack);
      return;
    case 'Lookup':
      push(node.key, stack);
      push(node.object, stack);
      return;
    case 'List':
    case 'ListPattern':
      push(node.rest, stack);
      pushAll(node.elements, stack);
      return;
    case 'Forall':
      push(node.action, stack);
      push(node.condition, stack);
      return;
    case 'ObjectLiteral':
      push(node.id, stack);
      return;
    case 'Rule':
      push(node.body, stack);
      pushAll(node.parameters, stack);
      pushAll(node.flags, stack);
      return;
    case 'RuleType':
      pushAll(node.parameters, stack);
      return;
    case 'InlineQuery':
      push(node.query, stack);
      return;
    case 'Block':
      pushAll(node.members, stack);
      return;
    case 'BlockDeclaration':
      push(node.value, stack);
      return;
    case 'DeclaredNames':
      pushAll(node.names, stack);
      return;
    case 'DeclaredRelations':
      pushAll(node.relations, stack);
      return;
    case 'Shorthand':
      push(node.body, stack);
      push(node.head, stack);
      pushAll(node.flags, stack);
      return;
    case 'ShorthandReference':
      push(node.relation, stack);
      push(node.term, stack);
      return;
    case 'Fixture':
      pushAll(node.facts, stack);
      return;
    case 'Test':
      pushAll(node.assertions, stack);
      push(node.setup, stack);
      return;
    case 'Setup':
      pushAll(node.items, stack);
      return;
    case 'Assertion':
      push(node.iff, stack);
      pushAll(node.parameters, stack);
      return;
  }
}

function push(node: Node | undefined, stack: Node[]): void {
  if (node !== undefined) stack.push(node);
}

function pushAll(nodes: readonly Node[], stack: Node[]): void {
  for (let i = nodes.length - 1; i >= 0; i--) stack.push(nodes[i]!);
}

/** What is inside any number of parentheses. */
export function unwrap<T extends Node>(node: T): T {
  let inner: Node = node;
  while (inner.$type === 'Parentheses') inner = (inner as Node & { inner: Node }).inner;
  return inner as T;
}

/** Whether a node stands under `not`. */
export function isUnderNot(node: Node): boolean {
  for (let holder = node.$container; holder !== undefined; holder = holder.$container) {
    if (holder.$type === 'Not') return true;
  }
  return false;
}
