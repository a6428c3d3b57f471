import { Token } from '../generated/tokens.ts';
import { ENDS_OPERAND, NAMES } from '../tree/place.ts';
import type { Lexer } from './lexer.ts';
import { type Body, bodyGoesOn } from './stray-brace.ts';
import type { Stop } from './token-cursor.ts';
import { tokenSet } from './token-set.ts';

/** Where a statement ends, found by its brackets and semicolon alone: by docs/language/grammar.bnf. Holds until the next is scanned. */
export interface Extent {
  /** What follows where the statement should have gone on; undefined if it ends as it should. */
  readonly stop: Stop;
  /** How many tokens were read of it, and of the next statement until it showed that it is one. */
  readonly seen: number;
  /** How far the text was looked at to tell: relative to the statement's start, infinite at the end of the text. */
  readonly reach: number;
}

const BEGINS_STATEMENT = NAMES.slice();
for (const type of [Token.String, Token.TypeWord, Token.Query, Token.At]) BEGINS_STATEMENT[type] = 1;

const { LeftParenthesis, RightParenthesis, LeftBracket, RightBracket, LeftBrace, RightBrace, Semicolon, End } = Token;
const BRACKETS = tokenSet([
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Semicolon,
]);
/** The words that blocks and tests begin with. */
export const BEGINS_BLOCK = tokenSet([Token.ActorWord, Token.ResourceWord, Token.GlobalWord, Token.TestWord]);
/** What shows, after a head, that the body of a block or test begins, be its `{` missing: `roles =`, `"a" if`, `setup`, `f(`. */
const SHOWS_BODY = tokenSet([
  Token.Equals,
  Token.IfWord,
  Token.SetupWord,
  Token.AssertWord,
  Token.AssertNotWord,
  Token.FixtureWord,
  LeftParenthesis,
]);
/** What goes on with an operand: a line that ends in it was left in the middle. */
const LEFT_IN_THE_MIDDLE = tokenSet([
  Token.Comma, LeftParenthesis, LeftBracket, LeftBrace, Token.Colon, Token.Equals, Token.EqualsEquals, Token.NotEquals, Token.Less,
  Token.LessEquals, Token.Greater, Token.GreaterEquals, Token.AndWord, Token.OrWord, Token.NotWord, Token.InWord, Token.MatchesWord,
]); // biome-ignore format: a list
/** What a name follows in the body of a test. */
const GOES_ON_WITH_NAME = tokenSet([Token.AssertWord, Token.AssertNotWord, Token.IffWord, Token.FixtureWord]);
/** What a name or a call follows in a shorthand. */
const GOES_ON_WITH_IMPLIER = tokenSet([Token.IfWord, Token.AndWord, Token.OrWord, Token.NotWord]);
/** On the stack of open brackets: the braces of a block, of a test and of its setup, in which `;` may stand. */
const BODY = 255;

/**
 * Reads the tokens of one statement into the lexer, starting where that stands. Ends at its `;` or `}`; where those are
 * missing, before what looks like the head of another statement on a line of its own, no further in than this one.
 * Undefined at the end of the text.
 */
export function scanStatement(lexer: Lexer): Extent | undefined {
  return scan.run(lexer);
}

/** One for all statements, as there are many. */
class Scan implements Extent {
  readonly stop = { type: End as number, start: 0, end: 0 };
  seen = 0;
  reach = 0;
  #lexer!: Lexer;
  /** The open brackets, the innermost last. */
  #open = new Uint8Array(64);
  #depth = 0;
  #bodies = 0;
  #blockLike = false;
  #ifs = 0;
  /** How far in the statement begins; -1 until that is asked. */
  #column = -1;
  /** How far the text was looked at beyond its tokens: absolute. */
  #looked = 0;

