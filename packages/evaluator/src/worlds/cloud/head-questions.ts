import { type Parameter, type PolarNode, walk } from '@polar-tools/language';
import { type Clause, cloudValueTypes, isA, type Policy, unwrap } from '@polar-tools/policy';
import { literalValue } from '../../dialect/cloud/term.ts';
import { literalAction, looksAtAction, questionClauses, stringsOf } from '../compared-questions.ts';
import { otherAction, type TypedQuestion } from '../questions.ts';

/** Types of plain values that may be asked with. */
const PLAIN = ['String', 'Integer', 'Boolean'];
/** Of more questions than these, the others are not asked. */
export const MOST_QUESTIONS = 4_000;

export interface HeadQuestions {
  readonly questions: readonly TypedQuestion[];
  readonly isComplete: boolean;
}

/**
 * The questions that the heads of rules about who may do what take: by the types that each head allows, actors that are resources and plain values
 * among them. A head without a type takes them all.
 */
export function headQuestions(policies: readonly Policy[]): HeadQuestions {
  const questions = new Map<string, TypedQuestion>();
  const named = new Set(policies.flatMap(typesIn));
  for (const policy of policies)
    for (const clause of [...questionClauses(policy, 3), ...questionClauses(policy, 2)]) {
      const [actor, , resource] = clause.rule.parameters;
      const actions = actionsOf(clause, policies);
      const resources = clause.arity === 2 ? [undefined] : accepted(resource!, policy, named);
      for (const who of accepted(actor!, policy, named))
        for (const what of resources)
          for (const action of actions) {
            if (questions.size >= MOST_QUESTIONS) return { questions: [...questions.values()], isComplete: false };
            questions.set(JSON.stringify([who, action, what]), { actor: who, action, resource: what });
          }
    }
  return { questions: [...questions.values()], isComplete: true };
}

/** Whether the head of a rule about who may do what takes an action that is no string, and the rule does not merely ask on with it. */
export function takesOtherActions(clause: Clause): boolean {
  const { value, specializer } = clause.rule.parameters[1]!;
  if (clause.shorthand !== undefined || literalAction(clause.rule) !== undefined) return false;
  if (specializer?.$type === 'InstancePattern') return specializer.name.text !== 'String';
  const action = unwrap(value) as PolarNode;
  if (action.$type !== 'Variable') return true;
  let isPassedOn = false;
  walk(clause.rule, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Call' && /^(allow|has_permission)$/.test(node.name.text)) {
      const passed = node.arguments[1] === undefined ? undefined : (unwrap(node.arguments[1]) as PolarNode);
      if (passed?.$type === 'Variable' && passed.name === action.name) isPassedOn = true;
    }
    return true;
  });
  return !isPassedOn;
}

/** The types that a policy declares or names. */
function typesIn(policy: Policy): readonly string[] {
  const types = new Set<string>();
  for (const [name, { keyword }] of policy.blocks) if (keyword !== 'global') types.add(name);
  for (const signatures of policy.factSignatures.values())
    for (const { types: all } of signatures) for (const type of all) if (type !== undefined) types.add(type);
  for (const { clauses } of policy.predicates.values())
    for (const { rule } of clauses)
      walk(rule, (it) => {
        const node = it as PolarNode;
        if (node.$type === 'InstancePattern' || node.$type === 'ObjectLiteral') types.add(node.name.text);
        return true;
      });
  return [...types].filter((type) => type !== 'Actor' && type !== 'Resource' && !cloudValueTypes.has(type));
}

function accepted(
  { value, specializer }: Parameter,
  { blocks }: Policy,
  named: ReadonlySet<string>,
): readonly string[] {
  for (const part of [value, specializer]) {
    const literal = part === undefined ? undefined : literalValue(unwrap(part));
    if (literal !== undefined) return [literal.type];
  }
  const all = [...named, ...PLAIN];
  if (specializer?.$type !== 'InstancePattern') return all;
  const { text } = specializer.name;
  return all.filter((type) => isA(type, text, blocks));
}

function actionsOf(clause: Clause, policies: readonly Policy[]): readonly string[] {
  const literal = literalAction(clause.rule);
  if (literal !== undefined) return [literal];
  return [...(looksAtAction(clause) ? stringsOf(policies) : []), otherAction];
}
