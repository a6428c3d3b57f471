import { type Call, type Node, type PolarNode, print, type Rule, rangeOf } from '@polar-tools/language';
import { constructOf } from '../../dialect/constructs.ts';
import type { Policy } from '../../model/policy.ts';
import { isUnderNot, unwrap, walk } from '../../model/walk.ts';
import { variableTypes } from '../../names/variable-types.ts';
import { variablesIn } from '../../refactorings/clause-parts.ts';
import { allMarked } from '../../refactorings/singletons-of.ts';
import { sourceOf } from '../../refactorings/source-text.ts';
import { capitalised, swapped } from '../to-cloud/goals.ts';
import type { Obstacle, Unit } from '../unit.ts';
import { isTold } from './fact-fields.ts';
import { orderOf } from './order.ts';

/** The text of a Cloud rule, or of what a shorthand stands for, in the Library; undefined where it became a decision. */
export function ruleToLibrary(unit: Unit, rule: Rule, policy: Policy, source?: string): string | undefined {
  const refused = foreignIn(rule, policy);
  if (refused !== undefined) return leave(unit, refused.node, refused.obstacle);
  const body = rule.body;
  const bound = new Set(rule.parameters.flatMap((parameter) => variablesIn(parameter)));
  const order = body === undefined ? { goals: [] } : orderOf(body, bound, (call) => isFactsOnly(policy, call));
  if (!('goals' in order)) return leave(unit, order.node, order.obstacle);
  const write = (node: Node): string => textOf(node, source);
  const parameters = swapped(rule.name.text, rule.parameters).map((parameter) =>
    // The word of "role if role" is any role, which the Library's type for the rule wants to be a string.
    source === undefined && parameter.specializer === undefined && parameter.value.$type === 'Variable'
      ? `${parameter.value.name}: String`
      : write(parameter),
  );
  const head = `${rule.name.text}(${parameters.join(', ')})`;
  if (body === undefined) return allMarked(`${head};`);
  const isOne = order.goals.length === 1 && unwrap<Node>(body) === order.goals[0];
  const goals = order.goals.map(write).join(' and\n  ');
  return allMarked(`${head} if\n  ${isOne ? write(body) : goals};`);
}

function leave(unit: Unit, node: Node, obstacle: Obstacle): undefined {
  // What a shorthand stands for has places of the shorthand.
  unit.leave(node, obstacle);
  return undefined;
}

/** Whether all that a call asks for is facts: no rule gives some, too. */
function isFactsOnly(policy: Policy, call: Call): boolean {
  const { text } = call.name;
  if (!isTold(policy, text)) return false;
  const clauses = policy.predicates.get(text)?.clauses ?? [];
  const name = call.arguments[1];
  return !clauses.some(({ rule, arity }) => {
    if (arity !== call.arguments.length) return false;
    const other = rule.parameters[1]?.value;
    return !(name?.$type === 'StringLiteral' && other?.$type === 'StringLiteral' && other.value !== name.value);
  });
}

