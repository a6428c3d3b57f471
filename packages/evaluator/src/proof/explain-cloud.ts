import type { Clause } from '@polar-tools/policy';
import type { CloudAnswer } from '../dialect/cloud/answers.ts';
import type { CloudQuery, CompiledCloudQuery } from '../dialect/cloud/query.ts';
import { CloudRun } from '../dialect/cloud/run.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { writeValue } from '../facts/value.ts';
import { CloudSteps } from './cloud-steps.ts';
import type { AnswerProof, Explanation } from './explanation.ts';
import { PartialRules } from './partial-rules.ts';
import { type ExplainLimits, Told } from './told.ts';
import { toldFirst } from './told-first.ts';

export interface ExplainCloudOptions {
  readonly facts: FactStore;
  /** `@current_unix_time`: seconds since 1970. Default: 0. */
  readonly now?: number;
  readonly limits?: Partial<ExplainLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
  /** Tell of this rule alone, wherever it could have answered. */
  readonly rule?: Clause | undefined;
  /** Tell bindings, too (`Seen`). */
  readonly isSeen?: boolean;
}

/** Looking for one rule goes through more than anybody is told. */
const SEARCHED: Partial<ExplainLimits> = { steps: 5_000, tries: 200 };

/** Steps of a run between two looks at the clock, and facts that may be derived. */
const STEPS = 20_000;
const MOST_FACTS = 500_000;

/** Why a query of a Cloud policy holds over facts, or does not. Undefined where it ends with an error. */
export function explainCloudQuery(query: CloudQuery, options: ExplainCloudOptions): Explanation | undefined {
  const { facts, now = 0, limits = {}, clock, rule } = options;
  const told = new Told(rule === undefined ? limits : { ...SEARCHED, ...limits }, clock);
  const run = new CloudRun(query, { facts, now, limits: { facts: MOST_FACTS } });
  const found: CloudAnswer[] = [];
  let outcome: Explanation['outcome'] | undefined;
  while (outcome === undefined) {
    const next = run.run(STEPS);
    if (next.kind === 'error' && next.error.code !== 'fact-limit') return undefined;
    if (next.kind === 'answer') {
      if (found.length === told.limits.answers) {
        told.leaveOut({ kind: 'answers', answers: found.length });
        outcome = 'holds';
      } else found.push(next.answer);
    } else if (next.kind === 'done') outcome = found.length > 0 ? 'holds' : 'fails';
    else if (next.kind === 'error' || told.isLate) {
      told.leaveOut({ kind: 'time' });
      outcome = found.length > 0 ? 'holds' : 'unknown';
    }
  }
  const { program, predicate, goal, codes } = query as CompiledCloudQuery;
  const steps = new CloudSteps(program, new PartialRules(program, facts, now), told, options.isSeen === true);
  const isCall = goal.id >= 0;
  const whole = { dialect: 'cloud', query: query.text ?? '', outcome } as const;
  if (rule !== undefined) {
    const failure = steps.byRule({ predicate: goal, codes }, rule);
    return { ...whole, answers: [], failure, bounds: told.bounds };
  }
  const answers = found.map((answer) => {
    const derivation = run.derivationOf(answer);
    return {
      bindings: Object.fromEntries([...answer.bindings].map(([name, value]) => [name, writeValue(value)])),
      steps: derivation === undefined ? [] : steps.proof(derivation, predicate !== undefined),
    };
  });
  const failure = outcome === 'fails' ? toldFirst(steps.failure({ predicate: goal, codes }, isCall)) : [];
  return { ...whole, answers: distinct(answers), failure, bounds: told.bounds };
}

/** Answers for several types that follow from one and the same (`Actor:_`) are told once. */
function distinct(answers: readonly AnswerProof[]): readonly AnswerProof[] {
  const byText = new Map<string, AnswerProof>();
  for (const answer of answers) {
    const key = JSON.stringify([answer.bindings, answer.steps.map(({ goal }) => goal)]);
    if (!byText.has(key)) byText.set(key, answer);
  }
  return [...byText.values()];
}
