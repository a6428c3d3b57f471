import type { Node, PolarNode, Shorthand, ShorthandBody } from '@polar-tools/language';
import { snapshotOf } from '../model/create.ts';
import type { Clause, Policy } from '../model/policy.ts';
import { symbolOf, type TermSymbol } from './symbols.ts';

/** One role, permission or relation that gives another, and the shorthand that says so. */
export interface Implication {
  /** What one must have. */
  readonly from: TermSymbol;
  /** What one has then. */
  readonly to: TermSymbol;
  readonly uri: string;
  readonly shorthand: Shorthand;
}

/** What the shorthands of a policy's blocks say of which role gives what, in the order of files and of text. */
export function implications(policy: Policy): readonly Implication[] {
  const found: Implication[] = [];
  for (const [uri, { blocks }] of snapshotOf(policy).models) {
    for (const { block } of blocks) {
      for (const member of block!.members) {
        if (member.$type !== 'Shorthand') continue;
        const to = symbolOf(policy, uri, member.head);
        if (to?.kind !== 'term') continue;
        for (const reference of referencesIn(member.body)) {
          const from = symbolOf(policy, uri, reference.term);
          if (from?.kind === 'term') found.push({ from, to, uri, shorthand: member });
        }
      }
    }
  }
  return found;
}

type Reference = Extract<ShorthandBody, { $type: 'ShorthandReference' }>;

function referencesIn(body: ShorthandBody): readonly Reference[] {
  switch (body.$type) {
    case 'ShorthandReference':
      return [body];
    case 'ShorthandAnd':
    case 'ShorthandOr':
      return body.operands.flatMap(referencesIn);
    case 'Parentheses':
      return referencesIn(body.inner as ShorthandBody);
    default:
      return [];
  }
}

const predicates: Readonly<Record<string, string>> = {
  role: 'has_role',
  permission: 'has_permission',
  relation: 'has_relation',
};

/** The clauses that give a role, permission or relation: shorthands with it for their head, and rules that name it in theirs. */
export function clausesThatGive(policy: Policy, term: TermSymbol): readonly Clause[] {
  const names = term.as === undefined ? Object.values(predicates) : [predicates[term.as]!];
  return names.flatMap((name) =>
    (policy.predicates.get(name)?.clauses ?? []).filter((clause) => {
      const { shorthand, uri } = clause;
      const node = shorthand === undefined ? givenBy(clause.rule.parameters[1]) : shorthand.head;
      if (node?.$type !== 'StringLiteral' || (node as PolarNode & { value: string }).value !== term.name) return false;
      const given = symbolOf(policy, uri, node);
      return given?.kind === 'term' && (given.type === term.type || given.among?.includes(term.type ?? '') === true);
    }),
  );
}

const givenBy = (
  parameter: { readonly value: Node; readonly specializer: Node | undefined } | undefined,
): Node | undefined => (parameter?.specializer?.$type === 'StringLiteral' ? parameter.specializer : parameter?.value);
