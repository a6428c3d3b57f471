import { argumentTypes, type LibraryWitnesses } from '@polar-tools/evaluator';
import { Failure } from '../failure.ts';
import type { CommandDialect } from './dialect.ts';

/** Policies for the Oso library: they are asked over the application's objects, or those of a file. What a command needs is loaded when it runs. */
export const libraryCommands: CommandDialect = {
  refuseOthers: ({ facts, contextFact, now }) => {
    if (facts.length > 0 || contextFact.length > 0) {
      throw new Failure(
        'wrong-use',
        'This is a policy of the Oso library, which reads objects, not facts: give them with --data FILE. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
      );
    }
    if (now !== undefined) {
      throw new Failure(
        'wrong-use',
        'This is a policy of the Oso library, which has no @current_unix_time: leave --now out. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
      );
    }
  },
  query: async (words, policy, options, surroundings) => {
    const { libraryQuery } = await import('../commands/library-query.ts');
    return libraryQuery(words.join(' '), policy, options, surroundings);
  },
  converse: async (policy, source, surroundings) => {
    libraryCommands.refuseOthers({ policy: [], facts: source.facts ?? [], contextFact: [] });
    const { LibraryConversant } = await import('../repl/library-conversant.ts');
    return LibraryConversant.load(policy, source, surroundings);
  },
  worlds: async (loaded, { data: path, objects, timeout }, surroundings) => {
    const { LibraryWitnesses: Search, libraryDifferences } = await import('@polar-tools/evaluator');
    const { loadDataFile } = await import('../load-data-file.ts');
    const data = (await loadDataFile(path, loaded, surroundings))?.text;
    const { policy } = loaded;
    let search: LibraryWitnesses | undefined;
    return {
      get search() {
        search ??= new Search(policy, { data, clock: surroundings.now, limits: { objects, time: timeout } });
        return search;
      },
      differences: (other, settings) => libraryDifferences(policy, other, { data, ...settings }),
    };
  },
  askedArguments: [3],
  undeclaredTypes: (policy, argument) => argumentTypes([policy], argument),
  headQuestions: () => ({ questions: [], isComplete: true }),
};
