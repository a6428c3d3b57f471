import { type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';

/** The strings and the variables of a policy. */
export function wordsOf(policy: Policy): {
  readonly strings: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
} {
  const strings = new Set<string>();
  const names = new Set<string>();
  for (const { statements } of policy.files.values())
    for (const { tree } of statements)
      if (tree !== undefined)
        walk<PolarNode>(tree, (node) => {
          if (node.$type === 'StringLiteral') strings.add(node.value);
          else if (node.$type === 'Variable') names.add(node.name);
        });
  return { strings, names };
}
