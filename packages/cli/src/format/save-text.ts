import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type FileFault, faultMessage, faultOf } from '@polar-tools/project';
import { systemCode } from '../failure.ts';

const MARK = '\uFEFF';

/** Puts a text into the file at a path, and keeps its byte order mark if it has one. Gives why that could not be. */
export async function saveText(path: string, text: string): Promise<FileFault | undefined> {
  try {
    await writeFile(path, (await isMarked(path)) ? MARK + text : text);
    return undefined;
  } catch (error) {
    return faultOf(systemCode(error));
  }
}

/** Writes a text as a file at a path, whatever was there, with the folders that it lies in. Gives why that could not be. */
export async function writeText(path: string, text: string): Promise<FileFault | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return faultOf(systemCode(error));
  }
}

/** What is wrong with a file that was to be written, and what to do. */
export function unwritableMessage(fault: FileFault, shown: string): string {
  const { kind, code } = fault;
  if (kind === 'forbidden' || code === 'EROFS')
    return `"${shown}" may not be written. Ask for the right to write it, or name another file.`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `"${shown}" cannot be written: there is no room left (${code}). Make room, then try again.`;
  if (kind === 'unreadable')
    return `"${shown}" cannot be written${code === undefined ? '' : ` (${code})`}. Check that it can be changed, then try again.`;
  return faultMessage(fault, shown);
}

async function isMarked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer.toString('utf8') === MARK;
  } finally {
    await file.close();
  }
}
