import { createReadStream, type Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText, type FileFault, type Files, type FolderEntry, faultOf, SPECIAL_FILE } from '@polar-tools/project';
import { URI } from 'vscode-uri';

/** What a share's server may be refused with; whoever holds the share in another way can read it all the same. */
const REFUSED = new Set(['ERR_UNC_HOST_NOT_ALLOWED', 'ERR_INVALID_FILE_URL_HOST']);

/**
 * Reads `file:` URIs from the disk. Every other URI goes to `others` (the client, where it offers its files), and so does a share that
 * this process may not read.
 *
 * @param pipes whether the pipes that a shell hands over (`/dev/stdin`, `/dev/fd/63`) are read as files
 */
export function nodeFiles(others?: Files, { pipes = false }: { readonly pipes?: boolean } = {}): Files {
  return {
    read: async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return (await others?.read(uri)) ?? { fault: elsewhere(uri) };
      try {
        if (!pipes || !isHandedOver(path)) await refuseSpecial(path);
        return decodeText(await readFile(path));
      } catch (error) {
        const fault = faultOf(codeOf(error));
        return isRefused(fault) && others !== undefined ? others.read(uri) : { fault };
      }
    },
    real: async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      try {
        return URI.file(await realpath(path)).toString();
      } catch {
        return undefined;
      }
    },
    list: async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return others?.list(uri);
      try {
        const entries = await readdir(path, { withFileTypes: true });
        return (await Promise.all(entries.map((entry) => entryOf(path, entry)))).filter((entry) => entry !== undefined);
      } catch (error) {
        return isRefused(faultOf(codeOf(error))) ? others?.list(uri) : undefined;
      }
    },
  };
}

/** What a shell hands over for `<(…)` and `-`. */
const isHandedOver = (path: string): boolean => /^\/dev\/(stdin|fd\/\d+)$/.test(path);

/**
 * Rejects for what is neither a file nor a folder, links followed: opening a pipe waits for who writes into it, and `/dev/zero` has no end.
 * Errors are Node's, with a `code`.
 */
async function refuseSpecial(path: string): Promise<void> {
  const found = await stat(path);
  if (found.isFile() || found.isDirectory()) return;
  throw Object.assign(new Error(`${path} is a pipe, a socket or a device`), { code: SPECIAL_FILE });
}

/** The bytes of a file at a path, piece by piece, also of what a shell hands over; what may have no end rejects as a file that cannot be opened does. */
export async function* streamFile(path: string): AsyncGenerator<Uint8Array> {
  if (!isHandedOver(path)) await refuseSpecial(path);
  yield* createReadStream(path);
}

/** Pipes, sockets and links to nowhere are nothing here. */
async function entryOf(folder: string, entry: Dirent): Promise<FolderEntry | undefined> {
  const { name } = entry;
  if (entry.isFile()) return { name, kind: 'file' };
  if (entry.isDirectory()) return { name, kind: 'folder' };
  if (!entry.isSymbolicLink()) return undefined;
  const target = await stat(join(folder, name)).catch(() => undefined);
  if (target?.isFile()) return { name, kind: 'file', link: true };
  return target?.isDirectory() ? { name, kind: 'folder', link: true } : undefined;
}

/** Why this process cannot read what is not on its disk. */
const elsewhere = (uri: string): FileFault =>
  uri.startsWith('file:') ? faultOf('ERR_INVALID_FILE_URL_HOST') : { kind: 'missing' };

/** The path of a file on this disk; a share has one on Windows alone. */
function pathOf(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri);
    if (parsed.authority !== '' && process.platform !== 'win32') return undefined;
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
  } catch {
    return undefined; // No URI at all.
  }
}

const isRefused = ({ code }: FileFault): boolean => REFUSED.has(code ?? '');

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
