import { Token } from '../generated/tokens.ts';
import { duplicateKey, missingField, unquotedHead, wrongValueType } from '../messages/value-messages.ts';
import type { Expression, Field, Name, Node, Pattern, PolarNode, Shorthand } from '../tree/ast.ts';
import type { SyntaxProblem } from '../tree/source.ts';
import { childrenOf } from '../tree/tree.ts';
import { firstFrom } from './lexer.ts';
import { tokenSet } from './token-set.ts';

/**
 * What the reference engine checks as it parses, beyond the grammar (docs/language/conditions.md#values-and-conditions): an operand is a value or a
 * logical expression, and the one may not stand where the other must; and no key stands twice in one pair of braces.
 */
/** @param syntax what is broken, in the order of the text */
export function checkValues(tree: Node, syntax: readonly Break[], source: Source): SyntaxProblem[] {
  const check = new ValueCheck(syntax, source);
  check.visit(tree);
  return check.found;
}

/** The text between two places of the statement. */
export interface Source {
  /** Whether all that is opened is closed, and an operand can end there. */
  isWhole(start: number, end: number): boolean;
  isOneLine(start: number, end: number): boolean;
}

/** Where something broken starts, and where what is whole before it ends. */
export interface Break {
  readonly start: number;
  readonly after: number;
  /** The type of the token that does not fit; -1 where it is no token. */
  readonly type: number;
}

/**
 * The engine judges an operand when it sees what follows, and one of these makes it do so even where it does not fit: it could
 * follow such an operand elsewhere.
 */
const AFTER_CONDITION = tokenSet([Token.RightParenthesis, Token.Comma, Token.Semicolon]);
const AFTER_COMPARISON = tokenSet([
  Token.RightParenthesis, Token.RightBrace, Token.Comma, Token.Semicolon, Token.AndWord, Token.OrWord, Token.Equals,
]); // biome-ignore format: a list
const AFTER_SUM = AFTER_COMPARISON.slice();
for (const type of [
  Token.RightBracket, Token.EqualsEquals, Token.NotEquals, Token.Less, Token.LessEquals, Token.Greater, Token.GreaterEquals,
]) AFTER_SUM[type] = 1; // biome-ignore format: a list

type Kind = 'value' | 'logical expression' | 'either';
type Operand = Expression | Pattern;

class ValueCheck {
  readonly found: SyntaxProblem[] = [];
  readonly #syntax: readonly Break[];
  readonly #source: Source;

  constructor(syntax: readonly Break[], source: Source) {
    this.#syntax = syntax;
    this.#source = source;
  }

