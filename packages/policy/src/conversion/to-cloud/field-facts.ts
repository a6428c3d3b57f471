import type { Expression, Field, Lookup, Node, Pattern, PolarNode } from '@polar-tools/language';
import { reservedWords } from '../../dialect/reserved-words.ts';
import { unwrap, walk } from '../../model/walk.ts';
import { isGoal } from '../../refactorings/clause-parts.ts';

/** How facts say what a field holds: `f(x)` where it is true, `f(x, value)`, or `f(x, member)` for each member of its list. */
export type FieldShape = 'truth' | 'value' | 'members';

/** The fact type that stands for a field, under all classes that have it. */
export interface FieldFact {
  readonly field: string;
  readonly predicate: string;
  /** `mixed`: it is read as a list and as a single value, which facts cannot both be. */
  readonly shape: FieldShape | 'mixed';
}

/** The field's name, where it is known before the policy runs. */
export function fieldOf({ name, key }: Lookup): string | undefined {
  return name?.text ?? (key?.$type === 'StringLiteral' ? key.value : undefined);
}

/** The facts for every field that these rules read, by the field's name. */
export function fieldFacts(
  rules: Iterable<Node>,
  taken: { has(name: string): boolean },
): ReadonlyMap<string, FieldFact> {
  const shapes = new Map<string, Set<FieldShape>>();
  const note = (field: string | undefined, shape: FieldShape): void => {
    if (field === undefined) return;
    const known = shapes.get(field);
    if (known === undefined) shapes.set(field, new Set([shape]));
    else known.add(shape);
  };
  for (const rule of rules) {
    walk(rule, (node) => {
      if (node.$type === 'Lookup') note(fieldOf(node), shapeOfLookup(node));
      else if (node.$type === 'InstancePattern')
        for (const field of node.fields ?? []) note(field.key.text, isTrue(field.value) ? 'truth' : 'value');
      return true;
    });
  }
  const names = new Set<string>();
  const facts = new Map<string, FieldFact>();
  for (const [field, seen] of shapes) {
    const predicate = freePredicate(field, (name) => taken.has(name) || names.has(name));
    names.add(predicate);
    const shape = seen.has('members') ? (seen.size > 1 ? 'mixed' : 'members') : seen.has('value') ? 'value' : 'truth';
    facts.set(field, { field, predicate, shape });
  }
  return facts;
}

function shapeOfLookup(lookup: Lookup): FieldShape {
  const holder = outside(lookup);
  if (holder?.$type === 'Binary') {
    const { left, operator, right } = holder;
    if (operator === 'in') return unwrap<Node>(right) === lookup ? 'members' : 'value';
    const other = unwrap<Expression>(unwrap<Node>(left) === lookup ? right : left);
    const holds = isGoal(holder) && outside(holder)?.$type !== 'Not';
    return ['=', '=='].includes(operator) && holds && isTrue(other) ? 'truth' : 'value';
  }
  return isGoal(lookup) && holder?.$type !== 'Not' ? 'truth' : 'value';
}

/** What holds a node, parentheses left aside. */
function outside(node: Node): PolarNode | undefined {
  let holder = node.$container;
  while (holder?.$type === 'Parentheses') holder = holder.$container;
  return holder as PolarNode | undefined;
}

export const isTrue = (node: Expression | Pattern | Field | undefined): boolean =>
  node?.$type === 'BooleanLiteral' && node.value;

/** Words that would read as something else where a fact's name stands. */
const otherWords = new Set([
  'test',
  'declare',
  'global',
  'actor',
  'resource',
  'has_role',
  'has_relation',
  'has_permission',
  'allow',
]);

function freePredicate(field: string, taken: (name: string) => boolean): string {
  const free = (name: string): boolean => !taken(name) && !reservedWords.has(name) && !otherWords.has(name);
  for (let n = 1; ; n++) {
    for (const name of n === 1 ? [field, `has_${field}`] : [`has_${field}_${n}`]) if (free(name)) return name;
  }
}
