import { type Command, Option } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { policyOption } from './options.ts';

/** `polar graph`. */
export function addGraph(program: Command, { finish, surroundings }: Around): void {
  program
    .command('graph')
    .description('draw the roles and permissions of a policy: who implies what, across types and relations')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .addOption(policyOption('the same'))
    .addOption(
      new Option('--format <format>', 'a picture (svg, mermaid), tables (markdown), or all of it (json)')
        .choices(['svg', 'mermaid', 'markdown', 'json'])
        .default('markdown'),
    )
    .addHelpText(
      'after',
      `
Examples:
  polar graph policies
  polar graph policies --format svg > roles.svg
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { graph } = await import('../commands/graph.ts');
      finish(await graph(paths, options, surroundings));
    });
}
