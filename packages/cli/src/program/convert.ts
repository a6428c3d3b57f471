import { type Command, Option } from 'commander';
import type { Around } from './around.ts';

/** `polar convert`. */
export function addConvert(program: Command, { finish, surroundings }: Around): void {
  program
    .command('convert')
    .description('say a policy in the other dialect, and list what a person must decide')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .addOption(
      new Option('--to <dialect>', 'the dialect; the other one where it is left out').choices(['library', 'cloud']),
    )
    .option('--diff', 'show what would change')
    .option('--write', 'change the files')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
What cannot surely be said in the other dialect stays as a comment, with "Decide:" and the reason, so that the new policy
allows nothing that the old one does not. Fields become facts, and facts fields: which ones is listed.

Examples:
  polar convert --to cloud
  polar convert --to cloud --diff policies
  polar convert --to library --write main.polar

Exit status: 0 nothing to decide; 1 something is to decide; 2 wrong use, or a policy that does not load.`,
    )
    .action(async (paths: string[], options) => {
      const { convert } = await import('../commands/convert.ts');
      finish(await convert(paths, options, surroundings));
    });
}
