import type { Call, PolarNode, Rule as RuleNode } from '@polar-tools/language';
import { walk } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import { relatedType } from '@polar-tools/policy';
import type { Literal } from './literal.ts';
import type { Term } from './term.ts';

/** In a shorthand's longhand, what a relation leads to is of the type that is declared (docs/language/blocks.md#longhand-in-cloud). */
export function relatedTypes({ rule, block }: Clause, { blocks }: Policy): ReadonlyMap<Call, Literal> {
  const types = new Map([['resource', block ?? 'Resource']]);
  const calls: Call[] = [];
  walk<PolarNode>(rule as RuleNode, (node) => {
    // A call that somebody wrote has more than its name.
    if (node.$type === 'Call' && node.name.$end === node.$end && node.name.text === 'has_relation') calls.push(node);
  });
  const literals = new Map<Call, Literal>();
  // The hop from the resource comes after what is asked of the related one.
  for (const call of calls.reverse()) {
    const [from, relation, to] = call.arguments;
    if (from?.$type !== 'Variable' || relation?.$type !== 'StringLiteral' || to?.$type !== 'Variable') continue;
    const type = types.get(from.name);
    const related = type === undefined ? undefined : relatedType(blocks, type, relation.value);
    if (related === undefined) continue;
    if (to.name !== 'actor') types.set(to.name, related);
    const term: Term = { kind: 'variable', name: to.name };
    literals.set(call, { kind: 'type', term, type: related, exact: false, negated: false });
  }
  return literals;
}
