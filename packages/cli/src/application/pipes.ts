import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Both ends of a pipe, as file descriptors. */
export interface Pipe {
  readonly reading: number;
  readonly writing: number;
}

/**
 * Makes pipes whose ends can be waited at, which those that Node gives a process cannot. They have names for a moment only.
 *
 * @param ways how each is read: one who looks is told when there is nothing
 * @throws the system's error where it has no such pipes (Windows)
 */
export function makePipes(ways: readonly ('waits' | 'looks')[]): readonly Pipe[] {
  const folder = mkdtempSync(join(tmpdir(), 'polar-'));
  try {
    const paths = ways.map((_, at) => join(folder, String(at)));
    const made = spawnSync('mkfifo', ['-m', '600', ...paths], { encoding: 'utf8' });
    if (made.status !== 0) throw made.error ?? new Error(made.stderr);
    return paths.map((path, at) => {
      // Opening one end waits for the other one, but for a reader that says that it does not.
      const first = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const writing = openSync(path, constants.O_WRONLY);
      if (ways[at] === 'looks') return { reading: first, writing };
      const reading = openSync(path, constants.O_RDONLY);
      closeSync(first);
      return { reading, writing };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
