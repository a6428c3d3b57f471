import { childrenOf } from '../terms/children.ts';
import { Keywords } from '../terms/keywords.ts';
import { compareValues } from '../terms/numbers.ts';
import { isSame } from '../terms/same.ts';
import { Met } from '../terms/shared.ts';
import {
  Box,
  CALL,
  CONS,
  Compound,
  DICTIONARY,
  EMPTY_LIST,
  EXPRESSION,
  expression,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  LAST_VARIABLE,
  REST,
  type Term,
  type VariableBox,
} from '../terms/term.ts';
import { isOrder, isTerm, mirrorOf, oppositeOf, orderCode } from './operators.ts';
import { inPlaceOf, withoutPlace } from './sources.ts';

/**
 * Constraints are expressions: an `and` of operations about variables (docs/language/queries.md#constraints). Here a variable is a box that
 * is never bound itself: what it stands for is kept by a {@link import('./bindings.ts').Bindings}, so no term is ever
 * dereferenced on the way.
 */

/** A box that is an operation. */
export interface ExpressionBox extends Box {
  readonly kind: 9;
}

/** The constraint that says nothing. */
export const TRUE: Box = expression('and', []);
/** The constraint that cannot hold. */
export const FALSE: Box = expression('or', []);

export const isVariable = (term: Term): term is VariableBox => typeof term === 'object' && term.kind <= LAST_VARIABLE;

/** Whether a variable is not one of the query's: it is named by the policy. */
export const isTemporary = (variable: Box): boolean => String(variable.b).startsWith('_');

export const isExpression = (term: Term): term is ExpressionBox => typeof term === 'object' && term.kind === EXPRESSION;

export const isList = (term: Term): boolean =>
  typeof term === 'object' && (term.kind === CONS || term.kind === REST || term === EMPTY_LIST);

export const operatorOf = (operation: Box): string => operation.a as string;

export const argsOf = (operation: Box): readonly Term[] => operation.b as readonly Term[];

export const conjunction = (conjuncts: readonly Term[]): Box => expression('and', conjuncts);

/** True for a term without variables, application objects and calls: what the reference calls ground. */
export function isGround(term: Term): boolean {
  const pending: Term[] = [term];
  const met = new Met();
  for (let t = pending.pop(); t !== undefined; t = pending.pop()) {
    if (typeof t !== 'object' || t.kind === FLOAT || t === EMPTY_LIST) continue;
    if (t.kind <= LAST_VARIABLE || t.kind === HOST || t.kind === CALL) return false;
    if (met.again(t)) continue;
    pending.push(...childrenOf(t));
  }
  return true;
}

/** The variables in a term, each once, in order; the one after a list's star does not count, as in the reference. */
export function variablesIn(term: Term): Box[] {
  return variablesAtSight(term) ?? variablesInside(term);
}

/** The same of an operation whose arguments have no parts, as most constraints are; undefined for others. */
function variablesAtSight(term: Term): Box[] | undefined {
  if (!isExpression(term)) return undefined;
  const found: Box[] = [];
  for (const arg of argsOf(term)) {
    if (typeof arg !== 'object') continue;
    if (arg.kind > LAST_VARIABLE) return undefined;
    if (!found.includes(arg)) found.push(arg);
  }
  return found;
}

function variablesInside(term: Term): Box[] {
  const found = new Set<Box>();
  const pending: Term[] = [term];
  const met = new Met();
  for (let t = pending.pop(); t !== undefined; t = pending.pop()) {
    if (typeof t !== 'object') continue;
    if (t.kind <= LAST_VARIABLE) found.add(t);
    else if (met.again(t)) continue;
    else if (t.kind === REST) {
      if (!isVariable(t.a as Term)) pending.push(t.a as Term);
    } else if (t.kind === CONS) {
      if (!isVariable(t.b as Term)) pending.push(t.b as Term);
      pending.push(t.a as Term);
    } else {
      const children = childrenOf(t);
      for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
    }
  }
  return [...found];
}

/** Parts after which those that were rebuilt are remembered: a term may have the same part in many places. */
const PARTS_BEFORE = 1_000;

