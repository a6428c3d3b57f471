import { type Command, Option } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { theQuery } from './asked.ts';
import { askedOver, atLeastZero, keptInRecording, positive } from './options.ts';

/** `polar query`. */
export function addQuery(program: Command, { finish, recorded }: Around): void {
  const asked = askedOver(
    program
      .command('query')
      .description('run a query over policies and data, and print its answers')
      .argument('[query...]', "the query, in quotes: 'allow(larry, action, gmail)'"),
  );
  keptInRecording(
    asked
      .addOption(new Option('--all', 'print all answers (the default)').conflicts('first'))
      .option('--first', 'stop at the first answer')
      .option('--limit <n>', 'stop after so many answers', positive)
      .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'jsonl']).default('text')),
  )
    .addHelpText(
      'after',
      `
All files that are named form one policy, in their order; a folder stands for what its polar.config.json includes, or
without one for the .polar files in it. A polar.config.json beside or above the first one may name its
dialect, classes and data. The names of the data's objects stand for them in the query; every other name is a variable.

Examples:
  polar query 'x in [1, 2, 3] and x > 1'
  polar query --policy main.polar --data data.json 'allow(larry, action, gmail)'
  polar query --policy main.polar --facts facts.json 'allow(User:bob, action, Repository:_)'
  polar query --policy main.polar --facts facts.json allow User:bob _ Repository:_
${exitStatuses}`,
    )
    .action(async (words: string[], options) => {
      const { query } = await import('../commands/query.ts');
      finish(await recorded(words, options, query, theQuery));
    });
}
