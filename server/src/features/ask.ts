import {
  CloudRun,
  compileCloud,
  type FactFormat,
  FactReader,
  FactStore,
  factChecker,
  factFormatOf,
  prepareCloud,
  printAnswer,
  unknownNames,
} from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { errorsOf, shortName, uriOf } from '@polar-tools/project';
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

/** The facts that a policy's configuration names, or what is wrong with them. */
async function configuredFacts({ root, view }: Asked, { read }: Patience): Promise<FactStore | string[]> {
  const store = new FactStore();
  const problems: string[] = [];
  const { policy } = view;
  for (const name of policy.configuration.facts ?? []) {
    if (root.folder === undefined) continue;
    const uri = uriOf(name, root.folder);
    const text = await read(uri);
    const format = factFormatOf(name);
    if (text === undefined) problems.push(`There is no file "${name}", which "facts" in polar.config.json names.`);
    else if (format === undefined)
      problems.push(
        `The name "${name}" does not tell how its facts are written. Name it .polar, .json, .jsonl or .csv.`,
      );
    else problems.push(...readInto(store, policy, text, format, shortName(uri)));
  }
  return problems.length > 0 ? problems : store;
}

function readInto(store: FactStore, policy: Policy, text: string, format: FactFormat, shown: string): string[] {
  const fault = factChecker(policy);
  const reader = new FactReader(format, (fact) => {
    const problem = fault(fact);
    if (problem === undefined) store.add(fact);
    return problem;
  });
  reader.push(new TextEncoder().encode(text));
  return reader
    .end()
    .problems.map(({ line, message }) => `${shown}${line === undefined ? '' : `:${line + 1}`}: ${message}`);
}

export const askFeature: Feature = { method: ASK, capability: {}, subject: 'document', answer: ask };
