import { type Candidate, describeKind, type WhyFailed, withArticle } from '@polar-tools/evaluator';
import { type Binary, type Matches, type Node, print, rangeOf } from '@polar-tools/language';
import { goalText } from '../runtime/goal-text.ts';
import type { SessionContext } from './context.ts';
import { clauseText } from './scopes.ts';

/** The goal of a rule's body at which it gave up. */
export interface FailedGoal {
  readonly node: Node;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** In a sentence: the goal, and why it does not hold. The run stands where it failed. */
export function reasonOf(context: SessionContext, why: WhyFailed): string {
  const { node } = why.goal;
  const goal = context.goalOf(0) ?? goalText(node);
  if (why.predicate !== undefined) return `${goal} fails. ${callReason(context, why, why.predicate)}`;
  const values = reasonByValues(context, node);
  if (values !== undefined) return `${goalText(node)} fails: ${values}`;
  return goalReason(context, node, goal) ?? `${goal} fails. ${why.reason}`;
}

/** The same where the goal itself stands beside it. */
export function shortReason(context: SessionContext, why: WhyFailed): string {
  return reasonByValues(context, why.goal.node) ?? reasonOf(context, why);
}

/** Each rule that could have answered, with the first thing that did not fit, or the goal at which its body gave up. */
export function candidateLines(
  context: SessionContext,
  why: WhyFailed,
  gaveUpAt: ReadonlyMap<Candidate['clause'], FailedGoal>,
): string[] {
  return why.candidates.map(({ clause, mismatch }) => {
    const head = clauseText(context, clause);
    if (mismatch !== undefined) {
      return `${head}: ${mismatchText(mismatch.parameter + 1, mismatch.reason)}`;
    }
    const goal = gaveUpAt.get(clause);
    if (goal === undefined) return `${head}: its head fits, its body fails.`;
    const { source, line } = context.shown(clause.uri, rangeOf(goal.node).start, rangeOf(goal.node).end);
    return `${head}: its head fits, its body fails at ${goalText(goal.node)} (${source.name}:${line}): ${goal.reason}`;
  });
}

/** `It is 2, and 1 is expected.` of a parameter. */
function mismatchText(parameter: number, reason: string): string {
  const [, rest] = /^It ((?:is|has) .*)$/s.exec(reason) ?? [];
  return rest === undefined ? `parameter ${parameter}: ${reason}` : `parameter ${parameter} ${rest}`;
}

function callReason(context: SessionContext, why: WhyFailed, name: string): string {
  if (why.candidates.length > 0) return why.reason;
  const clauses = context.running().loaded.policy.predicates.get(name)?.clauses ?? [];
  const arities = [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
  return arities.length === 0
    ? why.reason
    : `${why.reason} There is: ${arities.map((one) => `${name}/${one}`).join(', ')}.`;
}

/** Why a goal that calls no rule does not hold; undefined where nothing more is known than that. */
function goalReason(context: SessionContext, node: Node, goal: string): string | undefined {
  switch (node.$type) {
    case 'Not':
      return `${goal} fails, because what it negates has a solution.`;
    case 'Forall':
      return `${goal} fails, because what it demands does not hold for every solution of its first goal.`;
    case 'Lookup': {
      const value = valueHere(context, node);
      return value && `${goal} is ${value.text}.`;
    }
    case 'Binary':
      return `${goal} is false.`;
    default:
      return undefined;
  }
}

/** Where two values do not fit: which ones they are. */
function reasonByValues(context: SessionContext, node: Node): string | undefined {
  if (node.$type === 'Matches') {
    const value = valueHere(context, (node as Matches).left);
    return value && `${value.text} is ${withArticle(value.kind)}, and does not match.`;
  }
  if (node.$type !== 'Binary') return undefined;
  const { operator, left, right } = node as Binary;
  if (operator !== '=' && operator !== '==' && operator !== 'in') return undefined;
  const first = valueHere(context, left);
  const second = valueHere(context, right);
  if (first === undefined || second === undefined) return undefined;
  if (operator !== 'in') return first.text === second.text ? undefined : `${first.text} is not ${second.text}.`;
  if (first.kind === 'unbound') return `${second.text} has no more members.`;
  return `${first.text} is not in ${second.text}, or not once more.`;
}

function valueHere(context: SessionContext, node: Node): { readonly text: string; readonly kind: string } | undefined {
  const found = context.stopped().runtime.evaluateAtOnce(print(node), 0);
  if (found.kind !== 'value') return undefined;
  return { text: context.write(found.value), kind: describeKind(found.value) };
}
