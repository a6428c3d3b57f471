/** Writes what tells the alternatives of a decision apart: nested switches over the next one to three tokens. */
import type { Prediction } from './lookahead.ts';

/** Which alternative to read on with where the tokens after the first fit none: the one with the better error. */
export const UNCERTAIN_AS = new Map([
  ['Unification', 1],
  ['Parameter', 1],
  ['PatternField', 1],
  ['DictionaryField', 1],
  ['DeclaredRelation', 1],
  ['DeclaredName', 2],
  ['Access', 1],
]);

/** Makes a table of token types: the number of the group that each is in, from 1; 0 for those in none. Gives its name. */
export type Tabulate = (groups: readonly (readonly number[])[]) => string;

/** Statements that return the alternative's number; -1 where the next token begins none of them. */
export function predictionBody(prediction: Prediction, rule: string, tabulate: Tabulate, depth = 0): string {
  const choices = new Map<number, number[]>();
  const deeper = new Map<string, number[]>();
  for (const [type, choice] of prediction) {
    if (typeof choice === 'number') choices.set(choice, [...(choices.get(choice) ?? []), type]);
    else {
      const body = predictionBody(choice, rule, tabulate, depth + 1);
      deeper.set(body, [...(deeper.get(body) ?? []), type]);
    }
  }
  const fallback = depth === 0 ? -1 : uncertainChoice([...prediction.values()].flatMap(choicesOf), rule);
  const cases: Case[] = [...choices]
    .filter(([choice]) => choice !== fallback)
    .map(([choice, types]) => ({ types, lines: [`        return ${choice};`] }));
  for (const [body, types] of deeper) cases.push({ types, lines: [body] });
  return switchOver(depth === 0 ? 'this.type' : `this.peek(${depth})`, cases, tabulate, [
    `        return ${fallback};`,
  ]);
}

interface Case {
  readonly types: readonly number[];
  readonly lines: readonly string[];
}

/** A switch over a token's type. Where the cases have many types, it is one over their groups: less to compile at the first use. */
function switchOver(token: string, cases: readonly Case[], tabulate: Tabulate, otherwise: readonly string[]): string {
  const few = cases.reduce((sum, { types }) => sum + types.length, 0) <= 6;
  const subject = few ? token : `${tabulate(cases.map(({ types }) => types))}[${token}]`;
  const lines = [`    switch (${subject}) {`];
  for (const [i, { types, lines: body }] of cases.entries()) {
    lines.push(...(few ? types : [i + 1]).map((label) => `      case ${label}:`), ...body);
  }
  lines.push('      default:', ...otherwise, '    }');
  return lines.join('\n');
}

function uncertainChoice(choices: readonly number[], rule: string): number {
  const preferred = UNCERTAIN_AS.get(rule);
  return preferred !== undefined && choices.includes(preferred) ? preferred : Math.min(...choices);
}

function choicesOf(choice: number | Prediction): number[] {
  return typeof choice === 'number' ? [choice] : [...choice.values()].flatMap(choicesOf);
}
