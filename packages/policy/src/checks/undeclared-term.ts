import { isName, type Name } from '@polar-tools/language';
import { type Blocks, subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import { isA } from '../blocks/is-a.ts';
import { secondArguments, takesAnyOver } from '../blocks/second-arguments.ts';
import { unions } from '../dialect/built-in-classes.ts';
import { declareName, declareRelation } from '../fixes/declare.ts';
import { correctTerm } from '../fixes/misspelt-term.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { DeclarationKind, Dialect } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { isDeclaredByType, isOfApplication } from '../names/declared-terms.ts';
import { flowedTerms } from '../names/flowed-terms.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type TermUse, termKind, termPredicates, termUse, termUses, usesNamed, usesOf } from '../names/term-uses.ts';
import { typeOfArgument } from '../names/variable-types.ts';
import { both, type Check, type FindingFix, type StatementContext } from './definition.ts';
import { isActorLast, isSwapped } from './relation-order.ts';

/**
 * A role, permission or relation that a rule, a fact or an assertion names, and that nothing knows. A policy may name what no block declares, as
 * long as something else of it does so too: a call, what a rule's head or a fact gives; a fact, what a rule asks for; a head, anything that is not nearly
 * a name which its type declares. What an application allows besides is told where it is plainly a slip.
 */
export const undeclaredTerm: Check = {
  code: 'undeclared-term',
  severity: 'warning',
  dialects: both,
  summary: 'A role, permission or relation that no block declares and nothing else names.',
  nodes: {
    Rule(rule, context) {
      checkUse(rule, context);
      checkFlowed(context);
    },
    Call: checkUse,
    Fact: checkUse,
    Assertion: checkUse,
    Test: (_, context) => checkFlowed(context),
  },
};

/** What is named by a variable is told only where it is plainly a slip of what is declared, and nothing else of the policy names it. */
function checkFlowed(context: StatementContext): void {
  const { policy, dialect, model } = context;
  if (policy.blocks.size === 0) return;
  for (const use of flowedTerms(model, dialect)) {
    if (isDeclaredByType(use, policy) || hasBrokenBlock(policy)) continue;
    const types = typesOf(use, context);
    if (types === undefined || types.some((type) => isUncertain(type, policy.blocks))) continue;
    const name = use.string.value;
    const names = types.flatMap((type) => [...(policy.blocks.get(type)?.names.values() ?? [])]);
    if (names.some((one) => one.name === name) || timesNamed(use.as, name, policy) > 0) continue;
    const meant = nearestOf(
      name,
      names.filter(({ kind }) => kind === use.as).map((one) => one.name),
    );
    if (meant !== undefined && isSlip(name, meant)) report(use, { types, meant, other: undefined }, context);
  }
}

/** In how many heads, calls and facts a policy names this. */
const timesNamed = (kind: DeclarationKind, name: string, policy: Snapshot): number =>
  termPredicates
    .filter((predicate) => termKind(predicate) === kind)
    .flatMap((predicate) => (['head', 'call', 'fact'] as const).map((part) => usesOf(policy, predicate, part, name)))
    .reduce((sum, count) => sum + count, 0);

function checkUse(node: Parameters<typeof termUse>[0], context: StatementContext): void {
  const { policy, dialect, model } = context;
  if (policy.blocks.size === 0) return;
  if (node.$type === 'Call' && (model.tree?.$type === 'InlineQuery' || model.tree?.$type === 'Test')) return;
  const use = termUse(node, dialect);
  if (use === undefined) return;
  // Most are declared by the type itself.
  if (isDeclaredByType(use, policy)) return;
  if (isSwapped(use, policy) || isActorLast(use, policy)) return;
  const types = typesOf(use, context);
  if (types === undefined || types.some((type) => isUncertain(type, policy.blocks))) return;
  if (hasBrokenBlock(policy)) return;
  const name = use.string.value;
  const declared = types.flatMap((type) => policy.blocks.get(type)?.names.get(name) ?? []);
  if (declared.some(({ kind }) => kind === use.as) || isKnown(use, context)) return;
  const names = types.flatMap((type) => [...(policy.blocks.get(type)?.names.values() ?? [])]);
  const meant = nearestOf(
    name,
    names.filter(({ kind }) => kind === use.as).map((one) => one.name),
  );
  // Where no block declares any, they are told without blocks.
  const other = declared[0]?.kind;
  if (isOfApplication(use, dialect)) {
    if (other !== undefined || !isPlainSlip(use, meant, policy)) return;
  } else if (meant === undefined && !(saysMore(use, other, context) && declaresAny(use.as, policy.blocks))) return;
  report(use, { types, meant, other }, context);
}

/** Whether what an application may allow besides the permissions of blocks is nearly one of its resource, and nothing else names it. */
function isPlainSlip({ as, of, string }: TermUse, meant: string | undefined, policy: Snapshot): boolean {
  if (meant === undefined || !isSlip(string.value, meant) || timesNamed(as, string.value, policy) > 1) return false;
  const type = of && typeOfArgument(policy, of);
  return type !== undefined && !unions.has(type);
}

/** The types that may declare the name: the resource's, those above and below it; all where it is not known. Undefined where there is no telling. */
function typesOf({ of }: TermUse, { policy }: StatementContext): readonly string[] | undefined {
  const { blocks } = policy;
  if (of === undefined) return blocks.has('global') ? ['global'] : undefined;
  const type = typeOfArgument(policy, of);
  if (type === undefined || unions.has(type)) return [...blocks.keys()].filter((name) => name !== 'global');
  return blocks.has(type) ? [type, ...supertypesOf(blocks, type), ...subtypesOf(blocks, type)] : undefined;
}

/** Whether something of a type's blocks cannot be read, or they extend what is not there. */
function isUncertain(type: string, blocks: ReadonlyMap<string, { readonly supertypes: readonly string[] }>): boolean {
  const block = blocks.get(type) as
    | { readonly supertypes: readonly string[]; readonly incomplete?: boolean }
    | undefined;
  if (block === undefined) return !unions.has(type);
  return block.incomplete === true || block.supertypes.some((name) => !blocks.has(name) && !unions.has(name));
}

/** Whether something else of the policy gives what is asked for, or asks for what is given. */
function isKnown(use: TermUse, { policy }: StatementContext): boolean {
  const { predicate, part, string } = use;
  const used = (where: TermUse['part']): number => {
    const count = usesOf(policy, predicate, where, string.value);
    return count === 0 || !isOfOneType(use, policy) ? count : usesOfSuchType(use, where, policy);
  };
  switch (part) {
    case 'head':
      return used('head') > 1 || used('call') > 0 || used('fact') > 0;
    case 'fact':
      return used('head') > 0 || used('call') > 0;
    default:
      return used('head') > 0 || used('fact') > 0;
  }
}

/**
 * Whether what names it for another type says nothing of this one: no rule and no shorthand takes any role or permission over from one type to another. An
 * application of the Library may have classes of which one is the other, for all that the policy says.
 */
function isOfOneType({ predicate, of }: TermUse, policy: Snapshot): boolean {
  if (policy.dialect === 'library' || of === undefined || secondArguments(policy, predicate).any) return false;
  const type = typeOfArgument(policy, of);
  return type !== undefined && !takesAnyOver(type, policy.blocks);
}

/** How often a name is used for resources that may be of this type, or of one above or below it. */
function usesOfSuchType(use: TermUse, where: TermUse['part'], policy: Snapshot): number {
  const type = typeOfArgument(policy, use.of!);
  let count = 0;
  for (const { of } of usesNamed(policy, use, where)) {
    const other = of && typeOfArgument(policy, of);
    if (isA(type, other, policy.blocks) || isA(other, type, policy.blocks)) count++;
  }
  return count;
}

function declaresAny(kind: DeclarationKind, blocks: Blocks): boolean {
  for (const { names } of blocks.values())
    for (const declared of names.values()) if (declared.kind === kind) return true;
  return false;
}

/** Whether a name is worth to be told though none that is declared is near. */
function saysMore(
  { predicate, part, node }: TermUse,
  other: DeclarationKind | undefined,
  { policy }: StatementContext,
): boolean {
  // A rule that cannot be read may be the one.
  if (part === 'head' || policy.guessed.has(predicate)) return false;
  if (part === 'fact') return !policy.asksAny.has(predicate);
  if (part === 'call') return true;
  // What is not allowed may be anything, but what is declared as something else: there the assertion cannot fail.
  if (node.$type === 'Assertion' && node.negated && other === undefined) return false;
  return (
    !secondArguments(policy, predicate === 'allow' ? 'has_permission' : predicate).any &&
    !secondArguments(policy, predicate).any
  );
}

interface About {
  readonly types: readonly string[];
  readonly meant: string | undefined;
  /** What the name is declared as, where that is something else. */
  readonly other: DeclarationKind | undefined;
}

/**
 * Whether the statement has the same name in another place of the kind: `allow(user, "raed", repo) if has_permission(user, "raed", repo);`.
 * Corrected in one of them alone, the rule would mean something else, and what is wrong in the other would be hidden.
 */
const isNamedTwice = ({ as, string }: TermUse, model: StatementModel, dialect: Dialect): boolean =>
  model.tree?.$type === 'Rule' &&
  termUses(model, dialect).some(
    (other) => other.as === as && other.string !== string && other.string.value === string.value,
  );

function report(
  use: TermUse,
  { types, meant, other }: About,
  { policy, model, dialect, report }: StatementContext,
): void {
  const { as, string, part, of } = use;
  const name = string.value;
  const [type] = types;
  const isOne = of !== undefined && typeOfArgument(policy, of) === type;
  const has =
    isOne &&
    [type!, ...supertypesOf(policy.blocks, type!)].some((each) =>
      [...(policy.blocks.get(each)?.names.values() ?? [])].some(({ kind }) => kind === as),
    );
  const whose = of === undefined ? 'The global block' : isOne ? type : 'No block';
  const declares =
    isOne || of === undefined
      ? has || of === undefined
        ? `declares no ${as} "${name}"`
        : `declares no ${as}s`
      : `declares a ${as} "${name}"`;
  const nothing = part === 'fact' ? 'no rule asks for it' : 'nothing else of the policy gives it';
  const fixes: FindingFix[] = [];
  let advice = `and ${nothing}. Declare it, or correct the name.`;
  let stop = ', ';
  if (meant !== undefined) {
    stop = '. ';
    advice = `Did you mean "${meant}"?`;
  } else if (other !== undefined) {
    advice = `where it is a ${other}, and ${nothing}. Write has_${other}, or name a ${as}.`;
    fixes.push(...predicateFix(use, other));
  }
  report(string, `${whose} ${declares}${stop}${advice}`, {
    fixes: (newest) => {
      const declaring =
        other === undefined ? declarations(use, isOne || of === undefined ? [type!] : types, newest) : [];
      if (meant !== undefined) {
        const block = types.map((each) => newest.blocks.get(each)).find((each) => each?.names.has(meant));
        const correct = correctTerm(string, meant, block, newest, !isNamedTwice(use, model, dialect));
        return [...correct, ...declaring];
      }
      return [...fixes, ...declaring];
    },
  });
}

/** Declares the name in a block: that of its type, or where it is not known one of those of the policy. */
function declarations({ as, string, other }: TermUse, types: readonly string[], policy: Snapshot): FindingFix[] {
  const blocks = types.flatMap((type) => policy.blocks.get(type) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (as !== 'relation') return blocks.slice(0, MOST_TYPES).map((block) => declareName(string.value, as, block));
  const to = typeOfArgument(policy, other);
  if (to === undefined || unions.has(to) || !isName(string.value)) return [];
  return blocks.slice(0, MOST_TYPES).map((block) => declareRelation(string.value, to, block));
}

/** More are no help to choose from. */
const MOST_TYPES = 3;

/** `has_role(actor, "read", repo)` to `has_permission`: relations have other arguments. */
function predicateFix({ as, node }: TermUse, other: DeclarationKind): readonly FindingFix[] {
  const { name } = node as { readonly name?: Name };
  if (name === undefined || as === 'relation' || other === 'relation') return [];
  return [{ title: `Change to has_${other}`, edits: [{ node: name, at: 'instead', newText: `has_${other}` }] }];
}
