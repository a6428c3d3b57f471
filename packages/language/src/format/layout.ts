import { Token } from '../generated/tokens.ts';
import type * as ast from '../tree/ast.ts';
import type { Comment } from './comments.ts';
import type { StatementTokens } from './statement-tokens.ts';
import type { Style } from './style.ts';

/** A statement's new text, and the comments of its last line that are still to be written after it. */
export interface Laid {
  readonly text: string;
  readonly comments: readonly Comment[];
}

/**
 * Lays out one statement from its tokens, none of which changes. What fits on a line stands on one, a rule with a condition if it is short;
 * else the condition begins on a line of its own with one goal a line, and a list has one item a line. Members of blocks and tests have a line each. How the text
 * was broken before has no say, but for comments and, between members and goals, empty lines.
 */
export function layOut(tree: ast.Statement, tokens: StatementTokens, style: Style, lineBreak: string): Laid {
  const layout = new Layout(tokens, style, lineBreak);
  layout.statement(tree);
  return { text: layout.text, comments: [...layout.waiting, ...(tokens.comments.get(tokens.count) ?? [])] };
}

type Member = ast.BlockDeclaration | ast.Shorthand | ast.Setup | ast.Fact | ast.FixtureUse | ast.Assertion;

/**
 * Of the line's width, how much a rule with a condition may take to stand on one line. Longer ones are easier to read with a goal a line, and
 * so they are written in real policies, up to that width or not.
 */
const SHORT_RULE = 0.6;

const WIDTH_OF_SEMICOLON = 1;
const WIDTH_OF_COMMA = 1;

class Layout {
  text = '';
  /** Comments that were passed and stand where the line ends next. */
  waiting: readonly Comment[] = [];
  readonly #tokens: StatementTokens;
  readonly #style: Style;
  readonly #lineBreak: string;
  /** The token to write next. */
  #next = 0;
  /** How wide the line is so far. */
  #column = 0;
  #atLineStart = true;

  constructor(tokens: StatementTokens, style: Style, lineBreak: string) {
    this.#tokens = tokens;
    this.#style = style;
    this.#lineBreak = lineBreak;
  }

  // ---- Statements ----------------------------------------------------------------------------------------------------

  statement(tree: ast.Statement): void {
    const last = this.#tokens.count - 1;
    switch (tree.$type) {
      case 'Block':
        this.#body(tree.members);
        return;
      case 'Test':
        this.#body(tree.setup === undefined ? tree.assertions : [tree.setup, ...tree.assertions]);
        return;
      case 'Fixture':
        this.#body(tree.facts);
        return;
      default:
    }
    const room = tree.$type === 'Rule' && tree.body !== undefined ? this.#style.lineWidth * (1 - SHORT_RULE) : 0;
    if (this.#fits(last, room)) {
      this.#flat(last);
      return;
    }
    switch (tree.$type) {
      case 'Rule':
        this.#clause(tree, tree.parameters, tree.body, 0);
        return;
      case 'RuleType':
        this.#clause(tree, tree.parameters, undefined, 0);
        return;
      case 'Declare':
        this.#clause(tree, tree.types, undefined, 0);
        return;
      case 'InlineQuery':
        this.#flat(0);
        this.#condition(tree.query, 0);
    }
  }

  /** A head with its parameters, and a condition. */
  #clause(node: ast.Node, parameters: readonly ast.Node[], condition: ast.Node | undefined, depth: number): void {
    const last = this.#tokens.lastBefore(node.$end);
    // The `if` stays on the line of the head.
    const headEnd = condition === undefined ? last : this.#tokens.firstAt(condition.$start) - 1;
    if (this.#fits(headEnd, 0)) this.#flat(headEnd);
    else {
      const close = condition === undefined ? last - 1 : headEnd - 1;
      this.#brackets(close, parameters, depth);
      this.#flat(headEnd);
    }
    if (condition !== undefined) this.#condition(condition, depth);
  }

