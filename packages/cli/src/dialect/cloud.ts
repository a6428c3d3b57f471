import { type CloudWitnesses, headQuestions } from '@polar-tools/evaluator';
import { Failure } from '../failure.ts';
import type { CommandDialect } from './dialect.ts';

/** Policies for Oso Cloud: they are asked over facts. What a command needs is loaded when it runs. */
export const cloudCommands: CommandDialect = {
  refuseOthers: ({ data, host }) => {
    if (data !== undefined)
      throw new Failure('wrong-use', 'A Cloud policy reads facts, not objects: give them with --facts FILE.');
    if (host !== undefined)
      throw new Failure('wrong-use', 'A Cloud policy reads facts, and asks no application: leave --host out.');
  },
  query: async (words, policy, options, surroundings) => {
    const { cloudQuery } = await import('../commands/cloud-query.ts');
    return cloudQuery(words, policy, options, surroundings);
  },
  converse: async (policy, source, surroundings) => {
    const { CloudConversant } = await import('../repl/cloud-conversant.ts');
    return CloudConversant.load(policy, source, surroundings);
  },
  worlds: async ({ policy }, { data, now: given, objects }, { now: clock, unixTime }) => {
    if (data !== undefined)
      throw new Failure('wrong-use', 'A Cloud policy reads facts, and here they are generated: leave --data out.');
    const { CloudWitnesses: Search, cloudDifferences } = await import('@polar-tools/evaluator');
    const now = given ?? unixTime();
    let search: CloudWitnesses | undefined;
    return {
      get search() {
        search ??= new Search(policy, { now, clock, limits: { objects } });
        return search;
      },
      differences: (other, settings) => cloudDifferences(policy, other, { now, ...settings }),
    };
  },
  askedArguments: [2, 3],
  undeclaredTypes: () => [],
  headQuestions: (policy) => headQuestions([policy]),
};
