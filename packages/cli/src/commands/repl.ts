import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExitStatus } from '../exit-status.ts';
import type { ObjectOptions } from '../load-objects.ts';
import { replCommands } from '../repl/commands.ts';
import { complete } from '../repl/completion.ts';
import { Conversation } from '../repl/conversation.ts';
import { historyFile, parseHistory, printHistory } from '../repl/history.ts';
import { Interrupts } from '../repl/interrupts.ts';
import { ReplSession, sortedFiles } from '../repl/session.ts';
import { pipedConsole, TerminalConsole } from '../repl/terminal.ts';
import { paintFor } from '../report/colour.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';

export interface ReplOptions extends ObjectOptions {
  readonly policy: readonly string[];
  readonly facts: readonly string[];
  readonly timeout: number;
}

/** `polar repl`: a conversation with a policy, answers one at a time. */
export async function repl(
  files: readonly string[],
  options: ReplOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { input, inputIsTerminal, output, environment } = surroundings;
  const paint = paintFor(output, environment);
  const named = sortedFiles(files);
  const policies = [...options.policy, ...named.policies];
  const data = options.data ?? named.data;
  const { host, python } = options;
  const objects = {
    ...(data !== undefined && { data }),
    facts: [...options.facts, ...named.facts],
    ...(host !== undefined && { host, ...(python !== undefined && { python }) }),
  };
  const session = new ReplSession(surroundings, policies, objects);
  const interactive = output.isTerminal && inputIsTerminal;
  const remembered = interactive ? historyFile(environment) : undefined;
  const interrupts = new Interrupts(surroundings);
  const console = interactive
    ? new TerminalConsole(
        input,
        output,
        (line) => complete(line, session.completable(replCommands.map(({ name }) => name))),
        remembered === undefined ? [] : parseHistory(await readFile(remembered, 'utf8').catch(() => '')),
        () => interrupts.interrupt(),
      )
    : pipedConsole(input);

  const conversation = new Conversation(
    session,
    console,
    interrupts,
    surroundings,
    paint,
    options.timeout,
    interactive,
  );
  if (interactive) output.write(`Polar ${version}. A query, or :help.\n`);
  await conversation.start();
  await conversation.run();
  console.close();
  session.close();
  if (remembered !== undefined) {
    await mkdir(dirname(remembered), { recursive: true }).catch(() => {});
    // A history that cannot be kept is no reason to complain at every end.
    await writeFile(remembered, printHistory(console.history)).catch(() => {});
  }
  return interactive ? 0 : conversation.status;
}
