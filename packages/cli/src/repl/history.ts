import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from '../surroundings.ts';

const most = 1000;

/**
 * Where earlier inputs are kept: `POLAR_HISTORY`, else a file where the system keeps such things (XDG base directory
 * specification). An empty `POLAR_HISTORY` keeps none.
 */
export function historyFile(environment: Surroundings['environment']): string | undefined {
  if (environment.POLAR_HISTORY !== undefined) return environment.POLAR_HISTORY || undefined;
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  return join(environment.XDG_STATE_HOME || join(home, '.local', 'state'), 'polar', 'history');
}

/** The newest first, as readline has it; in the file the newest stands last. */
export function parseHistory(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-most)
    .reverse();
}

export function printHistory(history: readonly string[]): string {
  return history
    .slice(0, most)
    .toReversed()
    .map((line) => `${line}\n`)
    .join('');
}
