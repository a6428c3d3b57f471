import type { Node, PolarNode } from '@polar-tools/language';
import { walk } from '@polar-tools/language';
import { type CloudValue, cloudValue } from '../../facts/value.ts';

/** A value, or a variable by its name. */
export type Term =
  | { readonly kind: 'value'; readonly value: CloudValue }
  | { readonly kind: 'variable'; readonly name: string };

/** The variable that has the time of the query. No name in a policy has an `@`. */
export const NOW = '@current_unix_time';

/** The term that a node is; undefined where it is none. */
export function termOf(node: Node): Term | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Variable':
      return { kind: 'variable', name: it.name === '_' ? anonymous(it) : it.name };
    case 'Parentheses':
      return termOf(it.inner);
    case 'CurrentTime':
      return { kind: 'variable', name: NOW };
    default: {
      const value = literalValue(it);
      return value === undefined ? undefined : { kind: 'value', value };
    }
  }
}

/** The value that a literal stands for. */
export function literalValue(node: Node): CloudValue | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'BooleanLiteral':
      return cloudValue(it.value);
    case 'FloatLiteral':
      return { type: 'Float', id: String(it.value) };
    case 'ObjectLiteral':
      return { type: it.name.text, id: String(it.id.value) };
    default:
      return undefined;
  }
}

/** Each `_` is another variable. */
function anonymous(node: Node): string {
  return `_@${node.$start}`;
}

/** How often each variable stands in a node. */
export function countVariables(root: Node): Map<string, number> {
  const counts = new Map<string, number>();
  walk<PolarNode>(root, (node) => {
    // What stands right of `matches` and of a parameter's colon is a type.
    if (node.$type === 'Variable' && !isType(node)) {
      const name = node.name === '_' ? anonymous(node) : node.name;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (node.$type === 'CurrentTime') counts.set(NOW, (counts.get(NOW) ?? 0) + 1);
  });
  return counts;
}

function isType(node: Node): boolean {
  const holder = node.$container as PolarNode | undefined;
  return (
    (holder?.$type === 'Matches' && holder.pattern === node) ||
    (holder?.$type === 'Parameter' && holder.specializer === node)
  );
}
