/** Reading files, by canonical URI. The doors pass it in, so that the same code runs on a disk, in an editor and in a browser. */
export interface Files {
  /** The text of a file, or why there is none. Never rejects. */
  read(uri: string): Promise<FileText>;
  /** What a folder holds, in no order; undefined where there is no such folder or it may not be read. Never rejects. */
  list(uri: string): Promise<readonly FolderEntry[] | undefined>;
  /** Where a file really is: without links, short names and drives that stand for folders. Undefined where nobody knows. Never rejects. */
  real?(uri: string): Promise<string | undefined>;
}

/** One thing in a folder. */
export interface FolderEntry {
  readonly name: string;
  /** Of a link, what it points to. */
  readonly kind: 'file' | 'folder';
  /** Whether it is a link: a linked folder may lead round in a circle, or out of the project. */
  readonly link?: boolean | undefined;
}

export type FileText = { readonly text: string } | { readonly fault: FileFault };

/** Why a file has no text. */
export interface FileFault {
  readonly kind: 'missing' | 'folder' | 'special' | 'forbidden' | NoUtf8 | 'unreadable';
  /** What the system calls it, such as `ELOOP`. */
  readonly code?: string | undefined;
  /** Of text in another encoding, what it says: no engine would read it, and a person can be helped with it all the same. */
  readonly text?: string | undefined;
  /** Of text that is nearly UTF-8, the line that is not, counted from one. */
  readonly line?: number | undefined;
}

/** What a file is that can be read and is no text in UTF-8. */
export type NoUtf8 = 'utf-16' | 'not-utf-8' | 'binary';

/** Whether a file can be read and is no text in UTF-8. */
export const isNoUtf8 = (fault: FileFault): fault is FileFault & { readonly kind: NoUtf8 } =>
  fault.kind === 'utf-16' || fault.kind === 'not-utf-8' || fault.kind === 'binary';

/** The text of a file; undefined where there is none, whyever. */
export async function textOf(files: Pick<Files, 'read'>, uri: string): Promise<string | undefined> {
  const read = await files.read(uri);
  return 'text' in read ? read.text : undefined;
}

/** What is wrong with a file, and what to do, for a person. `shown` is its name as the person would write it. */
export function faultMessage(fault: FileFault, shown: string): string {
  if (isNoUtf8(fault)) return noUtf8Message(fault, `"${shown}"`);
  const { kind, code } = fault;
  switch (kind) {
    case 'missing':
      return `There is no file "${shown}". Check how it is spelled, and from where you run this.`;
    case 'folder':
      return `"${shown}" is a folder. Name a file in it.`;
    case 'special':
      return `"${shown}" is no file with a text, but a pipe, a socket or a device, and reading it might never end. Name a file.`;
    case 'forbidden':
      return `"${shown}" may not be read. Ask for the right to read it, or name another file.`;
    default:
      return `"${shown}" cannot be read${code === undefined ? '' : ` (${code})`}. ${advice(code)}`;
  }
}

/** What bytes are that are no text in UTF-8, and what to do. `subject` is what has them, as the message begins with it. */
export function noUtf8Message({ kind, line }: FileFault & { readonly kind: NoUtf8 }, subject: string): string {
  const save = 'Save it in that encoding, or leave it out.';
  if (kind === 'utf-16') return `${subject} is text in UTF-16, and only UTF-8 is read. ${save}`;
  if (kind === 'binary')
    return `${subject} is no text, but a program, an image or the like. Leave it out, or name another file.`;
  const where = line === undefined ? '' : `: line ${line} has bytes that are none`;
  return `${subject} is not text in UTF-8${where}. ${save}`;
}

function advice(code: string | undefined): string {
  switch (code) {
    case 'ENAMETOOLONG':
      return 'Its name is too long: name another file.';
    case 'ELOOP':
      return 'Its links lead round in a circle: name the file itself.';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'Another program holds it: close that, then try again.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open: close some programs, then try again.';
    case 'ERR_UNC_HOST_NOT_ALLOWED':
      return 'Its server is not among those that may be read: allow it in the editor\'s setting "security.allowedUNCHosts".';
    case 'ERR_INVALID_FILE_URL_HOST':
      return "This system reads no shares by their server's name: name the folder that the share is mounted in.";
    default:
      return 'Check that it can be opened, then try again.';
  }
}

/** Codes of Node's (`error.code`) for a file that is not there; the rest is told with its code. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ERR_INVALID_URL_SCHEME', 'ERR_INVALID_FILE_URL_PATH']);

/** Not a code of a system: what is neither a file nor a folder is not opened, since even that may wait for ever. */
export const SPECIAL_FILE = 'ESPECIAL';

/** What an error code of a file system says of a file. */
export function faultOf(code: string | undefined): FileFault {
  if (code === undefined) return { kind: 'unreadable' };
  // A name with a NUL is one that no file has.
  if (MISSING.has(code) || code === 'ERR_INVALID_ARG_VALUE') return { kind: 'missing', code };
  if (code === 'EISDIR') return { kind: 'folder', code };
  if (code === SPECIAL_FILE || code === 'ENXIO') return { kind: 'special', code };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden', code };
  return { kind: 'unreadable', code };
}
