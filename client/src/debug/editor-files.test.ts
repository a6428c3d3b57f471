import { discover, faultOf } from '@polar-tools/project';
import { beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { editor, FileType, workspace } from '../../test/vscode-stub.ts';

vi.mock('vscode', () => import('../../test/vscode-stub.ts'));

const { editorFiles, editorHost } = await import('./editor-files.ts');

beforeEach(() => {
  editor.reset();
  vi.restoreAllMocks();
});

it('folders that are links are not searched: they may lead round in a circle', async () => {
  let listed = 0;
  vi.spyOn(workspace.fs, 'readDirectory').mockImplementation(async () => {
    if (++listed > 50) throw new Error('The search does not end.');
    const link = FileType.Directory | FileType.SymbolicLink;
    return [
      ['main.polar', FileType.File],
      ['up', link],
      ['other', link],
      ['linked.polar', FileType.File | FileType.SymbolicLink],
    ];
  });
  const { policyFiles, complete } = await discover(editorFiles, 'file:///w');
  expect({ policyFiles, complete, listed }).toEqual({
    policyFiles: ['file:///w/linked.polar', 'file:///w/main.polar'],
    complete: true,
    listed: 1,
  });
});

it('what is open counts as it stands in the editor, however the client spells its file', async () => {
  const text = 'f(1);\n';
  const open = { uri: URI.parse('file:///W/Main.polar'), getText: () => text };
  vi.spyOn(workspace, 'textDocuments', 'get').mockReturnValue([open] as never);
  // On a disk that tells case apart, it is another file.
  editor.files = new Set(['file:///w/main.polar']);
  expect(await editorFiles.read('file:///w/main.polar')).toEqual({ text: '' });
  editor.ignoresCase = true;
  expect(await editorFiles.read('file:///w/main.polar')).toEqual({ text });
  expect(await editorFiles.read('file:///w/other.polar')).toEqual({ fault: { kind: 'missing', code: 'FileNotFound' } });
});

it.each([
  ['FileNotFound', { kind: 'missing', code: 'FileNotFound' }],
  ['FileIsADirectory', { kind: 'folder', code: 'FileIsADirectory' }],
  ['NoPermissions', { kind: 'forbidden', code: 'NoPermissions' }],
  ['Unavailable', { kind: 'missing', code: 'Unavailable' }],
  ['Unknown', { kind: 'missing', code: 'Unknown' }],
  [undefined, { kind: 'missing', code: undefined }],
  ['EMFILE', faultOf('EMFILE')],
  ['EACCES', faultOf('EACCES')],
])('the error %s of a file system says why a file cannot be read', async (code, fault) => {
  vi.spyOn(workspace.fs, 'readFile').mockRejectedValue(Object.assign(new Error('no'), code && { code }));
  expect(await editorFiles.read('file:///w/main.polar')).toEqual({ fault });
});

it('an error that is none says nothing of why', async () => {
  for (const thrown of ['no', null, undefined]) {
    vi.spyOn(workspace.fs, 'readFile').mockRejectedValue(thrown);
    expect(await editorFiles.read('file:///w/main.polar')).toEqual({ fault: { kind: 'missing', code: undefined } });
  }
});

it('a folder that is not there has no list', async () => {
  expect(await editorFiles.list('file:///w')).toBeUndefined();
});

it("names of a launch configuration are taken from the session's folder, else from the first that is open, else from the root", () => {
  const folder = (path: string) => ({ uri: URI.file(path), name: path, index: 0 });
  const of = (workspaceFolder?: object) => editorHost({ workspaceFolder } as never).folder;
  expect(of()).toBe('file:///');
  editor.folders.push(folder('/first'), folder('/second'));
  expect(of()).toBe('file:///first');
  expect(of(folder('/mine'))).toBe('file:///mine');
});

it('a session is told the time: whole seconds since 1970, and milliseconds that only grow', async () => {
  const { time, now, breathe } = editorHost({} as never);
  expect(time!()).toBe(Math.floor(time!()));
  expect(Math.abs(time!() - Date.now() / 1000)).toBeLessThan(5);
  const before = now();
  await breathe();
  expect(now()).toBeGreaterThanOrEqual(before);
  expect(now()).toBeLessThan(1e9);
});
