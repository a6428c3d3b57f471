import type { Expression, Node, Parameter, PolarNode, Rule } from '@polar-tools/language';
import { snapshotOf } from '../model/create.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Policy } from '../model/policy.ts';
import { unwrap } from '../model/walk.ts';
import { goalsOf } from './clause-parts.ts';

/**
 * Whether some rule of the policy gives or asks for any role whatever, so that a role that is new to it may change what it answers:
 * `role if role on "parent"`, `has_role(u, r, x) if has_role(u, r, y)`, an assertion for any role.
 */
export function passesAnyRole(policy: Policy): boolean {
  for (const file of snapshotOf(policy).models.values()) if (passesIn(file)) return true;
  return false;
}

/** A file that did not change is the same object. */
const known = new WeakMap<FileModel, boolean>();

function passesIn(file: FileModel): boolean {
  let passes = known.get(file);
  if (passes === undefined) {
    passes = file.statements.some(
      ({ block, clause, calls, nodes }) =>
        (block !== undefined || clause?.predicate === 'has_role' || calls.includes('has_role')) &&
        nodes.some(isOfAnyRole),
    );
    known.set(file, passes);
  }
  return passes;
}

/** Whether a string stands in the conditions, facts and heads of a policy, or a block declares it: a role of such a name might be given already. */
export function isNamed(policy: Policy, name: string): boolean {
  const { strings, blocks } = snapshotOf(policy);
  if (strings.has(name)) return true;
  for (const { names } of blocks.values()) if (names.has(name)) return true;
  return false;
}

function isOfAnyRole(node: PolarNode): boolean {
  switch (node.$type) {
    case 'Rule':
      return isHasRole(node.name.text, node.parameters) && givesAnyRole(node);
    case 'Assertion':
      return isHasRole(node.name.text, node.parameters) && roleVariable(node.parameters[1]!) !== undefined;
    case 'Call':
      return isHasRole(node.name.text, node.arguments) && !isString(node.arguments[1]!);
    case 'Shorthand':
      return isWordForRoles(node.head);
    case 'ShorthandReference':
      return isWordForRoles(node.term);
    default:
      return false;
  }
}

const isHasRole = (name: string, values: readonly Node[]): boolean => name === 'has_role' && values.length === 3;

/** `role`, where a name in quotes might stand; `permission` is none. */
const isWordForRoles = (term: PolarNode): boolean => term.$type === 'Variable' && term.name !== 'permission';

const isString = (node: Node): boolean => unwrap<Node>(node).$type === 'StringLiteral';

/** Whether a rule gives a role that neither it nor the application's data names. */
function givesAnyRole({ parameters, body }: Rule): boolean {
  const role = roleVariable(parameters[1]!);
  return role !== undefined && !(body !== undefined && names(body, role));
}

/** What stands for the role where that is no string; the empty name for what is no variable either. */
function roleVariable({ value, specializer }: Parameter): string | undefined {
  const role = unwrap<Node>(value) as PolarNode;
  if (role.$type === 'StringLiteral' || specializer?.$type === 'StringLiteral') return undefined;
  return role.$type === 'Variable' ? role.name : '';
}

/** Whether a condition says by itself which values the variable has: `name = role.name`, `name in ["admin", "reader"]`. */
function names(body: Node, variable: string): boolean {
  return goalsOf(body).some((each) => {
    const goal = unwrap<Node>(each) as PolarNode;
    if (goal.$type === 'Or') return goal.operands.every((operand) => names(operand, variable));
    if (goal.$type !== 'Binary') return false;
    const is = (side: Expression): boolean => {
      const node = unwrap<Node>(side) as PolarNode;
      return node.$type === 'Variable' && node.name === variable;
    };
    if (goal.operator === '=' || goal.operator === '==')
      return (is(goal.left) && isKnown(goal.right)) || (is(goal.right) && isKnown(goal.left));
    return goal.operator === 'in' && is(goal.left) && isKnown(goal.right);
  });
}

/** A string, a list of strings, or what the application has in a field. */
function isKnown(expression: Expression): boolean {
  const node = unwrap<Node>(expression) as PolarNode;
  if (node.$type === 'List') return node.rest === undefined && node.elements.every(isString);
  return node.$type === 'StringLiteral' || node.$type === 'Lookup' || node.$type === 'MethodCall';
}
