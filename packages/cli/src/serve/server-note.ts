import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ServerNote, serverNoteName, serverNotesFolder } from '@polar-tools/debug-adapter';
import type { Surroundings } from '../surroundings.ts';

/** Leaves a note for editors, until the function that it gives is called. Undefined where that cannot be: then the token is to be typed. */
export function leaveServerNote(
  note: ServerNote,
  environment: Surroundings['environment'],
): { remove(): void } | undefined {
  const words = serverNotesFolder(environment, environment.HOME ?? environment.USERPROFILE ?? homedir());
  if (words === undefined) return undefined;
  const folder = join(...words);
  const path = join(folder, serverNoteName(note.port));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(path, { force: true });
    writeFileSync(path, `${JSON.stringify(note)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(folder, 0o700);
  } catch {
    return undefined;
  }
  return {
    remove: () => {
      try {
        rmSync(path, { force: true });
      } catch {
        // One that stays is of a server that does not answer any more, which an editor sees.
      }
    },
  };
}
