import type { Command } from 'commander';
import type { Around } from './around.ts';
import { atLeastZero, factsOption, nowOption, policyOption, port } from './options.ts';

/** `polar serve`. */
export function addServe(program: Command, { finish, surroundings }: Around): void {
  program
    .command('serve')
    .description("answer Oso Cloud's client libraries on this machine, for development (Cloud)")
    .argument('[paths...]', 'files, folders or globs of one policy; without them, it waits for one to be uploaded')
    .addOption(policyOption('the same'))
    .addOption(factsOption())
    .option('--port <port>', 'listen on this port of 127.0.0.1; 0: any that is free', port, 8080)
    .option('--store <file>', 'keep facts, and a policy that is uploaded, in this SQLite file (Node 22.13 or later)')
    .option('--watch', 'load the policy again whenever a file of it changes')
    .option('--log', 'tell of each request')
    .option('--token <key>', 'take this API key alone; without it, any will do')
    .addOption(nowOption())
    .option('--timeout <ms>', 'give up a question after so many milliseconds; 0: never', atLeastZero, 20_000)
    .addHelpText(
      'after',
      `
Programs use it as they use Oso Cloud: new Oso("http://127.0.0.1:8080", "any key"). It answers this machine alone, keeps nothing
secret from its programs, and is not for production.

Example:
  polar serve policies --facts facts.json --port 8081

Exit status: 0 ended by Ctrl-C; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (paths: string[], options) => {
      const { serve } = await import('../commands/serve.ts');
      finish(await serve(paths, options, surroundings));
    });
}
