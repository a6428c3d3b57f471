import { adviceOnBlocks } from './advice-blocks.ts';
import { adviceOnBrackets } from './advice-brackets.ts';
import { adviceOnOperands } from './advice-operands.ts';
import { adviceOnStatements } from './advice-statements.ts';
import { Token } from './generated/tokens.ts';
import { escapeDebug, type Problem, quote } from './messages.ts';
import type { Place } from './place.ts';
import { tokenSet } from './token-set.ts';
import { unescapeString } from './unescape.ts';

/** The engine calls these reserved where they do not fit; of all other words it says that it did not expect them. */
const RESERVED_IN_ENGINE = tokenSet([Token.DebugWord, Token.CutWord, Token.InWord, Token.NewWord]);

/** Two questions in a row read badly. */
const FORGOTTEN = /^Did you forget an? (`[^`]*`)(.*)\?$/;

/** What to say of a token that does not fit: the engine's words (polar.md, section 3), then the one thing to do. */
export function syntaxProblem(place: Place): Problem {
  const advice = adviceFor(place);
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
    const message = `'@' is not a valid character. Found in the text. It begins only a flag before a rule, and ${quote('@current_unix_time')}.`;
    return { code: 'invalid-token-character', message };
  }
  const shown = type === Token.String ? unescapeString(text, 1, text.length - 1) : text;
  return { code: 'unrecognized-token', message: `did not expect to find the token '${escapeDebug(shown)}'. ${advice}` };
}

function adviceFor(place: Place): string {
  return (
    adviceOnStatements(place) ??
    adviceOnBlocks(place) ??
    adviceOnBrackets(place) ??
    adviceOnOperands(place) ??
    'Something is missing or too much before it.'
  );
}
