import { expect, it } from 'vitest';
import { asText, decodeText } from './decode-text.ts';
import { type FileFault, faultMessage, faultOf, textOf } from './files.ts';
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

const binary = { fault: { kind: 'binary' } };
const utf16 = (text: string) => ({ fault: { kind: 'utf-16', text } });
const other = (text: string, line = 1) => ({ fault: { kind: 'not-utf-8', line, text } });

it.each<[FileFault, string]>([
  [
    { kind: 'utf-16' },
    '"p.polar" is text in UTF-16, and only UTF-8 is read. Save it in that encoding, or leave it out.',
  ],
  [
    { kind: 'binary' },
    '"p.polar" is no text, but a program, an image or the like. Leave it out, or name another file.',
  ],
  [
    { kind: 'not-utf-8', line: 7 },
    '"p.polar" is not text in UTF-8: line 7 has bytes that are none. Save it in that encoding, or leave it out.',
  ],
  [{ kind: 'not-utf-8' }, '"p.polar" is not text in UTF-8. Save it in that encoding, or leave it out.'],
])('what is no text in UTF-8 is told as what it is: %j', (fault, message) => {
  expect(faultMessage(fault, 'p.polar')).toBe(message);
});

it.each<[string, number[], object]>([
  ['nothing', [], { text: '' }],
  ['UTF-8', [...Buffer.from('f("é𝒳");')], { text: 'f("é𝒳");' }],
  ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, ...Buffer.from('f(1);')], { text: 'f(1);' }],
  ['UTF-8 with the sign for what cannot be read', [...Buffer.from('f("\uFFFD");')], { text: 'f("\uFFFD");' }],
  ['Latin-1', [...Buffer.from('f("é");', 'latin1')], other('f("\uFFFD");')],
  ['Latin-1 that begins as UTF-16 would', [0xff, 0x66, 0x28, 0x31], other('\uFFFDf(1')],
  ['Latin-1 whose second byte is that of a mark', [0x66, 0xfe, 0x28, 0x31], other('f\uFFFD(1')],
  ['Latin-1 that begins as UTF-16 the other way would', [0xfe, 0x66, 0x28, 0x31], other('\uFFFDf(1')],
  ['Latin-1 whose second byte is that of the other mark', [0x66, 0xff, 0x28, 0x31], other('f\uFFFD(1')],
  ['UTF-16 with its mark', [0xff, 0xfe, ...Buffer.from('f(1);', 'utf16le')], utf16('f(1);')],
  ['UTF-16 the other way with its mark', [0xfe, 0xff, ...Buffer.from('f(1);', 'utf16le').swap16()], utf16('f(1);')],
  ['UTF-16 without a mark', [...Buffer.from('f(1);', 'utf16le')], utf16('f(1);')],
  ['UTF-16 the other way without a mark', [...Buffer.from('f(1);', 'utf16le').swap16()], utf16('f(1);')],
  ['UTF-16 with letters that have no NUL', [...Buffer.from('owner("日本");', 'utf16le')], utf16('owner("日本");')],
  [
    'Latin-1 in a later line',
    [...Buffer.from('f("\uFFFD");\n'), ...Buffer.from('\ng("é");', 'latin1')],
    other('f("\uFFFD");\n\ng("\uFFFD");', 3),
  ],
  [
    'Latin-1 after a byte order mark',
    [0xef, 0xbb, 0xbf, ...Buffer.from('\nf("é");', 'latin1')],
    other('\nf("\uFFFD");', 2),
  ],
  ['a NUL among text', [...Buffer.from('f(1);\0')], { text: 'f(1);\0' }],
  ['control characters among text', [...Buffer.from('f(1);\x07 # \x01\x02\x03')], { text: 'f(1);\x07 # \x01\x02\x03' }],
  [
    'a few control characters after much text',
    [...Buffer.from(`${'f(1);\n'.repeat(20)}\0\0\0\0\0\0`)],
    { text: `${'f(1);\n'.repeat(20)}\0\0\0\0\0\0` },
  ],
  ['a form feed on each line', [...Buffer.from('f;\f\n'.repeat(9))], { text: 'f;\f\n'.repeat(9) }],
  ['an image', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], binary],
  ['UTF-16 with a NUL of its own', [0xff, 0xfe, 0x66, 0, 0, 0], binary],
  ['bytes of a program', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0], binary],
])('a file with %s', (_, bytes, expected) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual(expected);
});

it('text that was decoded already is taken as it is, but for its mark and what is no text', () => {
  expect(asText('\uFEFFf(1);')).toEqual({ text: 'f(1);' });
  expect(asText('f("\uFEFF");')).toEqual({ text: 'f("\uFEFF");' });
  expect(asText('f(\0);')).toEqual({ text: 'f(\0);' });
  expect(asText('\uFFFD\uFFFDf\0(\x001\0)\0;\0')).toEqual({ fault: { kind: 'utf-16' } });
  expect(asText('\x7fELF\x02\x01\x01\0\0\0\0')).toEqual(binary);
});

it('the text of a file alone, undefined where there is none', async () => {
  const files = memoryFiles({ 'file:///w/a.polar': 'f(1);' });
  expect(await textOf(files, 'file:///w/a.polar')).toBe('f(1);');
  expect(await textOf(files, 'file:///w/b.polar')).toBeUndefined();
});
