import { type Command, Option } from 'commander';
import type { Around } from './around.ts';
import { fewObjects, nowOption, policyOption, positive } from './options.ts';

/** `polar ask`. */
export function addAsk(program: Command, { finish, surroundings }: Around): void {
  program
    .command('ask')
    .description('ask about a policy: who can ever get what, what nobody gets, which rules never matter')
    .argument('<question...>', 'the question, in quotes: \'who besides "owner" can "delete" Repo\'')
    .addOption(policyOption())
    .option('-d, --data <file>', 'a data file: its objects say what objects look like (Library)')
    .addOption(nowOption())
    .option('--objects <n>', 'how many objects of each type generated worlds have', fewObjects, 2)
    .option('--timeout <ms>', 'how long the search may take', positive, 30_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
The answer is searched in generated worlds with a few objects of each type, and says how far it looked. What is found
comes with the least that shows it, for "polar query". Without --policy it is about the policy of the current folder.

Questions (a name may stand in quotes):
  can ROLE ever PERMISSION TYPE       also of a type of actor in place of a role
  which permissions can nobody get
  which rules never matter
  who besides ROLE can PERMISSION TYPE

Examples:
  polar ask 'can "contributor" ever "delete" Repository'
  polar ask --policy policies --objects 3 'which rules never matter'

Exit status: 0 yes, or something was found; 1 no, or nothing; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (words: string[], options) => {
      const { ask } = await import('../commands/ask.ts');
      finish(await ask(words, options, surroundings));
    });
}
