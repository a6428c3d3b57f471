import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { unescapeString } from '../syntax/unescape.ts';
import { CLOSERS, NAMES, type Place } from '../tree/place.ts';
import { adviceOnBlocks } from './advice-blocks.ts';
import { type Earlier, missingEarlier } from './advice-earlier.ts';
import { adviceOnLists } from './advice-lists.ts';
import { adviceOnOperands } from './advice-operands.ts';
import { adviceOnStatements } from './advice-statements.ts';
import { type Advice, replaceAll, textOf } from './mending.ts';
import { CURLY_QUOTE, escapeDebug, INVISIBLE, invisible, type Problem, quote, STRAIGHT_QUOTES } from './messages.ts';
import { missingQuote } from './missing-quote.ts';

/** The engine calls these reserved where they do not fit; of all other words it says that it did not expect them. */
const RESERVED_IN_ENGINE = tokenSet([Token.DebugWord, Token.CutWord, Token.InWord, Token.NewWord]);

/** Two questions in a row read badly. */
const FORGOTTEN = /^Did you forget an? (`[^`]*`)(.*)\?$/;

/** What to say of a token that does not fit: the engine's words (docs/language/messages.md#errors-of-syntax), then the one thing to do. */
export function syntaxProblem(place: Place): Problem & Earlier {
  const { advice, distance } = missingEarlier(place) ?? { advice: adviceAt(place), distance: 0 };
  return { ...problem(place, textOf(advice)), advice, distance };
}

function adviceAt(place: Place): Advice {
  return place.type === Token.At ? adviceOnAt(place) : (onStrangeCharacters(place) ?? adviceFor(place));
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
  const { code, message } = unexpectedToken(type, text);
  return {
    code,
    message: place.beyond ? `${missingHere(advice, place.first)} ${ANOTHER}: ${message}` : `${message} ${advice}`,
  };
}

/** What to say of a token that is one too much: what stands before and after it fits together without it. */
export function strayToken(type: number, text: string): Problem {
  const { code, message } = unexpectedToken(type, text);
  return { code, message: `${message} It is one too much here: remove it.` };
}

/** In the engine's words. */
function unexpectedToken(type: number, text: string): Problem {
  if (RESERVED_IN_ENGINE[type] === 1)
    return { code: 'reserved-word', message: `${text} is a reserved Polar word and cannot be used here.` };
  if (type === Token.At)
    return { code: 'invalid-token-character', message: "'@' is not a valid character. Found in the text." };
  const shown = type === Token.String ? unescapeString(text, 1, text.length - 1) : text === 'nan' ? 'NaN' : text;
  return { code: 'unrecognized-token', message: `did not expect to find the token '${escapeDebug(shown)}'.` };
}

/** The words of statements that end with a `}`. */
const HAVE_BODIES = new Set(['actor', 'resource', 'global', 'test']);
const ANOTHER = 'What follows begins another statement';

/** Of a statement that ends before the next one: first what its end lacks, since there it is looked for. */
function missingHere(advice: string, first: string): string {
  const lack = FORGOTTEN.exec(advice);
  if (lack === null)
    return HAVE_BODIES.has(first)
      ? `The statement is not finished here. ${advice}`
      : `${quote(';')} is missing here: the statement is not finished. ${advice}`;
  const [, sign, where] = lack;
  return `${sign} is missing here${where!.replace(/^ (after|before)/, ', $1')}.`;
}

/** Spaces and quotes that are letters to the language, as they come with text from elsewhere. */
function onStrangeCharacters(place: Place): Advice | undefined {
  const { text, textAt } = place;
  const found = INVISIBLE.exec(text);
  if (found !== null) {
    const newText = visible(text);
    return { advice: invisible(found[0]), title: 'Replace it by a space', at: 'token', newText };
  }
  const before = onStrangeName(place);
  if (before !== undefined) return before;
  return CURLY_QUOTE.test(text) || CURLY_QUOTE.test(textAt(-1)) ? STRAIGHT_QUOTES : undefined;
}

/** A name before the token that is nothing but such characters, and is why the token does not fit. */
function onStrangeName({ text, textAt, before }: Place): Advice | undefined {
  let between = text;
  for (let distance = 1; distance <= 2 && NAMES[before(distance)] === 1; distance++) {
    const name = textAt(-distance);
    const found = INVISIBLE.exec(name);
    between = `${visible(name)}${between}`;
    if (found === null || visible(name).trim() !== '') continue;
    const advice = invisible(found[0], `what stands before it, ${quote(name)}`);
    return { ...replaceAll(distance, 0, between, advice), title: 'Replace it by a space' };
  }
  return undefined;
}

const visible = (text: string): string => text.replaceAll(new RegExp(INVISIBLE, 'gu'), ' ');

/** In the Library no token has an `@`, in Cloud two things begin with it. */
function adviceOnAt({ site, before, after, textAt }: Place): string {
  const begins = before(1) === -1 || before(1) === Token.Semicolon || before(1) === Token.LeftBrace;
  if (begins && NAMES[after(1)] === 1) return `The rule that the flag ${quote(`@${textAt(1)}`)} is for must follow.`;
  if (begins || site === Site.Flag) return `A flag is ${quote('@')} and a name, before a rule.`;
  return `Only ${quote('@current_unix_time')} starts with ${quote('@')} here.`;
}

/** The rules of the grammar whose own tokens are worded in `advice-statements.ts`. */
const STATEMENTS: ReadonlySet<number> = new Set([
  Site.Statement, Site.Rule, Site.RuleType, Site.InlineQuery, Site.Declare, Site.Fact, Site.Assertion, Site.FixtureUse,
]); // biome-ignore format: a list
/** Those that are worded in `advice-blocks.ts`, their unclosed brace included. */
const BLOCKS: ReadonlySet<number> = new Set([
  Site.Block, Site.Test, Site.Fixture, Site.Setup, Site.SetupItem, Site.BlockDeclaration, Site.Member, Site.DeclaredValue,
  Site.DeclaredNames, Site.DeclaredName, Site.DeclaredRelations, Site.DeclaredRelation, Site.Shorthand, Site.ShorthandTerm,
  Site.ShorthandOperand, Site.ShorthandReference, Site.ShorthandParentheses,
]); // biome-ignore format: a list

/**
 * Which file words an error is told by the rule of the grammar that was being read. A block, a test and what stands in them:
 * `advice-blocks.ts`. Elsewhere a bracket that should have come: `advice-lists.ts`. A statement: `advice-statements.ts`. All else, where a
 * name, a value or a pattern should stand: `advice-operands.ts`. (Characters that are in no token are in `messages.ts`, values where
 * conditions belong in `value-messages.ts`.)
 */
function adviceFor(place: Place): Advice {
  const { site, expected } = place;
  const bare = withoutParentheses(place);
  if (bare !== undefined) return bare;
  const quoted = missingQuote(place);
  if (quoted !== undefined) return quoted;
  if (BLOCKS.has(site)) return adviceOnBlocks(place) ?? UNKNOWN;
  const statement = STATEMENTS.has(site);
  const opening = expected === Token.LeftBrace || (expected === Token.LeftParenthesis && !statement);
  if (opening || CLOSERS[expected] === 1) {
    const advice = adviceOnLists(place);
    if (advice !== undefined) return advice;
  }
  return (statement ? adviceOnStatements(place) : undefined) ?? adviceOnOperands(place) ?? UNKNOWN;
}

/** Words that are conditions by themselves: `cut()`, `true()`. */
const BARE = tokenSet([Token.CutWord, Token.TrueWord, Token.FalseWord]);

function withoutParentheses({ type, before, after, textAt }: Place): Advice | undefined {
  if (type !== Token.LeftParenthesis || BARE[before(1)] !== 1) return undefined;
  const word = textAt(-1);
  const advice = `${quote(word)} takes no parentheses: write ${quote(word)} alone.`;
  if (after(1) !== Token.RightParenthesis) return advice;
  return { ...replaceAll(0, 1, '', advice), title: 'Remove ()' };
}

const UNKNOWN = 'Something is missing or too much before it.';
