import type { Command } from 'commander';
import type { Around } from './around.ts';

/** `polar metadata`. */
export function addMetadata(program: Command, { finish, surroundings }: Around): void {
  program
    .command('metadata')
    .description('print what the blocks of a policy declare, as JSON in the shape of the client libraries of Oso Cloud')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .action(async (paths: string[]) => {
      const { metadata } = await import('../commands/metadata.ts');
      finish(await metadata(paths, surroundings));
    });
}
