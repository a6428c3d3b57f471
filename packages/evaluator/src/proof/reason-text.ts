import type { Mismatch } from '../debug/view.ts';
import { withArticle } from '../terms/article.ts';
import { describeKind } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import type { GoalReason } from './goal-reason.ts';
import { writeGoal } from './goal-text.ts';

/** Why a goal that calls no rule does not hold, in a sentence that follows the goal. `write`: how a value is written on one line. */
export function reasonText(reason: GoalReason, write: (term: Term) => string): string {
  switch (reason.kind) {
    case 'missing-field':
      return `${write(reason.value)} has no ${reason.computed ? write(reason.field) : reason.field}.`;
    case 'holds':
      return `${writeGoal(reason.negated, write)} ${reason.negated.node.$type === 'Lookup' ? 'is true' : 'holds'}.`;
    case 'forall':
      return 'what it demands does not hold for each solution of its first goal.';
    case 'never':
      return 'it never holds.';
    case 'differ':
      return differenceText(reason, write);
    case 'empty': {
      const list = writeGoal(reason.list, write);
      return list === '[]' ? 'the list is empty.' : `${list} is empty.`;
    }
    case 'no-more-members':
      return `${write(reason.container)} has no more members.`;
    case 'no-member': {
      const { item, container, once } = reason;
      return `${write(item)} is ${once ? '' : 'not '}in ${write(container)}${once ? ', but not once more' : ''}.`;
    }
    case 'no-match': {
      const { value, field } = reason;
      return field === undefined
        ? `${write(value)} is ${withArticle(describeKind(value))}, and does not match.`
        : `its ${field.name} is ${write(field.is)}, and not ${write(field.expected)}.`;
    }
    case 'value':
      return `${writeGoal(reason.goal, write)} is ${write(reason.value)}.`;
    case 'false':
      return `${writeGoal(reason.goal, write)} is false.`;
    case 'unknown':
      // A method that is a goal by itself must give true.
      return reason.goal.node.$type === 'MethodCall'
        ? `${writeGoal(reason.goal, write)} is not true.`
        : `${writeGoal(reason.goal, write)} has no solution with these values.`;
  }
}

function differenceText(
  { goal, left, right }: Extract<GoalReason, { readonly kind: 'differ' }>,
  write: (term: Term) => string,
): string {
  const [first, second] = [write(left), write(right)];
  if (first === second) return `${writeGoal(goal, write)} is false.`;
  // What is known of a variable without a value does not let it be the other one.
  if (describeKind(left) === 'unbound') return `${second} does not fit ${first}.`;
  if (describeKind(right) === 'unbound') return `${first} does not fit ${second}.`;
  return `${first} is not ${second}.`;
}

/** Whether a reason names the goal itself, and reads as a sentence alone. */
export const isWholeSentence = ({ kind }: GoalReason): boolean =>
  kind === 'value' || kind === 'false' || kind === 'unknown';

/** Why a call has no solution, in a sentence: there is no rule for it. */
export const noRulesText = (reason: string, predicate: string, arities: readonly number[]): string =>
  arities.length === 0 ? reason : `${reason} There is: ${arities.map((arity) => `${predicate}/${arity}`).join(', ')}.`;

/** `parameter 1 is 2, and 1 is expected.` of `It is 2, and 1 is expected.` */
export function mismatchText({ parameter, reason }: Mismatch): string {
  const [, rest] = /^It ((?:is|has) .*)$/s.exec(reason) ?? [];
  const name = `parameter ${parameter + 1}`;
  return rest === undefined ? `${name}: ${reason[0]!.toLowerCase()}${reason.slice(1)}` : `${name} ${rest}`;
}
