import type { Name, Statement } from '@polar-tools/language';
import type { Snapshot } from '../snapshot.ts';

/** Where to report what is missing from a whole policy: the name of its first rule or block. */
export function firstStatement(policy: Snapshot): { uri: string; statement: Statement; node: Name } | undefined {
  for (const { uri, statements } of policy.models.values()) {
    for (const { tree } of statements) {
      if (tree?.$type === 'Rule' || tree?.$type === 'Block' || tree?.$type === 'RuleType') {
        return { uri, statement: tree, node: tree.name };
      }
    }
  }
  return undefined;
}
