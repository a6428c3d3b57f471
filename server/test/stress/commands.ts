import type { CodeAction, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { isPlace, offsetAt, positionAt } from './client-text.ts';
import type { Editor } from './editor.ts';
import { randomPosition } from './questions.ts';
import type { Random } from './random.ts';
import { textsAfter } from './rename-property.ts';

/** What somebody lets the server do to a document: formatting, a rename, a quick fix or a refactoring; some of it changes other files, too. */
export async function useCommand(editor: Editor, uri: string, random: Random): Promise<void> {
  const edit = await [format, formatRange, rename, act, act, actOnFile][random.below(6)]!(editor, uri, random);
  if (edit !== null) await apply(editor, edit);
}

type Command = (editor: Editor, uri: string, random: Random) => Promise<WorkspaceEdit | null>;

const options = { tabSize: 2, insertSpaces: true };

const inDocument = (uri: string, edits: readonly TextEdit[] | null): WorkspaceEdit | null =>
  edits === null || edits.length === 0 ? null : { changes: { [uri]: [...edits] } };

const format: Command = async (editor, uri) =>
  inDocument(uri, await editor.client.request('textDocument/formatting', { textDocument: { uri }, options }));

const formatRange: Command = async (editor, uri, random) => {
  const params = { textDocument: { uri }, range: randomRange(editor, uri, random), options };
  return inDocument(uri, await editor.client.request('textDocument/rangeFormatting', params));
};

const rename: Command = (editor, uri, random) =>
  editor.client
    .request<WorkspaceEdit | null>('textDocument/rename', {
      textDocument: { uri },
      position: randomPosition(editor, uri, random),
      newName: random.pick(['renamed', 'quite_new', 'Renamed', '_other', 'reader']),
    })
    // Refused, with words for a person.
    .catch(() => null);

/** A quick fix or a refactoring at some place. */
const act: Command = async (editor, uri, random) => {
  const range = randomRange(editor, uri, random);
  const context = { diagnostics: [] };
  const actions = await editor.client.request<CodeAction[] | null>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context,
  });
  return actions === null || actions.length === 0 ? null : (random.pick(actions).edit ?? null);
};

/** A source action. */
const actOnFile: Command = async (editor, uri, random) => {
  const range = randomRange(editor, uri, random);
  const context = { diagnostics: [], only: ['source'] };
  const actions = await editor.client.request<CodeAction[] | null>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context,
  });
  return actions === null || actions.length === 0 ? null : (random.pick(actions).edit ?? null);
};

/** A range within the text, which an editor may select. */
function randomRange(editor: Editor, uri: string, random: Random) {
  const text = editor.textOf(uri) ?? '';
  const place = (): number => {
    let offset = random.below(text.length + 1);
    while (!isPlace(text, offset)) offset -= 1;
    return offset;
  };
  const [one, other] = [place(), random.once(2) ? place() : 0];
  const [start, end] = other === 0 ? [one, one] : [Math.min(one, other), Math.max(one, other)];
  const { encoding } = editor.options;
  return { start: positionAt(text, start, encoding), end: positionAt(text, end, encoding) };
}

/** Does to documents and files what an edit says: those that are open are changed as by typing, each piece of the edit by itself; others on the disk. */
async function apply(editor: Editor, edit: WorkspaceEdit): Promise<void> {
  const { disk, open } = textsAfter(editor, edit);
  const { encoding } = editor.options;
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    const text = editor.open.get(uri);
    if (text === undefined) continue;
    const pieces = edits
      .map(({ range, newText }) => ({
        start: offsetAt(text, range.start, encoding)!,
        end: offsetAt(text, range.end, encoding)!,
        text: newText,
      }))
      // From the end, so that each place is as it was told; of two at one place the later first.
      .map((piece, at) => ({ piece, at }))
      .sort((a, b) => b.piece.start - a.piece.start || b.at - a.at)
      .map(({ piece }) => piece);
    await editor.edit(uri, pieces);
    if (editor.open.get(uri) !== open.get(uri)) throw new Error(`An edit of ${uri} does not apply piece by piece.`);
  }
  const written = [...disk].filter(([uri, text]) => editor.client.files.get(uri) !== text);
  if (written.length > 0) await editor.write(new Map(written));
}
