import type { Node, Statement } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';

/** Where to report what is missing from a whole policy: the name of its first rule or block, or else its first query. */
export function firstStatement(policy: Snapshot): { uri: string; statement: Statement; node: Node } | undefined {
  let query: { uri: string; statement: Statement; node: Node } | undefined;
  for (const { uri, statements } of policy.models.values()) {
    for (const { tree } of statements) {
      if (tree?.$type === 'Rule' || tree?.$type === 'Block' || tree?.$type === 'RuleType') {
        return { uri, statement: tree, node: tree.name };
      }
      if (tree?.$type === 'InlineQuery') query ??= { uri, statement: tree, node: tree };
    }
  }
  return query;
}
