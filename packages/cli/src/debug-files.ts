import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Files } from '@polar-tools/debug-adapter';
import { systemCode } from './failure.ts';

const nowhere = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EACCES',
  'EPERM',
  'ERR_INVALID_URL_SCHEME',
  'ERR_INVALID_FILE_URL_PATH',
]);

/** What cannot be read is not there; anything else is a fault of ours. */
async function orNothing<Result>(reading: Promise<Result>): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (nowhere.has(systemCode(thrown) ?? '')) return undefined;
    throw thrown;
  }
}

/** The disk as a debug session reads it: `file:` URIs only. */
export const debugFiles: Files = {
  read: (uri) => orNothing((async () => (await readFile(fileURLToPath(uri), 'utf8')).replace(/^\uFEFF/, ''))()),
  list: (uri) =>
    orNothing(
      (async () => {
        const entries = await readdir(fileURLToPath(uri), { withFileTypes: true });
        return entries.map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
      })(),
    ),
};
