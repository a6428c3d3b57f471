import type { Command } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { atLeastZero, factsOption, hostOption, hostTimeoutOption, policyOption, pythonOption } from './options.ts';

/** `polar repl`. */
export function addRepl(program: Command, { finish, surroundings }: Around): void {
  program
    .command('repl')
    .description('talk with a policy: queries, answers one at a time')
    .argument('[files...]', 'files, folders or globs of the policy; .json, .jsonl and .csv files are its data or facts')
    .addOption(policyOption('the same'))
    .option('-d, --data <file>', 'the objects that queries may name, as JSON')
    .addOption(factsOption())
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .option('--timeout <ms>', 'give up a query after so many milliseconds; 0: never', atLeastZero, 30_000)
    .addHelpText(
      'after',
      `
Inside, :help lists what there is. Earlier inputs are kept in the file that POLAR_HISTORY names (empty: nowhere), else in
~/.local/state/polar/history.
${exitStatuses}`,
    )
    .action(async (files: string[], options) => {
      const { repl } = await import('../commands/repl.ts');
      finish(await repl(files, options, surroundings));
    });
}
