import { Command, Option } from 'commander';
import type { ExitStatus } from './run.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

const exitStatuses = `
Exit status: 0 fine; 1 findings, or no answer; 2 wrong use, or an input that cannot be read.`;

/**
 * The command line of `polar`. Each command's code is loaded when it is called, so that the others do not wait for it.
 *
 * @param finish takes the exit status of the command that ran
 */
export function createProgram(surroundings: Surroundings, finish: (status: ExitStatus) => void): Command {
  const program = new Command('polar')
    .description('Checks, runs and debugs Polar policies. Nothing is sent anywhere.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.output.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => surroundings.output.columns ?? 100,
      getOutHasColors: () => surroundings.output.isTerminal && !surroundings.environment.NO_COLOR,
    })
    .addHelpText('after', exitStatuses);

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
      const { check } = await import('./commands/check.ts');
      finish(await check(paths, options, surroundings));
    });

  return program;
}
