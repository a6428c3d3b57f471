import { discover } from '@polar-tools/project';
import { beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { editor, FileType, workspace } from '../../test/vscode-stub.ts';

vi.mock('vscode', () => import('../../test/vscode-stub.ts'));

const { editorFiles } = await import('./editor-files.ts');

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
