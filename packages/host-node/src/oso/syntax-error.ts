import { referenceError, shownPlace } from './reference-error.ts';

/** A text that cannot be read, and where. */
interface Fault {
  readonly message: string;
  readonly start: number;
}

/** How the reference names what it cannot read, and its words at the beginning of ours; advice follows them. */
const kinds: readonly (readonly [kind: string, words: RegExp])[] = [
  ['InvalidTokenCharacter', /^'.+?' is not a valid character\. Found in (?:[\s\S]*?)(?=\. [A-Z]|$)/],
  ['IntegerOverflow', /^'\d+' caused an integer overflow/],
  ['UnrecognizedEOF', /^hit the end of the file unexpectedly\. Did you forget a semi-colon/],
  ['UnrecognizedToken', /^did not expect to find the token '[\s\S]*?'(?=\. |$)/],
  ['ReservedWord', /^\S+ is a reserved Polar word and cannot be used here/],
  ['DuplicateKey', /^Duplicate key: [^\s.]+/],
];

/** What the reference says of a text that it cannot read; undefined for what is no error of reading. */
export function syntaxError(
  { message, start }: Fault,
  source: { readonly text: string; readonly file: string | undefined },
): Error | undefined {
  for (const [kind, words] of kinds) {
    // Where there is no word before it, the reference says nothing.
    const said = words.exec(message)?.[0].replace(/(?<=Found in )the text$/, '');
    if (said === undefined) continue;
    return referenceError('ParseError', kind, `${said}${shownPlace({ ...source, start: placeOf(kind, said, start) })}`);
  }
  return undefined;

  /** Ours is where the word began, or the key: the reference marks the character in it, or the dictionary. */
  function placeOf(kind: string, said: string, at: number): number {
    if (kind === 'DuplicateKey') return source.text.lastIndexOf('{', at) + 1;
    if (kind !== 'InvalidTokenCharacter') return at;
    if (said.startsWith("'\\n'")) return source.text.indexOf('\n', at);
    return at;
  }
}
