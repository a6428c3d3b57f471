import { type Node, type Or, type PolarNode, type Rule, rangeOf } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { goalsOf, hasCut, headSource } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { marked } from './singletons-of.ts';
import { indentAt, lineEndOf, sourceOf } from './source-text.ts';

/** `f(x) if a or b;` to two clauses, and `f(x) if a and (b or c);`, too. A comment within the rule would be lost, so such a rule is left. */
export const splitRule: Offer = (selection) => {
  const { uri, text } = selection;
  const rule = innermost(selection, 'Rule');
  if (rule?.body === undefined || hasCut(rule.body) || sourceOf(text, rule).includes('#')) return [];
  const goals = goalsOf(rule.body);
  const at = choiceIn(goals, selection.start);
  if (at < 0) return [];
  const choice = unwrap(goals[at]!) as Or;
  const clauses = choice.operands.map((operand) => clauseWith(text, rule, goals, at, operand));
  const between = `${lineEndOf(text)}${indentAt(text, rangeOf(rule).start)}`;
  return [
    {
      title: `Split into ${clauses.length} rules`,
      kind: 'refactor.rewrite',
      edits: [{ uri, ...rangeOf(rule), newText: clauses.join(between) }],
    },
  ];
};

/** Which of the goals is a choice: the one that is selected, or the only one; -1 for none. */
function choiceIn(goals: readonly Node[], offset: number): number {
  const choices = goals.flatMap((goal, i) => ((unwrap(goal) as PolarNode).$type === 'Or' ? [i] : []));
  if (choices.length === 1) return choices[0]!;
  return choices.find((i) => rangeOf(goals[i]!).start <= offset && offset <= rangeOf(goals[i]!).end) ?? -1;
}

function clauseWith(text: string, rule: Rule, goals: readonly Node[], at: number, operand: Node): string {
  const body = goals.map((goal, i) => sourceOf(text, i === at ? operand : goal));
  return marked(sourceOf(text, rule), `${headSource(text, rule)} if ${body.join(' and ')};`);
}
