import type { Block, Node, PolarNode, Rule, Shorthand, ShorthandBody } from '@polar-tools/language';
import { isOnThisResource } from '../../blocks/followed-relation.ts';
import { longhand } from '../../blocks/longhand.ts';
import { impliedRules } from '../../dialect/implied-allow.ts';
import type { Policy } from '../../model/policy.ts';
import { unwrap } from '../../model/walk.ts';
import { indentAt, lineEndOf, sourceOf, withComments } from '../../refactorings/source-text.ts';
import type { Converted } from '../conversion.ts';
import type { Unit } from '../unit.ts';
import { type FactField, factFields } from './fact-fields.ts';
import { recursive } from './recursion.ts';
import { ruleToLibrary } from './rules.ts';

/** Says every unit of a Cloud policy in the Library's words. */
export function toLibrary(policy: Policy, units: readonly Unit[]): Converted {
  for (const unit of units) convertUnit(unit, policy);
  for (const unit of recursive(policy, units)) {
    unit.note(unit.node, {
      what: 'A rule that asks for itself',
      why: 'Oso Cloud ends on data that go in a circle; the Oso library goes on until its stack is full. Be sure that yours do not.',
    });
  }
  const wide = [...impliedRules('cloud', policy.predicates)].find(({ arity }) => arity === 3);
  return {
    obstacles: [],
    get supplies() {
      return fieldsOf(policy, units).map(({ supply }) => supply);
    },
    get first() {
      return bareTypes(units);
    },
    get last() {
      const fields = fieldsOf(policy, units);
      const last = fields.length === 0 ? [] : ['# Where the application keeps it.', ...fields.map(({ rule }) => rule)];
      if (wide !== undefined && gives(policy, units, 'has_permission')) last.push(wide.text);
      return last.length === 0 ? [] : [last.join('\n\n')];
    },
  };
}

/** Blocks without members for types whose own blocks are left out: what rules say of them is said of resources and actors. */
function bareTypes(units: readonly Unit[]): readonly string[] {
  const named = new Set<string>();
  for (const { node, isLeft } of units) {
    if (isLeft || node.$type !== 'Rule') continue;
    for (const { specializer } of node.parameters)
      if (specializer?.$type === 'InstancePattern') named.add(specializer.name.text);
  }
  return units.flatMap(({ node, isLeft }) =>
    isLeft && node.$type === 'Block' && node.keyword !== undefined && named.has(node.name.text)
      ? [`${node.keyword.text} ${node.name.text} {}`]
      : [],
  );
}

/** What is read from objects of types that the new policy has. */
function fieldsOf(policy: Policy, units: readonly Unit[]): readonly FactField[] {
  const left = new Set(units.flatMap(({ node, isLeft }) => (isLeft && node.$type === 'Block' ? [node.name.text] : [])));
  return factFields(policy).filter(({ types }) => !types.some((type) => type !== undefined && left.has(type)));
}

/** Whether the new policy has a rule of a name. */
function gives(policy: Policy, units: readonly Unit[], name: string): boolean {
  const stand = new Set<Node>(units.flatMap(({ node, isLeft }) => (isLeft ? [] : [node])));
  return policy.predicates.get(name)?.clauses.some(({ shorthand, rule }) => stand.has(shorthand ?? rule)) === true;
}

function convertUnit(unit: Unit, policy: Policy): void {
  const node = unit.node as PolarNode;
  if (node.$type === 'Rule') writtenRule(unit, node, policy);
  else if (node.$type === 'Shorthand') shorthand(unit, node, policy);
  else if (node.$type === 'Block') block(unit, node);
  else if (node.$type === 'Declare') unit.edit(withComments(unit.text, node), '');
  else if (node.$type === 'Test')
    unit.leave(node, {
      what: 'A test block',
      why: 'The Oso library has none. Ask the same of objects in a data file.',
    });
  else if (node.$type === 'Fixture')
    unit.leave(node, {
      what: 'A test fixture',
      why: 'The Oso library has none. Write its facts as objects in a data file.',
    });
}

function writtenRule(unit: Unit, rule: Rule, policy: Policy): void {
  const text = ruleToLibrary(unit, rule, policy, unit.text);
  if (text === undefined) return;
  const before = sourceOf(unit.text, rule);
  if (sameButForSpace(before, text)) return;
  unit.replace(rule, text);
}

const sameButForSpace = (a: string, b: string): boolean => a.replaceAll(/\s+/g, ' ') === b.replaceAll(/\s+/g, ' ');

function block(unit: Unit, node: Block): void {
  const [supertype] = node.supertypes;
  if (node.keyword === undefined)
    unit.leave(node.name, {
      what: 'A global block',
      why: 'The Oso library knows roles of resources alone. Make a resource for the whole application, or rules of its own.',
    });
  else if (supertype !== undefined)
    unit.leave(supertype, {
      what: `${node.name.text} extends ${supertype.text}`,
      why: "In the Oso library a block inherits nothing. Let the application's class extend the other, and repeat what its block declares.",
    });
}

/** What a shorthand of the Library can say stays one; the others become rules behind their block. */
function shorthand(unit: Unit, node: Shorthand, policy: Policy): void {
  const plain = plainShorthands(unit, node);
  if (plain !== undefined) {
    const indent = indentAt(unit.text, unit.start);
    if (plain.length === 1 && sameButForSpace(sourceOf(unit.text, node), plain[0]!)) return;
    unit.replace(node, plain.join(`${lineEndOf(unit.text)}${indent}`));
    return;
  }
  const text = ruleToLibrary(unit, longhand(policy, node), policy);
  if (text === undefined || unit.holder === undefined) return;
  unit.move(unit.holder.end, text);
}

function plainShorthands({ text }: Unit, { head, body, flags }: Shorthand): readonly string[] | undefined {
  if (head.$type !== 'StringLiteral' || flags.length > 0) return undefined;
  const inner = unwrap<ShorthandBody>(body);
  const references = inner.$type === 'ShorthandOr' ? inner.operands : [inner];
  const texts: string[] = [];
  for (const each of references) {
    const reference = unwrap<Node>(each) as PolarNode;
    if (reference.$type !== 'ShorthandReference' || reference.global || reference.term.$type !== 'StringLiteral')
      return undefined;
    if (reference.relation?.$type === 'Variable' && !isOnThisResource(reference)) return undefined;
    const on = reference.relation?.$type === 'StringLiteral' ? ` on ${sourceOf(text, reference.relation)}` : '';
    texts.push(`${sourceOf(text, head)} if ${sourceOf(text, reference.term)}${on};`);
  }
  return texts;
}
