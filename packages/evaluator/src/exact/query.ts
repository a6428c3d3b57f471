import type { Negates } from '../compiler/goal.ts';
import type { ASKED } from '../run/asked.ts';
import { Failure, unsupported } from '../run/failure.ts';
import { debugText } from '../terms/debug-text.ts';
import { ARITHMETIC_SIGNS, arithmetic, compareValues, isNumber } from '../terms/numbers.ts';
import { isSame } from '../terms/same.ts';
import { type Box, CALL, DICTIONARY, expression, type Fields, type Term } from '../terms/term.ts';
import { callPredicate } from './call.ts';
import type { Goal, Left } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { isObject, match } from './match.ts';
import { membership } from './membership.ts';
import { argsOf, conjunction, isExpression, isVariable, operatorOf } from './operations.ts';
import { orderCode } from './operators.ts';
import { PlacedFailure } from './placed-failure.ts';
import type { Queries } from './progress.ts';
import { goalFor, NO_SITE } from './rules.ts';
import type { Source } from './sources.ts';
import { unify } from './unify.ts';

type Done = boolean | typeof ASKED;

/** Solves a goal: false where it fails; what is left to do is pushed. */
export function query(run: ExactMachine, term: Term, written: Source | undefined): Done {
  const { search } = run;
  const source = run.terms.sources.of(term, written);
  if (isExpression(term)) {
    // What ends here, and what no cut is in, is not in progress any longer.
    if (IN_PROGRESS.has(operatorOf(term))) search.begin(term, source);
    else search.note(term, source);
    return operation(run, term, source);
  }
  search.begin(term, source);
  if (typeof term === 'boolean') return term;
  if (isVariable(term)) {
    const value = run.bindings.valueOf(term);
    return value === undefined
      ? run.push({ kind: 'unify', left: term, right: true })
      : run.push({ kind: 'query', term: value, source: run.bindings.sourceOf(term) });
  }
  if (typeof term === 'object' && term.kind === CALL) return callPredicate(run, term);
  throw run.typeError(source, `${run.print(term)} isn't something that is true or false so can't be a condition`);
}

/** Operations in which there may be other goals. */
const IN_PROGRESS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'forall', 'cut']);

function operation(run: ExactMachine, term: Box, source: Source | undefined): Done {
  const operator = operatorOf(term);
  const args = argsOf(term);
  const { sources } = run.terms;
  switch (operator) {
    case 'and': {
      const written = sources.parts(term);
      const marks = run.terms.marksOf(term);
      return run.search.pushBelow(args.map((arg, i) => goalFor(arg, written[i], marks, i)));
    }
    case 'or': {
      const written = sources.parts(term);
      const marks = run.terms.marksOf(term);
      return run.search.choose(
        args.map((arg, i) => [goalFor(arg, written[i], marks, i)]),
        { kind: 'or' },
      );
    }
    case 'not': {
      const written = sources.parts(term);
      const marks = run.terms.marksOf(term);
      const left: Left = { constraints: [] };
      return run.search.chooseConditional(
        [{ kind: 'negate', goal: goalFor(args[0]!, written[0], marks, 0), into: left }],
        [{ kind: 'constrain-all', left }],
        [{ kind: 'backtrack' }],
        marks?.of === 'demand' ? undefined : { kind: marks?.of ?? 'not' },
      );
    }
    case 'forall':
      return forall(run, term);
    case ':=':
      return assign(run, term);
    case '=':
    case 'matches': {
      const [left, right] = args as [Term, Term];
      const [leftSource, rightSource] = sources.parts(term);
      return operator === '='
        ? unify(run, { kind: 'unify', left, right, leftSource, rightSource })
        : match(run, { kind: 'matches', left, right, leftSource, rightSource });
    }
    case 'print':
      run.say(args.map((arg) => run.print(run.bindings.resolve(arg))).join(', '));
      return true;
    case 'debug':
      run.say(`debug(${args.map((arg) => run.print(run.bindings.resolve(arg))).join(', ')})`);
      return true;
    case 'new':
      return run.push({ kind: 'new', call: args[0] as Box, result: args[1]! });
    case 'cut':
      return cut(run);
    case '.':
      return withValues(run, term, source, DOT);
    case 'in':
      return withValues(run, term, source, IN);
    default:
      return withValues(run, term, source, orderCode(operator) >= 0 ? COMPARISON : CALCULATION);
  }
}

