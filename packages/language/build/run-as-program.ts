import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether a module is the program that Node was started with, whatever characters are in its path. */
export function isProgram(moduleUrl: string): boolean {
  const [, program] = process.argv;
  if (program === undefined || !existsSync(program)) return false;
  return realpathSync(program) === realpathSync(fileURLToPath(moduleUrl));
}
