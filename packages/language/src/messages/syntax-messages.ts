import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { unescapeString } from '../syntax/unescape.ts';
import { NAMES, type Place } from '../tree/place.ts';
import { adviceOnBlocks } from './advice-blocks.ts';
import { adviceOnBrackets } from './advice-brackets.ts';
import { adviceOnOperands } from './advice-operands.ts';
import { adviceOnStatements } from './advice-statements.ts';
import { type Advice, textOf } from './mending.ts';
import { CURLY_QUOTE, escapeDebug, INVISIBLE, invisible, type Problem, quote, STRAIGHT_QUOTES } from './messages.ts';

/** The engine calls these reserved where they do not fit; of all other words it says that it did not expect them. */
const RESERVED_IN_ENGINE = tokenSet([Token.DebugWord, Token.CutWord, Token.InWord, Token.NewWord]);

/** Two questions in a row read badly. */
const FORGOTTEN = /^Did you forget an? (`[^`]*`)(.*)\?$/;

/** What to say of a token that does not fit: the engine's words (polar.md, section 3), then the one thing to do. */
export function syntaxProblem(place: Place): Problem & { readonly advice: Advice } {
  const known = place.type === Token.At ? adviceOnAt(place) : (onStrangeCharacters(place) ?? adviceFor(place));
  return { ...problem(place, textOf(known)), advice: known };
}

function problem(place: Place, advice: string): Problem {
  const { type, text } = place;
  if (type === Token.End) {
    const words = 'hit the end of the file unexpectedly. Did you forget a semi-colon';
    const semicolon =
      place.expected === Token.Semicolon || place.expected === Token.IfWord || place.expected === Token.IffWord;
    const rest = semicolon ? ` after ${quote(place.last)}?` : `? ${advice.replace(FORGOTTEN, 'A $1 is missing$2.')}`;
    return { code: 'unrecognized-eof', message: words + rest };
  }
  if (RESERVED_IN_ENGINE[type] === 1) {
    return { code: 'reserved-word', message: `${text} is a reserved Polar word and cannot be used here. ${advice}` };
  }
  if (type === Token.At) {
    const message = `'@' is not a valid character. Found in the text. ${advice}`;
    return { code: 'invalid-token-character', message };
  }
  const shown = type === Token.String ? unescapeString(text, 1, text.length - 1) : text;
  return { code: 'unrecognized-token', message: `did not expect to find the token '${escapeDebug(shown)}'. ${advice}` };
}

/** Spaces and quotes that are letters to the language, as they come with text from elsewhere. */
function onStrangeCharacters({ text, textAt }: Place): Advice | undefined {
  const found = INVISIBLE.exec(text);
  if (found !== null) {
    const newText = text.replaceAll(new RegExp(INVISIBLE, 'gu'), ' ');
    return { advice: invisible(found[0]), title: 'Replace it by a space', at: 'token', newText };
  }
  return CURLY_QUOTE.test(text) || CURLY_QUOTE.test(textAt(-1)) ? STRAIGHT_QUOTES : undefined;
}

/** In the Library no token has an `@`, in Cloud two things begin with it. */
function adviceOnAt({ site, before, after, textAt }: Place): string {
  const begins = before(1) === -1 || before(1) === Token.Semicolon || before(1) === Token.LeftBrace;
  if (begins && NAMES[after(1)] === 1) return `The rule that the flag ${quote(`@${textAt(1)}`)} is for must follow.`;
  if (begins || site === Site.Flag) return `A flag is ${quote('@')} and a name, before a rule.`;
  return `Only ${quote('@current_unix_time')} starts with ${quote('@')} here.`;
}

function adviceFor(place: Place): Advice {
  return (
    adviceOnStatements(place) ??
    adviceOnBlocks(place) ??
    adviceOnBrackets(place) ??
    adviceOnOperands(place) ??
    'Something is missing or too much before it.'
  );
}