/** `forall(c, a)` is `not (c and not a)` (docs/language/conditions.md#negation-and-forall). */
function forall(run: ExactMachine, term: Box): true {
  const { terms } = run;
  const { sources } = terms;
  const [condition, action] = argsOf(term) as [Term, Term];
  const written = sources.parts(term);
  const source = sources.of(term);
  const marks = terms.marksOf(term);
  const [conditionSite, actionSite] = marks?.sites ?? [];
  const made = (made: Box, parts: readonly (Source | undefined)[], of: Negates, site: number = NO_SITE): Box =>
    terms.mark(sources.give(made, source, parts), marks && { sites: [site], frame: marks.frame, of });
  const refuted = made(expression('not', [action]), [written[1]], 'demand', actionSite);
  const counterexample = made(conjunction([condition, refuted]), [written[0]], 'forall', conditionSite);
  return run.push({ kind: 'query', term: made(expression('not', [counterexample]), [], 'forall'), source });
}

function assign(run: ExactMachine, term: Box): true {
  const [left, right] = argsOf(term) as [Term, Term];
  const [leftSource, rightSource] = run.terms.sources.parts(term);
  if (!isVariable(left)) throw run.typeError(leftSource, `Cannot assign to type ${run.print(left)}.`);
  if (run.bindings.state(left).kind !== 'unbound')
    throw run.typeError(leftSource, `Can only assign to unbound variables, ${run.print(left)} is not unbound.`);
  return run.push({ kind: 'unify', left, right, leftSource, rightSource });
}

/** Drops the choice points made since the rule was called (docs/language/conditions.md#cut): those whose queries begin with the call. */
function cut(run: ExactMachine): true {
  // The cut itself and the body that it stands in do not count.
  const within = run.search.queries!.outer?.outer ?? null;
  const depth = within?.depth ?? 0;
  const left = run.search.choicesBefore((queries) => {
    let mine: Queries | null = queries;
    while (mine !== null && mine.depth > depth) mine = mine.outer;
    return (mine?.depth ?? 0) === depth && isSameStack(mine, within);
  });
  return run.push({ kind: 'cut', choices: left });
}

function isSameStack(left: Queries | null, right: Queries | null): boolean {
  let [l, r] = [left, right];
  while (l !== r) {
    if (l === null || r === null || !isSame(l.term, r.term)) return false;
    [l, r] = [l.outer, r.outer];
  }
  return true;
}

/** What is done with an operation of two sides once the values that they have are filled in. */
interface Evaluation {
  /** Of a term whose sides have values, but for one that may be left without. */
  readonly evaluate: (run: ExactMachine, term: Box) => Done;
  /** Whether the operation becomes a constraint where its left side has no value, and where its right side has none, opposite a value. */
  readonly constrainsLeft: boolean;
  readonly constrainsRight: boolean;
  /** Decides at sight, without a term. */
  readonly decide?: (operator: string, left: Term, right: Term) => boolean | undefined;
}

/** Fills in the values of an operation's two sides, and evaluates it; where a side has none it becomes a constraint. */
function withValues(run: ExactMachine, term: Box, source: Source | undefined, evaluation: Evaluation): Done {
  const args = argsOf(term);
  const [left, right] = [args[0]!, args[1]!];
  const { bindings, search } = run;
  if (isLookup(left)) return lookUpFirst(run, term, source, 0);
  if (isLookup(right)) return lookUpFirst(run, term, source, 1);
  if (isExpression(left) || isExpression(right))
    throw new Failure('invalid-state', `Invalid state: invalid query: ${run.print(term)}`);
  const rightValue = isVariable(right) ? bindings.valueOf(right) : undefined;
  const leftValue = isVariable(left) ? bindings.valueOf(left) : undefined;
  const [l, r] = [leftValue ?? left, rightValue ?? right];
  const { sources } = run.terms;
  const fill = (): Box => {
    if (leftValue === undefined && rightValue === undefined) return term;
    const written = [...sources.parts(term)];
    if (leftValue !== undefined && isVariable(left)) written[0] = bindings.sourceOf(left);
    if (rightValue !== undefined && isVariable(right)) written[1] = bindings.sourceOf(right);
    return sources.give(expression(operatorOf(term), [l, r, ...args.slice(2)]), source, written);
  };
  const decided = evaluation.decide?.(operatorOf(term), l, r);
  if (decided !== undefined) {
    search.note(fill, source);
    return decided;
  }
  const filled = fill();
  search.note(filled, source);
  const leftIsOpen = isVariable(l);
  const rightIsOpen = isVariable(r);
  if (leftIsOpen ? rightIsOpen || evaluation.constrainsLeft : rightIsOpen && evaluation.constrainsRight) {
    bindings.constrain(filled);
    return true;
  }
  return evaluation.evaluate(run, filled);
}

/** A lookup within an operation is done first. */
function lookUpFirst(run: ExactMachine, term: Box, source: Source | undefined, side: 0 | 1): true {
  const { sources } = run.terms;
  const value = run.terms.fresh('rwdot');
  const [left, right] = argsOf(term) as [Term, Term];
  const written = sources.parts(term);
  const changed = expression(operatorOf(term), side === 0 ? [value, right] : [left, value]);
  const parts = side === 0 ? [undefined, written[1]] : [written[0]];
  run.push({ kind: 'query', term: sources.give(changed, source, parts), source });
  return run.push(side === 0 ? { kind: 'unify', left, right: value } : { kind: 'unify', left: value, right });
}