/** A construct that the Library has not, or that may mean something else there. */
function foreignIn(rule: Rule, policy: Policy): { readonly node: Node; readonly obstacle: Obstacle } | undefined {
  let found: { readonly node: Node; readonly obstacle: Obstacle } | undefined;
  const [flag] = rule.flags;
  if (flag !== undefined) return { node: flag, obstacle: obstacleOf(flag) };
  walk(rule, (node) => {
    if (found !== undefined) return false;
    const construct = constructOf(node);
    if (construct?.dialect === 'cloud' && !(node.$type === 'Call' && construct.what === 'a call in a shorthand'))
      found = { node, obstacle: obstacleOf(node) };
    else if (node.$type === 'Call' && node.arguments.length === 2 && GLOBAL.has(node.name.text))
      found = { node, obstacle: globalRole };
    else if (
      node.$type === 'Binary' &&
      ORDERS.has(node.operator) &&
      ![node.left, node.right].some((side) => isInteger(side, rule, policy))
    )
      found = { node, obstacle: comparison };
    else if (node.$type === 'Call' && isUnderNot(node) && hasCompound(node))
      found = { node, obstacle: obstacleOf(node) };
    return true;
  });
  return found;
}

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Whether a value is an integer for sure: it is written, or the rule or the facts that a call asks for say so. */
function isInteger(node: Node, rule: Rule, policy: Policy): boolean {
  const inner = unwrap(node) as PolarNode;
  if (inner.$type !== 'Variable') return inner.$type === 'IntegerLiteral';
  if (variableTypes(rule, policy).get(inner.name) === 'Integer') return true;
  let found = false;
  walk(rule.body!, (it) => {
    if (found || it.$type === 'Not' || it.$type === 'Or') return false;
    if (it.$type !== 'Call') return true;
    const at = it.arguments.findIndex((value) => value.$type === 'Variable' && value.name === inner.name);
    const signatures = policy.factSignatures.get(it.name.text)?.filter(({ types }) => types[at] !== undefined) ?? [];
    if (at >= 0 && signatures.length > 0 && signatures.every(({ types }) => types[at] === 'Integer')) found = true;
    return true;
  });
  return found;
}

function hasCompound({ $container }: Node): boolean {
  let holder = $container;
  while (holder?.$type === 'Parentheses') holder = holder.$container;
  return holder !== undefined && holder.$type !== 'Not';
}

/** With two arguments they are of the application as a whole. */
const GLOBAL: ReadonlySet<string> = new Set(['has_role', 'has_permission']);

const globalRole: Obstacle = {
  what: 'A global role or permission',
  why: 'The Oso library knows roles of resources alone. Make a resource for the whole application, or a rule of its own.',
};

const comparison: Obstacle = {
  what: 'A comparison of values that may be no integers',
  why: 'In Oso Cloud it is then false, in the Oso library strings are compared, and other values are an error. If both are integers, keep it.',
};

function obstacleOf(node: PolarNode): Obstacle {
  const what = capitalised(constructOf(node)?.what ?? 'this condition');
  switch (node.$type) {
    case 'ObjectLiteral':
      return { what, why: 'Register the object with the library as a constant, and write its name.' };
    case 'CurrentTime':
      return { what, why: 'Give the time to the rule as an argument, or register a class that knows it.' };
    case 'ShorthandReference':
      return globalRole;
    default:
      return { what, why: 'The Oso library has nothing that is surely the same. Write it in another way.' };
  }
}

/** A node's text: as it was written, or printed, with the arguments of relations the other way round. */
function textOf(root: Node, source: string | undefined): string {
  if (source === undefined) return printSwapped(root);
  const { start } = rangeOf(root);
  const changes: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  walk(root, (node) => {
    if (node.$type !== 'Call') return true;
    const { arguments: values } = node;
    const other = swapped(node.name.text, values);
    if (other !== values)
      for (const [i, value] of values.entries()) {
        const range = rangeOf(value);
        changes.push({ from: range.start - start, to: range.end - start, text: sourceOf(source, other[i]!) });
      }
    return other === values;
  });
  let text = sourceOf(source, root);
  for (const { from, to, text: other } of changes.sort((a, b) => b.from - a.from))
    text = text.slice(0, from) + other + text.slice(to);
  return text;
}

function printSwapped(root: Node): string {
  const node = root as PolarNode;
  switch (node.$type) {
    case 'And':
      return node.operands.map(printSwapped).join(' and ');
    case 'Or':
      return node.operands.map(printSwapped).join(' or ');
    case 'Parentheses':
      return `(${printSwapped(node.inner)})`;
    case 'Call':
      return `${node.name.text}(${swapped(node.name.text, node.arguments)
        .map((value) => print(value))
        .join(', ')})`;
    default:
      return print(root);
  }
}
