import { type CloudProgram, compileCloud } from '@polar-tools/evaluator';
import { Failure } from '../failure.ts';
import { type LoadedPolicy, loadPolicy, noPolicyNamed } from '../load-policy.ts';
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
  if (options.policy.length === 0) throw noPolicyNamed();
  const policy = await loadPolicy(options.policy, surroundings, options.facts);
  if (policy.policy.dialect !== 'cloud') {
    throw new Failure(
      'library-policy',
      'This is a policy of the Oso library, whose questions polar query asks of the application\'s objects. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  }
  return prepareQuestion(policy, options, surroundings);
}
