import type { Command } from 'commander';
import type { Around } from './around.ts';
import { port } from './options.ts';

/** `polar dap`. */
export function addDap(program: Command, { finish, surroundings }: Around): void {
  program
    .command('dap')
    .description('start the debug adapter, for an editor')
    .option('--port <port>', 'listen on this port of 127.0.0.1 (0: any that is free) instead of standard streams', port)
    .option(
      '--token [token]',
      'serve only configurations that have this as "token"; without a value, one is made and printed',
    )
    .action(async (options) => {
      const { dap } = await import('../commands/dap.ts');
      finish(await dap(options, surroundings));
    });
}
