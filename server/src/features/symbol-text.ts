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
  /** A run of statements ends here: one in sixteen, so that a statement more or less changes one run. */
  readonly ends: boolean;
  /** The run that ended with this statement last. */
  run: SymbolRun | undefined;
}

/** The symbols of some statements in a row, written for the lines that they began in. */
interface SymbolRun {
  readonly symbols: readonly PlacedText[];
  readonly bytes: Uint8Array;
}

export interface PlacedText {
  readonly text: SymbolText;
  /** The one that its statement begins in. */
  readonly line: number;
}

let made = 0;

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
  return { character: at.character, pieces, lines, ends: made++ % 16 === 0, run: undefined };
}

/** The JSON of the symbols of a file's statements, in UTF-8; of runs that stand where they stood, as it was written then. */
export function writtenSymbols(symbols: readonly PlacedText[]): readonly Uint8Array[] {
  const runs: Uint8Array[] = [];
  for (let start = 0; start < symbols.length; ) {
    let end = start + 1;
    while (end < symbols.length && !symbols[end - 1]!.text.ends) end++;
    const last = symbols[end - 1]!.text;
    if (last.run === undefined || !isThere(last.run.symbols, symbols, start, end)) {
      const own = symbols.slice(start, end);
      last.run = { symbols: own, bytes: encoder.encode(own.map(({ text, line }) => put(text, line)).join(',')) };
    }
    runs.push(last.run.bytes);
    start = end;
  }
  return runs;
}

const encoder = new TextEncoder();

function isThere(run: readonly PlacedText[], symbols: readonly PlacedText[], start: number, end: number): boolean {
  if (run.length !== end - start) return false;
  for (let i = 0; i < run.length; i++) {
    const { text, line } = symbols[start + i]!;
    if (run[i]!.text !== text || run[i]!.line !== line) return false;
  }
  return true;
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
