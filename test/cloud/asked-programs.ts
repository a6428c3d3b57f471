import { type CloudProgram, compileCloud, FactStore } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { generate, type Random } from './generate.ts';
import { factText, policyText, queryText } from './text.ts';

/** A query that is asked of a generated program. */
export interface Asked {
  readonly query: string;
  /** The policy's text. */
  readonly text: string;
  readonly compiled: CloudProgram;
  readonly facts: FactStore;
  /** All of it, for the message of a failure. */
  readonly context: string;
}

/** The queries of generated programs, `each` of every one. */
export function* askedPrograms(random: Random, programs: number, each: number): Generator<Asked> {
  for (let i = 0; i < programs; i++) {
    const { program, queries } = generate(random, each);
    const facts = new FactStore();
    for (const fact of program.facts) facts.add(fact);
    const text = policyText(program);
    const compiled = compileCloud(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }), facts.values);
    for (const one of queries) {
      const query = queryText(one);
      const context = `${query}\n\n${text}\n\n${program.facts.map(factText).join('\n')}\n`;
      yield { query, text, compiled, facts, context };
    }
  }
}
