/** A place in a text. */
export interface Place {
  readonly text: string;
  readonly start: number;
  /** Undefined for a query, and for a policy that was given as a text without a name. */
  readonly file: string | undefined;
}

/** An error of the engine: a plain one whose `name` says its kind, as `RuntimeError::TypeError`. */
export function referenceError(family: string, code: string, message: string): Error {
  const error = new Error(message);
  error.name = `${family}::${code.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase())}`;
  return error;
}

/** `line 1, column 5 of file main.polar`: both from one, in characters. */
export function shortPlace({ text, start, file }: Place): string {
  const { line, column } = lineAt(text, start);
  return `line ${line}, column ${column}${file === undefined ? '' : ` of file ${file}`}`;
}

/** ` at line 1, column 5 of file main.polar:` and the line with a mark below that column. */
export function shownPlace(place: Place): string {
  if (place.text === '') return ` at ${shortPlace(place)}:\n\t\n`;
  const { line, column, written } = lineAt(place.text, place.start);
  const number = String(line).padStart(3, '0');
  const mark = ' '.repeat(number.length + 2 + column - 1);
  return ` at ${shortPlace(place)}:\n\t${number}: ${written}\n\t${mark}^\n`;
}

function lineAt(text: string, start: number): { line: number; column: number; written: string } {
  const before = text.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = text.indexOf('\n', start);
  return {
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    written: text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd),
  };
}
