import type { Command } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { policyOption } from './options.ts';

/** `polar data`. */
export function addData(program: Command, { finish, surroundings }: Around): void {
  program
    .command('data')
    .description(
      'make a data file for a policy: its classes with the fields that it reads, and objects that it allows something',
    )
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .addOption(policyOption('the same'))
    .addHelpText(
      'after',
      `
The file is printed, and on the standard error the queries that were tried over it and have an answer. It is a start, to
be changed: put in the objects that you want to ask about.

Example:
  polar data --policy authorization.polar > data.json
${exitStatuses}`,
    )
    .action(async (paths: string[], options: { policy: string[] }) => {
      const { data } = await import('../commands/data.ts');
      finish(await data([...options.policy, ...paths], surroundings));
    });
}
