import { Script } from 'node:vm';
import { Failure } from './failure.ts';

/** Where the script finds what it is to run. */
const place = Symbol.for('polar-tools.interruptible');
const shared = globalThis as { [place]?: () => void };
const script = new Script(`globalThis[Symbol.for('polar-tools.interruptible')]()`);

/**
 * Runs something that waits without letting anybody else run, as for the answer of an application, so that no listener can hear Ctrl-C: a script is the one thing
 * that Node breaks off by itself, also in the middle of reading.
 *
 * @throws Failure at Ctrl-C, and whatever `run` throws
 */
export function interruptible<Result>(run: () => Result): Result {
  let result: { readonly value: Result } | undefined;
  const outer = shared[place];
  shared[place] = () => {
    result = { value: run() };
  };
  try {
    script.runInThisContext({ breakOnSigint: true });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED')
      throw new Failure('interrupted', 'Interrupted.');
    throw thrown;
  } finally {
    if (outer === undefined) delete shared[place];
    else shared[place] = outer;
  }
  // It came to its end, or threw.
  return result!.value;
}
