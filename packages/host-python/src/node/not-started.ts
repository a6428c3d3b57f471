import { existsSync, statSync } from 'node:fs';

/**
 * Why a program could not be started, as a sentence.
 *
 * @param program what was to be started
 * @param thrown what the system says
 */
export function notStarted(program: string, thrown: unknown): string {
  const name = JSON.stringify(program);
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code;
  if (isFolder(program)) return `${name} is a folder, and no virtual environment.`;
  if (code === 'ENOENT')
    return existsSync(program)
      ? `${name} cannot be started: the program that its first line names is missing.`
      : `There is no program ${name}.`;
  if (code === 'EACCES') return `${name} may not be executed.`;
  return `${name} cannot be started: ${thrown instanceof Error ? thrown.message : thrown}.`;
}

/** False for what is not there. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
