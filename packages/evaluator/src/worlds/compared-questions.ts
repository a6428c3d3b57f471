import { type Node, type PolarNode, printString, type Rule, walk } from '@polar-tools/language';
import { type Clause, type Policy, unwrap } from '@polar-tools/policy';
import { argumentTypes } from './library/question-types.ts';
import { otherAction, questionsOf, type TypedQuestion } from './questions.ts';

/**
 * The questions that two policies are asked to tell them apart: those that their blocks and the heads of their rules name, and, where a rule
 * takes any action and looks at it, every string that stands in one of them as an action. Also questions without a resource: in Oso Cloud
 * whether or not a block declares permissions for them, in the Library where there is a rule for them.
 */
export function comparedQuestions(policies: readonly Policy[]): readonly TypedQuestion[] {
  const types = [argumentTypes(policies, 0), argumentTypes(policies, 2)] as const;
  const named = questionsOf(policies, ...types);
  const questions = new Map<string, TypedQuestion>();
  const add = (actor: string, action: string, resource: string | undefined): void => {
    questions.set(JSON.stringify([actor, action, resource]), { actor, action, resource });
  };
  for (const { actor, action, resource } of named) add(actor, action, resource);
  // Where no block is there, a rule that has a type for one of them alone names no question.
  const actors = new Set([...named.map(({ actor }) => actor), ...types[0]]);
  const resources = new Set([...named.flatMap(({ resource }) => resource ?? []), ...types[1]]);
  const anywhere = policies.some((policy) => questionClauses(policy, 3).some(looksAtAction)) ? stringsOf(policies) : [];
  for (const actor of actors)
    for (const resource of resources) for (const action of anywhere) add(actor, action, resource);
  const isCloud = policies[0]?.dialect === 'cloud';
  if (!isCloud) addUntyped(policies, actors, resources, anywhere, add);
  // In the Library nothing but a rule for `allow` makes such a question.
  const alone = policies
    .flatMap((policy) => questionClauses(policy, 2))
    .filter(({ predicate }) => isCloud || predicate === 'allow');
  const actions = [
    ...alone.flatMap(({ rule }) => literalAction(rule) ?? []),
    ...(alone.some(looksAtAction) ? stringsOf(policies) : []),
    ...(alone.length > 0 ? [otherAction] : []),
  ];
  const anybody = !isCloud && alone.some(({ rule }) => rule.parameters[0]!.specializer?.$type !== 'InstancePattern');
  for (const actor of anybody ? new Set([...actors, ...policies.flatMap(classesNamed)]) : actors)
    for (const action of actions) add(actor, action, undefined);
  return [...questions.values()];
}

/** A string or a number as an actor or a resource stands for itself, where a class stands for its objects. */
export const isLiteral = (type: string): boolean => /^["\d-]/.test(type);

/** Of more literals than these, only those in heads of rules are asked with. */
const MOST_LITERALS = 12;

/** Where rules of the Library ask for no type of an argument, or for a plain one: literals, and objects of every class. */
function addUntyped(
  policies: readonly Policy[],
  actors: ReadonlySet<string>,
  resources: ReadonlySet<string>,
  anywhere: readonly string[],
  add: (actor: string, action: string, resource: string | undefined) => void,
): void {
  const clauses = policies.flatMap((policy) => questionClauses(policy, 3));
  const classes = new Set([...policies.flatMap(classesNamed), ...actors, ...resources]);
  const all = literalsIn(clauses.map(({ rule }) => rule));
  const valuesAt = (at: 0 | 2, typed: ReadonlySet<string>, name: string): readonly string[] => {
    const open = clauses
      .map(({ rule }) => rule.parameters[at]!)
      .filter(({ specializer, value }) =>
        specializer?.$type !== 'InstancePattern' ? true : plain.test(specializer.name.text) && value !== undefined,
      );
    if (open.length === 0) return [...typed];
    const heads = literalsIn(open);
    const literals = all.length > MOST_LITERALS ? heads : [...all, '"somebody"'];
    return [...(classes.size > 0 ? classes : [name]), ...literals];
  };
  const actions = new Set([...clauses.flatMap(({ rule }) => literalAction(rule) ?? []), ...anywhere, otherAction]);
  for (const actor of valuesAt(0, actors, 'User'))
    for (const resource of valuesAt(2, resources, 'Thing')) for (const action of actions) add(actor, action, resource);
}

const plain = /^(String|Integer)$/;

/** Strings and whole numbers, as a policy writes them. */
function literalsIn(nodes: readonly Node[]): readonly string[] {
  const literals = new Set<string>();
  for (const one of nodes)
    walk(one, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'StringLiteral') literals.add(printString(node.value));
      else if (node.$type === 'IntegerLiteral') literals.add(String(node.value));
      return true;
    });
  return [...literals];
}

/** The classes that blocks and patterns of a policy name. */
export function classesNamed({ blocks, predicates }: Policy): readonly string[] {
  const names = new Set<string>(blocks.keys());
  for (const { clauses } of predicates.values())
    for (const { rule, shorthand } of clauses)
      if (shorthand === undefined)
        walk(rule, (it) => {
          const node = it as PolarNode;
          if (node.$type === 'InstancePattern' && !notClasses.has(node.name.text)) names.add(node.name.text);
          return true;
        });
  return [...names];
}

const notClasses = new Set(['Actor', 'Resource', 'String', 'Integer', 'Float', 'Boolean', 'List', 'Dictionary']);

/** The rules written for a question with so many arguments. */
export const questionClauses = ({ predicates }: Policy, arity: number): readonly Clause[] =>
  ['allow', 'has_permission'].flatMap((name) =>
    (predicates.get(name)?.clauses ?? []).filter((clause) => clause.shorthand === undefined && clause.arity === arity),
  );

/** The action that the head of a rule names. */
export function literalAction({ parameters: [, action] }: Rule): string | undefined {
  for (const part of [action?.value, action?.specializer]) {
    const node = part === undefined ? undefined : (unwrap(part) as PolarNode);
    if (node?.$type === 'StringLiteral') return node.value;
  }
  return undefined;
}

/** Whether a rule takes any action, and does more with it than to ask on with it. */
export function looksAtAction({ rule }: Clause): boolean {
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
export function stringsOf(policies: readonly Policy[]): readonly string[] {
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
