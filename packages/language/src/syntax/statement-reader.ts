import { ShorthandReference, Variable } from '../generated/nodes.ts';
import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { type Advice, fixOf, type SyntaxFix } from '../messages/mending.ts';
import type { Problem } from '../messages/messages.ts';
import { syntaxProblem } from '../messages/syntax-messages.ts';
import { NAMES, type Place } from '../tree/place.ts';
import type { SyntaxProblem } from '../tree/source.ts';
import type { Lexer } from './lexer.ts';
import { CLOSES, OPENS, type Stop, TokenCursor } from './token-cursor.ts';
import { tokenSet } from './token-set.ts';

/**
 * Brackets and operands nested deeper than this are not read, or they would overflow the stack: with the smallest that a browser or Node gives a
 * script, about 850 are read while nothing is compiled yet. Where less of it is left, `readStatement` says the same.
 */
const MAXIMUM_DEPTH = 500;

export const nestedTooDeeply: Problem = {
  code: 'nested-too-deeply',
  message: 'This is nested too deeply to be read. Split it into several rules.',
};

const NEXT = 'Another statement begins here.';

/** More errors in one statement than anyone reads. */
const MAXIMUM_ERRORS = 100;

/** What is said of these once in a row is enough. */
const ONCE: Readonly<Record<number, boolean>> = { [Site.Forall]: true };

/** A problem with what the reader of its values needs to know: which token, its type, and where the one before it ends. */
export interface FoundProblem extends SyntaxProblem {
  readonly token: number;
  readonly type: number;
  readonly after: number;
  readonly noticed: { readonly start: number; readonly end: number };
}

/** An opening bracket is not looked for beyond these. */
const STOPS_OPENING = tokenSet([
  Token.Comma, Token.Semicolon, Token.IfWord, Token.AndWord, Token.OrWord, Token.Equals, Token.LeftParenthesis,
  Token.RightParenthesis, Token.LeftBracket, Token.RightBracket, Token.LeftBrace, Token.RightBrace,
]); // biome-ignore format: a list
/** Nor further than so many tokens: where each lacks its own, all would be looked through for each. */
const SOON = 64;
/** Where one of these should come, and comes next, the token before it is too much. */
const WORTH_SKIPPING_TO = tokenSet([Token.IfWord, Token.Equals, Token.Colon]);

/**
 * The hand-written half of the parser: reads the tokens of one statement, reports what does not fit, and finds where to
 * go on. While it looks for that place (`panic`) it reports nothing more.
 */
export class StatementReader extends TokenCursor {
  protected depth = 0;
  protected panic = false;
  protected lastReported = -1;
  protected lastSite = -1;
  /** The closing brackets of those that are missing: they need not come. */
  #unopened: number[] = [];
  errors: FoundProblem[] = [];

  protected override begin(lexer: Lexer, count: number, stop: Stop): void {
    super.begin(lexer, count, stop);
    this.panic = false;
    this.depth = 0;
    this.lastReported = -1;
    this.lastSite = -1;
    if (this.#unopened.length > 0) this.#unopened = [];
    if (this.errors.length > 0) this.errors = [];
  }

  protected expect(type: number, site: number): void {
    if (this.type === type && !this.panic) {
      this.lastEnd = this.ends[this.position]!;
      this.type = this.types[++this.position]!;
    } else this.#expectLost(type, site);
  }

  /** After an error, or at one. */
  #expectLost(type: number, site: number): void {
    if (this.#unopened.length > 0 && this.#unopened.at(-1) === type) {
      this.#unopened.pop();
    } else if (this.type === type) {
      this.advance();
      if (type > Token.Float) this.panic = false;
    } else this.#missing(type, site);
  }

  protected expectAny(types: Uint8Array, site: number): void {
    if (types[this.type] === 1) this.advance();
    else this.unexpected(site);
  }

  /** A name, or another token that is known by its text. */
  protected word(types: Uint8Array, site: number): string {
    const { type } = this;
    if (types[type] !== 1) {
      const { panic } = this;
      this.unexpected(site);
      // A name in quotes is as good as the name, once that is said.
      return !panic && site === Site.Name && type === Token.String ? this.#repaired() : '';
    }
    return this.takeWord();
  }

  protected string(site: number): string {
    if (this.type !== Token.String) {
      const { panic } = this;
      this.unexpected(site);
      return !panic && this.type === Token.Id && this.peek(1) === Token.LeftBrace ? this.#repaired() : '';
    }
    return this.takeWord();
  }

