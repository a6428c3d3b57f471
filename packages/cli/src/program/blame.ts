import { type Command, Option } from 'commander';
import type { Around } from './around.ts';
import { theQuery } from './asked.ts';
import { askedOver, atLeastZero, keptInRecording } from './options.ts';

/** `polar blame`. */
export function addBlame(program: Command, { finish, recorded }: Around): void {
  const asked = askedOver(
    program
      .command('blame')
      .description('find the rule, fact or value that makes an answer wrong, by asking what should hold')
      .argument('[query...]', 'the query whose answer is wrong, in quotes: \'allow(anne, "push", gmail)\''),
  );
  keptInRecording(
    asked
      .option('--test <name>', 'in place of a query: a test that fails, or an inline query (Library)')
      .addOption(new Option('--should <outcome>', 'what should become of the query').choices(['hold', 'fail']))
      .option('--answers <file>', 'answers to questions, as JSON; what it has is not asked')
      .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')),
  )
    .addHelpText(
      'after',
      `
It asks "Should this hold?" of as few goals as will do, and names what is at fault with its place. What tests say over the
same facts or data is not asked. Replies: y, n, the number of a choice, u (unknown), ? (more), undo, quit. Where the input is
no terminal, it is read line by line. --format json gives the next question, or what is at fault.

Examples:
  polar blame --policy main.polar --data data.json 'allow(anne, "push", gmail)'
  polar blame --policy main.polar --facts facts.json --should fail 'allow(User:bob, "read", Repository:acme)'
  polar blame --policy policies --test 'members read'

Exit status: 0 something at fault was named; 1 a question is left; 2 wrong use, or nothing is wrong.`,
    )
    .action(async (words: string[], options) => {
      const { blame } = await import('../commands/blame.ts');
      finish(
        await recorded(
          words,
          options,
          // A recording of tests has no query.
          (asked, given, inside) => blame(given.test === undefined ? asked : [], given, inside),
          (asked) => (options.test === undefined ? theQuery(asked) : { kind: 'test', name: options.test }),
        ),
      );
    });
}
