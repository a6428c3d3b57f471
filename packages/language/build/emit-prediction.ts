/** Writes what tells the alternatives of a decision apart: nested switches over the next one to three tokens. */
import type { Prediction } from './lookahead.ts';

/** Which alternative to read on with where the tokens after the first fit none: the one with the better error. */
const UNCERTAIN_AS = new Map([
  ['Unification', 1],
  ['Parameter', 1],
  ['PatternField', 1],
  ['DictionaryField', 1],
  ['DeclaredRelation', 1],
  ['DeclaredName', 2],
  ['Access', 1],
]);
/** Statements that return the alternative's number; -1 where the next token begins none of them. */
export function predictionBody(prediction: Prediction, rule: string, depth = 0): string {
  const choices = new Map<number, number[]>();
  const deeper = new Map<string, number[]>();
  for (const [type, choice] of prediction) {
    if (typeof choice === 'number') choices.set(choice, [...(choices.get(choice) ?? []), type]);
    else {
      const body = predictionBody(choice, rule, depth + 1);
      deeper.set(body, [...(deeper.get(body) ?? []), type]);
    }
  }
  const fallback = depth === 0 ? -1 : uncertainChoice([...prediction.values()].flatMap(choicesOf), rule);
  const lines = [`    switch (${depth === 0 ? 'this.current()' : `this.peek(${depth})`}) {`];
  for (const [choice, types] of choices) {
    if (choice === fallback) continue;
    lines.push(...types.map((type) => `      case ${type}:`), `        return ${choice};`);
  }
  for (const [body, types] of deeper) lines.push(...types.map((type) => `      case ${type}:`), body);
  lines.push('      default:', `        return ${fallback};`, '    }');
  return lines.join('\n');
}

function uncertainChoice(choices: readonly number[], rule: string): number {
  const preferred = UNCERTAIN_AS.get(rule);
  return preferred !== undefined && choices.includes(preferred) ? preferred : Math.min(...choices);
}

function choicesOf(choice: number | Prediction): number[] {
  return typeof choice === 'number' ? [choice] : [...choice.values()].flatMap(choicesOf);
}
