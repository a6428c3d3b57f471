import { Failure, systemCode } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The text of a file, without a byte order mark (editors hide it, so positions count without it).
 *
 * @param shown its path for a message
 * @throws Failure `no-such-file` or `unreadable-file`
 */
export async function readText(path: string, shown: string, { files }: Pick<Surroundings, 'files'>): Promise<string> {
  try {
    const text = await files.read(path);
    // What has such a character is a program or an image, or text in UTF-16.
    if (text.includes('\0'))
      throw new Failure(
        'unreadable-file',
        `"${shown}" is not text in UTF-8. Save it in that encoding, or leave it out.`,
      );
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const code = systemCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Failure(
        'no-such-file',
        `There is no file "${shown}". Check how it is spelled, and from where you run this.`,
      );
    }
    if (code === 'EISDIR') throw new Failure('no-such-file', `"${shown}" is a folder. Name a file in it.`);
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Failure(
        'unreadable-file',
        `"${shown}" may not be read. Ask for the right to read it, or name another file.`,
      );
    }
    if (code !== undefined) throw new Failure('unreadable-file', `"${shown}" cannot be read (${code}).`);
    throw thrown;
  }
}
