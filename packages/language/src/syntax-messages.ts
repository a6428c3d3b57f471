import { TOKEN_TEXT, Token } from './generated/tokens.ts';
import { escapeDebug, type Problem } from './messages.ts';

/** Where the parser stood when something else came than the grammar allows. */
export interface Place {
  readonly type: number;
  readonly text: string;
  /** A word that the engine calls reserved there, not just unexpected. */
  readonly reserved: boolean;
  /** Which rule was being read. */
  readonly site: number;
  /** The token that should have come, or -1. */
  readonly expected: number;
  readonly before: (distance: number) => number;
  readonly after: (distance: number) => number;
  readonly textAt: (distance: number) => string;
  readonly newLine: boolean;
  readonly end: boolean;
}

export function syntaxProblem(place: Place): Problem {
  if (place.type === Token.End) {
    return { code: 'unrecognized-eof', message: 'hit the end of the file unexpectedly. Did you forget a semi-colon' };
  }
  if (place.reserved) {
    return { code: 'reserved-word', message: `${place.text} is a reserved Polar word and cannot be used here.` };
  }
  void TOKEN_TEXT;
  return { code: 'unrecognized-token', message: `did not expect to find the token '${escapeDebug(place.text)}'` };
}
