import type { Binary, Node, PolarNode } from '@polar-tools/language';
import { areApart } from '../blocks/types-apart.ts';
import { valueClassNames } from '../dialect/built-in-classes.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap } from '../model/walk.ts';
import { typeByFacts } from '../names/declared-types.ts';
import { mayLeadElsewhere } from '../names/related-types.ts';
import { typeOf } from '../names/variable-types.ts';
import { both, type Check, type StatementContext } from './definition.ts';

const orders = new Set(['<', '<=', '>', '>=']);
const comparisons = new Set(['=', '==', '!=', ...orders]);
const arithmetic = new Set(['+', '-', '*', '/', 'mod', 'rem']);

/** A comparison of two values that are never of one type, and arithmetic on what is no number. */
export const typeMismatch: Check = {
  code: 'type-mismatch',
  severity: 'warning',
  dialects: both,
  summary: 'A comparison of two values that are never of one type, or arithmetic on what is no number.',
  nodes: { Binary: compare },
};

function compare(binary: Binary, context: StatementContext): void {
  if (context.model.tree?.$type === 'InlineQuery') return;
  const fault = faultOf(binary, context);
  if (fault !== undefined) context.report(binary, fault);
}

function faultOf({ left, operator, right }: Binary, context: StatementContext): string | undefined {
  const { policy, dialect } = context;
  if (operator === 'in') return faultOfMember(left, right, context);
  if (arithmetic.has(operator)) return faultOfArithmetic(left, operator, right, context);
  if (!comparisons.has(operator)) return undefined;
  if (dialect === 'library') {
    if (isUntyped(left) || isUntyped(right)) return undefined;
    const a = typeOf(policy, left);
    const b = typeOf(policy, right);
    return a === undefined || b === undefined ? undefined : faultInLibrary(a, operator, b);
  }
  // A list is told as one that cannot stand here.
  if (left.$type === 'List' || right.$type === 'List') return undefined;
  const a = cloudType(policy, left);
  const b = cloudType(policy, right);
  if (orders.has(operator)) {
    const wrong = [a, b].find((type) => isNeverOf(type, 'Integer', context));
    if (wrong === undefined) return undefined;
    return `${operator} compares integers, and one side is of type ${wrong}. Use = or !=, or compare integers.`;
  }
  const apart = isObject(left) && isObject(right) ? a !== b : isNeverOf(a, b, context);
  return apart ? `${sides(a!, b!)}, so this is ${operator === '!=' ? 'always' : 'never'} true. ${ADVICE}` : undefined;
}

/**
 * What the engine does with two values whose types are known: `=` unifies them; the others compare numbers (a boolean is one) and strings among
 * themselves, and end the query for all other pairs of plain values, two lists too. The application compares objects.
 */
function faultInLibrary(a: string, operator: string, b: string): string | undefined {
  if (!valueClassNames.has(a) || !valueClassNames.has(b)) return undefined;
  const unordered = a === 'List' || a === 'Dictionary';
  if (a === b && !(unordered && operator !== '=')) return undefined;
  if (isNumber(a) && isNumber(b)) return undefined;
  if (operator === '=') return `${sides(a, b)}, so this is never true. ${ADVICE}`;
  if (isCompared(a) && isCompared(b))
    return `${sides(a, b)}, and ${operator} takes true for 1 and false for 0. ${ADVICE}`;
  const error = `and ${operator} does not compare these: the query ends in a runtime error`;
  if (a !== b) return `${sides(a, b)}, ${error}. ${ADVICE}`;
  const unify = orders.has(operator)
    ? 'Compare numbers or strings.'
    : `Use ${operator === '!=' ? 'not =' : '='}, which compares them.`;
  return `Both sides are of type ${a}, ${error}. ${unify}`;
}

/** The engine calculates with numbers alone, and ends the query on any other plain value. In Cloud arithmetic is told as that. */
function faultOfArithmetic(
  left: Node,
  operator: string,
  right: Node,
  { policy, dialect }: StatementContext,
): string | undefined {
  if (dialect === 'cloud') return undefined;
  const wrong = [left, right]
    .map((side) => (isUntyped(side) ? undefined : typeOf(policy, side)))
    .find((type) => type !== undefined && valueClassNames.has(type) && !isNumber(type));
  if (wrong === undefined) return undefined;
  const instead = operator === '+' && wrong === 'String' ? ', and let the application put texts together' : '';
  return `${operator} takes numbers, and one side is of type ${wrong}: the query ends in a runtime error. Calculate with numbers${instead}.`;
}

/** `x in [1, 2]`: no member of the list is ever what is looked for. */
function faultOfMember(left: Node, right: Node, context: StatementContext): string | undefined {
  const list = unwrap(right) as PolarNode;
  if (list.$type !== 'List' || list.elements.length === 0 || list.rest !== undefined) return undefined;
  const { policy, dialect } = context;
  if (dialect === 'library' && isUntyped(left)) return undefined;
  const known = dialect === 'cloud' ? cloudType : typeOf;
  const type = known(policy, left);
  const isApart = (member: Node): boolean => {
    const other = known(policy, member);
    if (dialect === 'cloud')
      return isObject(left) && isObject(member) ? type !== other : isNeverOf(type, other, context);
    return type !== undefined && other !== undefined && faultInLibrary(type, '=', other) !== undefined;
  };
  if (type === undefined || !list.elements.every(isApart)) return undefined;
  return `The left side is of type ${type}, and nothing in the list is, so this is never true. ${ADVICE}`;
}

/** The type of an expression of Cloud, where it is sure that it is of no other. */
const cloudType = (policy: Snapshot, node: Node): string | undefined => {
  const type = typeByFacts(policy, node);
  return type === undefined || mayLeadElsewhere(policy, node) ? undefined : type;
};

const sides = (a: string, b: string): string => `One side is of type ${a} and the other of type ${b}`;
const ADVICE = 'Compare values of one type.';

/** Whether in Cloud no value is of both types, as far as the blocks can be read. */
const isNeverOf = (type: string | undefined, other: string | undefined, { policy }: StatementContext): boolean =>
  areApart(type, other, policy.blocks) &&
  ((valueClassNames.has(type!) && valueClassNames.has(other!)) || !hasBrokenBlock(policy));

/** Nothing is known of what the application answers: no need to find the type of the other side. */
const isUntyped = ({ $type }: Node): boolean => $type === 'Lookup' || $type === 'MethodCall';
const isNumber = (type: string): boolean => type === 'Integer' || type === 'Float';
const isCompared = (type: string): boolean => isNumber(type) || type === 'Boolean';
const isObject = ({ $type }: Node): boolean => $type === 'ObjectLiteral';
