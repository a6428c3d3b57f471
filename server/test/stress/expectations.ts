import type {
  CompletionItem,
  CompletionList,
  FoldingRange,
  LinkedEditingRanges,
  Position,
  Range,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
} from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/features/semantic-tokens.ts';
import { linesOf, offsetAt, widthOf } from './client-text.ts';
import type { Editor } from './editor.ts';
import type { Question } from './questions.ts';

/** Throws where an answer cannot be right, whatever the policy means. */
export function expectSound(editor: Editor, uri: string, { method, params }: Question, answer: unknown): void {
  if (answer === null) return;
  expectPlaces(editor, uri, answer);
  switch (method) {
    case 'textDocument/semanticTokens/full':
    case 'textDocument/semanticTokens/range':
      expectTokens(editor, uri, (answer as SemanticTokens).data);
      break;
    case 'textDocument/foldingRange':
      for (const { startLine, endLine } of answer as FoldingRange[]) {
        const { length } = linesOf(editor.textOf(uri)!);
        if (startLine < 0 || endLine <= startLine || endLine >= length)
          throw new Error(`Folds ${startLine}–${endLine}`);
      }
      break;
    case 'textDocument/completion': {
      const { position } = params as { position: Position };
      for (const item of (answer as CompletionList).items) expectItem(editor, uri, position, item);
      break;
    }
    case 'textDocument/selectionRange':
      for (const selection of answer as SelectionRange[]) expectNested(editor, uri, selection);
      break;
    case 'textDocument/linkedEditingRange': {
      const { ranges } = (answer as LinkedEditingRanges | null) ?? { ranges: [] };
      const texts = new Set(ranges.map((range) => textIn(editor, uri, range)));
      if (texts.size > 1) throw new Error(`Linked places differ: ${[...texts].join(', ')}`);
      break;
    }
    case 'textDocument/signatureHelp':
      for (const { label, parameters } of (answer as SignatureHelp | null)?.signatures ?? []) {
        for (const { label: span } of parameters ?? []) {
          if (typeof span === 'string' || span[0] < 0 || span[1] < span[0] || span[1] > label.length) {
            throw new Error(`A parameter lies outside of ${label}`);
          }
        }
      }
      break;
    default:
  }
}

const isRange = (value: object): value is Range =>
  'start' in value && 'end' in value && typeof value.start === 'object' && typeof value.end === 'object';

/** Every range in an answer lies in the document that the answer names, else in the one that was asked about. */
function expectPlaces(editor: Editor, uri: string, answer: unknown): void {
  if (Array.isArray(answer)) {
    for (const each of answer) expectPlaces(editor, uri, each);
    return;
  }
  if (typeof answer !== 'object' || answer === null) return;
  if (isRange(answer)) {
    textIn(editor, uri, answer);
    return;
  }
  const own =
    (answer as { uri?: unknown; textDocument?: { uri?: unknown } }).uri ??
    (answer as { textDocument?: { uri?: unknown } }).textDocument?.uri;
  const owner = typeof own === 'string' ? own : uri;
  for (const [key, value] of Object.entries(answer)) {
    if (key === 'changes' && typeof value === 'object') {
      for (const [file, edits] of Object.entries(value as object)) expectPlaces(editor, file, edits);
    } else if (key === 'fromRanges') {
      // Of an incoming call they lie in the caller, which is named beside them.
      const { from } = answer as { from?: { uri: string } };
      expectPlaces(editor, from?.uri ?? owner, value);
    } else {
      expectPlaces(editor, owner, value);
    }
  }
}

/** The text of a range, which must lie in the document. */
export function textIn(editor: Editor, uri: string, { start, end }: Range): string {
  const text = editor.textOf(uri);
  // A file that is about to be made.
  if (text === undefined && start.line === 0 && start.character === 0 && end.line === 0 && end.character === 0)
    return '';
  const from = text === undefined ? undefined : offsetAt(text, start, editor.options.encoding);
  const to = text === undefined ? undefined : offsetAt(text, end, editor.options.encoding);
  if (text === undefined || from === undefined || to === undefined || to < from) {
    throw new Error(`The range ${JSON.stringify({ start, end })} lies outside of ${uri}`);
  }
  return text.slice(from, to);
}

