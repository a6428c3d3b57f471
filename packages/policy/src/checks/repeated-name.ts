import type { Node, Statement } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { isCopy } from './comparable.ts';
import type { PolicyContext } from './definition.ts';

/** What is named, of the statements that a check is about; undefined for the others. */
export type NameOf = (statement: Statement) => { readonly name: string; readonly node: Node } | undefined;

/** Reports each name that an earlier statement of its kind has. Files that may be alternatives are looked at one by one. */
export function reportRepeated(nameOf: NameOf, advice: (name: string) => string, context: PolicyContext): void {
  const { policy, report } = context;
  const firsts = new Map<string, string>();
  for (const { uri, statements, cloud } of policy.models.values()) {
    // Neither tests nor fixtures are in it.
    if (cloud.whole === undefined) continue;
    if (policy.configuration.gathered) firsts.clear();
    for (const { tree, broken } of statements) {
      const named = tree === undefined || broken ? undefined : nameOf(tree);
      if (named === undefined) continue;
      const { name, node } = named;
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, uri);
      else if (!isCopy(uri, first, context))
        report(uri, node, advice(name), { related: (newest) => firstNamed(name, first, nameOf, newest) });
    }
  }
}

function firstNamed(name: string, uri: string, nameOf: NameOf, policy: Snapshot) {
  for (const { tree, broken } of policy.models.get(uri)?.statements ?? []) {
    const named = tree === undefined || broken ? undefined : nameOf(tree);
    if (named?.name === name) return [{ uri, node: named.node, message: 'The first of this name' }];
  }
  return [];
}
