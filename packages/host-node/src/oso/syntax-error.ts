import { referenceError, shownPlace } from './reference-error.ts';

/** A text that cannot be read, and where. */
export interface SyntaxFault {
  /** The reference's kind in kebab case. */
  readonly code: string;
  readonly message: string;
  /** Where it is to be mended. */
  readonly start: number;
  /** Where the engine notices it, if that is not there. */
  readonly noticed?: { readonly start: number };
}

/** The reference's words in ours, by kind; advice stands around them. */
const words: Readonly<Record<string, RegExp>> = {
  'invalid-token-character': /'.+?' is not a valid character\. Found in (?:[\s\S]*?)(?=\. [A-Z]|$)/,
  'integer-overflow': /'\d+' caused an integer overflow/,
  'unrecognized-eof': /hit the end of the file unexpectedly\. Did you forget a semi-colon/,
  'unrecognized-token': /did not expect to find the token '[\s\S]*?'(?=\. |\.?$)/,
  'reserved-word': /\S+ is a reserved Polar word and cannot be used here/,
  'duplicate-key': /Duplicate key: [^\s.]+/,
  'wrong-value-type': /Wrong value type: [\s\S]*?\. Expected a (?:logical expression|value)/,
};

/** Where the engine notices it. */
export const noticedAt = ({ start, noticed }: SyntaxFault): number => noticed?.start ?? start;

/** A fault: that the token there does not fit. */
export function unexpectedToken(text: string, start: number): SyntaxFault {
  const [token, string] = /"([^"]*)"|\w+|[\s\S]/y.exec(text.slice(start)) ?? [''];
  return { code: 'unrecognized-token', message: `did not expect to find the token '${string ?? token}'`, start };
}

/** What the reference says of a text that it cannot read; undefined for what is no error of reading. */
export function syntaxError(
  fault: SyntaxFault,
  source: { readonly text: string; readonly file: string | undefined },
): Error | undefined {
  const { code, message } = fault;
  if (code === 'empty-query')
    return referenceError(
      'ParseError',
      'UnrecognizedEOF',
      `hit the end of the file unexpectedly. Did you forget a semi-colon${shownPlace({ ...source, start: 0 })}`,
    );
  // Where there is no word before it, the reference says nothing.
  const said = words[code]?.exec(message)?.[0].replace(/(?<=Found in )the text\.?$/, '');
  if (said === undefined) return undefined;
  const kind = code === 'unrecognized-eof' ? 'UnrecognizedEOF' : code;
  return referenceError('ParseError', kind, `${said}${shownPlace({ ...source, start: markedAt(said) })}`);

  /** Ours is where the word began, or the key: the reference marks the character in it, or the dictionary. */
  function markedAt(said: string): number {
    const at = noticedAt(fault);
    if (code === 'duplicate-key') return openBrace(source.text, at) + 1;
    return said.startsWith("'\\n'") ? source.text.indexOf('\n', at) : at;
  }
}

/** Where the brace is that is open at an offset. */
function openBrace(text: string, offset: number): number {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    if (text[at] === '}') depth++;
    else if (text[at] === '{' && depth-- === 0) return at;
  }
  return -1;
}
