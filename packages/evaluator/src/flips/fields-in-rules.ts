import { type Node, type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';

/** Kinds of values that a policy writes. */
export type LiteralKind = 'number' | 'string' | 'boolean';

/** The fields that are read within a `not` or a `forall`, in rules that are called there, too: there a value more or another one may make an answer fail. */
export function fieldsUnderNegation(policy: Policy, query: Node): ReadonlySet<string> {
  const fields = new Set<string>();
  const called = new Set<string>();
  const read = (node: Node): void => {
    walk<PolarNode>(node, (part) => {
      if (part.$type === 'Lookup' && part.name !== undefined) fields.add(part.name.text);
      if (part.$type !== 'Call' || called.has(part.name.text)) return;
      called.add(part.name.text);
      for (const { rule } of policy.predicates.get(part.name.text)?.clauses ?? []) read(rule);
    });
  };
  for (const tree of [query, ...treesOf(policy)])
    walk<PolarNode>(tree, (part) => {
      if (part.$type === 'Not' || part.$type === 'Forall') read(part);
    });
  return fields;
}

/** With which kinds of values a policy compares the members of lists in fields of a name, where that is written beside `in`. */
export function memberKinds(policy: Policy, query: Node, field: string): ReadonlySet<LiteralKind> {
  const kinds = new Set<LiteralKind>();
  for (const tree of [query, ...treesOf(policy)]) {
    const members = new Set<string>();
    walk<PolarNode>(tree, (part) => {
      if (part.$type !== 'Binary' || part.operator !== 'in') return;
      const { left, right } = part;
      if (right.$type !== 'Lookup' || (right as { name?: { text: string } }).name?.text !== field) return;
      if (left.$type === 'Variable') members.add((left as { name: string } & Node).name);
      const kind = kindOf(left);
      if (kind !== undefined) kinds.add(kind);
    });
    walk<PolarNode>(tree, (part) => {
      if (part.$type !== 'Binary' || part.operator === 'in') return;
      for (const [one, other] of [
        [part.left, part.right],
        [part.right, part.left],
      ] as const) {
        const kind = kindOf(other);
        if (kind !== undefined && one.$type === 'Variable' && members.has((one as { name: string } & Node).name))
          kinds.add(kind);
      }
    });
  }
  return kinds;
}

function kindOf({ $type }: Node): LiteralKind | undefined {
  if ($type === 'IntegerLiteral' || $type === 'FloatLiteral') return 'number';
  if ($type === 'StringLiteral') return 'string';
  return $type === 'BooleanLiteral' ? 'boolean' : undefined;
}

/** The trees of a policy's statements. */
export const treesOf = (policy: Policy): readonly Node[] =>
  [...policy.files.values()].flatMap(({ statements }) => statements.flatMap(({ tree }) => tree ?? []));
