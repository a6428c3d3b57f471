import {
  type AnswerValue,
  CloudRun,
  compileCloud,
  type Derivation,
  type FactPattern,
  FactStore,
  prepareCloud,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { keyOf } from './bottom-up.ts';
import type { Program, Query, Value } from './program.ts';
import { policyText, queryText } from './text.ts';

/** A program in the evaluator. */
export class Engine {
  readonly #facts = new FactStore();
  readonly #program: ReturnType<typeof compileCloud>;

  /** In one file, or several. */
  constructor(program: Program, texts: readonly string[] = [policyText(program)]) {
    for (const fact of program.facts) this.#facts.add(fact);
    const files = texts.map((text, i) => ({ uri: `${i}.polar`, text }));
    const policy = createPolicy(files, { dialect: 'cloud' });
    this.#program = compileCloud(policy, this.#facts.values);
  }

  /** The facts that answer a query; an error's code. */
  ask(query: Query): readonly Answer[] | string {
    const { query: prepared, errors } = prepareCloud(this.#program, queryText(query));
    if (prepared === undefined) return errors[0]!.message;
    const run = new CloudRun(prepared, { facts: this.#facts });
    const answers: Answer[] = [];
    for (;;) {
      const outcome = run.run();
      if (outcome.kind === 'answer') {
        const { answer } = outcome;
        answers.push({
          fact: answer.fact!,
          same: answer.same ?? [],
          get derivation() {
            return run.derivationOf(answer)!;
          },
        });
      }
      if (outcome.kind === 'error') return outcome.error.code;
      if (outcome.kind === 'done') return answers;
    }
  }
}

export interface Answer {
  readonly fact: FactPattern;
  readonly same: readonly (readonly number[])[];
  /** Why it holds. */
  readonly derivation: Derivation;
}

/** What answers say of a world's values, one fact at a time. */
export function ground(answers: readonly Answer[], { arguments: asked }: Query, world: readonly Value[]): Set<string> {
  const found = new Set<string>();
  for (const { fact, same } of answers) {
    const names = asked.map((argument, i) => ('variable' in argument ? argument.variable : `_${i}`));
    expand(fact.arguments, world, (values) => {
      const byName = new Map<string, Value>();
      for (const [i, value] of values.entries()) {
        const before = byName.get(names[i]!);
        if (before !== undefined && keyOf([before]) !== keyOf([value])) return;
        byName.set(names[i]!, value);
      }
      if (!same.every((places) => new Set(places.map((at) => keyOf([values[at]!]))).size === 1)) return;
      found.add(keyOf(values));
    });
  }
  return found;
}

function expand(
  pattern: readonly AnswerValue[],
  world: readonly Value[],
  visit: (values: readonly Value[]) => void,
): void {
  const at = pattern.findIndex(({ id }) => id === undefined);
  if (at === -1) {
    visit(pattern as readonly Value[]);
    return;
  }
  const { type } = pattern[at]!;
  for (const value of world)
    if (type === undefined || value.type === type) expand(pattern.with(at, value), world, visit);
}
