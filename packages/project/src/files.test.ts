import { expect, it } from 'vitest';
import { asText, decodeText } from './decode-text.ts';
import { faultMessage, faultOf, textOf } from './files.ts';
import { memoryFiles } from './memory-files.ts';

/** What every error code of a file system that is told apart means, and what is said of it. */
it.each([
  ['ENOENT', 'missing', 'There is no file "p.polar". Check how it is spelled, and from where you run this.'],
  ['ENOTDIR', 'missing', 'There is no file "p.polar". Check how it is spelled, and from where you run this.'],
  [
    'ERR_INVALID_URL_SCHEME',
    'missing',
    'There is no file "p.polar". Check how it is spelled, and from where you run this.',
  ],
  [
    'ERR_INVALID_FILE_URL_PATH',
    'missing',
    'There is no file "p.polar". Check how it is spelled, and from where you run this.',
  ],
  [
    'ERR_INVALID_ARG_VALUE',
    'missing',
    'There is no file "p.polar". Check how it is spelled, and from where you run this.',
  ],
  ['EISDIR', 'folder', '"p.polar" is a folder. Name a file in it.'],
  [
    'ESPECIAL',
    'special',
    '"p.polar" is no file with a text, but a pipe, a socket or a device, and reading it might never end. Name a file.',
  ],
  [
    'ENXIO',
    'special',
    '"p.polar" is no file with a text, but a pipe, a socket or a device, and reading it might never end. Name a file.',
  ],
  ['EACCES', 'forbidden', '"p.polar" may not be read. Ask for the right to read it, or name another file.'],
  ['EPERM', 'forbidden', '"p.polar" may not be read. Ask for the right to read it, or name another file.'],
  ['ENAMETOOLONG', 'unreadable', '"p.polar" cannot be read (ENAMETOOLONG). Its name is too long: name another file.'],
  ['ELOOP', 'unreadable', '"p.polar" cannot be read (ELOOP). Its links lead round in a circle: name the file itself.'],
  ['EBUSY', 'unreadable', '"p.polar" cannot be read (EBUSY). Another program holds it: close that, then try again.'],
  [
    'ETXTBSY',
    'unreadable',
    '"p.polar" cannot be read (ETXTBSY). Another program holds it: close that, then try again.',
  ],
  [
    'EMFILE',
    'unreadable',
    '"p.polar" cannot be read (EMFILE). Too many files are open: close some programs, then try again.',
  ],
  [
    'ENFILE',
    'unreadable',
    '"p.polar" cannot be read (ENFILE). Too many files are open: close some programs, then try again.',
  ],
  [
    'ERR_UNC_HOST_NOT_ALLOWED',
    'unreadable',
    '"p.polar" cannot be read (ERR_UNC_HOST_NOT_ALLOWED). Its server is not among those that may be read: allow it in the editor\'s setting "security.allowedUNCHosts".',
  ],
  [
    'ERR_INVALID_FILE_URL_HOST',
    'unreadable',
    '"p.polar" cannot be read (ERR_INVALID_FILE_URL_HOST). This system reads no shares by their server\'s name: name the folder that the share is mounted in.',
  ],
  ['EIO', 'unreadable', '"p.polar" cannot be read (EIO). Check that it can be opened, then try again.'],
  [undefined, 'unreadable', '"p.polar" cannot be read. Check that it can be opened, then try again.'],
])('a file that the system refuses with %s is %s', (code, kind, message) => {
  const fault = faultOf(code);
  expect(fault).toEqual(code === undefined ? { kind } : { kind, code });
  expect(faultMessage(fault, 'p.polar')).toBe(message);
});

const notText = (text?: string) => ({ fault: { kind: 'not-text', ...(text !== undefined && { text }) } });

it.each<[string, number[], object]>([
  ['nothing', [], { text: '' }],
  ['UTF-8', [...Buffer.from('f("é𝒳");')], { text: 'f("é𝒳");' }],
  ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, ...Buffer.from('f(1);')], { text: 'f(1);' }],
  ['UTF-8 with the sign for what cannot be read', [...Buffer.from('f("\uFFFD");')], { text: 'f("\uFFFD");' }],
  ['Latin-1', [...Buffer.from('f("é");', 'latin1')], notText('f("\uFFFD");')],
  ['Latin-1 that begins as UTF-16 would', [0xff, 0x66, 0x28, 0x31], notText('\uFFFDf(1')],
  ['Latin-1 whose second byte is that of a mark', [0x66, 0xfe, 0x28, 0x31], notText('f\uFFFD(1')],
  ['Latin-1 that begins as UTF-16 the other way would', [0xfe, 0x66, 0x28, 0x31], notText('\uFFFDf(1')],
  ['Latin-1 whose second byte is that of the other mark', [0x66, 0xff, 0x28, 0x31], notText('f\uFFFD(1')],
  ['UTF-16 with its mark', [0xff, 0xfe, ...Buffer.from('f(1);', 'utf16le')], notText('f(1);')],
  ['UTF-16 the other way with its mark', [0xfe, 0xff, ...Buffer.from('f(1);', 'utf16le').swap16()], notText('f(1);')],
  ['UTF-16 without a mark', [...Buffer.from('f(1);', 'utf16le')], notText('f(1);')],
  ['UTF-16 the other way without a mark', [...Buffer.from('f(1);', 'utf16le').swap16()], notText('f(1);')],
  ['UTF-16 with letters that have no NUL', [...Buffer.from('owner("日本");', 'utf16le')], notText('owner("日本");')],
  ['a NUL among text', [...Buffer.from('f(1);\0')], notText()],
  ['UTF-16 with a NUL of its own', [0xff, 0xfe, 0x66, 0, 0, 0], notText()],
  ['bytes of a program', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0], notText()],
])('a file with %s', (_, bytes, expected) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual(expected);
});

it('text that was decoded already is taken as it is, but for its mark and a NUL', () => {
  expect(asText('\uFEFFf(1);')).toEqual({ text: 'f(1);' });
  expect(asText('f("\uFEFF");')).toEqual({ text: 'f("\uFEFF");' });
  expect(asText('f(\0);')).toEqual(notText());
});

it('the text of a file alone, undefined where there is none', async () => {
  const files = memoryFiles({ 'file:///w/a.polar': 'f(1);' });
  expect(await textOf(files, 'file:///w/a.polar')).toBe('f(1);');
  expect(await textOf(files, 'file:///w/b.polar')).toBeUndefined();
});