const isLookup = (term: Term): term is Box =>
  isExpression(term) && operatorOf(term) === '.' && argsOf(term).length === 2;

const COMPARISON: Evaluation = {
  constrainsLeft: true,
  constrainsRight: true,
  decide: (operator, left, right) => compareValues(orderCode(operator), left, right),
  evaluate: (run, term) => {
    const [left, right] = argsOf(term) as [Term, Term];
    if (!isObject(left) && !isObject(right)) throw unsupported(run.print(term));
    return run.push({ kind: 'compare', operator: operatorOf(term), left, right });
  },
};

const CALCULATION: Evaluation = { constrainsLeft: true, constrainsRight: true, evaluate: calculate };
const DOT: Evaluation = { constrainsLeft: false, constrainsRight: false, evaluate: dot };
const IN: Evaluation = { constrainsLeft: false, constrainsRight: true, evaluate: membership };

function calculate(run: ExactMachine, term: Box): boolean {
  const [left, right, result] = argsOf(term);
  if (result === undefined)
    throw new Failure('invalid-state', `Invalid state: arithmetic_op_helper: wrong arity: ${run.print(term)}`);
  if (!isNumber(left!) || !isNumber(right!)) throw unsupported(`unsupported arithmetic operands: ${run.print(term)}`);
  const value = arithmetic((ARITHMETIC_SIGNS as readonly string[]).indexOf(operatorOf(term)), left!, right!);
  if (value === undefined) throw new Failure('arithmetic-error', `Arithmetic error: ${run.print(term)}`);
  return run.push({ kind: 'unify', left: value, right: result, leftSource: run.terms.sources.of(term) });
}

// ---- Lookups ----------------------------------------------------------------------------------------------------------

/** `object.field = value` (docs/language/conditions.md#lookups-and-methods). */
function dot(run: ExactMachine, term: Box): boolean {
  const [object, field, value] = argsOf(term) as [Term, Term, Term | undefined];
  if (value === undefined)
    throw new Failure('invalid-state', `Invalid state: dot_op_helper: wrong arity: ${run.print(term)}`);
  const { sources } = run.terms;
  const [objectSource, fieldSource] = sources.parts(term);
  const isCall = typeof field === 'object' && field.kind === CALL;
  if (isVariable(object)) {
    if (isCall)
      throw new PlacedFailure(
        'unsupported',
        `Not supported: cannot call method on unbound variable ${run.print(object)}`,
        objectSource,
      );
    const lookup = sources.give(expression('.', [object, field]), undefined, [objectSource, fieldSource]);
    const known = run.bindings.resolve(value);
    run.bindings.constrain(
      sources.give(expression('=', [known, lookup]), undefined, [
        isVariable(value) ? run.bindings.sourceOf(value) : undefined,
      ]),
    );
    return true;
  }
  if (typeof object === 'object' && object.kind === DICTIONARY && (typeof field === 'string' || isVariable(field)))
    return run.push({ kind: 'lookup', dictionary: object, key: field, keySource: fieldSource, value });
  if (typeof object === 'boolean' || (typeof object === 'object' && object.kind >= CALL))
    throw run.typeError(objectSource, `can only perform lookups on dicts and instances, this is ${run.print(object)}`);
  return run.push({ kind: 'attribute', object, field, fieldSource, use: { kind: 'unify', left: value } });
}

/** A field of a dictionary; all of them where the key is a variable. */
export function lookUp(
  run: ExactMachine,
  { dictionary, key, keySource, value }: Extract<Goal, { readonly kind: 'lookup' }>,
): boolean {
  const fields = dictionary.a as Fields;
  const written = run.terms.sources.parts(dictionary);
  const known = run.bindings.resolve(key);
  if (isVariable(known)) {
    return run.search.choose(
      [...fields].map(([name, found], i): Goal[] => [
        { kind: 'unify', left: name, right: known },
        { kind: 'unify', left: found, right: value, leftSource: written[i] },
      ]),
      { kind: 'other' },
    );
  }
  if (typeof known !== 'string') {
    const source = isVariable(key) ? run.bindings.sourceOf(key) : keySource;
    throw run.typeError(source, `cannot look up field ${debugText(known, (term) => run.print(term))} on a dictionary`);
  }
  const found = fields.get(known);
  if (found === undefined) return run.lacks(dictionary, known);
  const foundSource = written[[...fields.keys()].indexOf(known)];
  return run.push({ kind: 'unify', left: found, right: value, leftSource: foundSource });
}
