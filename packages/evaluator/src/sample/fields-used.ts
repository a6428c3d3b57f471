import { type Lookup, type MethodCall, type Node, type PolarNode, walk } from '@polar-tools/language';
import { type Policy, typeOf, unwrap } from '@polar-tools/policy';
import { denyingPredicates, isNegated } from './denials.ts';
import type { Plain } from './unknown.ts';

/** What a policy does with a field: what kind of value it wants there. */
export type FieldUse =
  | {
      readonly kind: 'plain';
      readonly value: Plain;
      /** It is a text by which the policy denies. */
      readonly denies?: boolean;
    }
  | { readonly kind: 'list' }
  | { readonly kind: 'object'; readonly className: string }
  | { readonly kind: 'unknown' };

/** The fields or methods of the classes of a policy, as far as the classes are known, each with its most telling use. */
export interface PartsUsed {
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldUse>>;
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, FieldUse>>;
}

/** Goes through all rules of a policy for the fields that they read. */
export function partsUsed(policy: Policy): PartsUsed {
  const fields = new Map<string, Map<string, FieldUse>>();
  const methods = new Map<string, Map<string, FieldUse>>();
  const learn = (where: Map<string, Map<string, FieldUse>>, className: string, name: string, use: FieldUse): void => {
    let known = where.get(className);
    if (known === undefined) {
      known = new Map();
      where.set(className, known);
    }
    const before = known.get(name);
    if (before === undefined || before.kind === 'unknown' || (denies(before) && use.kind === 'plain'))
      known.set(name, use);
  };
  const denying = denyingPredicates(policy);
  for (const { name: predicate, clauses } of policy.predicates.values()) {
    for (const { rule, shorthand } of clauses) {
      if (shorthand !== undefined) continue;
      const asUsed = (node: Node, use: FieldUse): FieldUse =>
        use.kind === 'plain' && typeof use.value === 'string' && isNegated(node, rule) !== denying.has(predicate)
          ? { ...use, denies: true }
          : use;
      walk(rule, (it) => {
        const node = it as PolarNode;
        if (node.$type === 'Lookup' && node.name !== undefined) {
          const type = typeOf(policy, node.object);
          if (type !== undefined) learn(fields, type, node.name.text, asUsed(node, useOf(policy, node)));
        } else if (node.$type === 'MethodCall') {
          const type = typeOf(policy, node.object);
          if (type !== undefined) learn(methods, type, node.name.text, asUsed(node, useOf(policy, node)));
        } else if (node.$type === 'InstancePattern') {
          for (const { key, value } of node.fields ?? [])
            learn(fields, node.name.text, key.text, value === undefined ? unknown : asGiven(policy, value));
        }
        return true;
      });
    }
  }
  return { fields, methods };
}

const unknown: FieldUse = { kind: 'unknown' };

const denies = (use: FieldUse): boolean => use.kind === 'plain' && use.denies === true;

/** What the place where a look-up stands says of its value. */
export function useOf(policy: Policy, lookup: Lookup | MethodCall): FieldUse {
  let node: Node = lookup;
  while (node.$container?.$type === 'Parentheses') node = node.$container;
  const holder = node.$container as PolarNode | undefined;
  switch (holder?.$type) {
    case 'Binary': {
      const isRight = unwrap(holder.right) === lookup;
      const { operator } = holder;
      if (operator === 'in') return isRight ? { kind: 'list' } : unknown;
      const other = asGiven(policy, isRight ? holder.left : holder.right);
      if (other.kind !== 'unknown') return other;
      return ['<', '>', '<=', '>='].includes(operator) ? { kind: 'plain', value: 0 } : unknown;
    }
    case 'Matches':
      return holder.pattern.$type === 'InstancePattern'
        ? { kind: 'object', className: holder.pattern.name.text }
        : unknown;
    case 'Rule':
    case 'And':
    case 'Or':
    case 'Not':
      return { kind: 'plain', value: false };
    default:
      return unknown;
  }
}

/** What a value is compared with. */
function asGiven(policy: Policy, node: Node): FieldUse {
  const value = unwrap(node) as PolarNode;
  switch (value.$type) {
    case 'StringLiteral':
      return { kind: 'plain', value: value.value };
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return { kind: 'plain', value: Number(value.value) };
    case 'BooleanLiteral':
      // What nothing else asks for is left off.
      return { kind: 'plain', value: false };
    case 'Variable': {
      const className = typeOf(policy, value);
      return className === undefined ? unknown : { kind: 'object', className };
    }
    case 'InstancePattern':
      return { kind: 'object', className: value.name.text };
    default:
      return unknown;
  }
}
