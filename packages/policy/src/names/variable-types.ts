import type { Binary, Call, Expression, Node, Parameter, PolarNode } from '@polar-tools/language';
import { type Blocks, relatedType } from '../blocks/blocks.ts';
import { classOfValue } from '../blocks/rule-fits-type.ts';
import type { Dialect, Policy } from '../model/policy.ts';
import { unwrap, walk } from '../model/walk.ts';

/** What the types of variables are read from. */
export interface TypeSetting {
  readonly dialect: Dialect;
  readonly blocks: Blocks;
}

/**
 * The type of an expression where one is known: a literal's class, an object's, or a variable's, which heads, `matches` and relations
 * to typed resources give (docs/language/facts-and-tests.md#facts-and-their-types). `Actor` and `Resource` stand for all types with such a block.
 */
export function typeOf(policy: Policy, node: Node): string | undefined {
  const it = unwrap(node) as PolarNode;
  switch (it.$type) {
    case 'Variable':
      // Each `_` is a variable of its own.
      if (it.name === '_')
        return it.$container?.$type === 'Parameter' ? typeAsked(it.$container as Parameter) : undefined;
      return variableTypes(scopeOf(it), policy).get(it.name);
    case 'ObjectLiteral':
    case 'New':
      return it.name.text;
    case 'CurrentTime':
      return 'Integer';
    default:
      return classOfValue(it);
  }
}

/** The type of a parameter, or of an argument. */
export function typeOfArgument(policy: Policy, argument: Expression | Parameter): string | undefined {
  if (argument.$type !== 'Parameter') return typeOf(policy, argument);
  const { value, specializer } = argument;
  if (specializer?.$type === 'InstancePattern') return specializer.name.text;
  return specializer === undefined ? typeOf(policy, value) : classOfValue(specializer);
}

/** The part of a policy in which a variable's name means one thing: a rule, a query, an assertion, a shorthand, a rule type. */
export function scopeOf(node: Node): Node {
  let scope = node;
  for (;;) {
    if (
      scope.$container === undefined ||
      scope.$type === 'Assertion' ||
      scope.$type === 'Shorthand' ||
      scope.$type === 'Fact'
    ) {
      return scope;
    }
    scope = scope.$container;
  }
}

interface KnownTypes {
  readonly dialect: Dialect;
  /** The blocks that were asked; undefined where none were, so that these are the types whatever is declared. */
  readonly blocks: Blocks | undefined;
  readonly types: ReadonlyMap<string, string>;
}

const cache = new WeakMap<Node, KnownTypes>();

/** The types of the variables of a rule, query, assertion or shorthand, as far as they are known; of two, the first. */
export function variableTypes(scope: Node, { dialect, blocks }: TypeSetting): ReadonlyMap<string, string> {
  const known = cache.get(scope);
  if (known?.dialect === dialect && (known.blocks === undefined || known.blocks === blocks)) return known.types;
  const types = new Map<string, string>();
  const learn = (name: string, type: string): void => {
    // Each `_` is a variable of its own.
    if (name === '_') return;
    const before = types.get(name);
    if (before === undefined || ((before === 'Actor' || before === 'Resource') && type !== before))
      types.set(name, type);
  };
  const learnFirst = (name: string, type: string): void => {
    if (!types.has(name)) learn(name, type);
  };
  const calls: Call[] = [];
  const compared: Binary[] = [];
  let asks = false;
  if (scope.$type === 'Shorthand' && dialect === 'cloud') {
    learn('actor', 'Actor');
    const block = scope.$container as PolarNode | undefined;
    if (block?.$type === 'Block') learn('resource', block.name.text);
  }
  walk(scope, (node) => {
    // What holds in one branch, or does not hold, says nothing of the others.
    if (node.$type === 'Not' || node.$type === 'Or') return false;
    if (node.$type === 'Parameter') learnParameter(node, learn);
    else if (node.$type === 'Matches' && node.left.$type === 'Variable') {
      const { pattern } = node;
      if (pattern.$type === 'InstancePattern') learn(node.left.name, pattern.name.text);
      else if (pattern.$type === 'Variable') learn(node.left.name, pattern.name);
    } else if (node.$type === 'Call') calls.push(node);
    else if (node.$type === 'Binary') compared.push(node);
    return true;
  });
  // What is on the other side of a relation of a resource whose type is known.
  for (const { name, arguments: values } of calls) {
    if (name.text !== 'has_relation' || values.length !== 3) continue;
    const [resource, other] = dialect === 'cloud' ? [values[0]!, values[2]!] : [values[2]!, values[0]!];
    const relation = values[1]!;
    if (resource.$type !== 'Variable' || other.$type !== 'Variable' || relation.$type !== 'StringLiteral') continue;
    asks = true;
    const type = types.get(resource.name);
    const related = type === undefined ? undefined : relatedType(blocks, type, relation.value);
    if (related !== undefined) learn(other.name, related);
  }
  if (dialect === 'cloud') for (const binary of compared) learnCompared(binary, learnFirst);
  cache.set(scope, { dialect, blocks: asks ? blocks : undefined, types });
  return types;
}

/** Operators that compare integers (docs/language/cloud-decisions.md). */
const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** What a variable of Cloud is compared with, every time that its rule holds: `n > 3`, `n = "a"`, `n in [1, 2]`. */
function learnCompared({ left, operator, right }: Binary, learn: (name: string, type: string) => void): void {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const variable = unwrap(side) as PolarNode;
    if (variable.$type !== 'Variable') continue;
    if (ORDERS.has(operator)) learn(variable.name, 'Integer');
    else if (operator === '=') {
      const type = typeOfLiteral(other);
      if (type !== undefined) learn(variable.name, type);
    } else if (operator === 'in' && side === left) {
      const list = unwrap(other) as PolarNode;
      const members = list.$type === 'List' ? list.elements.map(typeOfLiteral) : [];
      const [type] = members;
      if (type !== undefined && members.every((one) => one === type)) learn(variable.name, type);
    }
  }
}

function typeOfLiteral(node: Node): string | undefined {
  const value = unwrap(node) as PolarNode;
  if (value.$type === 'ObjectLiteral') return value.name.text;
  const type = value.$type === 'CurrentTime' ? 'Integer' : classOfValue(value);
  return type === 'List' || type === 'Dictionary' ? undefined : type;
}

function learnParameter(parameter: Parameter, learn: (name: string, type: string) => void): void {
  const { value } = parameter;
  if (value.$type !== 'Variable' || value.name === '_') return;
  const type = typeAsked(parameter);
  if (type !== undefined) learn(value.name, type);
}

/** The type that a parameter's specializer asks for. */
function typeAsked({ specializer }: Parameter): string | undefined {
  if (specializer === undefined) return undefined;
  return specializer.$type === 'InstancePattern' ? specializer.name.text : classOfValue(specializer);
}
