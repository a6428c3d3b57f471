import type { Parameter, Rule } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import type { FiledPredicate } from './clauses.ts';

/**
 * Whether a rule matches a rule type of its name at first sight, or no type has its name: the declared relation, a string, a class
 * whose block makes it an actor or a resource. Most rules do; of the others `matchRuleType` says whether and why not.
 */
export function isPlainlyValid({ name, parameters }: Rule, policy: Snapshot): boolean {
  switch (name.text) {
    case 'allow':
      return parameters.length === 3;
    case 'allow_field':
      return parameters.length === 4;
    case 'allow_request':
      return parameters.length === 2;
    case 'has_permission':
      return isOfUnions(parameters, policy);
    case 'has_role':
      // Blocks without roles imply no type of it.
      return !policy.typed.has('has_role') && isOfUnions(parameters, policy);
    case 'has_relation':
      return isOfRelation(parameters, policy);
    default:
      return !policy.typed.has(name.text);
  }
}

/** `(…: Actor, …: String, …: Resource)` */
export function isOfUnions(parameters: readonly Parameter[], policy: Snapshot): boolean {
  if (parameters.length !== 3) return false;
  const { value, specializer } = parameters[1]!;
  const isString =
    value.$type === 'StringLiteral' ? specializer === undefined : classOfVariable(parameters[1]!) === 'String';
  return isString && isOfUnion(parameters[0]!, 'Actor', policy) && isOfUnion(parameters[2]!, 'Resource', policy);
}

function isOfUnion(parameter: Parameter, union: 'Actor' | 'Resource', { blocks }: Snapshot): boolean {
  const name = classOfVariable(parameter);
  if (name === undefined || name === union) return name === union;
  // The other union, should a block have its name.
  if (name === 'Actor' || name === 'Resource') return false;
  const block = blocks.get(name);
  return block !== undefined && (union === 'Resource' || block.keyword === 'actor');
}

function isOfRelation(parameters: readonly Parameter[], { blocks }: Snapshot): boolean {
  if (parameters.length !== 3) return false;
  const { value, specializer } = parameters[1]!;
  if (value.$type !== 'StringLiteral' || specializer !== undefined) return false;
  const subject = classOfVariable(parameters[0]!);
  const object = classOfVariable(parameters[2]!);
  const declared = object === undefined ? undefined : blocks.get(object)?.names.get(value.value);
  return declared?.kind === 'relation' && declared.type === subject;
}

function classOfVariable({ value, specializer }: Parameter): string | undefined {
  if (value.$type !== 'Variable' || specializer?.$type !== 'InstancePattern') return undefined;
  return specializer.name.text;
}

/** The relations that rules are for, as written in their heads. */
const relations = new WeakMap<FiledPredicate, ReadonlySet<string>>();

/** Whether a rule is for the relation of just these classes. */
export function isPlainlyFilled(predicate: FiledPredicate, subject: string, relation: string, object: string): boolean {
  let known = relations.get(predicate);
  if (known === undefined) {
    const made = new Set<string>();
    for (const { rule } of predicate.rules) {
      const { parameters } = rule;
      if (parameters.length !== 3) continue;
      const { value, specializer } = parameters[1]!;
      const from = classOfVariable(parameters[0]!);
      const to = classOfVariable(parameters[2]!);
      if (value.$type !== 'StringLiteral' || specializer !== undefined || from === undefined || to === undefined)
        continue;
      made.add(keyOf(from, value.value, to));
    }
    known = made;
    relations.set(predicate, made);
  }
  return known.has(keyOf(subject, relation, object));
}

/** Names have no line end. */
const keyOf = (subject: string, relation: string, object: string): string => `${object}\n${relation}\n${subject}`;
