import { describeKind, type WhyFailed, withArticle } from '@polar-tools/evaluator';
import {
  type Binary,
  type Field,
  type Lookup,
  type Matches,
  type Node,
  type Not,
  type Pattern,
  print,
} from '@polar-tools/language';
import { goalText } from '../runtime/goal-text.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { SessionContext } from './context.ts';

/** A session, and the run of which something is said: it stands where that is to be seen. */
export interface Here {
  readonly context: SessionContext;
  readonly runtime: Runtime;
}

/** In a sentence: the goal, and why it does not hold. The run stands where it failed. */
export function reasonOf(here: Here, why: WhyFailed): string {
  const { node } = why.goal;
  const goal = here.context.goalOf(0, here.runtime) ?? goalText(node);
  if (why.predicate !== undefined) return `${goal} fails. ${callReason(here, why, why.predicate)}`;
  const values = reasonOfGoal(here, why);
  if (values !== undefined) return `${goalText(node)} fails: ${values}`;
  return goalReason(here, node, goal) ?? `${goal} fails. ${why.reason}`;
}

/** The same where the goal itself stands beside it. */
export function shortReason(here: Here, why: WhyFailed): string {
  return reasonOfGoal(here, why) ?? reasonOf(here, why);
}

function reasonOfGoal(here: Here, { goal: { node, part } }: WhyFailed): string | undefined {
  return missingField(here, part) ?? reasonByValues(here, node);
}

/** What a goal looks up first, and the value does not have. */
function missingField(here: Here, part: Node): string | undefined {
  if (part.$type !== 'Lookup') return undefined;
  const { object, name, key } = part as Lookup;
  const value = valueHere(here, object);
  if (value === undefined || value.kind === 'unbound' || valueHere(here, part) !== undefined) return undefined;
  const field = name?.text ?? (key && (valueHere(here, key)?.text ?? goalText(key)));
  return `${value.text} has no ${field}.`;
}

/** `It is 2, and 1 is expected.` of a parameter. */
export function mismatchText(parameter: number, reason: string): string {
  const [, rest] = /^It ((?:is|has) .*)$/s.exec(reason) ?? [];
  return rest === undefined ? `parameter ${parameter}: ${reason}` : `parameter ${parameter} ${rest}`;
}

/** Why a call has no solution, in a sentence: whether a rule fits it. */
export function callReason({ context }: Here, why: WhyFailed, name: string): string {
  if (why.candidates.length > 0) return why.reason;
  const clauses = context.running().loaded.policy.predicates.get(name)?.clauses ?? [];
  const arities = [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
  return arities.length === 0
    ? why.reason
    : `${why.reason} There is: ${arities.map((one) => `${name}/${one}`).join(', ')}.`;
}

/** Why a goal that calls no rule does not hold; undefined where nothing more is known than that. */
function goalReason(here: Here, node: Node, goal: string): string | undefined {
  if (node.$type === 'Binary') return `${goal} is false.`;
  const value = node.$type === 'Lookup' ? valueHere(here, node) : undefined;
  return value && `${goal} is ${value.text}.`;
}

/** Why a goal does not hold by the values in it, as far as its kind tells that. */
function reasonByValues(here: Here, node: Node): string | undefined {
  switch (node.$type) {
    case 'Not':
      return negationReason(here, (node as Not).operand);
    case 'Forall':
      return 'what it demands does not hold for each solution of its first goal.';
    case 'Matches':
      return matchReason(here, node as Matches);
    case 'Binary':
      return operatorReason(here, node as Binary);
    case 'BooleanLiteral':
      return 'it never holds.';
    default:
      return undefined;
  }
}

function negationReason({ context, runtime }: Here, operand: Node): string {
  const negated = inside(operand);
  return `${context.withValues(negated, 0, runtime)} ${negated.$type === 'Lookup' ? 'is true' : 'holds'}.`;
}

/** Where two values do not fit: which ones they are. */
function operatorReason(here: Here, node: Binary): string | undefined {
  const { operator, left, right } = node;
  if (operator !== '=' && operator !== '==' && operator !== 'in') return undefined;
  const first = valueHere(here, left);
  const second = valueHere(here, right);
  if (first === undefined || second === undefined) return undefined;
  if (operator !== 'in') {
    if (first.text === second.text) return undefined;
    // What is known of a variable without a value does not let it be the other one.
    if (first.kind === 'unbound') return `${second.text} does not fit ${first.text}.`;
    if (second.kind === 'unbound') return `${first.text} does not fit ${second.text}.`;
    return `${first.text} is not ${second.text}.`;
  }
  if (second.text === '[]') {
    const list = here.context.withValues(right, 0, here.runtime);
    return list === '[]' ? 'the list is empty.' : `${list} is empty.`;
  }
  if (first.kind === 'unbound') return `${second.text} has no more members.`;
  const once = holds(here, print(node));
  return `${first.text} is ${once ? '' : 'not '}in ${second.text}${once ? ', but not once more' : ''}.`;
}

/** Of which class the value is, or which of its fields does not fit. */
function matchReason(here: Here, { left, pattern }: Matches): string | undefined {
  const value = valueHere(here, left);
  if (value === undefined) return undefined;
  const written = inside(pattern) as Pattern;
  const fields = written.$type === 'InstancePattern' || written.$type === 'DictionaryPattern' ? written.fields : [];
  const matchesClass =
    written.$type !== 'InstancePattern' || holds(here, `${print(inside(left))} matches ${written.name.text}`);
  if (matchesClass) {
    for (const field of (fields ?? []) as readonly Field[]) {
      const is = evaluated(here, `${print(inside(left))}.${field.key.text}`);
      const expected = field.value && valueHere(here, field.value);
      if (is !== undefined && expected !== undefined && expected.kind !== 'unbound' && is.text !== expected.text)
        return `its ${field.key.text} is ${is.text}, and not ${expected.text}.`;
    }
  }
  return `${value.text} is ${withArticle(value.kind)}, and does not match.`;
}

const inside = (node: Node): Node =>
  node.$type === 'Parentheses' ? inside((node as Node & { readonly inner: Node }).inner) : node;

function holds({ runtime }: Here, goal: string): boolean {
  const found = runtime.evaluateAtOnce(goal, 0);
  return found.kind === 'answers' && found.answers.length > 0;
}

const valueHere = (here: Here, node: Node): Known | undefined => evaluated(here, print(node));

function evaluated({ context, runtime }: Here, text: string): Known | undefined {
  const found = runtime.evaluateAtOnce(text, 0);
  if (found.kind !== 'value') return undefined;
  return { text: context.write(found.value), kind: describeKind(found.value) };
}

/** A value, as it is written, and what it is. */
interface Known {
  readonly text: string;
  readonly kind: string;
}
