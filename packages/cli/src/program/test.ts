import { type Command, Option } from 'commander';
import type { Around } from './around.ts';
import { theTests } from './asked.ts';
import {
  atLeastZero,
  hostOption,
  hostTimeoutOption,
  nowOption,
  percentage,
  pythonOption,
  recordOption,
  redactOption,
  replayOption,
} from './options.ts';

/** `polar test`. */
export function addTest(program: Command, { finish, recorded }: Around): void {
  program
    .command('test')
    .description('run the tests of policies, and the inline queries of those for the Oso library')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .option('--filter <regex>', 'run only the tests whose names match')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'junit']).default('text'))
    .addOption(
      new Option('--coverage <format>', 'tell which rules and goals the tests reach').choices([
        'text',
        'lcov',
        'json',
        'html',
      ]),
    )
    .option('--coverage-output <file>', 'write the coverage there (html: coverage/index.html where this is left out)')
    .option('--coverage-minimum <percent>', 'fail where fewer of the goals hold in some test', percentage)
    .option('--watch', 'run them again whenever a file changes, until Ctrl-C')
    .option('--together', 'take all the given files as one policy')
    .addOption(nowOption())
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .option('--timeout <ms>', 'give up a query after so many milliseconds; 0: never', atLeastZero, 20_000)
    .addOption(recordOption())
    .addOption(redactOption())
    .addOption(replayOption())
    .addHelpText(
      'after',
      `
Files form policies as for polar check. A test has the facts of its own setup and those of the policy.

Examples:
  polar test
  polar test --filter 'admin' policies
  polar test --together policy.polar policy.test.polar
  polar test --format junit > results.xml
  polar test --coverage html

Exit status: 0 all passed; 1 one failed; 2 wrong use, or a policy that does not load.`,
    )
    .action(async (paths: string[], options) => {
      const { test } = await import('../commands/test.ts');
      finish(await recorded(paths, options, test, theTests));
    });
}