  #repaired(): string {
    this.panic = false;
    return this.takeWord();
  }

  /** Counts a level of nesting; where that is too deep, reports it and leaves the rest of the statement. */
  protected tooDeep(): boolean {
    if (this.depth < MAXIMUM_DEPTH) return false;
    if (!this.panic) {
      const { position } = this;
      this.errors.push({
        ...nestedTooDeeply,
        start: this.starts[position]!,
        end: this.ends[position]!,
        token: position,
        type: this.type,
        after: this.lastEnd,
        noticed: { start: this.starts[position]!, end: this.ends[position]! },
      });
    }
    this.panic = true;
    this.position = this.count;
    this.type = Token.End;
    return true;
  }

  protected missingVariable(): Variable {
    return new Variable(this.lastEnd, this.lastEnd, '');
  }

  protected missingReference(): ShorthandReference {
    return new ShorthandReference(this.lastEnd, this.lastEnd, false, this.missingVariable(), undefined, undefined);
  }

  // ---- What does not fit -------------------------------------------------------------------------------------------

  /** Reports the token that is next, unless something was reported that it may follow from. */
  protected unexpected(site: number, expected = -1): void {
    const again = this.lastSite === site && ONCE[site] === true;
    const quiet = this.panic || again || this.lastReported === this.position || this.#afterInvalid();
    this.panic = true;
    if (quiet || this.errors.length >= MAXIMUM_ERRORS) return;
    this.lastReported = this.position;
    this.lastSite = site;
    const position = this.#misfit(site);
    const { place, start, end } = this.#placeAt(position, site, expected);
    const { code, message, advice, distance } = syntaxProblem(place);
    const gap = position - distance;
    const before = gap > 0 ? this.ends[gap - 1]! : 0;
    const fix = this.#fix(advice, position, place.type === Token.End ? this.lastEnd : before, start, end);
    const problem = { code, message, token: position, type: place.type, after: this.lastEnd, noticed: { start, end } };
    // What a statement lacks at its end is missed there, and not in the innocent one below, where that shows.
    const mark = place.beyond
      ? { start: before, end: before, related: { message: NEXT, start, end } }
      : this.#markAt(gap, before);
    const marked = place.beyond || distance > 0 ? mark : { start, end };
    this.errors.push({ ...problem, ...marked, ...(fix !== undefined && { fix }) });
  }

  /** Whether the token is first on its line and further in than its statement, and so goes on with it. */
  #isIndented(position: number): boolean {
    if (!this.firstOnLine(position)) return false;
    const { text, base } = this.lexer;
    const column = (at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);
    return column(base + this.starts[position]!) > column(base);
  }

  /** @param before where the token before the one that does not fit ends; `start` and `end` are that one's */
  #fix(advice: Advice, position: number, before: number, start: number, end: number): SyntaxFix | undefined {
    const [more, further] = typeof advice === 'string' ? [0, 0] : (advice.reach ?? [0, 0]);
    const from = more === 0 ? start : this.starts[position - more]!;
    const to = further === 0 ? end : this.ends[position + further]!;
    const fix = fixOf(advice, before, from, to);
    if (fix === undefined) return undefined;
    const { text, base } = this.lexer;
    // What it opens follows at once.
    const gap = fix.newText === '(' ? /^[ \t]*/.exec(text.slice(base + fix.start, base + end))![0].length : 0;
    if (gap > 0) return { ...fix, end: fix.start + gap };
    // A word touches no other word.
    const left = /^\w/.test(fix.newText) && /[\w)\]}"]$/.test(text.slice(0, base + fix.start).slice(-1)) ? ' ' : '';
    // One that opens a string is followed by it.
    const opens = fix.newText.split('"').length % 2 === 0;
    const right =
      !opens && /[\w"]$/.test(fix.newText) && /^[\w"]/.test(text.slice(base + fix.end, base + fix.end + 1)) ? ' ' : '';
    return left === '' && right === '' ? fix : { ...fix, newText: left + fix.newText + right };
  }

  /** The token that stands where another one is missing, with what space is before it on its line. */
  #markAt(index: number, before: number): { start: number; end: number } {
    return { start: this.firstOnLine(index) ? this.starts[index]! : before, end: this.ends[index]! };
  }

  #placeAt(position: number, site: number, expected: number): { place: Place; start: number; end: number } {
    const atStop = position === this.count;
    const atEnd = atStop && this.stop.type === Token.End;
    const start = atEnd ? this.lastEnd : this.starts[position]!;
    const end = atEnd ? this.lastEnd : this.ends[position]!;
    const place: Place = {
      type: atStop ? this.stop.type : this.types[position]!,
      text: this.lexer.text.slice(this.lexer.base + start, this.lexer.base + end),
      site,
      expected,
      before: (distance) => (position - distance >= 0 ? this.types[position - distance]! : -1),
      after: (distance) => (position + distance < this.count ? this.types[position + distance]! : Token.End),
      textAt: (distance) => this.textAt(position + distance),
      source: (from, to) =>
        from > to
          ? ''
          : this.lexer.text.slice(
              this.lexer.base + this.starts[position + from]!,
              this.lexer.base + this.ends[position + to]!,
            ),
      newLine: this.firstOnLine(position),
      indented: this.#isIndented(position),
      beyond: atStop && !atEnd,
      first: this.textAt(0),
      last: this.lastOperand(position),
      adjacent: position > 0 && this.ends[position - 1] === this.starts[position],
    };
    return { place, start, end };
  }

  /**
   * The token to report: the next one, but for what only Cloud has. `name {` is an object only with a literal after the brace; without,
   * the brace is what should not be there. So is an `@` that neither a flag's name nor a time follows.
   */
  #misfit(site: number): number {
    const { position, types } = this;
    if (site === Site.Literal && position >= 2 && types[position - 1] === Token.LeftBrace) return position - 1;
    for (const at of [position - 1, position - 2]) if (at >= 0 && types[at] === Token.At) return at;
    return position;
  }

  /** Whether the next token or the one before is wrong in itself, or between them stands what no token can be: that was reported. */
  #afterInvalid(): boolean {
    if (this.lexer.errors.length === 0) return false;
    const { position, lastEnd } = this;
    let end = this.ends[position]!;
    if (position === this.count) end = this.stop.type === Token.End ? Number.POSITIVE_INFINITY : this.starts[position]!;
    if (this.lexer.hasErrorWithin(lastEnd, end)) return true;
    const previous = position > 0 ? this.types[position - 1]! : Token.End;
    return (previous === Token.String || previous === Token.Id) && this.lexer.isInvalid(position - 1);
  }

  // ---- Where to go on ----------------------------------------------------------------------------------------------

  #missing(type: number, site: number): void {
    this.unexpected(site, type);
    if (type === Token.Semicolon) this.#toSemicolon(site);
    else if (CLOSES[type] === 1) {
      const at = this.#find(type, type);
      if (at >= 0) {
        this.#jumpTo(at);
        this.advance();
      }
    } else if (this.#opensUnwritten(type, site)) this.panic = false;
    else if (type === Token.LeftParenthesis || type === Token.LeftBrace) this.#toOpening(type);
    else if (WORTH_SKIPPING_TO[type] === 1 && this.peek(1) === type && !this.firstOnLine(this.position)) {
      this.advance();
      this.advance();
      this.panic = false;
    }
  }

  /**
   * Whether only the opening bracket is missing, so that what it should open can be read as it stands: the members of a body, names and
   * relations of a declaration, an object's identifier.
   */
  #opensUnwritten(type: number, site: number): boolean {
    switch (site) {
      case Site.Block:
        return (this.at(Token.RightBrace) || this.#beginsMember(this.position, site)) && this.#closesBody();
      case Site.Test:
      case Site.Setup:
      case Site.Fixture:
        return (
          type === Token.LeftBrace && (this.at(Token.RightBrace) || this.#beginsPartOfTest()) && this.#closesBody()
        );
      case Site.ObjectLiteral:
        return type === Token.LeftBrace;
      case Site.Rule:
      case Site.RuleType:
      case Site.Fact:
      case Site.Assertion:
      case Site.Declare:
        if (type !== Token.LeftParenthesis || this.firstOnLine(this.position)) return false;
        return this.#find(Token.RightParenthesis, Token.RightParenthesis) >= 0;
      case Site.DeclaredNames:
      case Site.DeclaredRelations: {
        if (type !== Token.LeftBracket && type !== Token.LeftBrace) return false;
        const closer = type === Token.LeftBrace ? Token.RightBrace : Token.RightBracket;
        return this.#find(closer, closer) >= 0;
      }
      default:
        return false;
    }
  }

  /** Notes where the body that begins here is not closed either. True, for those who go on to read it. */
  #closesBody(): true {
    let depth = 0;
    for (let i = this.position; i < this.count && depth >= 0; i++) {
      if (this.types[i] === Token.LeftBrace) depth++;
      else if (this.types[i] === Token.RightBrace) depth--;
    }
    if (depth >= 0) this.#unopened.push(Token.RightBrace);
    return true;
  }

  #beginsPartOfTest(): boolean {
    const next = this.peek(1);
    if (this.at(Token.SetupWord)) return true;
    if (this.at(Token.AssertWord) || this.at(Token.AssertNotWord) || this.at(Token.FixtureWord))
      return NAMES[next] === 1;
    return NAMES[this.type] === 1 && next === Token.LeftParenthesis;
  }

  /** Goes on after the bracket if it comes soon; if not, its closing one need not come. */
  #toOpening(type: number): void {
    const end = Math.min(this.count, this.position + SOON);
    for (let i = this.position; i < end; i++) {
      const at = this.types[i]!;
      if (at === type && (i === this.position || !this.firstOnLine(i))) {
        this.#jumpTo(i);
        this.advance();
        return;
      }
      const within = type === Token.LeftBrace && (at === Token.LeftParenthesis || at === Token.RightParenthesis);
      if ((STOPS_OPENING[at] === 1 && !within) || this.firstOnLine(i)) break;
    }
    this.#unopened.push(type === Token.LeftBrace ? Token.RightBrace : Token.RightParenthesis);
  }

  /** In a list that ends with `closer`: reports what stands there, and goes on at the next separator if there is one. */
  protected again(separator: number, closer: number, site: number): boolean {
    this.unexpected(site, separator === Token.Comma ? closer : separator);
    const at = this.#find(separator, closer);
    if (at < 0) return false;
    this.#jumpTo(at);
    return this.type === separator;
  }

  /** Only after an error: goes on at the next `and` or `or` of this expression, if there is one. */
  protected seek(operator: number): boolean {
    for (let i = this.position, depth = 0; i < this.count; i++) {
      const type = this.types[i]!;
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1 && --depth < 0) return false;
      else if (depth > 0) continue;
      else if (type === operator) {
        this.#jumpTo(i);
        return true;
      } else if (type === Token.Comma || type === Token.Semicolon || type === Token.IfWord || type === Token.OrWord)
        return false;
    }
    return false;
  }

  /** Finds a separator or closer on this level of brackets. */
  #find(separator: number, closer: number): number {
    const toStatementEnd = closer === Token.Semicolon;
    for (let i = this.position, depth = 0; i < this.count; i++) {
      const type = this.types[i]!;
      if (depth === 0 && (type === separator || type === closer)) return i;
      if (separator === Token.IffWord && type === Token.AssertWord && this.firstOnLine(i)) return -1;
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1) {
        if (depth > 0) depth--;
        else if (!toStatementEnd || type === Token.RightBrace) return -1;
      } else if (type === Token.Semicolon && !(closer === Token.RightBrace && depth > 0)) return -1;
    }
    return -1;
  }

  #jumpTo(index: number): void {
    this.jump(index);
    this.panic = false;
  }

  #toSemicolon(site: number): void {
    for (let i = this.position, braces = 0; i < this.count; i++) {
      const type = this.types[i]!;
      if (type === Token.Semicolon && braces <= 0) {
        this.#jumpTo(i);
        this.advance();
        return;
      }
      if (braces === 0 && i > 0 && this.firstOnLine(i) && this.#beginsMember(i, site)) {
        this.#jumpTo(i);
        return;
      }
      if (type === Token.LeftBrace) braces++;
      else if (type === Token.RightBrace && this.types[i + 1] !== Token.Semicolon && --braces < 0) {
        this.#jumpTo(i);
        return;
      }
    }
    this.#jumpTo(this.count);
    this.panic = true;
  }

  /** `"a" if`, `a =`, `assert`, `fixture a`, `@`: what only a member of a block or a test begins with. */
  #beginsMember(index: number, site: number): boolean {
    const type = this.types[index]!;
    const next = this.types[index + 1];
    if (type === Token.AssertWord || type === Token.AssertNotWord) return next !== undefined && NAMES[next] === 1;
    if (site === Site.Fact && NAMES[type] === 1 && next === Token.LeftParenthesis) return true;
    // In the condition of a rule it is a comparison: `x, 1) and⏎ y = 1;`.
    if (site === Site.Rule || site === Site.InlineQuery) return false;
    return (type === Token.String || NAMES[type] === 1) && (next === Token.IfWord || next === Token.Equals);
  }

  /** Between members: reports what is no member, and goes on at the next one. False at the end of the block. */
  protected nextMember(members: Uint8Array, site: number): boolean {
    if (this.atEnd && this.#unopened.at(-1) === Token.RightBrace) return false;
    this.unexpected(site, Token.RightBrace);
    for (let i = this.position, depth = 0; i < this.count; i++) {
      const type = this.types[i]!;
      if (depth === 0 && i > this.position && members[type] === 1 && this.firstOnLine(i)) {
        this.#jumpTo(i);
        return true;
      }
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1) {
        if (--depth < 0) {
          if (type === Token.RightBrace) {
            this.#jumpTo(i);
            return false;
          }
          depth = 0;
        }
      } else if (depth === 0 && type === Token.Semicolon) {
        this.#jumpTo(i);
        this.advance();
        if (members[this.type] === 1) return true;
        if (this.type === Token.RightBrace) return false;
      }
    }
    this.#jumpTo(this.count);
    this.panic = true;
    return false;
  }
}
