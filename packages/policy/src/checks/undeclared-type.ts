import {
  type InstancePattern,
  type Name,
  type Node,
  type PolarNode,
  printString,
  type Shorthand,
} from '@polar-tools/language';
import { builtInClasses, cloudValueTypes, isBuiltInClass, unions } from '../dialect/built-in-classes.ts';
import { declareType, statementOf } from '../fixes/declare.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import { walk } from '../model/walk.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type Check, cloudOnly, type FindingFix, type StatementContext } from './definition.ts';

/** A type that no block declares: nothing is of it. In a policy without blocks nothing is known of its types. */
export const undeclaredType: Check = {
  code: 'undeclared-type',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A type without a block.',
  nodes: {
    InstancePattern(pattern, context) {
      if (!checkColon(pattern, context)) checkType(pattern.name, context);
    },
    ObjectLiteral({ name }, context) {
      if (unions.has(name.text))
        context.report(
          name,
          `${name.text} stands for other types, and nothing is of it alone. Name the type of this object.`,
        );
      else checkType(name, context);
    },
    Declare({ types }, context) {
      for (const type of types) checkType(type, context);
    },
    DeclaredRelation(relation, context) {
      // One that a shorthand follows is an error already.
      if (!isFollowed(relation, context)) checkType(relation.type ?? relation.name, context);
    },
  },
};

/** `User:alice`, as an object is written in queries on the command line, in a rule or an assertion. Whether it is one. */
function checkColon({ name, $container }: InstancePattern, { policy, report }: StatementContext): boolean {
  const parameter = $container as PolarNode;
  if (parameter.$type !== 'Parameter' || parameter.value.$type !== 'Variable') return false;
  const { blocks } = policy;
  const type = parameter.value.name;
  const isWritten = blocks.has(type) && type !== 'global' && !blocks.has(name.text) && !isBuiltInClass(name.text);
  if (!isWritten || nearestOf(name.text, [...blocks.keys(), ...cloudValueTypes, ...unions]) !== undefined) return false;
  const object = `${type}{${printString(name.text)}}`;
  report(parameter, `In a policy an object is written in braces: ${object}.`, {
    fixes: [
      { title: `Change to ${object}`, preferred: true, edits: [{ node: parameter, at: 'instead', newText: object }] },
    ],
  });
  return true;
}

/** What people call the types of values in other languages, in lower case. */
const VALUE_TYPES: ReadonlyMap<string, string> = new Map([
  ...['string', 'str', 'text', 'varchar'].map((name) => [name, 'String'] as const),
  ...['integer', 'int', 'number', 'long', 'bigint', 'i32', 'i64'].map((name) => [name, 'Integer'] as const),
  ...['boolean', 'bool'].map((name) => [name, 'Boolean'] as const),
]);

function checkType(name: Name, { policy, report }: StatementContext): void {
  const { text } = name;
  const { blocks } = policy;
  if (blocks.size === 0 || text === '' || blocks.has(text) || cloudValueTypes.has(text) || unions.has(text)) return;
  const known = [...blocks.keys()].filter((type) => type !== 'global');
  // What is being typed may be the one.
  if (hasBrokenBlock(policy)) return;
  const meant = VALUE_TYPES.get(text.toLowerCase()) ?? nearestOf(text, [...known, ...cloudValueTypes, ...unions]);
  const builtIn = isBuiltInClass(text) ? builtInClasses.find((one) => one.name === text) : undefined;
  const keyword = isActor(name) ? 'actor' : 'resource';
  const advice =
    builtIn !== undefined
      ? 'Oso Cloud has strings, integers and booleans.'
      : meant === undefined
        ? `Declare it: ${keyword} ${text} {}`
        : `Did you mean ${meant}?`;
  const change: FindingFix = {
    title: `Change to ${meant}`,
    preferred: meant !== undefined && (isSlip(text, meant) || VALUE_TYPES.has(text.toLowerCase())),
    edits: [{ node: name, at: 'instead', newText: meant ?? '' }],
  };
  const declare = declareType(text, keyword, name);
  const fixes = builtIn !== undefined ? [] : meant === undefined ? [declare] : [change, declare];
  report(name, `There is no block of the type ${text}. ${advice}`, { fixes });
}

/** Where actors stand first: who is allowed something, who has a role. */
const OF_ACTORS: ReadonlySet<string> = new Set(['allow', 'allow_field', 'has_permission', 'has_role']);

/** Whether a type is named for an actor: the first of who has a role or a permission, or a variable that is so in the same statement. */
function isActor(type: Name): boolean {
  const typed = type.$container as PolarNode;
  const parent = typed.$container as PolarNode;
  if (typed.$type === 'ObjectLiteral') return isFirst(parent.$type === 'Parameter' ? parent : typed);
  if (typed.$type !== 'InstancePattern') return false;
  if (parent.$type === 'Parameter' && isFirst(parent)) return true;
  const variable = parent.$type === 'Parameter' ? parent.value : parent.$type === 'Matches' ? parent.left : undefined;
  if (variable?.$type !== 'Variable') return false;
  let found = false;
  walk(statementOf(type), (node) => {
    found ||= node.$type === 'Variable' && node.name === variable.name && isFirst(node);
    return !found;
  });
  return found;
}

function isFirst(argument: Node): boolean {
  const parent = argument.$container as PolarNode;
  switch (parent.$type) {
    case 'Parameter':
      return isFirst(parent);
    case 'Rule':
    case 'Assertion':
      return OF_ACTORS.has(parent.name.text) && parent.parameters[0] === argument;
    case 'Call':
    case 'Fact':
      return OF_ACTORS.has(parent.name.text) && parent.arguments[0] === argument;
    default:
      return false;
  }
}

function isFollowed({ name }: { readonly name: Name }, { policy, model }: StatementContext): boolean {
  const type = model.block?.name.text;
  const parts = type === undefined ? [] : (policy.blocks.get(type)?.parts ?? []);
  return parts.some(({ block }) =>
    block.members.some((member) => member.$type === 'Shorthand' && follows(member, name.text)),
  );
}

function follows(shorthand: Shorthand, relation: string): boolean {
  let found = false;
  walk(shorthand.body, (node) => {
    if (node.$type !== 'ShorthandReference') return;
    if (node.relation?.$type === 'StringLiteral' && node.relation.value === relation) found = true;
  });
  return found;
}
