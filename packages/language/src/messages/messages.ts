/** What went wrong in the words of the reference engine (docs/language/messages.md#errors-of-syntax), then what would fix it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

const MAXIMUM_QUOTED = 40;

/** Polar text inside a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const short = line.length > MAXIMUM_QUOTED ? `${line.slice(0, MAXIMUM_QUOTED - 1)}…` : line;
  return `\`${short.replace(/\p{Cc}/gu, picture)}\``;
}

/** The sign that Unicode has to show a control character. */
function picture(control: string): string {
  const code = control.codePointAt(0)!;
  return code === 0x7f ? '\u2421' : code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
}

/** A space that is none, a character without a width, or a control character: all of them letters to the language. */
export const INVISIBLE = /[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]|[^\P{Cc}\t\n\r]/u;
export const CURLY_QUOTE = /[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb]/u;
export const STRAIGHT_QUOTES = `Strings are written in straight double quotes: ${quote('"…"')}.`;

export function invisible(character: string, where = 'it'): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `There is an invisible character in ${where} (U+${code}), which counts as a letter: replace it by a space.`;
}

/** What is wrong with the characters themselves. */
export const lexicalError = {
  /** A character that is in no token. */
  character: (c: string): Problem => invalidCharacter(c, '', ADVICE.get(c) ?? 'Remove it.'),

  /** `a::` with nothing after it. */
  danglingColons: (name: string): Problem =>
    invalidCharacter(
      ':',
      name,
      `A name must go on after ${quote('::')}: write ${quote(`${name}Name`)}, or remove the colons.`,
    ),

  /** `?` that is neither the end of a name nor `?=`. */
  question: (next: string): Problem =>
    invalidCharacter(
      next === '' ? '\0' : next,
      '?=',
      `A ${quote('?')} ends a name, or begins a query: ${quote('?=')}.`,
    ),

  /** 'text' or `text` */
  otherQuotes: (mark: string, content: string): Problem =>
    invalidCharacter(mark, '', `Strings are written in double quotes: ${quote(`"${content}"`)}.`),

  /** A string that the line, or the file, ends in. */
  unclosedString: (content: string, c: string, closesNone: boolean): Problem =>
    invalidCharacter(
      c,
      content,
      closesNone
        ? `It closes no string: the one above ends with its line. A line break in it is written ${quote('\\n')}.`
        : `The string is not closed: put a ${quote('"')} where it ends.`,
    ),

  /** `"a on "p";`, where the engine takes the word for one between two strings. */
  parted: (rest: string, c: string, advice: string): Problem => invalidCharacter(c, rest, advice),

  /** `reader"`, where the engine takes the name, or the rest for a string, and expects neither. */
  unopened: (name: string): Problem => ({
    code: 'unrecognized-token',
    message: `did not expect to find the token '${escapeDebug(name)}'. Did you forget a ${quote('"')} before ${quote(name)}?`,
  }),

  /** `reader"`, where the engine takes the name for a variable, and the rest for a string that the line ends in. */
  unopenedUnclosed: (name: string, rest: string): Problem =>
    invalidCharacter('\n', rest, `Did you forget a ${quote('"')} before ${quote(name)}?`),

  float: (token: string): Problem => ({
    code: 'invalid-float',
    message: `${token} was parsed as a float, but is invalid. An exponent needs digits, as in ${quote('1e3')}.`,
  }),

  floatWithOperator: (token: string): Problem => ({
    code: 'invalid-float',
    message: `${token} was parsed as a float, but is invalid. Put a space before the ${quote(token.includes('+') ? '+' : '-')}.`,
  }),

  integer: (token: string): Problem => ({
    code: 'integer-overflow',
    message: `'${token}' caused an integer overflow. Integers go up to 9223372036854775807. Only the Oso library has floats: ${quote(`${token}.0`)}.`,
  }),
};

/** Of `^` and `**`. */
export const NO_POWERS = 'There is no operator for powers.';

const ADVICE = new Map([
  ['&', `Conditions are joined with ${quote('and')}.`],
  ["'", `Strings are written in double quotes: ${quote('"text"')}.`],
  ['`', `Strings are written in double quotes: ${quote('"text"')}.`],
  ['%', `The remainder of a division is ${quote('x mod y')}.`],
  ['\\', `A ${quote('\\')} stands only inside of strings.`],
  ['^', NO_POWERS],
  ['~', `A condition is negated with ${quote('not')}.`],
  ['$', 'Names consist of letters, digits and "_".'],
]);

function invalidCharacter(c: string, found: string, advice: string): Problem {
  const where = found === '' ? 'Found in the text' : `Found in ${escapeDebug(found)}`;
  return {
    code: 'invalid-token-character',
    message: `'${escapeDebug(c)}' is not a valid character. ${where}. ${advice}`,
  };
}

/** As Rust's `escape_debug`, which the engine's messages go through. */
export function escapeDebug(text: string): string {
  return text.replace(
    /[\\'"\n\r\t\0]/g,
    (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' })[c] ?? `\\${c}`,
  );
}
