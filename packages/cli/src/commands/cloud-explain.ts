import {
  changeText,
  cloudFlips,
  defaultExplainLimits,
  defaultFlipLimits,
  explainCloudQuery,
  type FactChange,
  writeFact,
} from '@polar-tools/evaluator';
import { clauseNamed } from '../clause-named.ts';
import { cloudQueryOf } from '../cloud/query-of.ts';
import { prepareQuestion } from '../cloud/question.ts';
import { cloudAnswers } from '../cloud/run-cloud.ts';
import { writeUndeclared } from '../cloud/undeclared.ts';
import { Failure } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { ToldExplanation, ToldFlip } from '../report/explanation/told.ts';
import { whereIn } from '../report/explanation/where.ts';
import type { Surroundings } from '../surroundings.ts';
import { TimeLeft } from '../time-left.ts';
import type { ExplainOptions } from './explain.ts';

/** The changes of facts as they are told. */
const factFlip = (changes: readonly FactChange[], beside: readonly string[]): ToldFlip => ({
  texts: changes.map(changeText),
  changes: changes.map(({ kind, fact }) => ({ kind, fact: writeFact(fact) })),
  beside,
});

/** `polar explain` over a Cloud policy and facts. The query is one text, or words: `allow User:bob read Repository:acme`. */
export async function explainCloud(
  words: readonly string[],
  policy: LoadedPolicy,
  options: ExplainOptions,
  surroundings: Surroundings,
): Promise<ToldExplanation> {
  const rule = options.whyNot === undefined ? undefined : clauseNamed(options.whyNot, policy);
  const question = await prepareQuestion(policy, options, surroundings);
  const query = cloudQueryOf(words, question);
  const { facts, now } = question.settings;
  writeUndeclared(query, policy.policy, facts, surroundings);
  const clock = surroundings.now;
  const left = new TimeLeft(options.timeout, clock);
  const found = explainCloudQuery(query, {
    facts,
    now,
    clock,
    rule,
    limits: { time: left.upTo(defaultExplainLimits.time) },
  });
  if (found === undefined || found.outcome === 'unknown') {
    // An error is told as a query tells it; what is searched for longer may have an answer.
    for await (const _ of cloudAnswers(query, policy, { ...question.settings, timeout: left.timeout })) break;
  }
  if (found === undefined) throw new Failure('no-explanation', 'The query cannot be explained.');
  const text = words.join(' ');
  const flips =
    rule !== undefined || found.outcome === 'unknown'
      ? { found: [], beside: [], isBounded: false }
      : cloudFlips(query, found.outcome === 'holds', {
          facts,
          now,
          clock,
          limits: { time: left.upTo(defaultFlipLimits.time) },
        });
  return {
    explanation: { ...found, query: text },
    flips: flips.found.map((changes, at) => factFlip(changes, flips.beside[at] ?? [])),
    flipsBounded: flips.isBounded,
    changed: rule === undefined ? 'the facts' : undefined,
    where: whereIn(policy, text),
  };
}