/** A copy of a term in which `change` gives what to put for a part; undefined: look inside. */
export function rebuild(term: Term, change: (part: Term, afterStar: boolean) => Term | undefined): Term {
  let parts = 0;
  let made: Map<Box, Term> | undefined;
  const inner = (part: Term, afterStar: boolean): Term => {
    const put = change(part, afterStar);
    if (put !== undefined) return put;
    if (!isTerm(part)) return part;
    if (++parts < PARTS_BEFORE || part.kind === EXPRESSION) return inside(part);
    made ??= new Map();
    const known = made.get(part) ?? inside(part);
    made.set(part, known);
    return known;
  };
  const inside = (part: Box): Term => {
    switch (part.kind) {
      case CONS:
        return list(part);
      case REST:
        return asList(inner(part.a as Term, true), part);
      case DICTIONARY:
      case FIELDS: {
        const changed = fields(part.a as Fields);
        return part instanceof Keywords ? new Keywords(changed) : new Box(part.kind, changed, undefined);
      }
      case INSTANCE:
        return new Box(INSTANCE, part.a, fields(part.b as Fields));
      case CALL:
      case EXPRESSION:
        return new Compound(
          part.kind,
          part.a,
          argsOf(part).map((arg) => inner(arg, false)),
        );
      default:
        return part;
    }
  };
  const fields = (of: Fields): Fields => new Map([...of].map(([key, value]) => [key, inner(value, false)]));
  // Lists are long: their elements are gone through without recursion.
  const list = (from: Box): Term => {
    const elements: Term[] = [];
    let rest: Term = from;
    while (typeof rest === 'object' && rest.kind === CONS) {
      elements.push(inner(rest.a as Term, false));
      rest = rest.b as Term;
    }
    let result: Term = rest === EMPTY_LIST ? rest : inner(rest, true);
    if (typeof result === 'object' && result.kind === REST) result = result.a as Term;
    for (let i = elements.length - 1; i >= 0; i--) result = new Box(CONS, elements[i], result);
    return result;
  };
  return inner(term, false);
}

/** What `[*rest]` is where this is its rest: that list; else it stays as it is, or what is no list is its one element, as in the reference. */
export function asList(rest: Term, of: Box): Term {
  if (isList(rest)) return rest;
  if (!isVariable(rest)) return new Box(CONS, rest, EMPTY_LIST);
  return rest === of.a ? of : new Box(REST, rest, undefined);
}

/** All conjuncts of `left`, then those of `right` that are not there yet. */
export function merge(left: Box, right: Box): Box {
  const conjuncts = [...argsOf(left)];
  for (const term of argsOf(right)) if (!conjuncts.some((known) => isSame(known, term))) conjuncts.push(term);
  return conjunction(conjuncts);
}

/** The opposite of an operation. */
export function invert(operation: Box): Box {
  const operator = operatorOf(operation);
  const args = argsOf(operation);
  switch (operator) {
    case 'and':
      return inPlaceOf(operation, 'or', args.map(invertTerm));
    case 'or':
      return inPlaceOf(operation, 'and', args.map(invertTerm));
    case 'not':
      return args[0] as Box;
    case 'matches':
    case 'in':
      return expression('not', [withoutPlace(operation)]);
    default: {
      const opposite = oppositeOf(operator);
      return opposite === undefined ? operation : inPlaceOf(operation, opposite, args);
    }
  }
}

const invertTerm = (term: Term): Term => (isExpression(term) ? invert(term) : term);

/** The same constraint seen from the other side, as the reference mirrors it (which is not the same for orders). */
export function mirror(operation: Box): Box {
  const mirrored = mirrorOf(operatorOf(operation));
  return mirrored === undefined ? operation : expression(mirrored, [...argsOf(operation)].reverse());
}

/**
 * Constraints with a variable's value put in; undefined where a comparison of ground terms turns out false. The reference
 * fills in just that one variable, and one false comparison anywhere within makes all of it fail. `tell` hears of each operation
 * that was made of another one.
 */
export function ground(
  operation: Box,
  variable: Box,
  value: Term,
  tell: (made: Box, from: Box) => void,
): Box | undefined {
  let inverted = false;
  let consistent = true;
  const fill = (term: Term): Term =>
    rebuild(term, (part, afterStar) => {
      if (part === variable && !afterStar) return value;
      return isExpression(part) ? fillOperation(part) : undefined;
    });
  const fillArgs = (of: Box): Box => made(of, argsOf(of).map(fill));
  const made = (of: Box, args: readonly Term[]): Box => {
    const filled = expression(operatorOf(of), args);
    tell(filled, of);
    return filled;
  };
  const fillOperation = (of: Box): Box => {
    const operator = operatorOf(of);
    if (operator === 'not') {
      inverted = !inverted;
      const filled = fillArgs(of);
      inverted = !inverted;
      return filled;
    }
    if (operator === '=' || operator === '==' || operator === '!=') {
      const [left, right] = argsOf(of) as [Term, Term];
      const [l, r] = [fill(left), fill(right)];
      if (!isGround(l) || !isGround(r)) return made(of, [l, r]);
      // A variable is itself, even where its value is nan.
      const holds = (left === right || isSame(l, r)) === (operator !== '!=');
      if (holds === inverted) consistent = false;
      return holds === inverted ? (inverted ? TRUE : FALSE) : inverted ? FALSE : TRUE;
    }
    if (isOrder(operator)) {
      const asked = inverted ? invert(of) : of;
      const [l, r] = argsOf(asked).map(fill) as [Term, Term];
      const holds = compareValues(orderCode(operatorOf(asked)), l, r);
      if (holds === undefined) return fillArgs(asked);
      if (!holds) consistent = false;
      return holds ? TRUE : FALSE;
    }
    return fillArgs(of);
  };
  const filled = fillOperation(operation);
  return consistent ? filled : undefined;
}
