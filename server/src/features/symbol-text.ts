import type { DocumentSymbol, Position, Range } from 'vscode-languageserver';

/**
 * The JSON of a statement's symbol with its children, made so that only the lines have to be put in where the statement has moved. A file of 10,000 lines has
 * thousands of symbols with four positions each; an edit moves most and changes one.
 */
export interface SymbolText {
  /** Where the statement began when this was made; another column needs another text. */
  readonly character: number;
  /** What stands between the lines: one piece more than there are lines. */
  readonly pieces: readonly string[];
  /** Counted from the statement's first. */
  readonly lines: readonly number[];
  /** The whole, for the line that the statement began in last. */
  written: { readonly line: number; readonly text: string } | undefined;
}

/** @param at where the symbol's statement begins */
export function symbolText(symbol: DocumentSymbol, at: Position): SymbolText {
  const pieces: string[] = [];
  const lines: number[] = [];
  let piece = '';
  const position = ({ line, character }: Position): void => {
    pieces.push(`${piece}{"line":`);
    lines.push(line - at.line);
    piece = `,"character":${character}}`;
  };
  const range = ({ start, end }: Range): void => {
    piece += '{"start":';
    position(start);
    piece += ',"end":';
    position(end);
    piece += '}';
  };
  const write = ({ range: whole, selectionRange, children, ...rest }: DocumentSymbol): void => {
    piece += `${JSON.stringify(rest).slice(0, -1)},"range":`;
    range(whole);
    piece += ',"selectionRange":';
    range(selectionRange);
    if (children !== undefined) {
      piece += ',"children":[';
      for (const [index, child] of children.entries()) {
        if (index > 0) piece += ',';
        write(child);
      }
      piece += ']';
    }
    piece += '}';
  };
  write(symbol);
  pieces.push(piece);
  return { character: at.character, pieces, lines, written: undefined };
}

/** The JSON of a symbol whose statement begins in a line. */
export function writtenAt(text: SymbolText, line: number): string {
  if (text.written?.line !== line) text.written = { line, text: put(text, line) };
  return text.written.text;
}

/** Joined at once: a text that is built by appending is walked through again, piece by piece, whenever it is joined to others. */
function put({ pieces, lines }: SymbolText, line: number): string {
  const parts = new Array<string | number>(2 * lines.length + 1);
  for (let index = 0; index < lines.length; index++) {
    parts[2 * index] = pieces[index]!;
    parts[2 * index + 1] = lines[index]! + line;
  }
  parts[2 * lines.length] = pieces[lines.length]!;
  return parts.join('');
}
