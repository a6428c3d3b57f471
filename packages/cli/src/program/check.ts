import { type Command, Option } from 'commander';
import { readingOnce } from '../surroundings.ts';
import { type Around, exitStatuses } from './around.ts';

/** `polar check`. */
export function addCheck(program: Command, { finish, surroundings }: Around): void {
  program
    .command('check')
    .description('report what is wrong or suspicious in policies')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .addOption(
      new Option('--dialect <dialect>', 'which Polar the policies are written in')
        .choices(['auto', 'library', 'cloud'])
        .default('auto'),
    )
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'))
    .option(
      '-d, --data <file>',
      'the data file whose names rules and inline queries may use, in place of the configured one (Library)',
    )
    .option('--together', 'take all the given files as one policy')
    .addHelpText(
      'after',
      `
Which files form one policy:
  A folder with a polar.config.json is a policy: all .polar files in it and below it, or what its "include" names.
  In a folder argument without one, the .polar files of each folder are a policy.
  A file argument (or one that a glob finds) belongs to the policy of the polar.config.json in its folder or above;
  without one it is a policy of its own. Only the files that you name are reported.

Examples:
  polar check
  polar check --format sarif policies > polar.sarif
  polar check --together main.polar roles.polar
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { check } = await import('../commands/check.ts');
      finish(await check(paths, options, readingOnce(surroundings)));
    });
}
