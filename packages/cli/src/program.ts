import { Command } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { type Around, exitStatuses } from './program/around.ts';
import { addAsk } from './program/ask.ts';
import { addBlame } from './program/blame.ts';
import { addCheck } from './program/check.ts';
import { addConvert } from './program/convert.ts';
import { addDap } from './program/dap.ts';
import { addData } from './program/data.ts';
import { addDiff } from './program/diff.ts';
import { addExplain } from './program/explain.ts';
import { addFormat } from './program/format.ts';
import { addGraph } from './program/graph.ts';
import { addInit } from './program/init.ts';
import { addLsp } from './program/lsp.ts';
import { addMetadata } from './program/metadata.ts';
import { addQuery } from './program/query.ts';
import { addQuestions } from './program/questions.ts';
import { addRepl } from './program/repl.ts';
import { addServe } from './program/serve.ts';
import { addTest } from './program/test.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** Every command, in the order of the help. */
const commands = [
  addCheck,
  addFormat,
  addQuery,
  addExplain,
  addBlame,
  addDiff,
  addAsk,
  addGraph,
  addQuestions,
  addTest,
  addInit,
  addData,
  addMetadata,
  addConvert,
  addRepl,
  addServe,
  addLsp,
  addDap,
];

/**
 * The command line of `polar`. Each command's code is loaded when it is called, so that the others do not wait for it.
 *
 * @param finish takes the exit status of the command that ran
 */
export function createProgram(surroundings: Surroundings, finish: (status: ExitStatus) => void): Command {
  const program = new Command('polar')
    .description('Checks, runs and debugs Polar policies. Nothing is sent anywhere.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.output.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => surroundings.output.columns ?? 100,
      getOutHasColors: () => surroundings.output.isTerminal && !surroundings.environment.NO_COLOR,
    })
    .addHelpText('after', exitStatuses);

  const recorded: Around['recorded'] = async (words, options, command, asked, opensFiles = false) => {
    const { record, replay, redact = [], policy = [] } = options;
    if (record === undefined && replay === undefined && redact.length === 0 && (!opensFiles || policy.length > 0))
      return command(words, options, surroundings);
    const { withRecording } = await import('./recording/with-recording.ts');
    return withRecording(words, options, surroundings, command, asked, {
      opensFiles,
      run: async (commandLine, inside) => {
        await createProgram(inside, () => {}).parseAsync(commandLine, { from: 'user' });
      },
    });
  };
  for (const add of commands) add(program, { surroundings, finish, recorded });
  return program;
}