  run(lexer: Lexer): Extent | undefined {
    this.#lexer = lexer;
    this.#depth = 0;
    this.#bodies = 0;
    this.#blockLike = false;
    this.#ifs = 0;
    this.#column = -1;
    this.#looked = 0;
    let previous = -1;
    let previousFirst = false;
    for (;;) {
      const type = lexer.next();
      const index = lexer.count - 1;
      if (type === End) return this.#atEnd();
      // Only what is first on its line begins another statement: this token, or the one before, or the head before an `if`.
      const first = lexer.newLine;
      if (index > 0 && (first || previousFirst || type === Token.IfWord)) {
        const split = this.#headBefore(index, type, previous);
        if (split > 0) return this.#split(split, index);
      }
      if (type === Semicolon && this.#depth > 0 && this.#bodies === 0) {
        const split = this.#factBefore(index);
        if (split > 0) return this.#split(split, index);
      }
      if (SHOWS_BODY[type] === 1 && index > 1 && this.#bodies === this.#depth)
        this.#openUnwritten(type, index, previous);
      if (BRACKETS[type] === 1 && this.#bracket(type, index, previous)) return this.#done();
      if (index === 0 && type === RightBrace) return this.#done();
      previous = type;
      previousFirst = first;
    }
  }

  #done(): Extent {
    const { ends, count, base, lookedAt } = this.#lexer;
    const end = ends[count - 1]!;
    return this.#extent(End, end, end, count, Math.max(end, lookedAt - base, this.#looked - base));
  }

  #atEnd(): Extent | undefined {
    const lexer = this.#lexer;
    if (lexer.base < 0) return undefined;
    const end = lexer.count > 0 ? lexer.ends[lexer.count - 1]! : (lexer.errors.at(-1)?.end ?? 0);
    const { text, offset, base, lookedAt } = lexer;
    const reach = offset < text.length ? Math.max(offset + 1, lookedAt, this.#looked) - base : Number.POSITIVE_INFINITY;
    return this.#extent(End, end, end, lexer.count, reach);
  }

  #split(at: number, index: number): Extent {
    const lexer = this.#lexer;
    const end = lexer.ends[index]!;
    this.#extent(lexer.types[index]!, lexer.starts[index]!, end, index, 0);
    lexer.rewind(at);
    this.reach = Math.max(end + 2, lexer.lookedAt - lexer.base, this.#looked - lexer.base);
    return this;
  }

  #extent(stopType: number, stopStart: number, stopEnd: number, seen: number, reach: number): Extent {
    const { stop } = this;
    stop.type = stopType;
    stop.start = stopStart;
    stop.end = stopEnd;
    this.seen = seen;
    this.reach = reach;
    return this;
  }

  #push(type: number): void {
    if (this.#depth === this.#open.length) {
      const longer = new Uint8Array(this.#depth * 2);
      longer.set(this.#open);
      this.#open = longer;
    }
    this.#open[this.#depth++] = type;
  }

  /** Keeps account of the brackets. True where the statement ends. */
  #bracket(type: number, index: number, previous: number): boolean {
    const open = this.#open;
    switch (type) {
      case LeftParenthesis:
      case LeftBracket:
        this.#push(type);
        return false;
      case LeftBrace: {
        if (this.#depth === 0) this.#blockLike = this.#startsBlock(index) || this.#isBodyOfRule(previous);
        const body = this.#depth === 0 ? this.#blockLike : this.#depth === 1 && this.#isTest() && beginsSetup(previous);
        if (body) this.#openBody();
        else this.#push(type);
        return false;
      }
      case RightParenthesis:
      case RightBracket: {
        const opener = type === RightParenthesis ? LeftParenthesis : LeftBracket;
        for (let i = this.#depth - 1; i >= 0 && open[i] !== BODY; i--) {
          if (open[i] === opener) {
            this.#depth = i;
            break;
          }
        }
        return false;
      }
      case RightBrace: {
        let i = this.#depth - 1;
        while (i >= 0 && open[i] !== BODY && open[i] !== LeftBrace) i--;
        if (i < 0) return this.#depth === 0 && this.#headEnd() === index;
        if (open[i] === BODY && i < this.#depth - 1 && this.#semicolonFollows()) {
          this.#depth--;
          return false;
        }
        if (open[i] === BODY && (this.#closesOther(index, i) || this.#goesOn(i, previous))) return false;
        if (open[i] === BODY) this.#bodies--;
        this.#depth = i;
        return i === 0 && this.#blockLike;
      }
      case Semicolon:
        while (this.#depth > 0 && open[this.#depth - 1] !== BODY) this.#depth--;
        return this.#depth === 0;
      default:
        return false;
    }
  }

  /** `name(…) {` is no Polar, but what stands in the braces belongs to it. */
  #isBodyOfRule(previous: number): boolean {
    return this.#ifs === 0 && previous === RightParenthesis && this.#isRule();
  }

  #isRule(): boolean {
    const { types } = this.#lexer;
    return NAMES[types[0]!] === 1 && types[1] === LeftParenthesis;
  }

  #openBody(): void {
    this.#bodies++;
    this.#push(BODY);
  }

  #isTest(): boolean {
    const { types, count } = this.#lexer;
    if (types[0] === Token.TestWord || (types[0] === Token.String && types[1] === LeftBrace)) return true;
    // `tets "…" {`
    return types[0] === Token.Id && count > 3 && types[1] === Token.String && types[2] === LeftBrace;
  }

