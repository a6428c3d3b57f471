import {
  changeText,
  compile,
  defaultExplainLimits,
  defaultFlipLimits,
  type Explanation,
  explainLibrary,
  libraryFlips,
} from '@polar-tools/evaluator';
import { refuseBareName } from '../bare-name.ts';
import { clauseNamed } from '../clause-named.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { type LoadedObjects, loadObjects, type ObjectOptions } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { writeNotes } from '../query-notes.ts';
import { readQuestion } from '../read-question.ts';
import { paintFor } from '../report/colour.ts';
import { explanationAsHtml } from '../report/explanation/html.ts';
import { explanationAsJson } from '../report/explanation/json.ts';
import { explanationAsMermaid } from '../report/explanation/mermaid.ts';
import { explanationAsText } from '../report/explanation/text.ts';
import type { ToldExplanation, ToldFlip } from '../report/explanation/told.ts';
import { whereIn } from '../report/explanation/where.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import { TimeLeft } from '../time-left.ts';

export interface ExplainOptions extends ObjectOptions {
  readonly policy: readonly string[];
  readonly timeout: number;
  readonly format: 'text' | 'json' | 'mermaid' | 'html';
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
  readonly whyNot?: string;
}

/** `polar explain`: why a query holds, or why not, and what would change that. */
export async function explain(
  words: readonly string[],
  options: ExplainOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const asked = await readQuestion('explain', words, options, surroundings);
  const { policy, text } = asked;
  if (policy.policy.dialect === 'cloud') {
    const { explainCloud } = await import('./cloud-explain.ts');
    return write(
      await explainCloud(asked.inWords ? words : [text], policy, options, surroundings),
      options,
      surroundings,
    );
  }
  const objects = await loadObjects(options, policy, surroundings);
  try {
    return await explainQuery(text, policy, objects, options, surroundings);
  } finally {
    objects?.close();
  }
}

async function explainQuery(
  text: string,
  policy: LoadedPolicy,
  objects: LoadedObjects | undefined,
  options: ExplainOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const host = objects?.host;
  const data = objects?.data;
  const rule = options.whyNot === undefined ? undefined : clauseNamed(options.whyNot, policy);
  const query = prepareQuery(compile(policy.policy, host), text);
  refuseBareName(query, policy.policy, host);
  writeNotes(query, policy.policy, objects, surroundings);
  const clock = surroundings.now;
  const left = new TimeLeft(options.timeout, clock);
  const explanation = explainLibrary(query, {
    host,
    clock,
    rule,
    limits: { time: left.upTo(defaultExplainLimits.time) },
  });
  if (explanation === undefined || explanation.outcome === 'unknown') {
    // An error is told as a query tells it; what is searched for longer may have an answer.
    const run = { host, timeout: left.timeout, clock, print: () => {} };
    for await (const _ of answersOf(query, policy, run)) break;
  }
  if (explanation === undefined) throw new Failure('no-explanation', 'The query cannot be explained.');
  const { found, beside, isBounded } =
    data === undefined || rule !== undefined || explanation.outcome === 'unknown'
      ? { found: [], beside: [], isBounded: false }
      : libraryFlips(policy.policy, text, data.text, explanation.outcome === 'holds', {
          clock,
          limits: { time: left.upTo(defaultFlipLimits.time) },
        });
  const flips = found.map(
    (changes, at): ToldFlip => ({ texts: changes.map(changeText), changes, beside: beside[at] ?? [] }),
  );
  const changed = rule === undefined ? data?.shown : undefined;
  return write(
    { explanation, flips, flipsBounded: isBounded, changed, where: whereIn(policy, text) },
    options,
    surroundings,
  );
}

function write(told: ToldExplanation, { format }: ExplainOptions, { output, environment }: Surroundings): ExitStatus {
  if (format === 'json') output.write(explanationAsJson(told));
  else if (format === 'mermaid') output.write(explanationAsMermaid(told));
  else if (format === 'html') output.write(explanationAsHtml(told));
  else output.write(explanationAsText(told, paintFor(output, environment)));
  return statusOf(told.explanation);
}

/** As of a query. */
function statusOf({ outcome }: Explanation): ExitStatus {
  return outcome === 'holds' ? 0 : outcome === 'fails' ? 1 : 2;
}
