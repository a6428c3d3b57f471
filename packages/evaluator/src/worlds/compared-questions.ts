import { type PolarNode, type Rule, walk } from '@polar-tools/language';
import { type Clause, type Policy, unwrap } from '@polar-tools/policy';
import { argumentTypes } from './library/question-types.ts';
import { otherAction, questionsOf, type TypedQuestion } from './questions.ts';

/**
 * The questions that two policies are asked to tell them apart: those that their blocks and the heads of their rules name, and, where a rule
 * takes any action and looks at it, every string that stands in one of them as an action. In Oso Cloud also questions without a resource,
 * whether or not a block declares permissions for them.
 */
export function comparedQuestions(policies: readonly Policy[]): readonly TypedQuestion[] {
  const named = questionsOf(policies, argumentTypes(policies, 0), argumentTypes(policies, 2));
  const questions = new Map<string, TypedQuestion>();
  const add = (actor: string, action: string, resource: string | undefined): void => {
    questions.set(JSON.stringify([actor, action, resource]), { actor, action, resource });
  };
  for (const { actor, action, resource } of named) add(actor, action, resource);
  const actors = new Set(named.map(({ actor }) => actor));
  const resources = new Set(named.flatMap(({ resource }) => resource ?? []));
  const anywhere = policies.some((policy) => questionClauses(policy, 3).some(looksAtAction)) ? stringsOf(policies) : [];
  for (const actor of actors)
    for (const resource of resources) for (const action of anywhere) add(actor, action, resource);
  if (policies[0]?.dialect !== 'cloud') return [...questions.values()];
  const alone = policies.flatMap((policy) => questionClauses(policy, 2));
  const actions = [
    ...alone.flatMap(({ rule }) => literalAction(rule) ?? []),
    ...(alone.some(looksAtAction) ? stringsOf(policies) : []),
    ...(alone.length > 0 ? [otherAction] : []),
  ];
  for (const actor of actors) for (const action of actions) add(actor, action, undefined);
  return [...questions.values()];
}

/** The rules written for a question with so many arguments. */
const questionClauses = ({ predicates }: Policy, arity: number): readonly Clause[] =>
  ['allow', 'has_permission'].flatMap((name) =>
    (predicates.get(name)?.clauses ?? []).filter((clause) => clause.shorthand === undefined && clause.arity === arity),
  );

/** The action that the head of a rule names. */
function literalAction({ parameters: [, action] }: Rule): string | undefined {
  for (const part of [action?.value, action?.specializer]) {
    const node = part === undefined ? undefined : (unwrap(part) as PolarNode);
    if (node?.$type === 'StringLiteral') return node.value;
  }
  return undefined;
}

/** Whether a rule takes any action, and does more with it than to ask on with it. */
function looksAtAction({ rule }: Clause): boolean {
  const action = rule.parameters[1];
  const value = action === undefined ? undefined : (unwrap(action.value) as PolarNode);
  if (literalAction(rule) !== undefined || value?.$type !== 'Variable') return false;
  let uses = 0;
  walk(rule, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Variable' && node.name === value.name) uses++;
    else if (node.$type === 'Call' && /^(allow|has_permission)$/.test(node.name.text)) {
      const passed = node.arguments[1];
      const asked = passed === undefined ? undefined : (unwrap(passed) as PolarNode);
      if (asked?.$type === 'Variable' && asked.name === value.name) uses--;
    }
    return true;
  });
  return uses > 1 && value.name !== '_';
}

/** Every string in the rules and blocks of policies. */
function stringsOf(policies: readonly Policy[]): readonly string[] {
  const strings = new Set<string>();
  for (const { files } of policies)
    for (const { statements } of files.values())
      for (const { tree } of statements)
        if (tree?.$type === 'Rule' || tree?.$type === 'Block')
          walk(tree, (it) => {
            const node = it as PolarNode;
            if (node.$type === 'StringLiteral') strings.add(node.value);
            return true;
          });
  return [...strings];
}
