import { type Command, Option } from 'commander';
import { type Around, exitStatuses } from './around.ts';
import { asWords } from './asked.ts';
import {
  atLeastZero,
  contextFactOption,
  factsOption,
  nowOption,
  policyOption,
  recordOption,
  redactOption,
} from './options.ts';

/** `polar authorize`, `polar list` and `polar actions`: the questions of Oso Cloud. */
export function addQuestions(program: Command, { finish, recorded }: Around): void {
  const question = (name: string, words: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .arguments(words)
      .addOption(policyOption())
      .addOption(factsOption())
      .addOption(contextFactOption())
      .addOption(nowOption())
      .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 20_000)
      .addOption(recordOption())
      .addOption(redactOption())
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));

  question('authorize', '<actor> <action> <resource>', 'ask whether an actor may do something (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar authorize User:bob read Repository:acme --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, action: string, resource: string, options) => {
      const { authorize } = await import('../commands/authorize.ts');
      finish(await recorded([actor, action, resource], options, authorize, () => asWords([actor, action, resource])));
    });

  question('list', '<actor> <action> <type>', 'list the resources on which an actor may do something (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar list User:bob read Repository --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, action: string, type: string, options) => {
      const { list } = await import('../commands/authorize.ts');
      finish(await recorded([actor, action, type], options, list, () => asWords([actor, action, `${type}:_`])));
    });

  question('actions', '<actor> <resource>', 'list what an actor may do on a resource (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar actions User:bob Repository:acme --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, resource: string, options) => {
      const { actions } = await import('../commands/authorize.ts');
      finish(await recorded([actor, resource], options, actions, () => asWords([actor, '_', resource])));
    });
}