  /** `pattern`: whether the node stands in a pattern, where names and booleans are values only. */
  visit(node: Node, pattern = false): void {
    const it = node as PolarNode;
    switch (it.$type) {
      case 'Name':
      case 'Variable':
      case 'StringLiteral':
      case 'IntegerLiteral':
      case 'FloatLiteral':
      case 'BooleanLiteral':
      case 'ObjectLiteral':
      case 'ShorthandReference':
      case 'Cut':
        return;
      case 'Block':
        for (const member of it.members) this.visit(member);
        return;
      case 'Shorthand':
        this.#head(it);
        this.visit(it.body);
        return;
      case 'BlockDeclaration':
        if (it.value.$type === 'DeclaredRelations') this.visit(it.value);
        return;
      case 'InstancePattern':
      case 'DictionaryPattern':
        if (it.fields !== undefined) this.#fields(it.fields, true);
        return;
      case 'Rule':
      case 'RuleType':
        for (const parameter of it.parameters) this.visit(parameter);
        if (it.$type === 'Rule' && it.body !== undefined) this.visit(it.body);
        return;
      case 'Parameter':
        this.#expect(it.value, 'value', false, AFTER_SUM);
        if (it.specializer !== undefined) this.visit(it.specializer);
        return;
      case 'And':
      case 'Or':
        for (const operand of it.operands)
          this.#expect(operand, 'logical expression', pattern, pattern ? undefined : AFTER_CONDITION);
        return;
      case 'Not':
        this.#expect(it.operand, 'logical expression', pattern, pattern ? undefined : AFTER_CONDITION);
        return;
      case 'Binary':
        this.#expect(it.left, 'value', pattern);
        this.#expect(
          it.right,
          'value',
          pattern,
          it.operator === '=' || it.operator === ':=' ? AFTER_COMPARISON : AFTER_SUM,
        );
        return;
      case 'Matches':
        this.#expect(it.left, 'value', pattern);
        this.visit(it.pattern);
        return;
      case 'Lookup':
        this.#expect(it.object, 'value', pattern);
        return;
      case 'MethodCall':
        this.#expect(it.object, 'value', pattern);
        this.#arguments(it.arguments, it.keywords);
        return;
      case 'Call':
        if (isOperator(it.name.text)) for (const argument of it.arguments) this.visit(argument);
        else this.#arguments(it.arguments, it.keywords);
        return;
      case 'New':
        this.#arguments(it.arguments, it.keywords);
        return;
      case 'Print':
      case 'Fact':
        this.#arguments(it.arguments, []);
        return;
      case 'Forall':
        this.#expect(it.condition, 'logical expression', false, AFTER_CONDITION);
        this.#expect(it.action, 'logical expression', false, AFTER_CONDITION);
        return;
      case 'List':
      case 'ListPattern':
        for (const element of it.elements) this.#expect(element, 'value', it.$type === 'ListPattern', AFTER_SUM);
        return;
      case 'Dictionary':
        this.#fields(it.fields, false, AFTER_COMPARISON);
        return;
      case 'DeclaredRelations':
        this.#keys(it.relations.map((relation) => relation.name));
        return;
      default:
        for (const child of childrenOf(node)) this.visit(child, pattern);
    }
  }

  /** A word at the head stands for every role or every permission (docs/language/blocks.md#shorthand-rules); any other is a string without its quotes. */
  #head({ head }: Shorthand): void {
    if (head.$type !== 'Variable' || head.name === 'role' || head.name === 'permission' || head.name === '') return;
    const { name, $start: start, $end: end } = head;
    if (this.#isBroken(start, end)) return;
    const fix = { title: `Change to "${name}"`, start, end, newText: `"${name}"` };
    this.found.push({ ...unquotedHead(name), start, end, fix });
  }

  #arguments(positional: readonly Expression[], keywords: readonly Field[]): void {
    for (const argument of positional) this.#expect(argument, 'value', false);
    if (keywords.length > 0) this.#fields(keywords, false);
  }

  #fields(fields: readonly Field[], pattern: boolean, judgedBefore?: Uint8Array): void {
    for (const { value } of fields) if (value !== undefined) this.#expect(value, 'value', pattern, judgedBefore);
    this.#keys(fields.map((field) => field.key));
  }

  /** What is broken is not judged, nor what the break comes right after, but where the engine has judged it by then. */
  #isBroken(start: number, end: number, judgedBefore?: Uint8Array): boolean {
    const next = firstFrom(this.#syntax, start);
    if (next === undefined || next.after > end) return false;
    const judged = next.after === end && next.start >= end && judgedBefore?.[next.type] === 1;
    return !(judged && this.#source.isWhole(start, end));
  }

  #keys(keys: readonly Name[]): void {
    if (keys.length < 2) return;
    const seen = new Map<string, Name>();
    const first = keys[0]!;
    for (const [at, key] of keys.entries()) {
      const { text, $start: start, $end: end, $container: field } = key;
      const known = seen.get(text);
      if (known === undefined) seen.set(text, key);
      else if (text !== '' && !this.#isBroken(first.$start, field?.$end ?? end)) {
        // The engine points at the first key of the braces: where that is on another line, so do we.
        const from = this.#source.isOneLine(first.$start, start) ? start : first.$start;
        const related = { message: `${text} stands here first.`, start: known.$start, end: known.$end };
        const before = keys[at - 1]!.$container?.$end ?? start;
        // Which of the two is meant is not known.
        const fix = {
          title: `Remove the second ${text}`,
          start: before,
          end: field?.$end ?? end,
          newText: '',
          preferred: false,
        } as const;
        this.found.push({ ...duplicateKey(text), start: from, end, related, ...(before < start && { fix }) });
      }
    }
  }

  #expect(
    operand: Operand,
    expected: 'value' | 'logical expression',
    pattern: boolean,
    judgedBefore?: Uint8Array,
  ): void {
    this.visit(operand, pattern);
    const { $start: from, $end: to } = operand;
    if (this.#isBroken(from, to, judgedBefore)) return;
    const last = this.found.at(-1);
    if (last !== undefined && last.start >= from) return;
    let written: Node = operand;
    while ((written as PolarNode).$type === 'Parentheses') written = (written as { readonly inner: Node } & Node).inner;
    const kind = kindOf(written as PolarNode, pattern);
    if (kind === 'either' || kind === expected) return;
    const { $start: start, $end: end } = written;
    const gap = expected === 'value' ? missingField(written) : undefined;
    if (gap !== undefined && last?.start === gap.start) return;
    const where = gap === undefined ? { start, end } : { ...gap, noticed: { start, end } };
    this.found.push({ ...wrongValueType(written, expected), ...where });
  }
}

/** `in(a, b)`, `.(a, b)`, `new(c)`: operators written as calls take any operands. */
function isOperator(name: string): boolean {
  return name === 'in' || name === '.' || name === 'new';
}

function kindOf(node: PolarNode, pattern: boolean): Kind {
  switch (node.$type) {
    case 'Variable':
    case 'BooleanLiteral':
      return pattern ? 'value' : 'either';
    case 'Lookup':
    case 'MethodCall':
      return 'either';
    case 'Binary':
      return '+-*/modrem'.includes(node.operator) ? 'value' : 'logical expression';
    case 'And':
    case 'Or':
    case 'Not':
    case 'Matches':
    case 'Call':
    case 'Cut':
    case 'Print':
    case 'Forall':
      return 'logical expression';
    default:
      return 'value';
  }
}
