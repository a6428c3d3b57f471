import { type Command, Option } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { theQuery } from './asked.ts';
import { askedOver, atLeastZero, keptInRecording } from './options.ts';

/** `polar explain`. */
export function addExplain(program: Command, { finish, recorded }: Around): void {
  const asked = askedOver(
    program
      .command('explain')
      .description('say why a query holds, or why not, and what would change that')
      .argument('[query...]', 'the query, in quotes: \'allow(anne, "push", gmail)\'; or a recording'),
  );
  keptInRecording(
    asked
      .option('--why-not <rule>', 'tell of one rule alone: its name, or its place such as main.polar:12')
      .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
      .addOption(
        new Option('--format <format>', 'how to print').choices(['text', 'json', 'mermaid', 'html']).default('text'),
      ),
  )
    .addHelpText(
      'after',
      `
What holds is proved, down to facts and values. What does not is told by what came nearest. Below it stand the smallest
changes of the data or the facts that would turn the answer around; each was tried.

Examples:
  polar explain --policy main.polar --data data.json 'allow(anne, "push", gmail)'
  polar explain --policy main.polar --facts facts.json 'allow(User:bob, "read", Repository:acme)'
  polar explain --policy main.polar --data data.json --why-not main.polar:12 'allow(anne, "push", gmail)'
  polar explain --policy main.polar --data data.json --format html 'allow(anne, "push", gmail)' > why.html
${exitStatuses}`,
    )
    .action(async (words: string[], options) => {
      const { explain } = await import('../commands/explain.ts');
      finish(await recorded(words, options, explain, theQuery, true));
    });
}
