import {
  Block,
  DeclaredRelation,
  Dictionary,
  Field,
  Fixture,
  InlineQuery,
  Name,
  Setup,
  StringLiteral,
  Test,
} from '../generated/nodes.ts';
import { Site } from '../generated/site.ts';
import { StatementParser } from '../generated/statement-parser.ts';
import { Token } from '../generated/tokens.ts';
import type * as ast from '../tree/ast.ts';
import { NAMES } from '../tree/place.ts';
import { doubts } from '../tree/tree-node.ts';
import type { Lexer } from './lexer.ts';
import { BEGINS_BLOCK } from './scanner.ts';
import type { Stop } from './token-cursor.ts';
import { tokenSet } from './token-set.ts';

const FOLLOWS_PARAMETER = tokenSet([Token.Colon, Token.Comma, Token.RightParenthesis]);
/** What a member of a block begins with. */
const MEMBERS = NAMES.slice();
for (const type of [Token.String, Token.At]) MEMBERS[type] = 1;
const ASSERTIONS = tokenSet([Token.AssertWord, Token.AssertNotWord]);

/** The generated parser, and what people write where the grammar would lose more of a statement than the piece that is wrong. */
export class TolerantParser extends StatementParser {
  /** Whether nothing of the statement could be read: its first token begins none, or it is all there is. */
  get lost(): boolean {
    const first = this.errors[0];
    return first !== undefined && (first.token === 0 || this.size === 1);
  }

  /** Reads as a block or a test what is only spelt wrongly, before the grammar decides by its tokens. */
  override Statement(): ast.Statement {
    const next = this.peek(1);
    if ((this.at(Token.ActorWord) || this.at(Token.ResourceWord)) && next === Token.String) return this.Block();
    const asserts = this.at(Token.AssertWord) || this.at(Token.AssertNotWord);
    if ((asserts || this.at(Token.Id)) && NAMES[next] === 1 && this.peek(2) === Token.LeftParenthesis)
      return this.#ruleAfterWord(asserts);
    if (this.at(Token.TypeWord) && next === Token.LeftParenthesis) return this.#ruleNamedType();
    if (this.#beginsRule() && NAMES[next] === 1 && FOLLOWS_PARAMETER[this.peek(2)] === 1)
      return this.#ruleWithoutParenthesis();
    if ((this.at(Token.AndWord) || this.at(Token.OrWord)) && this.peek(1) !== Token.Semicolon) return this.#goesOn();
    if (this.at(Token.Id) && this.#goesOnAsTest()) return this.#misspeltTest();
    if (this.at(Token.TestWord)) {
      const braceAt = next === Token.FixtureWord || next === Token.String ? 2 : 1 + this.#titleWords();
      const inside = this.peek(braceAt + 1);
      if (this.peek(braceAt) === Token.LeftBrace) {
        const assertion = inside === Token.AssertWord || inside === Token.AssertNotWord;
        if (assertion && this.peek(braceAt + 2) === Token.Id) return this.Test();
        if (inside === Token.SetupWord && this.peek(braceAt + 2) === Token.LeftBrace) return this.Test();
        if (next === Token.FixtureWord && this.peek(4) === Token.LeftParenthesis) return this.Fixture();
      }
    }
    return super.Statement();
  }

  /** `rule allow(…)`, `def f(…)`: the word is too much. */
  #ruleAfterWord(asserts: boolean): ast.Statement {
    const named = this.ends[0] !== this.starts[1] && !this.firstOnLine(1);
    if (!named) return super.Statement();
    this.jump(2);
    this.unexpected(Site.Rule, asserts ? Token.AssertWord : Token.Id);
    this.jump(1);
    this.panic = false;
    return this.Rule();
  }

  /** `… ; and g(x);`: the rest of a condition that a `;` ended too early. */
  #goesOn(): ast.Statement {
    this.unexpected(Site.Statement);
    this.panic = false;
    this.jump(1);
    const condition = this.Disjunction();
    this.expect(Token.Semicolon, Site.Rule);
    return new InlineQuery(this.starts[0]!, this.lastEnd, condition);
  }

