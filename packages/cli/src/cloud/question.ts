import { type CloudProgram, compileCloud } from '@polar-tools/evaluator';
import { Failure } from '../failure.ts';
import { type LoadedPolicy, loadPolicy, orFolder } from '../load-policy.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { loadFacts, withContextFacts } from './load-facts.ts';
import type { CloudRunSettings } from './run-cloud.ts';

/** What a question to a Cloud policy takes. */
export interface QuestionOptions {
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
  readonly timeout: number;
}

/** A Cloud policy with facts, ready to be asked. */
export interface Question {
  readonly policy: LoadedPolicy;
  readonly program: CloudProgram;
  readonly settings: CloudRunSettings;
}

/**
 * A loaded Cloud policy made ready to be asked over the facts that were named, or else those that its configuration names.
 *
 * @throws Failure for facts that cannot be read or do not fit
 */
export async function prepareQuestion(
  policy: LoadedPolicy,
  { facts: named, contextFact, now, timeout }: QuestionOptions,
  surroundings: Surroundings,
): Promise<Question> {
  const files = named.length > 0 ? named.map(namesOf(surroundings).uriOf) : policy.factFiles;
  const stored = await loadFacts(files, policy.policy, surroundings);
  const facts = withContextFacts(stored, contextFact, policy.policy);
  surroundings.recorder?.facts(facts);
  return {
    policy,
    program: compileCloud(policy.policy, facts.values),
    settings: { facts, now: now ?? surroundings.unixTime(), timeout, clock: surroundings.now },
  };
}

/** The same from the command line's options, for what only a Cloud policy answers. */
export async function loadQuestion(
  options: QuestionOptions & { readonly policy: readonly string[] },
  surroundings: Surroundings,
): Promise<Question> {
  const policy = await loadCloud(orFolder(options.policy), options.facts, surroundings);
  return prepareQuestion(policy, options, surroundings);
}

/** A policy for Cloud: one that says nothing of its dialect, and can be read so, is one, whatever else it may be. */
async function loadCloud(
  paths: readonly string[],
  facts: readonly string[],
  surroundings: Surroundings,
): Promise<LoadedPolicy> {
  let why: unknown;
  try {
    const policy = await loadPolicy(paths, surroundings, facts);
    if (policy.policy.dialect === 'cloud') return policy;
    why = new Failure(
      'library-policy',
      'This is a policy of the Oso library, whose questions polar query asks of the application\'s objects. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    why = thrown;
  }
  const asCloud = await loadPolicy(paths, surroundings, facts, { dialect: 'cloud' }).catch(() => undefined);
  if (asCloud === undefined || asCloud.configuration?.configuration.dialect !== undefined) throw why;
  return asCloud;
}
