/** Finds the fault of a mutant, where whoever is asked answers by the policy as it was. */
import { type BlameQuestion, type BlameReply, nextStep, suspectOf, type Verdict } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import type { Mutant } from './mutants.ts';
import { statementRange } from './statement-range.ts';
import type { World } from './worlds.ts';

export interface Blamed {
  readonly right: boolean;
  readonly questions: number;
  readonly verdict: Verdict;
  readonly asked: readonly string[];
}

const MOST_QUESTIONS = 200;

/** @param query one whose answer differs between the mutant and the policy as it was */
export function blamed(mutant: Mutant, original: Policy, world: World, query: string): Blamed | undefined {
  const explanation = world.explained(mutant.policy, query);
  if (explanation === undefined || explanation.outcome === 'unknown') return undefined;
  const suspect = suspectOf(explanation);
  const replies = new Map<string, BlameReply>();
  const asked: string[] = [];
  while (replies.size < MOST_QUESTIONS) {
    const step = nextStep(suspect, replies);
    if (step.kind === 'verdict')
      return { right: isRight(step.verdict, mutant, original), questions: replies.size, verdict: step.verdict, asked };
    const reply = answer(step.question, mutant, original, world);
    asked.push(`${step.question.id} → ${reply}`);
    if (replies.has(step.question.id)) throw new Error(`Asked twice: ${step.question.id}`);
    replies.set(step.question.id, reply);
  }
  throw new Error(`Questions without an end: ${query}`);
}

function answer(question: BlameQuestion, mutant: Mutant, original: Policy, world: World): BlameReply {
  const { goal } = question;
  switch (question.kind) {
    case 'goal': {
      if (question.found !== undefined) {
        const explained = world.explained(original, goal, 50);
        if (explained === undefined) return 'unknown';
        const all = explained.answers.map(({ steps }) => steps[0]?.goal ?? '');
        return all.some((one) => !question.found!.includes(one)) ? 'yes' : 'no';
      }
      const holds = world.holds(original, goal);
      return holds === undefined ? 'unknown' : holds ? 'yes' : 'no';
    }
    // The data and the facts are right.
    case 'facts':
    case 'values':
      return 'yes';
    case 'missing-facts':
      return 'no';
    case 'rules': {
      const explained = world.explained(original, goal, 50);
      const gave = (explained?.answers ?? []).flatMap(({ steps }) => steps[0]?.rules ?? []);
      const chosen = question.choices.findIndex(({ place }) => {
        if (place?.uri === undefined) return false;
        const start = mutant.originalOf(place.uri, place.start);
        return gave.some((rule) => rule.place?.uri === place.uri && rule.place?.start === start);
      });
      return chosen < 0 ? 'no' : chosen;
    }
  }
}

/** Whether it names the rule that was changed; where that was deleted, or is now one of another name, also that something is missing which it gave. */
function isRight(verdict: Verdict, mutant: Mutant, was: Policy): boolean {
  const { kind, original, policy } = mutant;
  if (kind !== 'delete' && isNamed(verdict, mutant)) return true;
  const clausesOf = ({ predicates }: Policy): number => predicates.get(original.predicate)?.clauses.length ?? 0;
  if (clausesOf(policy) >= clausesOf(was)) return false;
  return (
    (verdict.kind === 'missing' && verdict.goal.startsWith(`${original.predicate}(`)) ||
    // A goal for which no rule is left could be a fact.
    (verdict.kind === 'fact' && !verdict.held && verdict.fact.startsWith(`${original.predicate}(`))
  );
}

function isNamed(verdict: Verdict, { original, policy, originalOf }: Mutant): boolean {
  // A fact that the policy states is a statement of it, too.
  if (verdict.kind !== 'rule' && !(verdict.kind === 'fact' && verdict.held)) return false;
  if (verdict.place?.uri !== original.uri) return false;
  const at = originalOf(verdict.place.uri, verdict.place.start);
  const text = policy.files.get(original.uri)!.text;
  const { start } = statementRange(original, text);
  const { end } = statementRange(original, text);
  return at >= start && at <= Math.max(end, start);
}
