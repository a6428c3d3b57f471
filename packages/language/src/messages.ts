/** What went wrong in the words of the reference engine (polar.md, section 3), then what would fix it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export const lexicalError = {
  character: (found: string, c: string): Problem => ({
    code: 'invalid-token-character',
    message: `'${escapeDebug(c)}' is not a valid character. Found in ${escapeDebug(found)}.`,
  }),
  question: (next: string): Problem => lexicalError.character('?=', next === '' ? '\0' : next),
  singleQuotes: (quoted: string): Problem => lexicalError.character('', quoted.charAt(0)),
  unclosedString: (content: string, c: string): Problem => lexicalError.character(content, c),
  float: (token: string): Problem => ({
    code: 'invalid-float',
    message: `${token} was parsed as a float, but is invalid.`,
  }),
  integer: (token: string): Problem => ({
    code: 'integer-overflow',
    message: `'${token}' caused an integer overflow.`,
  }),
};

/** As Rust's `escape_debug`, which the engine's messages go through. */
export function escapeDebug(text: string): string {
  return text.replace(
    /[\\'"\n\r\t\0]/g,
    (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' })[c] ?? `\\${c}`,
  );
}
