import type { Position } from 'vscode-languageserver';
import { LONGHAND_OF, POLICY_OF, SET_DIALECT } from '../../src/protocol.ts';
import { isPlace, linesOf, positionAt, widthOf } from './client-text.ts';
import type { Editor } from './editor.ts';
import type { Random } from './random.ts';

/** A request to send, and what its answer has to be about. */
export interface Question {
  readonly method: string;
  readonly params: object;
}

/** A position that a client may send: mostly in the text, sometimes where there is nothing, or in the midst of a character. */
export function randomPosition(editor: Editor, uri: string, random: Random): Position {
  const text = editor.textOf(uri) ?? '';
  const { encoding } = editor.options;
  const lines = linesOf(text);
  switch (random.below(12)) {
    case 0:
      return { line: lines.length - 1, character: widthOf(lines.at(-1)!, encoding) };
    case 1:
      return { line: random.below(lines.length), character: 2 ** 31 - 1 };
    case 2:
      return { line: lines.length + random.below(3), character: random.below(5) };
    case 3: {
      // Any number: in UTF-8 and UTF-16 it may fall within a character.
      const line = random.below(lines.length);
      return { line, character: random.below(widthOf(lines[line]!, encoding) + 2) };
    }
    default: {
      let offset = random.below(text.length + 1);
      while (!isPlace(text, offset)) offset -= 1;
      return positionAt(text, offset, encoding);
    }
  }
}

const POSITION_REQUESTS = [
  'hover',
  'definition',
  'declaration',
  'typeDefinition',
  'implementation',
  'prepareTypeHierarchy',
  'documentHighlight',
  'prepareRename',
  'prepareCallHierarchy',
  'linkedEditingRange',
  'completion',
  'signatureHelp',
];
const DOCUMENT_REQUESTS = [
  'diagnostic',
  'documentSymbol',
  'codeLens',
  'foldingRange',
  'documentLink',
  'semanticTokens/full',
];

/** Every request that the server advertises, once, at random places of a document. */
export function everyQuestion(editor: Editor, uri: string, random: Random): Question[] {
  const textDocument = { uri };
  const position = (): Position => randomPosition(editor, uri, random);
  const range = () => ({ start: position(), end: position() });
  return [
    ...POSITION_REQUESTS.map((name) => ({
      method: `textDocument/${name}`,
      params: { textDocument, position: position() },
    })),
    ...DOCUMENT_REQUESTS.map((name) => ({ method: `textDocument/${name}`, params: { textDocument } })),
    {
      method: 'textDocument/references',
      params: { textDocument, position: position(), context: { includeDeclaration: random.once(2) } },
    },
    {
      method: 'textDocument/rename',
      params: { textDocument, position: position(), newName: random.pick(['renamed', 'if', '', 'né w', 'x', 'User']) },
    },
    {
      method: 'textDocument/formatting',
      params: { textDocument, options: { tabSize: 2, insertSpaces: true } },
    },
    { method: 'textDocument/inlayHint', params: { textDocument, range: range() } },
    {
      method: 'textDocument/inlineValue',
      params: { textDocument, range: range(), context: { frameId: 1, stoppedLocation: range() } },
    },
    { method: 'textDocument/semanticTokens/range', params: { textDocument, range: range() } },
    {
      method: 'textDocument/semanticTokens/full/delta',
      params: { textDocument, previousResultId: String(random.below(50)) },
    },
    { method: 'textDocument/codeAction', params: { textDocument, range: range(), context: { diagnostics: [] } } },
    {
      method: 'textDocument/selectionRange',
      params: { textDocument, positions: [position(), position(), position()] },
    },
    { method: 'workspace/symbol', params: { query: random.pick(['', 'a', 'has', 'Ü', '😀', 'zzzz']) } },
    { method: POLICY_OF, params: { textDocument } },
    { method: SET_DIALECT, params: { textDocument, dialect: random.pick(['auto', 'library', 'cloud']) } },
    { method: LONGHAND_OF, params: { textDocument, position: position() } },
    {
      method: LONGHAND_OF,
      params: { textDocument, block: random.pick(['Pasted', 'User', 'global', '', 'toString', '__proto__']) },
    },
  ];
}
