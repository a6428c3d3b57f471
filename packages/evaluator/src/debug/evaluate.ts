import { type Expression, parseQuery } from '@polar-tools/language';
import { isArithmetic } from '../compiler/goal.ts';
import { withoutParentheses } from '../compiler/lower.ts';
import { CompiledQuery } from '../compiler/prepare.ts';
import { resolve } from '../constraints/resolve.ts';
import { Machine, type MachineOptions } from '../machine/machine.ts';
import type { Answer } from '../machine/outcome.ts';
import { type Box, type Term, Box as TermBox, UNBOUND, VAR } from '../terms/term.ts';
import type { LiveFrame } from './frames.ts';
import type { Evaluation } from './view.ts';

/** No policy can use this name. */
const RESULT = 'the value';

/** Evaluates a value, or runs a goal, on copies of a frame's variables: nothing of the run changes. */
export function evaluateIn(
  machine: Machine,
  frame: LiveFrame,
  text: string,
  solutions: number,
  options: MachineOptions,
): Evaluation {
  const read = parseQuery(text);
  const [error] = read.errors;
  if (error !== undefined || read.query === undefined)
    return { kind: 'error', message: error?.message ?? 'Write a value or a goal.' };
  const isValue = standsForValue(read.query);
  const expression = isValue ? bindTo(RESULT, read.query) : read.query;
  const query = new CompiledQuery(machine.program, expression, text, undefined);
  const fresh = new Map<Box, Box>();
  const copy = (variable: Box): Box => {
    let made = fresh.get(variable);
    if (made === undefined) {
      made = new TermBox(VAR, UNBOUND, 0);
      fresh.set(variable, made);
    }
    return made;
  };
  const given = new Map<string, Term>(frame.variables.map(({ name, value }) => [name, resolve(value, copy)]));
  const limits = { time: 1000, solutions: Number.POSITIVE_INFINITY, memory: 5_000_000, depth: 1_000_000 };
  const { host, clock } = options;
  const apart = new Machine(
    query,
    { ...(host === undefined ? {} : { host }), ...(clock === undefined ? {} : { clock }), limits },
    false,
    given,
  );
  const answers: Answer[] = [];
  // Without a clock, a number of calls bounds the time.
  for (let budget = clock === undefined ? 1 : 1000; ; ) {
    const outcome = apart.run(2_000_000);
    switch (outcome.kind) {
      case 'answer':
        if (isValue)
          return { kind: 'value', value: outcome.answer.bindings.get(RESULT) ?? new TermBox(VAR, UNBOUND, text) };
        if (answers.length === solutions) return { kind: 'answers', answers, more: true };
        answers.push(outcome.answer);
        continue;
      case 'done':
        return isValue
          ? { kind: 'error', message: 'This has no value here.' }
          : { kind: 'answers', answers, more: false };
      case 'error':
        return { kind: 'error', message: outcome.error.message };
      case 'question':
        return {
          kind: 'error',
          message: 'Only the application can answer this, and it cannot be asked while it waits.',
        };
      case 'paused':
        if (--budget <= 0) return { kind: 'error', message: 'This takes too long. Ask for less.' };
    }
  }
}

function standsForValue(written: Expression): boolean {
  const expression = withoutParentheses(written);
  switch (expression.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'BooleanLiteral':
    case 'Variable':
    case 'List':
    case 'Dictionary':
    case 'Lookup':
    case 'MethodCall':
    case 'New':
      return true;
    case 'Binary':
      return isArithmetic(expression.operator);
    default:
      return false;
  }
}

/** `name = expression` as a tree. */
function bindTo(name: string, expression: Expression): Expression {
  const at = { $container: undefined, $start: expression.$start, $end: expression.$end };
  return {
    $type: 'Binary',
    ...at,
    left: { $type: 'Variable', ...at, name },
    operator: '=',
    $operator: expression.$start,
    right: expression,
  };
}
