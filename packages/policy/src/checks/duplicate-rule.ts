import type { Block, Node, Shorthand } from '@polar-tools/language';
import { headKey, mayBeSame, ruleSignature, sameRule, shorthandKey } from '../checking/same-clause.ts';
import type { Clause } from '../model/policy.ts';
import { comparable, isCopy } from './comparable.ts';
import { both, type Check, type PolicyContext } from './definition.ts';

/** Two rules, or two shorthands of a type, that say the same. */
export const duplicateRule: Check = {
  code: 'duplicate-rule',
  severity: 'warning',
  dialects: both,
  summary: 'A rule or shorthand that says the same as another.',
  predicate(predicate, context) {
    for (const rules of comparable(predicate, context)) findDuplicates(predicate.name, rules, context);
  },
  type({ parts }, context) {
    if (parts.length === 1 && parts[0]!.block.members.length <= fewMembers && allDiffer(parts[0]!.block)) return;
    const { gathered } = context.policy.configuration;
    const byText = new Map<string, Place>();
    for (const { uri, block, broken } of parts) {
      const { members } = block;
      for (let i = 0; i < members.length; i++) {
        const node = members[i]!;
        if (node.$type !== 'Shorthand' || broken?.has(node)) continue;
        const text = gathered ? `${uri} ${shorthandKey(node)}` : shorthandKey(node);
        const first = byText.get(text);
        if (first === undefined) byText.set(text, { uri, node });
        else report('shorthand', { uri, node }, first, context);
      }
    }
  },
};

/** So many are quicker compared with one another than brought into a form to look up. */
const fewMembers = 16;

/** Whether each shorthand of a block gives something else than the others, or gives it for something else, at first sight. */
function allDiffer({ members }: Block): boolean {
  for (let i = 1; i < members.length; i++) {
    const one = members[i]!;
    if (one.$type !== 'Shorthand') continue;
    for (let j = 0; j < i; j++) {
      const other = members[j]!;
      if (other.$type === 'Shorthand' && !plainlyDiffer(one, other)) return false;
    }
  }
  return true;
}

function plainlyDiffer(a: Shorthand, b: Shorthand): boolean {
  if (a.head.$type !== 'StringLiteral' || b.head.$type !== 'StringLiteral') return false;
  if (a.head.value !== b.head.value) return true;
  const [one, other] = [a.body, b.body];
  if (one.$type !== 'ShorthandReference' || other.$type !== 'ShorthandReference') return false;
  if (one.term.$type !== 'StringLiteral' || other.term.$type !== 'StringLiteral') return false;
  return one.term.value !== other.term.value;
}

function findDuplicates(name: string, rules: readonly Clause[], context: PolicyContext): void {
  if (rules.length < 2) return;
  if (rules.length === 2) {
    const [first, second] = rules as readonly [Clause, Clause];
    if (!first.broken && !second.broken && isSame(first, second)) reportRule(name, second, first, context);
    return;
  }
  const byHead = new Map<string, Alike>();
  for (let i = 0; i < rules.length; i++) {
    const clause = rules[i]!;
    // What its body lacks may be what makes it another.
    if (clause.broken) continue;
    const head = headKey(clause.rule);
    const alike = byHead.get(head);
    if (alike === undefined) {
      byHead.set(head, { first: clause, bySignature: undefined });
      continue;
    }
    alike.bySignature ??= new Map([[ruleSignature(alike.first.rule), [alike.first]]]);
    const first = add(clause, alike.bySignature);
    if (first !== undefined) reportRule(name, clause, first, context);
  }
}

function isSame({ rule: one }: Clause, { rule: other }: Clause): boolean {
  return mayBeSame(one, other) && ruleSignature(one) === ruleSignature(other) && sameRule(one, other);
}

function reportRule(name: string, clause: Clause, first: Clause, context: PolicyContext): void {
  const place = { uri: clause.uri, node: clause.rule };
  report(`rule of ${name}`, place, { uri: first.uri, node: first.rule }, context);
}

/** Rules with alike heads. Most heads stand alone, so that nothing more of their rules has to be looked at. */
interface Alike {
  readonly first: Clause;
  bySignature: Map<number, Clause[]> | undefined;
}

/** Gives the rule that says the same, if there is one; else the clause is added. */
function add(clause: Clause, bySignature: Map<number, Clause[]>): Clause | undefined {
  const signature = ruleSignature(clause.rule);
  const others = bySignature.get(signature);
  const first = others?.find(({ rule }) => sameRule(rule, clause.rule));
  if (first !== undefined) return first;
  if (others === undefined) bySignature.set(signature, [clause]);
  else others.push(clause);
  return undefined;
}

interface Place {
  readonly uri: string;
  readonly node: Node;
}

function report(what: string, { uri, node }: Place, first: Place, context: PolicyContext): void {
  if (isCopy(uri, first.uri, context)) return;
  context.report(uri, node, `This ${what} says the same as an earlier one. Remove one of the two.`, {
    unnecessary: true,
    related: [{ ...first, message: 'The same' }],
    fixes: [{ title: 'Remove it', preferred: true, edits: [{ node, at: 'line', newText: '' }] }],
  });
}
