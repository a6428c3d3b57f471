import type { PathStyle } from '@polar-tools/project';
import { CommanderError } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { Failure } from './failure.ts';
import { createProgram } from './program.ts';
import { typedQuery } from './quoting.ts';
import { paintFor } from './report/colour.ts';
import { reportFailure } from './report/failure.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs one command of `polar`.
 *
 * @param commandLine what stands after `polar`
 * @returns the exit status; never rejects on a user's mistake
 */
export async function run(commandLine: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = createProgram(surroundings, (result) => {
    status = result;
  });
  try {
    await program.parseAsync(commandLine, { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const failure = asFailure(thrown, surroundings.pathStyle);
    if (failure === undefined) throw thrown;
    await reportFailure(
      failure,
      formatOf(commandLine),
      surroundings,
      paintFor(surroundings.errors, surroundings.environment),
    );
    return 2;
  }
}

function asFailure(thrown: unknown, style: PathStyle): Failure | undefined {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof CommanderError)) return undefined;
  if (thrown.code === 'commander.help') return new Failure('wrong-use', 'No command. polar --help lists them.');
  const strange = /^error: unknown option '(.*?)'/s.exec(thrown.message)?.[1];
  // Such a query begins with a minus: `-1 = x`.
  if (strange !== undefined && !/^--?[a-z][\w-]*$/i.test(strange))
    return new Failure(
      'wrong-use',
      `What begins with - is taken for an option. Put -- before it: ${typedQuery(strange, style)}`,
    );
  const [message = '', ...more] = thrown.message.replace(/^error: /, '').split('\n');
  return new Failure('wrong-use', [message.replace(/\.?$/, '.'), ...more, '--help shows what there is.'].join(' '));
}

/** The format asked for, also where the command line is wrong and was not understood. */
function formatOf(commandLine: readonly string[]): string {
  const equals = commandLine.findLast((word) => word.startsWith('--format='));
  if (equals !== undefined) return equals.slice('--format='.length);
  const at = commandLine.lastIndexOf('--format');
  return (at >= 0 ? commandLine[at + 1] : undefined) ?? 'text';
}
