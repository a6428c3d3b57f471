import { type Command, Option } from 'commander';
import type { Around } from './around.ts';

/** `polar lsp`. */
export function addLsp(program: Command, { finish, surroundings }: Around): void {
  program
    .command('lsp')
    .description('start the language server, for an editor')
    .option('--stdio', 'speak over standard input and output (the only way, and the default)')
    .addOption(new Option('--clientProcessId <id>', 'what some clients add; the protocol says it too').hideHelp())
    .action(async () => {
      const { lsp } = await import('../commands/lsp.ts');
      finish(await lsp(surroundings));
    });
}
