import type { Expression, Field, Name, Node, Pattern, PolarNode } from './ast.ts';
import { firstFrom } from './lexer.ts';
import type { SyntaxProblem } from './policy-file.ts';
import { childrenOf } from './tree.ts';
import { duplicateKey, wrongValueType } from './value-messages.ts';

/**
 * What the reference engine checks as it parses, beyond the grammar (polar.md, section 2): an operand is a value or a
 * logical expression, and the one may not stand where the other must; and no key stands twice in one pair of braces.
 */
/** `syntax`: what is broken, in the order of the text. */
export function checkValues(tree: Node, syntax: readonly Break[]): SyntaxProblem[] {
  const check = new ValueCheck(syntax);
  check.visit(tree);
  return check.found;
}

/** Where something broken starts, and where what is whole before it ends. */
export interface Break {
  readonly start: number;
  readonly after: number;
}

type Kind = 'value' | 'logical expression' | 'either';
type Operand = Expression | Pattern;

class ValueCheck {
  readonly found: SyntaxProblem[] = [];
  readonly #syntax: readonly Break[];

  constructor(syntax: readonly Break[]) {
    this.#syntax = syntax;
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
        this.#expect(it.value, 'value', false);
        if (it.specializer !== undefined) this.visit(it.specializer);
        return;
      case 'And':
      case 'Or':
        for (const operand of it.operands) this.#expect(operand, 'logical expression', pattern);
        return;
      case 'Not':
        this.#expect(it.operand, 'logical expression', pattern);
        return;
      case 'Binary':
        this.#expect(it.left, 'value', pattern);
        this.#expect(it.right, 'value', pattern);
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
        this.#expect(it.condition, 'logical expression', false);
        this.#expect(it.action, 'logical expression', false);
        return;
      case 'List':
      case 'ListPattern':
        for (const element of it.elements) this.#expect(element, 'value', it.$type === 'ListPattern');
        return;
      case 'Dictionary':
        this.#fields(it.fields, false);
        return;
      case 'DeclaredRelations':
        this.#keys(it.relations.map((relation) => relation.name));
        return;
      default:
        for (const child of childrenOf(node)) this.visit(child, pattern);
    }
  }

  #arguments(positional: readonly Expression[], keywords: readonly Field[]): void {
    for (const argument of positional) this.#expect(argument, 'value', false);
    if (keywords.length > 0) this.#fields(keywords, false);
  }

  #fields(fields: readonly Field[], pattern: boolean): void {
    for (const { value } of fields) if (value !== undefined) this.#expect(value, 'value', pattern);
    this.#keys(fields.map((field) => field.key));
  }

  /** What is broken is not judged, nor what the break comes right after: one error is enough. */
  #isBroken(start: number, end: number): boolean {
    const next = firstFrom(this.#syntax, start);
    return next !== undefined && next.after <= end;
  }

  #keys(keys: readonly Name[]): void {
    if (keys.length < 2) return;
    const seen = new Set<string>();
    const first = keys[0]!.$start;
    for (const { text, $start: start, $end: end, $container: field } of keys) {
      if (seen.has(text) && text !== '' && !this.#isBroken(first, field?.$end ?? end)) {
        this.found.push({ ...duplicateKey(text), start, end });
      }
      seen.add(text);
    }
  }

  #expect(operand: Operand, expected: 'value' | 'logical expression', pattern: boolean): void {
    this.visit(operand, pattern);
    const { $start: from, $end: to } = operand;
    if (this.#isBroken(from, to)) return;
    const last = this.found.at(-1);
    if (last !== undefined && last.start >= from) return;
    let written: Node = operand;
    while ((written as PolarNode).$type === 'Parentheses') written = (written as { readonly inner: Node } & Node).inner;
    const kind = kindOf(written as PolarNode, pattern);
    if (kind === 'either' || kind === expected) return;
    const { $start: start, $end: end } = written;
    this.found.push({ ...wrongValueType(written, expected), start, end });
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
