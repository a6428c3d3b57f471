import { type Node, type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { Float, type HostValue } from '../host/host.ts';
import { treesOf } from './fields-in-rules.ts';

/** The names of the variables in a tree, each once. */
export function namesIn(node: Node): string[] {
  const names = new Set<string>();
  walk<PolarNode>(node, (part) => {
    if (part.$type === 'Variable') names.add(part.name);
  });
  return [...names];
}

/** The strings, numbers and truth values that a tree writes. */
export function literalsIn(node: Node): HostValue[] {
  const values: HostValue[] = [];
  walk<PolarNode>(node, (part) => {
    if (part.$type === 'StringLiteral' || part.$type === 'BooleanLiteral') values.push(part.value);
    else if (part.$type === 'FloatLiteral') {
      const value = Number(part.value);
      values.push(Number.isInteger(value) ? value : new Float(value));
    } else if (part.$type === 'IntegerLiteral') {
      const value = Number(part.value);
      if (Number.isSafeInteger(value)) values.push(value);
    }
  });
  return values;
}

/** The values that the rules of a policy write. */
export function literalsOf(policy: Policy): HostValue[] {
  return treesOf(policy).flatMap(literalsIn);
}
