import {
  type Node,
  type Parameter,
  type PolarNode,
  printString,
  type Rule,
  type Variable,
} from '@polar-tools/language';
import type { DeclarationKind, Dialect } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap } from '../model/walk.ts';
import { isRest, type NamePlace } from '../names/singletons.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { termKind } from '../names/term-uses.ts';
import type { FindingFix } from './definition.ts';

/** What a name stands for where a string names a role, permission or relation: `has_role(user, admin, repo)`. */
export function namedBy(node: NamePlace, dialect: Dialect): DeclarationKind | undefined {
  if (node.$type !== 'Variable' || isRest(node)) return undefined;
  let argument: Node = node;
  let holder = holderOf(node);
  while (holder?.$type === 'Parentheses' || (holder?.$type === 'Parameter' && holder.specializer === undefined)) {
    argument = holder;
    holder = holderOf(holder);
  }
  if (holder?.$type !== 'Call' && holder?.$type !== 'Rule') return undefined;
  const values: readonly Node[] = holder.$type === 'Call' ? holder.arguments : holder.parameters;
  if (values[1] !== argument || values.length > 3 || (values.length === 2 && dialect === 'library')) return undefined;
  // The words that name any of them are meant as variables.
  if (holder.$type === 'Rule' && holdsAny.test(node.name)) return undefined;
  return termKind(holder.name.text);
}

/** The text of a name, wherever it stands. */
export const nameOf = (place: NamePlace): string => (place.$type === 'Name' ? place.text : (place as Variable).name);

const holderOf = (node: Node): PolarNode | undefined => node.$container as PolarNode | undefined;

/** How people name a variable that holds any role, permission or relation. */
const holdsAny = /action|permission|role|relation|name|verb|operation|method/i;

/**
 * What makes a string of a name that was most likely meant for one: that of a declared role, permission or relation where such a one is named, or
 * compared. Undefined where it is none.
 */
export function stringFix(node: NamePlace, policy: Snapshot): readonly FindingFix[] | undefined {
  if (node.$type !== 'Variable' || isRest(node)) return undefined;
  const { name } = node;
  const kind = namedBy(node, policy.dialect);
  const names = declaredNames(policy, kind);
  const near = kind === undefined || names.has(name) ? undefined : nearestOf(name, names);
  const meant = names.has(name) ? name : near !== undefined && isSlip(name, near) ? near : undefined;
  if (meant === undefined) return undefined;
  const newText = printString(meant);
  const preferred = kind !== undefined || isCompared(node);
  return [{ title: `Change to ${newText}`, preferred, edits: [{ node, at: 'instead', newText }] }];
}

/** What blocks declare: of one kind, or of any. */
function declaredNames({ blocks }: Snapshot, kind: DeclarationKind | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { names } of blocks.values())
    for (const one of names.values()) if (kind === undefined || one.kind === kind) found.add(one.name);
  return found;
}

/** Whether a name stands beside an operator that compares, or in a list there: `role = admin`, `role in [admin, reader]`. */
function isCompared(node: Node): boolean {
  let holder = holderOf(node);
  while (holder?.$type === 'Parentheses' || holder?.$type === 'List') holder = holderOf(holder);
  return holder?.$type === 'Binary' && ['=', '==', '!=', 'in'].includes(holder.operator);
}

/**
 * Whether a name that stands once is surely not needed, so that it can be marked with `_`: a parameter that the rule leaves open. In a
 * condition it is none: what was meant to be tested would then hold for anything. Nor is it where the rule has no condition, or where a string of that text or in that
 * place is in the policy: then the quotes are missing.
 */
export function isNeedless(node: NamePlace, rule: Rule, policy: Snapshot): boolean {
  if (rule.body === undefined || namedBy(node, policy.dialect) !== undefined) return false;
  const at = rule.parameters.findIndex((parameter) => holds(parameter, node));
  const parameter = rule.parameters[at];
  if (parameter === undefined || policy.strings.has(nameOf(node))) return false;
  if (node.$type === 'Variable' && holdsAny.test(node.name)) return true;
  const others = policy.predicates.get(rule.name.text)?.rules ?? [];
  for (let i = 0; i < Math.min(others.length, MOST_RULES); i++) {
    const value = others[i]!.rule.parameters[at]?.value;
    if (value !== undefined && unwrap(value).$type === 'StringLiteral') return false;
  }
  return true;
}

/** More do not tell more of how a predicate is used. */
const MOST_RULES = 100;

export const isInHead = (node: Node, rule: Rule): boolean =>
  rule.parameters.some((parameter) => holds(parameter, node));

function holds(parameter: Parameter, node: Node): boolean {
  for (let holder: Node | undefined = node; holder !== undefined; holder = holder.$container)
    if (holder === parameter) return true;
  return false;
}
