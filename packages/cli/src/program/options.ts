import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where the policy is. `what`: how it is named, where paths stand for it too. */
export const policyOption = (what = 'a file, folder or glob of the policy'): Option =>
  new Option('-p, --policy <path>', `${what}; may be given more than once`).argParser(collect).default([]);

export const recordOption = (): Option =>
  new Option('--record <file>', 'keep what is asked and all that it is asked of in a file, which opens elsewhere');

export const redactOption = (): Option =>
  new Option(
    '--redact <name>',
    'put placeholders for the values of this field or predicate; may be given more than once',
  )
    .argParser(collect)
    .default([], 'those that polar.config.json names');

export const replayOption = (): Option =>
  new Option('--replay <file>', 'ask a recording, in place of files; no application is started');

export const factsOption = (): Option =>
  new Option(
    '-f, --facts <file>',
    'a file of facts: .polar, .json, .jsonl or .csv; may be given more than once (Cloud)',
  )
    .argParser(collect)
    .default([], 'those that polar.config.json names');

export const contextFactOption = (): Option =>
  new Option(
    '-c, --context-fact <fact>',
    "a fact for this question alone: 'has_role(User:bob, admin, Org:acme)' (Cloud)",
  )
    .argParser(collect)
    .default([], 'none');

export const nowOption = (): Option =>
  new Option('--now <seconds>', 'what @current_unix_time is: seconds since 1970 (Cloud)').argParser(atLeastZero);

export const hostOption = (): Option =>
  new Option(
    '--host <kind:module>',
    'the application that answers for its own objects: python:app/models.py or node:app/models.mjs, or the name of a module (Library)',
  );

export const pythonOption = (): Option =>
  new Option('--python <path>', "the application's interpreter; else that of its virtual environment, or python3");

export const hostTimeoutOption = (): Option =>
  new Option('--host-timeout <ms>', 'how long the application may take for one answer; 0: any time')
    .argParser(atLeastZero)
    .default(10_000);

/** A policy, and the objects or facts that it is asked over. */
export const askedOver = (command: Command): Command =>
  command
    .addOption(policyOption())
    .option('-d, --data <file>', 'the objects that the query may name, as JSON (Library)')
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .addOption(factsOption())
    .addOption(contextFactOption())
    .addOption(nowOption());

/** What keeps a question in a recording, and asks one again. */
export const keptInRecording = (command: Command): Command =>
  command.addOption(recordOption()).addOption(redactOption()).addOption(replayOption());

export function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

export function positive(value: string): number {
  if (!/^\d{1,15}$/.test(value) || Number(value) === 0)
    throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(value);
}

export function fewObjects(value: string): number {
  const number = positive(value);
  if (number > 4) throw new InvalidArgumentError('Give 1 to 4: with more, there are too many worlds.');
  return number;
}

export function port(value: string): number {
  const number = atLeastZero(value);
  if (number > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return number;
}

export function percentage(value: string): number {
  const number = Number(value);
  if (!/^\d{1,3}(\.\d+)?$/.test(value) || number > 100) throw new InvalidArgumentError('Give a number from 0 to 100.');
  return number;
}

export function atLeastZero(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return Number(value);
}
