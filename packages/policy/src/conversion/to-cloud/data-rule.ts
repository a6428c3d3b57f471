import type { Node, Rule } from '@polar-tools/language';
import { isBuiltInClass, unions } from '../../dialect/built-in-classes.ts';
import { walk } from '../../model/walk.ts';
import { variablesIn } from '../../refactorings/clause-parts.ts';

/** What may stand in a rule that only says where the application keeps something. */
const plain = new Set([
  'And',
  'Parentheses',
  'Binary',
  'Lookup',
  'Variable',
  'StringLiteral',
  'IntegerLiteral',
  'BooleanLiteral',
  'List',
  'Name',
]);

const joins = new Set(['=', '==', 'in']);

/**
 * The types of the facts that a rule of `has_role` or `has_relation` gives, where all it does is read them from objects' fields, in the
 * order of its parameters: `has_relation(org: Org, "parent", repo: Repo) if repo.org = org`. What it gives can then be told as facts.
 */
export function dataRule(rule: Rule): readonly [string, string, string] | undefined {
  const { name, parameters, body, flags } = rule;
  if ((name.text !== 'has_role' && name.text !== 'has_relation') || parameters.length !== 3) return undefined;
  if (body === undefined || flags.length > 0 || !readsOnly(body)) return undefined;
  const bound = new Set(variablesIn(body));
  const types: string[] = [];
  for (const [i, { value, specializer }] of parameters.entries()) {
    if (i === 1 && value.$type === 'StringLiteral' && specializer === undefined) {
      types.push(JSON.stringify(value.value));
      continue;
    }
    // A variable that the body does not bind holds for everything, which no facts say.
    if (value.$type !== 'Variable' || !bound.has(value.name)) return undefined;
    if (i === 1 && specializer === undefined) {
      types.push('String');
      continue;
    }
    if (specializer?.$type !== 'InstancePattern' || specializer.fields !== undefined) return undefined;
    const type = specializer.name.text;
    if (i === 1 ? type !== 'String' : isBuiltInClass(type) && !unions.has(type)) return undefined;
    types.push(type);
  }
  return types as unknown as [string, string, string];
}

function readsOnly(body: Node): boolean {
  let reads = false;
  let only = true;
  walk(body, (node) => {
    if (!plain.has(node.$type) || (node.$type === 'Binary' && !joins.has(node.operator))) only = false;
    if (node.$type === 'List' && node.rest !== undefined) only = false;
    if (node.$type === 'Lookup') {
      reads = true;
      if (node.name === undefined && node.key?.$type !== 'StringLiteral') only = false;
    }
    return only;
  });
  return only && reads;
}
