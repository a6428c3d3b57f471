import { CloudRun, compileCloud, prepareCloud, printAnswer, unknownNames } from '@polar-tools/evaluator';
import { errorsOf } from '@polar-tools/project';
import { configuredFacts } from '../configured-facts.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import { ASK, type AskParams, type AskResult } from '../protocol.ts';

const STEPS = 100_000;
const LONGEST = 20_000;
/** More are not read by a person. */
const MOST_ANSWERS = 1_000;

/** Asks a Cloud policy over the facts of the files that its configuration names. Null where nobody waits any more. */
export async function ask(
  asked: Asked,
  { query: text, now }: AskParams,
  patience: Patience,
): Promise<AskResult | null> {
  const { policy } = asked.view;
  if (policy.dialect !== 'cloud')
    return { problems: ['This is a policy of the Oso library: run the query with "Polar: Run a Query".'] };
  if (typeof text !== 'string') return { problems: ['There is no query to run.'] };
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problems: [`The policy has errors, so it cannot be asked: ${error.message}`] };
  const facts = await configuredFacts(asked, patience);
  if (Array.isArray(facts)) return { problems: facts };
  const { query, errors } = prepareCloud(compileCloud(policy, facts.values), text);
  if (query === undefined) return { problems: errors.map(({ message }) => message) };
  const unknown = unknownNames(policy, text);
  if (unknown.length > 0) return { problems: unknown.map(({ message }) => message) };
  const run = new CloudRun(query, {
    facts,
    now: Number.isFinite(now) ? now : 0,
    clock: patience.now,
    limits: { time: LONGEST },
  });
  const answers: string[] = [];
  for (;;) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') {
      const isWithoutFacts = answers.length === 0 && (policy.configuration.facts ?? []).length === 0;
      return { answers, more: false, ...(isWithoutFacts && { note: withoutFacts(asked) }) };
    }
    if (outcome.kind === 'error') return { problems: [outcome.error.message] };
    if (outcome.kind === 'paused') {
      if (!(await patience.goOn())) return null;
      continue;
    }
    if (answers.length === MOST_ANSWERS) return { answers, more: true };
    answers.push(printAnswer(outcome.answer));
  }
}

/** That only the policy's own facts were asked, and how others are named. */
function withoutFacts({ root }: Asked): string {
  const what = 'No file of facts is named, so only the facts in the policy itself were asked.';
  if (root.folder === undefined)
    return `${what} Save the policy, and name one in a polar.config.json beside it: ${EXAMPLE}.`;
  const where = root.configuration === undefined ? 'a polar.config.json beside the policy' : 'polar.config.json';
  return `${what} Name one in ${where}: ${EXAMPLE}.`;
}

const EXAMPLE = '{"facts": ["facts.json"]}';

export const askFeature: Feature = { method: ASK, capability: {}, subject: 'document', answer: ask };
