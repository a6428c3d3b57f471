import { type Expression, type Fact, type Parameter, type PolarNode, print, printString } from '@polar-tools/language';
import { headSignature } from '../blocks/fact-signatures.ts';
import { isA } from '../blocks/is-a.ts';
import { valueClassNames } from '../dialect/built-in-classes.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { termKind, termUse } from '../names/term-uses.ts';
import { typeOfArgument } from '../names/variable-types.ts';
import { both, type Check, type FindingFix, type StatementContext } from './definition.ts';
import { isActorLast } from './relation-order.ts';

/**
 * What stands for an actor or a resource is an object, and what names a role, a permission or a relation is a string (docs/language/blocks.md): with one in the
 * place of the other nothing matches. The same with the actor last, where only the first declares what is named. A rule or a `declare` that takes such values says
 * that they are meant. Of an assertion `impossible-assertion` tells.
 */
export const argumentOrder: Check = {
  code: 'argument-order',
  severity: 'warning',
  dialects: both,
  summary: 'The arguments of has_role, has_permission, has_relation or allow in places where nothing matches.',
  nodes: {
    Rule: (rule, context) => checkArguments(rule, rule.name.text, rule.parameters, context),
    Call: (call, context) => checkArguments(call, call.name.text, call.arguments, context),
    Fact: (fact, context) => checkArguments(fact, fact.name.text, fact.arguments, context),
  },
};

type Argument = Expression | Parameter;

function checkArguments(
  node: PolarNode & Parameters<typeof termUse>[0],
  predicate: string,
  values: readonly Argument[],
  context: StatementContext,
): void {
  const as = termKind(predicate);
  const { policy, dialect, model } = context;
  if (as === undefined || policy.blocks.size === 0) return;
  if (values.length !== 3 && !(values.length === 2 && dialect === 'cloud' && as !== 'relation')) return;
  // The application may ask `allow` for anything, and heads of the Library are held to the types of rules.
  const isFree = dialect === 'library' && (predicate === 'allow' || node.$type === 'Rule');
  const types = values.map((value) => typeOfArgument(policy, value));
  const wrong = isFree ? -1 : misplacedIn(types, policy);
  if (wrong === -1) {
    // What the reference engine refuses is told as an invalid rule.
    if (dialect === 'library' && node.$type === 'Rule' && predicate !== 'allow') return;
    if (node.$type !== 'Fact' && values.length === 3) checkActorLast(node, values, context);
    return;
  }
  if (model.tree?.$type === 'InlineQuery' || isTaken(predicate, types, wrong, policy)) return;
  const places = as === 'relation' ? relationPlaces(dialect) : ['the actor', `the name of the ${as}`, 'the resource'];
  const turned = turn(values, types);
  const takes = values.length === 2 ? places.slice(0, 2).join(' and ') : `${places[0]}, ${places[1]} and ${places[2]}`;
  const advice =
    turned !== undefined
      ? `Write ${predicate}(${turned.map((at) => print(values[at]!)).join(', ')}).`
      : wrong === 1
        ? 'Write it as a string.'
        : 'Write an object there.';
  context.report(values[wrong]!, `${predicate} takes ${takes}, and this is of type ${types[wrong]}. ${advice}`, {
    fixes: turned !== undefined ? [reorder(values, turned)] : asObjects(values[wrong]!, wrong, predicate, policy),
  });
}

/** The place of a value that cannot stand there; -1 where there is none. */
const misplacedIn = (types: Types, policy: Snapshot): number =>
  types.findIndex((type, at) => isMisplaced(type, at) && isThere(type!, policy));

/** Whether this check tells of a fact that an argument of it stands in another's place. */
export function isOutOfOrder({ name, arguments: values }: Fact, policy: Snapshot): boolean {
  if (termKind(name.text) === undefined || policy.blocks.size === 0 || values.length !== 3) return false;
  const types = values.map((value) => typeOfArgument(policy, value));
  const wrong = misplacedIn(types, policy);
  return wrong !== -1 && !isTaken(name.text, types, wrong, policy);
}

