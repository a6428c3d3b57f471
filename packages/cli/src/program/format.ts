import type { Command } from 'commander';
import { readingOnce } from '../surroundings.ts';
import { type Around, exitStatuses } from './around.ts';

/** `polar format`. */
export function addFormat(program: Command, { finish, surroundings }: Around): void {
  program
    .command('format')
    .description('lay out policies, and the Polar in Markdown')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .option('--check', 'change nothing, and exit 1 where something is not formatted')
    .option('--diff', 'show what would change, and change nothing')
    .option('--stdin', 'format the standard input to the standard output; a path says what it is')
    .addHelpText(
      'after',
      `
Tokens, comments and empty lines between groups stay. A statement with a syntax error stays as it is written. Line breaks
are the file's own. Indentation is what .editorconfig says, else two spaces; lines are 100 wide, or "format":
{"lineWidth"} of the policy's polar.config.json.

Examples:
  polar format
  polar format --check policies docs/*.md
  polar format --stdin policies/main.polar < main.polar
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { format } = await import('../commands/format.ts');
      finish(await format(paths, options, readingOnce(surroundings)));
    });
}
