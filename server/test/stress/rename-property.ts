import { checks } from '@polar-tools/policy';
import { type Diagnostic, DiagnosticSeverity, type Position, type WorkspaceEdit } from 'vscode-languageserver';
import { applyEdits } from './client-text.ts';
import { Editor, type Texts } from './editor.ts';
import { randomPosition } from './questions.ts';
import type { Random } from './random.ts';

/** The texts after an edit; a file that it makes is on the disk. */
export function textsAfter(editor: Editor, edit: WorkspaceEdit): Texts {
  const disk = new Map(editor.client.files);
  const open = new Map(editor.open);
  const changes = new Map(Object.entries(edit.changes ?? {}));
  for (const change of edit.documentChanges ?? []) {
    if ('textDocument' in change) changes.set(change.textDocument.uri, change.edits as never);
  }
  for (const [uri, edits] of changes) {
    const text = applyEdits(editor.textOf(uri) ?? '', edits, editor.options.encoding);
    if (open.has(uri)) open.set(uri, text);
    else disk.set(uri, text);
  }
  return { disk, open, settings: editor.settings };
}

const CHECKS = new Set(checks.map(({ code }) => code));

/** Found by reading alone, whatever the policy means. */
export const isSyntax = ({ code }: Diagnostic): boolean => !CHECKS.has(String(code));

/** How often each error is there, over all files. */
function errorsOf(diagnostics: ReadonlyMap<string, readonly Diagnostic[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { severity, code } of [...diagnostics.values()].flat()) {
    if (severity !== DiagnosticSeverity.Error) continue;
    counts.set(String(code), (counts.get(String(code)) ?? 0) + 1);
  }
  return counts;
}

/** A new name in the style of the old one, which is what a person gives. */
function newNameFor(old: string): string {
  if (old.startsWith('_')) return '_quite_new';
  return /^\p{Lu}/u.test(old) ? 'QuiteNew' : 'quite_new';
}

const isFirst = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character <= other.character);

/** A rename's edits apply, bring no error that was not there, and are undone by a rename back. */
export async function expectRenamesToKeepMeaning(editor: Editor, random: Random): Promise<void> {
  if (editor.files.length === 0) return;
  const uri = random.pick(editor.files);
  const before = await editor.diagnostics();
  const errors = errorsOf(before);
  // What is read from broken text is guesswork, which another name may change; and two files that are the same are no longer.
  const broken = [...before.values()].flat().some((each) => isSyntax(each) || each.code === 'file-loading');
  for (let place = 0; place < 4; place++) {
    const where = { textDocument: { uri }, position: randomPosition(editor, uri, random) };
    const prepared = await editor.client
      .request<{ placeholder: string } | null>('textDocument/prepareRename', where)
      .catch(() => null);
    const newName = newNameFor(prepared?.placeholder ?? '');
    const edit = await editor.client
      .request<WorkspaceEdit | null>('textDocument/rename', { ...where, newName })
      .catch(() => null);
    if (edit === null) continue;
    if (prepared === null) throw new Error(`What cannot be prepared is renamed: ${JSON.stringify(where)}`);
    const renaming = `Renaming ${prepared.placeholder} at ${JSON.stringify(where)}`;
    const renamed = await Editor.start(textsAfter(editor, edit), editor.options);
    try {
      const after = await renamed.diagnostics();
      if (broken) continue;
      for (const [code, count] of errorsOf(after)) {
        if (count <= (errors.get(code) ?? 0)) continue;
        const found = [...after.values()].flat().filter((each) => each.code === code);
        throw new Error(`${renaming} brings ${code}: ${JSON.stringify(found)}`);
      }
      if (!/^\w+$/.test(prepared.placeholder)) continue;
      const [file, edits] = Object.entries(edit.changes!).at(-1)!;
      // Not where a lone key stays beside the new name.
      const plain = edits.filter(({ newText }) => newText.replaceAll('"', '') === newName);
      if (plain.length < edits.length || !file.endsWith('.polar')) continue;
      const position = plain
        .map(({ range }) => range.start)
        .reduce((one, other) => (isFirst(one, other) ? one : other));
      const back = { textDocument: { uri: file }, position, newName: prepared.placeholder };
      const undo = await renamed.client.request<WorkspaceEdit | null>('textDocument/rename', back);
      if (undo === null) throw new Error(`${renaming} cannot be undone`);
      const texts = textsAfter(renamed, undo);
      for (const each of editor.files) {
        const now = texts.open.get(each) ?? texts.disk.get(each);
        if (now !== editor.textOf(each)) throw new Error(`${renaming} and back changes ${each}:\n${now}`);
      }
    } finally {
      renamed.dispose();
    }
  }
}
