import { type Command, Option } from 'commander';
import type { Around } from './around.ts';
import { collect, factsOption, fewObjects, nowOption, positive } from './options.ts';

/** `polar diff`. */
export function addDiff(program: Command, { finish, surroundings }: Around): void {
  program
    .command('diff')
    .description('say which answers change between two policies: for code review')
    .argument('<old>', 'a file, folder or glob; or a git revision, or a range such as HEAD~1..')
    .argument('[new]', 'the other one; without it, what is there now')
    .option('-p, --policy <path>', 'which policy, where revisions are named; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects to compare over, as JSON (Library)')
    .addOption(factsOption())
    .addOption(nowOption())
    .option('--objects <n>', 'how many objects of each type generated worlds have', fewObjects, 2)
    .option('--timeout <ms>', 'how long each part of the search may take', positive, 5_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'))
    .addHelpText(
      'after',
      `
Both policies are asked who may do what: over the data or the facts, over the facts of their tests, and over generated
worlds with a few objects of each type. Each difference is shown by the least that makes it. Where there is none, it says
how far it looked.

Examples:
  polar diff old.polar main.polar
  polar diff HEAD~1..
  polar diff main.. --policy policies --format markdown

Exit status: 0 no difference; 1 an answer changes; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (old: string, changed: string | undefined, options) => {
      const { diff } = await import('../commands/diff.ts');
      finish(await diff(changed === undefined ? [old] : [old, changed], options, surroundings));
    });
}