/** Tokens as the encoding of LSP has them: in order, apart, on one line each, of the types and modifiers of the legend. */
function expectTokens(editor: Editor, uri: string, data: readonly number[]): void {
  const lines = linesOf(editor.textOf(uri) ?? '');
  if (data.length % 5 !== 0) throw new Error('Tokens are five numbers each');
  let line = 0;
  let end = 0;
  let start = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down, right, length, type, modifiers] = data.slice(at, at + 5) as [number, number, number, number, number];
    if (down > 0) end = start = 0;
    line += down;
    start += right;
    if (down < 0 || start < end || length <= 0) throw new Error(`Token ${at / 5} overlaps or is empty`);
    end = start + length;
    const width = line < lines.length ? widthOf(lines[line]!, editor.options.encoding) : -1;
    if (end > width) throw new Error(`Token ${at / 5} ends at ${line}:${end}, outside of its line`);
    if (TOKEN_TYPES[type] === undefined || modifiers >= 1 << TOKEN_MODIFIERS.length)
      throw new Error(`Token ${at / 5} is none of the legend`);
  }
}

/** An item replaces text on the line and up to or around the cursor, and its snippet is one. */
function expectItem(editor: Editor, uri: string, position: Position, item: CompletionItem): void {
  const edit = item.textEdit;
  if (edit === undefined || !('range' in edit)) throw new Error(`${item.label} has no edit`);
  const { start, end } = edit.range;
  // What has a NUL and is not open is no text to the server, which answers as for an empty one.
  const text = editor.textOf(uri) ?? '';
  const lines = linesOf(editor.open.has(uri) || !text.includes('\0') ? text : '');
  const line = Math.min(position.line, lines.length - 1);
  if (start.line !== line || end.line !== line)
    throw new Error(
      `${item.label} replaces ${JSON.stringify(edit.range)}, on another line than the cursor (${JSON.stringify(position)} of ${uri})`,
    );
  if (item.label === '' || edit.newText === '') throw new Error(`An item is empty: ${JSON.stringify(item)}`);
  if (item.insertTextFormat === 2) expectSnippet(edit.newText);
  else if (/\$\{?\d/.test(edit.newText)) throw new Error(`${edit.newText} has a snippet's places, and is none`);
}

/** The grammar of LSP's snippets, without variables and transformations: `$1`, `${1:text}`, `\\`, `\$`, `\}`. */
export function expectSnippet(snippet: string): void {
  let at = 0;
  const read = (nested: boolean): void => {
    while (at < snippet.length) {
      const sign = snippet[at]!;
      if (sign === '\\') {
        at += 2;
      } else if (sign === '}' && nested) {
        return;
      } else if (sign === '$') {
        const place = /^\$(?:\d+|\{\d+:)/.exec(snippet.slice(at))?.[0];
        if (place === undefined) throw new Error(`A stray $ in the snippet ${snippet}`);
        at += place.length;
        if (!place.includes('{')) continue;
        read(true);
        if (snippet[at] !== '}') throw new Error(`A place that does not end in the snippet ${snippet}`);
        at += 1;
      } else {
        at += 1;
      }
    }
  };
  read(false);
}

function expectNested(editor: Editor, uri: string, selection: SelectionRange): void {
  for (let inner = selection; inner.parent !== undefined; inner = inner.parent) {
    const outside = inner.parent.range;
    const [from, to] = [inner.range.start, inner.range.end];
    if (before(from, outside.start) || before(outside.end, to)) throw new Error('A selection is no part of the next');
    if (textIn(editor, uri, inner.range).length >= textIn(editor, uri, outside).length)
      throw new Error('A selection does not grow');
  }
}

const before = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);