  /** The index at which the body of a block, test or fixture must begin; -1 for another statement. */
  #headEnd(): number {
    const { types, count } = this.#lexer;
    switch (types[0]) {
      case Token.GlobalWord:
        return 1;
      case Token.TestWord:
        if (types[1] === Token.String) return 2;
        return types[1] === Token.FixtureWord && NAMES[types[2]!] === 1 ? 3 : -1;
      case Token.ActorWord:
      case Token.ResourceWord: {
        if (count < 2 || NAMES[types[1]!] !== 1) return -1;
        if (count < 4 || types[2] !== Token.ExtendsWord) return 2;
        let end = 4;
        while (end + 1 < count && types[end] === Token.Comma && NAMES[types[end + 1]!] === 1) end += 2;
        return end;
      }
      default:
        return -1;
    }
  }

  /** Where what is read shows that a body has begun whose `{` is missing, takes it for opened. */
  #openUnwritten(type: number, index: number, previous: number): void {
    const { types } = this.#lexer;
    if (this.#depth === 0) {
      const end = this.#headEnd();
      const inTest = types[0] === Token.TestWord;
      const one = type === Token.SetupWord || type === Token.AssertWord || type === Token.AssertNotWord;
      if (end < 0 || end !== (one ? index : index - 1)) return;
      if (
        inTest ? !one && (type !== LeftParenthesis || types[1] !== Token.FixtureWord) : one || !isMember(type, previous)
      )
        return;
      this.#blockLike = true;
      this.#openBody();
    } else if (this.#depth === 1 && this.#isTest()) {
      const at = type === LeftParenthesis && NAMES[previous] === 1 ? index - 2 : index - 1;
      if (types[at] === Token.SetupWord && (type === LeftParenthesis || type === Token.FixtureWord)) this.#openBody();
    }
  }

  /**
   * Whether a `}` in a body closes something in it that was not opened: `relations = parent: Org };`, `f(User"a"})`.
   *
   * @param body which of the open brackets the body is
   */
  #closesOther(index: number, body: number): boolean {
    const { types, offset, text } = this.#lexer;
    if (body < this.#depth - 1) {
      // Brackets are open in it: an object's brace stands after its identifier, and the list around it goes on.
      const next = text.charCodeAt(afterBlanks(text, offset));
      const inList = next === 41 || next === 44 || next === 93;
      return inList && (NAMES[types[index - 2]!] === 1 || types[index - 1] === RightBrace);
    }
    if (!this.#semicolonFollows()) return false;
    let first = index;
    while (first > 0 && types[first - 1] !== Semicolon && types[first - 1] !== LeftBrace) first--;
    // A declaration that another bracket does not close.
    const last = types[index - 1]!;
    for (let i = first; i < index; i++)
      if (types[i] === Token.Equals) return last !== RightBracket && last !== RightBrace && last !== Token.Equals;
    return false;
  }

  /** Whether a `}` that would close a body, the innermost bracket that is open, stands before more of it. */
  #goesOn(body: number, previous: number): boolean {
    if (body < this.#depth - 1 || !this.#blockLike || this.#isRule()) return false;
    const { text, offset } = this.#lexer;
    const which: Body = this.#bodies > 1 ? 'setup' : this.#isTest() ? 'test' : 'block';
    const fixture = which === 'test' && this.#lexer.types[1] === Token.FixtureWord;
    const { goesOn, looked } = bodyGoesOn(
      text, offset, fixture ? 'setup' : which, previous === RightBrace, this.#bodies, this.#startColumn(),
    ); // biome-ignore format: a list
    if (looked > this.#looked) this.#looked = looked;
    return goesOn;
  }

  #startColumn(): number {
    const { text, base } = this.#lexer;
    if (this.#column < 0) this.#column = base - (text.lastIndexOf('\n', base - 1) + 1);
    return this.#column;
  }

  /** Whether the brace at the index opens a body: `name {`, `name name {`, `name name extends … {`, `test "…" {`. */
  #startsBlock(index: number): boolean {
    const { types } = this.#lexer;
    if (index === 0 || (index === 1 && types[0] === Token.String)) return true;
    if (NAMES[types[0]!] !== 1) return false;
    // `allow user: User{…}, …` is a rule whose `(` is missing.
    if (BEGINS_BLOCK[types[0]!] !== 1 && index > 2 && (types[2] === Token.Comma || types[2] === Token.Colon))
      return false;
    // `global: {`, `actor: User {`, `test: "name" {`.
    if (BEGINS_BLOCK[types[0]!] === 1 && types[1] === Token.Colon) return index <= 3;
    return index === 1 || NAMES[types[1]!] === 1 || types[1] === Token.String;
  }

  /** A `}` before a `;` closes a list that was opened with another bracket, not the body around it. */
  #semicolonFollows(): boolean {
    const { text, offset } = this.#lexer;
    return text.charCodeAt(afterBlanks(text, offset)) === 59;
  }

  /** Whether the token shows that another statement began; gives the index of its first token, or -1. */
  #headBefore(index: number, type: number, previous: number): number {
    const { types } = this.#lexer;
    const depth = this.#depth;
    if (this.#lexer.isInvalid(index) || this.#isFlagged(index)) return -1;
    if (type === Token.IfWord) return this.#secondIf(index, previous);
    const inBody = depth > 0 && this.#open[depth - 1] === BODY;
    if (depth === 0 && BEGINS_STATEMENT[type] === 1 && this.#expectsNothing() && this.#isHead(index)) return index;
    if (ENDS_OPERAND[previous] === 1 && BEGINS_STATEMENT[type] === 1) {
      const goesOn =
        this.#memberWord(index - 1) || (inBody && BEGINS_BLOCK[previous] !== 1 && this.#isImplied(index - 2));
      if (NAMES[previous] === 1 && index > 1 && this.#isHead(index - 1) && !goesOn) {
        if (NAMES[type] === 1 ? !this.#headOfThis(index) : type === Token.String && previous === Token.TestWord)
          return index - 1;
      }
      if (!inBody && !(index === 1 && NAMES[previous] === 1) && !this.#headOfThis(index) && this.#isHead(index))
        return index;
      if (inBody && (type === Token.TypeWord || type === Token.Query) && this.#isHead(index)) return index;
      return -1;
    }
    if (inBody && (type === Token.TypeWord || type === Token.Query) && this.#isHead(index)) return index;
    if (NAMES[previous] !== 1 || index < 2 || (type !== LeftParenthesis && type !== LeftBrace)) return -1;
    // name ( or name {, where that can only begin a statement
    if (!this.#isHead(index - 1)) return -1;
    if (inBody) {
      const goesOn = this.#memberName(index - 1) || this.#memberWord(index - 2) || this.#isImplied(index - 2);
      return goesOn ? -1 : index - 1;
    }
    if (type === LeftParenthesis && types[index - 2] === Token.MatchesWord) return index - 1;
    // A block has no rules in it, and its head no parameters.
    const ofBlock = (types[0] === Token.ActorWord || types[0] === Token.ResourceWord) && NAMES[types[1]!] === 1;
    if (type === LeftParenthesis && (ofBlock ? index > 3 : this.#bodies > 0 && !this.#isTest())) return index - 1;
    if (depth === 0 && index === 2 && NAMES[types[0]!] === 1) {
      const begun = type === LeftBrace ? true : types[0] === Token.DeclareWord;
      return begun ? -1 : 1;
    }
    return type === LeftBrace && types[index - 1] === Token.GlobalWord ? index - 1 : -1;
  }

  /** What stands so far can't go on with a name on a new line: it begins no statement, or is a head without an `if`. */
  #expectsNothing(): boolean {
    const first = this.#lexer.types[0]!;
    return (BEGINS_STATEMENT[first] !== 1 && first !== Token.LeftBrace) || (this.#ifs === 0 && this.#isRule());
  }

  /** A name that still belongs to the head of this block, fixture or `declare`. */
  #headOfThis(index: number): boolean {
    const { types } = this.#lexer;
    if (this.#depth > 0 || NAMES[types[0]!] !== 1) return false;
    if (index === 1) return true;
    if (index === 2)
      return types[2] === Token.ExtendsWord || (types[0] === Token.TestWord && types[1] === Token.FixtureWord);
    return types[2] === Token.ExtendsWord && index === 3;
  }

  /** `assert name`, `iff name`, `fixture name`: two names side by side in the body of a test, on one line or two. */
  #memberWord(index: number): boolean {
    const { types } = this.#lexer;
    return types[0] === Token.TestWord && this.#bodies > 0 && GOES_ON_WITH_NAME[types[index]!] === 1;
  }

  /** What a shorthand goes on with after `if`, `and`, `or` and `not` may be a call or a name, on a line of its own, too. */
  #isImplied(index: number): boolean {
    const { types } = this.#lexer;
    return !this.#isTest() && GOES_ON_WITH_IMPLIER[types[index]!] === 1;
  }

  /** Only flags stand before it, and the rule that they are for must follow: `@a @b`. */
  #isFlagged(index: number): boolean {
    const { types } = this.#lexer;
    if (types[0] !== Token.At || index % 2 !== 0) return false;
    for (let i = 0; i < index; i += 2) {
      const name = types[i + 1]!;
      // `@` that was left alone above a block
      if (types[i] !== Token.At || NAMES[name] !== 1 || BEGINS_BLOCK[name] === 1) return false;
    }
    return true;
  }

  /** `name (` and `setup {` in the body of a test or fixture. */
  #memberName(index: number): boolean {
    const { types } = this.#lexer;
    if (types[0] !== Token.TestWord) return false;
    if (types[1] === Token.FixtureWord || this.#bodies > 1) return true;
    const type = types[index]!;
    return type === Token.SetupWord || type === Token.AssertWord || type === Token.AssertNotWord;
  }

  /** A rule has one `if`: with another, `name(…) if` began a new rule. */
  #secondIf(index: number, previous: number): number {
    const { types } = this.#lexer;
    const nested = this.#depth > 0;
    const first = types[0];
    if (!nested && this.#ifs++ === 0 && first !== Token.DeclareWord && first !== Token.Query) return -1;
    if (previous !== RightParenthesis) return -1;
    let depth = 0;
    for (let i = index - 1; i > 1; i--) {
      if (types[i] === RightParenthesis) depth++;
      else if (types[i] === LeftParenthesis && --depth === 0) {
        let head = i - 1;
        if (NAMES[types[head]!] !== 1) return -1;
        while (head > 1 && types[head - 2] === Token.At) head -= 2;
        return head > 0 && this.#isHead(head) ? head : -1;
      }
    }
    return -1;
  }

  /** At a `;` with brackets open in a rule: `name(…)` on a line of its own, where the rule was left in the middle, is a fact by itself. */
  #factBefore(index: number): number {
    const { types } = this.#lexer;
    let depth = 0;
    for (let i = index - 1; i > 1; i--) {
      if (types[i] === RightParenthesis) depth++;
      else if (types[i] === LeftParenthesis && --depth < 0) return -1;
      if (depth !== 0 || types[i] !== LeftParenthesis || NAMES[types[i - 1]!] !== 1) continue;
      if (LEFT_IN_THE_MIDDLE[types[i - 2]!] === 1) return this.#isHead(i - 1) ? i - 1 : -1;
    }
    return -1;
  }

  /** First on its line, and no further in than this statement. */
  #isHead(index: number): boolean {
    const lexer = this.#lexer;
    const { text, base } = lexer;
    if (lexer.isInvalid(index)) return false;
    const start = base + lexer.starts[index]!;
    let line = start;
    while (line > base && isBlank(text.charCodeAt(line - 1))) line--;
    if (line <= base || text.charCodeAt(line - 1) !== 10) return false;
    return start - line <= this.#startColumn();
  }
}

const scan = new Scan();

/** `roles =`, `"a" if` */
function isMember(type: number, previous: number): boolean {
  if (type === Token.Equals) return NAMES[previous] === 1;
  return type === Token.IfWord && (previous === Token.String || NAMES[previous] === 1);
}

/** `setup {`, and a brace in the body of a test that stands for itself. */
const beginsSetup = (previous: number): boolean => previous === Token.SetupWord || previous === LeftBrace;

function afterBlanks(text: string, offset: number): number {
  let i = offset;
  while (isBlank(text.charCodeAt(i))) i++;
  return i;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}