const relationPlaces = (dialect: 'library' | 'cloud'): readonly string[] => {
  const places = ['the resource', 'the name of the relation', 'what it leads to'];
  return dialect === 'cloud' ? places : places.toReversed();
};

/** Whether a value of this type cannot stand in this place: an object as a name, or what is none as an actor or a resource. */
const isMisplaced = (type: string | undefined, place: number): boolean =>
  type !== undefined && (place === 1 ? type !== 'String' : valueClassNames.has(type));

/** A type that is not there is told by itself. */
const isThere = (type: string, { blocks }: Snapshot): boolean => blocks.has(type) || valueClassNames.has(type);

/** Whether the policy says itself that such a value may stand there: by a rule's head, or a declaration. */
function isTaken(predicate: string, types: Types, wrong: number, policy: Snapshot): boolean {
  const type = types[wrong]!;
  const takes = (others: Types): boolean =>
    others.length === types.length && (others[wrong] === type || (wrong === 1 && isA(type, others[1], policy.blocks)));
  if (policy.guessed.has(predicate) || hasBrokenBlock(policy)) return true;
  if ((policy.declaredSignatures.get(predicate) ?? []).some((form) => takes(form.types))) return true;
  const rules = policy.predicates.get(predicate)?.rules ?? [];
  if (policy.dialect === 'library') return rules.some(({ rule }) => isOpen(rule.parameters[wrong]));
  return rules.some((clause) => {
    const head = headSignature({ uri: clause.uri, clause }, policy)?.types;
    return head !== undefined && takes(head) && clause.rule.parameters[wrong]?.specializer !== undefined;
  });
}

/** Whether a parameter takes any value. */
const isOpen = (parameter: Parameter | undefined): boolean =>
  parameter?.value.$type === 'Variable' && parameter.specializer === undefined;

type Types = readonly (string | undefined)[];

/** The order of the arguments in which each has its place: two of them changed for each other. */
function turn(values: readonly Argument[], types: Types): readonly number[] | undefined {
  if (values.length !== 3) return undefined;
  const orders = [
    [0, 2, 1],
    [1, 0, 2],
  ];
  const fits = (order: readonly number[]): boolean => order.every((from, to) => !isMisplaced(types[from], to));
  const fitting = orders.filter((order) => types[order[1]!] === 'String' && fits(order));
  return fitting.length === 1 ? fitting[0] : undefined;
}

export const reorder = (values: readonly Argument[], order: readonly number[]): FindingFix => ({
  title: 'Change the order of the arguments',
  preferred: true,
  edits: order.flatMap((from, to) =>
    from === to ? [] : [{ node: values[to]!, at: 'instead' as const, newText: print(values[from]!) }],
  ),
});

/** `"alice"` as an object of each type that it may be of. */
function asObjects(argument: Argument, place: number, predicate: string, policy: Snapshot): readonly FindingFix[] {
  if (policy.dialect !== 'cloud' || argument.$type !== 'StringLiteral' || place === 1) return [];
  const wanted = place === 0 && predicate !== 'has_relation' ? 'Actor' : 'Resource';
  const types = [...policy.blocks.keys()].filter((type) => type !== 'global' && isA(type, wanted, policy.blocks));
  if (types.length > MOST_TYPES) return [];
  return types.map((type) => {
    const newText = `${type}{${printString(argument.value)}}`;
    return { title: `Change to ${newText}`, edits: [{ node: argument, at: 'instead' as const, newText }] };
  });
}

/** More are no help to choose from. */
const MOST_TYPES = 3;

function checkActorLast(
  node: Parameters<typeof termUse>[0],
  values: readonly Argument[],
  { policy, dialect, report }: StatementContext,
): void {
  const use = termUse(node, dialect);
  if (use === undefined || !isActorLast(use, policy) || hasBrokenBlock(policy)) return;
  const { predicate, string, of, other } = use;
  const [first, last] = [typeOfArgument(policy, other)!, typeOfArgument(policy, of!)!];
  report(
    values[0]!,
    `${first} declares the ${use.as} "${string.value}", and here it stands where the actor has to. The actor comes first: ${predicate}(${last}, "${string.value}", ${first}).`,
    { fixes: [reorder(values, [2, 1, 0])] },
  );
}
