import type { Command } from 'commander';
import { type Around, exitStatuses } from './around.ts';

/** `polar init`. */
export function addInit(program: Command, { finish, surroundings }: Around): void {
  program
    .command('init')
    .description('begin a policy from a template, with tests')
    .argument('[template]', 'which one; without it, they are listed')
    .option('--directory <dir>', 'where to put it', '.')
    .addHelpText(
      'after',
      `
It writes main.polar and polar.config.json, and nothing over a file that is there.

Examples:
  polar init
  polar init organizations --directory policies
${exitStatuses}`,
    )
    .action(async (template: string | undefined, options: { directory: string }) => {
      const { init } = await import('../commands/init.ts');
      finish(await init(template, options.directory, surroundings));
    });
}
