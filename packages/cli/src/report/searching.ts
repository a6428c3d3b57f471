import type { Files } from '@polar-tools/project';
import type { Surroundings } from '../surroundings.ts';
import { progressOn } from './progress.ts';

/**
 * Runs what looks for files; on a terminal a line says into how many folders it has looked, where that takes long. Ctrl-C ends the command.
 *
 * @param search is given the files to look with
 */
export async function searching<Found>(
  { errors, now }: Pick<Surroundings, 'errors' | 'now'>,
  files: Files,
  search: (files: Files) => Promise<Found>,
): Promise<Found> {
  const progress = progressOn(errors, now);
  let folders = 0;
  const list: Files['list'] = (uri) => {
    progress.show(`Looking for policies: ${(++folders).toLocaleString('en')} folders`);
    return files.list(uri);
  };
  try {
    return await search({ ...files, list });
  } finally {
    progress.clear();
  }
}