  /** `tets "…" { setup {`, `tets "…" { assert`, `tets fixture name {`: all but the first word is that of a test. */
  #goesOnAsTest(): boolean {
    if (this.peek(1) === Token.FixtureWord) return NAMES[this.peek(2)] === 1 && this.peek(3) === Token.LeftBrace;
    const inside = this.peek(3);
    if (this.peek(1) !== Token.String || this.peek(2) !== Token.LeftBrace) return false;
    return inside === Token.SetupWord || ASSERTIONS[inside] === 1;
  }

  #misspeltTest(): ast.Statement {
    const isFixture = this.peek(1) === Token.FixtureWord;
    this.jump(isFixture ? 2 : 1);
    if (isFixture) this.unexpected(Site.Fixture, Token.TestWord);
    else this.unexpected(Site.Rule, Token.LeftParenthesis);
    this.panic = false;
    if (!isFixture) return this.#testFrom(this.starts[0]!, this.StringLiteral());
    const name = this.Name();
    this.expect(Token.LeftBrace, Site.Fixture);
    const facts: ast.Fact[] = [];
    for (;;) {
      if (NAMES[this.type] === 1) facts.push(this.Fact());
      else if (this.at(Token.RightBrace) || !this.nextMember(NAMES, Site.Fixture)) break;
    }
    this.expect(Token.RightBrace, Site.Fixture);
    return new Fixture(this.starts[0]!, this.lastEnd, name, facts);
  }

  /** Whether the first name can only be that of a rule. */
  #beginsRule(): boolean {
    return NAMES[this.current()] === 1 && BEGINS_BLOCK[this.current()] !== 1 && !this.at(Token.DeclareWord);
  }

  /** `allow actor, action)` is no block: its `(` is missing. */
  #ruleWithoutParenthesis(): ast.Statement {
    this.jump(2);
    this.unexpected(Site.Rule, Token.LeftParenthesis);
    // That is enough.
    this.lastReported = 1;
    this.jump(0);
    this.panic = false;
    return this.Rule();
  }

  /** `global⏎ roles = …` is no block of a type: its `{` is missing. */
  override Block(): ast.Block {
    if (!this.at(Token.GlobalWord) || NAMES[this.peek(1)] !== 1 || this.peek(2) !== Token.Equals) return super.Block();
    const start = this.starts[this.position]!;
    const name = this.Name();
    this.jump(this.position + 1);
    this.unexpected(Site.Block, Token.LeftBrace);
    this.jump(this.position - 1);
    this.panic = false;
    const members: (ast.BlockDeclaration | ast.Shorthand)[] = [];
    for (;;) {
      if (MEMBERS[this.current()] === 1) members.push(this.Member());
      else if (this.at(Token.RightBrace) || !this.nextMember(MEMBERS, Site.Block)) break;
    }
    this.expect(Token.RightBrace, Site.Block);
    return new Block(start, this.lastEnd, undefined, name, [], members);
  }

  /** `type(…) if …` is no rule type: nothing that is no mistake in a rule is one here. */
  #ruleNamedType(): ast.Statement {
    this.jump(1);
    this.unexpected(Site.Name);
    this.jump(0);
    return this.Rule();
  }

  /** An assertion ends a setup that is not closed. */
  override Setup(): Setup {
    const start = this.starts[this.position]!;
    const items: (ast.Fact | ast.FixtureUse)[] = [];
    if (this.at(Token.LeftBrace)) {
      this.unexpected(Site.Setup, Token.SetupWord);
      this.panic = false;
    } else this.expect(Token.SetupWord, Site.Setup);
    this.expect(Token.LeftBrace, Site.Setup);
    for (;;) {
      if (this.#atAssertion()) {
        this.unexpected(Site.Setup, Token.RightBrace);
        this.panic = false;
        return new Setup(start, this.lastEnd, items);
      }
      if (NAMES[this.type] === 1) items.push(this.SetupItem());
      else if (this.at(Token.RightBrace) || !this.nextMember(NAMES, Site.Setup)) break;
    }
    this.expect(Token.RightBrace, Site.Setup);
    return new Setup(start, this.lastEnd, items);
  }

  /** `test owners can push {`, said once for all the words. */
  #titleOf(words: number): StringLiteral {
    const first = this.position;
    this.unexpected(Site.StringLiteral);
    this.panic = false;
    this.jump(first + words);
    return new StringLiteral(this.starts[first]!, this.lastEnd, '');
  }

  /** How many words stand between `test` and the end of their line or what is no name: a title without its quotes. */
  #titleWords(): number {
    let words = 0;
    while (NAMES[this.peek(words + 1)] === 1 && !this.firstOnLine(this.position + words + 1)) words++;
    return words;
  }

  /** A brace that stands for itself in a test holds its facts: the word before it is missing. Words before its brace are its title without quotes. */
  override Test(): ast.Test {
    const start = this.starts[this.position]!;
    const words = this.#titleWords();
    const bare = this.peek(2) === Token.LeftBrace && this.peek(3) === Token.LeftBrace;
    if (words < 2 && !bare) return super.Test();
    this.jump(this.position + 1);
    return this.#testFrom(start, words < 2 ? this.StringLiteral() : this.#titleOf(words), bare);
  }

  /** From the brace on. */
  #testFrom(start: number, title: ast.StringLiteral, bare = false): ast.Test {
    this.expect(Token.LeftBrace, Site.Test);
    const setup = bare || this.at(Token.SetupWord) ? this.Setup() : undefined;
    const assertions: ast.Assertion[] = [];
    for (;;) {
      if (this.at(Token.AssertWord) || this.at(Token.AssertNotWord)) assertions.push(this.Assertion());
      else if (this.at(Token.RightBrace) || !this.nextMember(ASSERTIONS, Site.Test)) break;
    }
    this.expect(Token.RightBrace, Site.Test);
    return new Test(start, this.lastEnd, title, setup, assertions);
  }

  #atAssertion(): boolean {
    const asserts = this.at(Token.AssertWord) || this.at(Token.AssertNotWord);
    return asserts && (NAMES[this.peek(1)] === 1 || this.peek(1) === Token.NotWord);
  }

  /** `User"alice"}`: an object whose first brace is missing. */
  override Access(): ast.Expression {
    const next = this.types[this.position + 1]!;
    if (
      (next === Token.String || next === Token.Integer) &&
      this.peek(2) === Token.RightBrace &&
      NAMES[this.current()] === 1
    )
      return this.ObjectLiteral();
    return super.Access();
  }

  /** `.name(…)` where a value is missing before the `.`: read as what stands after it. */
  override OperatorCall(): ast.Call {
    if (!this.at(Token.Dot) || NAMES[this.peek(1)] !== 1 || this.peek(2) !== Token.LeftParenthesis)
      return super.OperatorCall();
    this.jump(this.position + 1);
    this.unexpected(Site.OperatorCall, Token.LeftParenthesis);
    this.panic = false;
    return this.Call();
  }

  /** Once an argument lacks the `:` that would make it a keyword, those after it may be plain values. */
  override Keyword(): ast.Field {
    if (this.lastSite !== Site.Keyword || this.peek(1) === Token.Colon) return super.Keyword();
    const start = this.starts[this.position]!;
    const value = this.Disjunction();
    return new Field(start, this.lastEnd, new Name(start, start, ''), value);
  }

  /** `relations = parent: Org };`: relations by what stands there. */
  override DeclaredValue(): ast.DeclaredNames | ast.DeclaredRelations {
    if (NAMES[this.current()] === 1 && (this.peek(1) === Token.Colon || this.peek(1) === Token.RightBrace))
      return this.DeclaredRelations();
    return super.DeclaredValue();
  }

  /** `org Org`, `org = Org`: the type of a relation all the same. */
  override DeclaredRelation(): ast.DeclaredRelation {
    const equals = this.peek(1) === Token.Equals ? 1 : 0;
    const ends = this.peek(equals + 2);
    if (
      NAMES[this.current()] !== 1 ||
      NAMES[this.peek(equals + 1)] !== 1 ||
      (ends !== Token.Comma && ends !== Token.RightBrace) ||
      this.firstOnLine(this.position + equals + 1)
    )
      return super.DeclaredRelation();
    const start = this.starts[this.position]!;
    const name = this.Name();
    this.unexpected(Site.DeclaredRelations, Token.RightBrace);
    this.panic = false;
    this.jump(this.position + equals);
    return new DeclaredRelation(start, this.ends[this.position]!, name, this.Name());
  }

  /** `has_roleUser{"a"}, …)`: once the missing `(` is told, the identifier is no key. */
  override Dictionary(): ast.Dictionary {
    if (this.lastReported !== this.position || this.peek(1) !== Token.String || this.peek(2) !== Token.RightBrace)
      return super.Dictionary();
    const start = this.starts[this.position]!;
    this.jump(this.position + 3);
    return new Dictionary(start, this.lastEnd, []);
  }

  /** What is missing is no global role, which would make the policy one for Oso Cloud. */
  override ShorthandReference(): ast.ShorthandReference {
    if (this.at(Token.String) || NAMES[this.current()] === 1) return super.ShorthandReference();
    this.unexpected(Site.ShorthandReference);
    return this.missingReference();
  }

  /** A word at its head is looked at once the shorthand is read. */
  override Shorthand(): ast.Shorthand {
    const shorthand = super.Shorthand();
    if (shorthand.head.$type === 'Variable') doubts.any = true;
    return shorthand;
  }

  statement(lexer: Lexer, count: number, stop: Stop): ast.Statement {
    this.begin(lexer, count, stop);
    doubts.any = false;
    const tree = this.Statement();
    if (!this.atEnd) this.unexpected(Site.Statement);
    return tree;
  }

  query(lexer: Lexer, stop: Stop): ast.Expression {
    this.begin(lexer, lexer.count, stop);
    const tree = this.Disjunction();
    if (!this.atEnd) this.unexpected(Site.InlineQuery, Token.End);
    return tree;
  }
}