  /** What follows `if`, with the `;` at its end. */
  #condition(condition: ast.Node, depth: number): void {
    this.#newLine(depth + 1);
    const { $type } = condition;
    if ($type === 'And' || $type === 'Or')
      this.#chain((condition as ast.And | ast.Or).operands, depth + 1, WIDTH_OF_SEMICOLON);
    else this.#expression(condition, depth + 1, WIDTH_OF_SEMICOLON);
    this.#flat(this.#next);
  }

  // ---- Members -------------------------------------------------------------------------------------------------------

  #body(members: readonly Member[], depth = 0): void {
    const { types, count, comments } = this.#tokens;
    let open = this.#next;
    while (types[open] !== Token.LeftBrace) open++;
    this.#flat(open);
    if (members.length === 0) {
      const close = open + 1;
      if (comments.has(close)) this.#close(depth);
      this.#flat(close);
      if (depth === 0) this.#flat(count - 1);
      return;
    }
    members.forEach((member, index) => {
      this.#newLine(depth + 1, index > 0);
      this.#member(member, depth + 1);
    });
    this.#close(depth);
    this.#flat(this.#next);
  }

  #member(member: Member, depth: number): void {
    if (member.$type === 'Setup') {
      this.#body(member.items, depth);
      return;
    }
    const last = this.#tokens.lastBefore(member.$end);
    if (this.#fits(last, 0)) {
      this.#flat(last);
      return;
    }
    switch (member.$type) {
      case 'BlockDeclaration': {
        const { value } = member;
        this.#brackets(last - 1, value.$type === 'DeclaredNames' ? value.names : value.relations, depth);
        break;
      }
      case 'Shorthand':
        this.#clause(member, [], member.body, depth);
        return;
      case 'Fact':
        this.#brackets(last - 1, member.arguments, depth);
        break;
      case 'Assertion':
        this.#clause(member, member.parameters, member.iff, depth);
        return;
      case 'FixtureUse':
    }
    this.#flat(last);
  }

  // ---- Expressions ---------------------------------------------------------------------------------------------------

  /**
   * @param depth how far in the line stands
   * @param tail how wide what must follow on the same line is
   */
  #expression(node: ast.Node, depth: number, tail: number): void {
    const last = this.#tokens.lastBefore(node.$end);
    if (last < this.#next) return;
    if (this.#fits(last, tail)) {
      this.#flat(last);
      return;
    }
    const it = node as ast.PolarNode;
    switch (it.$type) {
      case 'Or':
      case 'ShorthandOr':
      case 'And':
      case 'ShorthandAnd':
        this.#chain(it.operands, depth, tail);
        break;
      case 'Not':
        this.#flat(this.#next);
        this.#expression(it.operand, depth, tail);
        break;
      case 'Parentheses':
        this.#flat(this.#next);
        this.#newLine(depth + 1, false);
        this.#expression(it.inner, depth + 1, 0);
        this.#close(depth);
        break;
      case 'Binary':
        this.#expression(it.left, depth, it.operator.length + 1);
        this.#flat(this.#tokens.firstAt(it.right.$start) - 1);
        this.#operand(it.right, depth, tail);
        break;
      case 'Matches':
        this.#expression(it.left, depth, 'matches'.length + 1);
        this.#flat(this.#tokens.firstAt(it.pattern.$start) - 1);
        this.#operand(it.pattern, depth, tail);
        break;
      case 'Lookup':
        this.#expression(it.object, depth, 0);
        break;
      case 'MethodCall':
        this.#expression(it.object, depth, it.name.text.length + 2);
        this.#brackets(last, [...it.arguments, ...it.keywords], depth);
        break;
      case 'Call':
      case 'New':
        this.#brackets(last, [...it.arguments, ...it.keywords], depth);
        break;
      case 'Print':
        this.#brackets(last, it.arguments, depth);
        break;
      case 'Forall':
        this.#brackets(last, [it.condition, it.action], depth);
        break;
      case 'List':
      case 'ListPattern':
        this.#brackets(last, it.rest === undefined ? it.elements : [...it.elements, it.rest], depth);
        break;
      case 'Dictionary':
      case 'DictionaryPattern':
      case 'InstancePattern':
        this.#brackets(last, it.fields ?? [], depth);
        break;
      case 'Field':
        if (it.value !== undefined) {
          this.#flat(this.#tokens.firstAt(it.value.$start) - 1);
          this.#operand(it.value, depth, tail);
        }
        break;
      case 'Parameter':
        if (it.specializer === undefined) {
          this.#expression(it.value, depth, tail);
        } else {
          this.#flat(this.#tokens.firstAt(it.specializer.$start) - 1);
          this.#operand(it.specializer, depth, tail);
        }
        break;
      default:
    }
    this.#flat(last);
  }

  /** What stands right of an operator or a colon: on the same line if its brackets can be broken or it fits, else on the next. */
  #operand(node: ast.Node, depth: number, tail: number): void {
    const last = this.#tokens.lastBefore(node.$end);
    const breaks = this.#tokens.types[last] !== undefined && BRACKETED.has(node.$type);
    if (this.#fits(last, tail) || breaks) {
      this.#expression(node, depth, tail);
      return;
    }
    this.#newLine(depth + 1, false);
    this.#expression(node, depth + 1, tail);
  }

  /** Operands of `and` or `or`, one a line. What is joined closer is indented after its first line. */
  #chain(operands: readonly ast.Node[], depth: number, tail: number): void {
    operands.forEach((operand, index) => {
      if (index === operands.length - 1) {
        this.#expression(operand, depth, tail);
        return;
      }
      const operator = this.#tokens.firstAt(operands[index + 1]!.$start) - 1;
      const within = isChain(operand) ? depth + 1 : depth;
      this.#expression(operand, within, 1 + this.#tokens.width(operator, operator));
      this.#flat(operator);
      this.#newLine(depth, true);
    });
  }

  /** Up to a closing bracket: the tokens to the opening one, then each item on a line. */
  #brackets(close: number, items: readonly ast.Node[], depth: number): void {
    const { types } = this.#tokens;
    if (items.length === 0) {
      this.#flat(close);
      return;
    }
    const first = this.#itemStart(items[0]!);
    this.#flat(first - 1);
    items.forEach((item, index) => {
      const following = items[index + 1];
      const end = following === undefined ? close - 1 : this.#itemStart(following) - 1;
      this.#newLine(depth + 1, index > 0);
      const start = this.#tokens.firstAt(item.$start);
      if (start > this.#next) this.#flat(start - 1);
      this.#expression(item, depth + 1, types[end] === Token.Comma ? WIDTH_OF_COMMA : 0);
      if (end >= this.#next) this.#flat(end);
    });
    this.#close(depth);
    this.#flat(close);
  }

  /** The `*` before the rest of a list belongs to it. */
  #itemStart(item: ast.Node): number {
    const start = this.#tokens.firstAt(item.$start);
    return this.#tokens.types[start - 1] === Token.Star ? start - 1 : start;
  }

  // ---- Lines ---------------------------------------------------------------------------------------------------------

  /** Whether the tokens up to the last have room on this line, with what must follow them. */
  #fits(last: number, tail: number): boolean {
    const tokens = this.#tokens;
    const first = this.#next;
    if (tokens.hasComments(first, last)) return false;
    const space = this.#atLineStart || !tokens.spaceBefore(first) ? 0 : 1;
    return this.#column + space + tokens.width(first, last) + tail <= this.#style.lineWidth;
  }

  /** Writes the tokens up to the last on this line. */
  #flat(last: number): void {
    const tokens = this.#tokens;
    const first = this.#next;
    if (last < first) return;
    const space = !this.#atLineStart && tokens.spaceBefore(first);
    if (space) {
      this.text += ' ';
      this.#column++;
    }
    for (let i = first; tokens.comments.size > 0 && i <= last; i++) {
      const comments = this.#pass(i);
      if (comments !== undefined) this.waiting = [...this.waiting, ...comments];
    }
    this.text += tokens.flat(first, last);
    this.#column += tokens.width(first, last);
    this.#next = last + 1;
    this.#atLineStart = false;
  }

  /** The comments before a token, unless the line break before it has taken them. */
  #pass(index: number): readonly Comment[] | undefined {
    if (index === this.#taken) return undefined;
    return this.#tokens.comments.get(index);
  }

  #taken = -1;

  /** Ends the line, with what comments belong to it and those before the next token, and begins one that stands so far in. */
  #newLine(depth: number, emptyLines = false): void {
    this.#comments(depth, emptyLines);
    if (emptyLines && this.#tokens.emptyLineBefore(this.#next)) this.text += this.#lineBreak;
    this.#begin(depth);
  }

  /** Before a closing bracket: comments there stand as far in as what it closes. */
  #close(depth: number): void {
    this.#comments(depth + 1, true);
    this.#begin(depth);
  }

  #begin(depth: number): void {
    const { indentation, indentationWidth } = this.#style;
    this.text += this.#lineBreak + indentation.repeat(depth);
    this.#column = depth * indentationWidth;
    this.#atLineStart = true;
  }

  #comments(depth: number, emptyLines: boolean): void {
    const before = this.#pass(this.#next) ?? [];
    this.#taken = this.#next;
    const all = [...this.waiting, ...before];
    this.waiting = [];
    all.forEach(({ text, own, afterEmptyLine }, index) => {
      if (index === 0 && !own) {
        this.text += ` ${text}`;
        return;
      }
      if (afterEmptyLine && (emptyLines || index > 0)) this.text += this.#lineBreak;
      this.text += this.#lineBreak + this.#style.indentation.repeat(depth) + text;
    });
  }
}

/** What can be broken inside its own brackets. */
const BRACKETED = new Set<string>([
  'List', 'ListPattern', 'Dictionary', 'DictionaryPattern', 'InstancePattern', 'Call', 'New', 'MethodCall', 'Parentheses', 'Forall',
  'Print',
]); // biome-ignore format: a list

const isChain = ({ $type }: ast.Node): boolean => $type === 'And' || $type === 'ShorthandAnd';
