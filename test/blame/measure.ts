/** How often the rule that a mutation broke is named, and after how many questions. */
import { check, createPolicy } from '@polar-tools/policy';
import { type Blamed, blamed } from './blamed.ts';
import type { Case } from './cases.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

export interface Measured {
  readonly asked: number;
  readonly right: number;
  readonly questions: readonly number[];
  readonly byKind: ReadonlyMap<string, { readonly asked: number; readonly right: number }>;
}

export interface Miss {
  readonly name: string;
  readonly mutant: Mutant;
  readonly query: string;
  readonly found: Blamed;
}

/**
 * @param every takes each n-th mutant alone
 * @param missed hears of each that was not named
 */
export function measure(cases: Iterable<Case>, every: number, missed: (miss: Miss) => void = () => {}): Measured {
  let asked = 0;
  let right = 0;
  let at = 0;
  const questions: number[] = [];
  const byKind = new Map<string, { asked: number; right: number }>();
  for (const { name, dialect, sources, asked: all } of cases) {
    const original = createPolicy(sources, { dialect });
    const expected = all.map(({ world, query }) => world.holds(original, query));
    for (const mutant of mutantsOf(sources, dialect)) {
      if (at++ % every !== 0) continue;
      const isBroken = [...check(mutant.policy).values()].flat().some(({ severity }) => severity === 'error');
      if (isBroken) continue;
      const differing = all.find(({ world, query }, i) => {
        if (expected[i] === undefined) return false;
        const holds = world.holds(mutant.policy, query);
        return holds !== undefined && holds !== expected[i];
      });
      if (differing === undefined) continue;
      const { world, query } = differing;
      const found = blamed(mutant, original, world, query);
      if (found === undefined) continue;
      asked++;
      questions.push(found.questions);
      const kind = byKind.get(mutant.kind) ?? { asked: 0, right: 0 };
      byKind.set(mutant.kind, kind);
      kind.asked++;
      if (found.right) {
        right++;
        kind.right++;
      } else missed({ name, mutant, query, found });
    }
  }
  return { asked, right, questions, byKind };
}

export function summary({ asked, right, questions, byKind }: Measured): string {
  const mean = questions.reduce((sum, one) => sum + one, 0) / Math.max(1, questions.length);
  const kinds = [...byKind].map(([kind, of]) => `${kind} ${of.right}/${of.asked}`).join(', ');
  return `${right} of ${asked} named (${((100 * right) / Math.max(1, asked)).toFixed(1)} %), ${mean.toFixed(2)} questions each, at most ${Math.max(0, ...questions)}; ${kinds}`;
}
