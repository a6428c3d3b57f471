import type { Call, Expression, Node } from '@polar-tools/language';
import { unwrap } from '@polar-tools/policy';
import { mostArguments } from '../../facts/relation.ts';
import { conjunctionRules } from './conjunction.ts';
import { type Literal, notATerm, patternLiterals } from './literal.ts';
import type { LoweringSetting } from './lowering-setting.ts';
import { countVariables, NOW, type Term, termOf } from './term.ts';

/** What stands for a part of a rule has no name that anybody could call. */
export const PART = '@part';

/** More ways than these for a body to hold, and its alternatives become predicates of their own. */
const MOST_WAYS = 32;

/** Reads an expression to the ways in which it holds. */
export class Ways {
  readonly #setting: LoweringSetting;
  /** How often each variable stands in the whole rule. */
  readonly #counts: ReadonlyMap<string, number>;

  /** What some calls say of their variables' types. */
  readonly #types: ReadonlyMap<Call, Literal>;

  constructor(root: Node, setting: LoweringSetting, types: ReadonlyMap<Call, Literal> = new Map()) {
    this.#setting = setting;
    this.#types = types;
    this.#counts = countVariables(root);
  }

  /** `outside`: names that are also asked for from outside. */
  of(body: Expression | undefined, outside: ReadonlySet<string> = new Set()): readonly (readonly Literal[])[] {
    return body === undefined ? [[]] : this.#ways(body, outside);
  }

  #ways(node: Expression, outside: ReadonlySet<string>): readonly (readonly Literal[])[] {
    switch (node.$type) {
      case 'Parentheses':
        return this.#ways(node.inner as Expression, outside);
      case 'And': {
        let ways: readonly (readonly Literal[])[] = [[]];
        for (const operand of node.operands) {
          let more = this.#ways(operand, outside);
          if (ways.length * more.length > MOST_WAYS && more.length > 1)
            more = [[this.#apart(operand, more, outside, false)]];
          ways = ways.flatMap((way) => more.map((next) => [...way, ...next]));
        }
        return ways;
      }
      case 'Or':
        return node.operands.flatMap((operand) => this.#ways(operand, outside));
      case 'Not':
        return this.#negated(node.operand, outside);
      case 'BooleanLiteral':
        return node.value ? [[]] : [];
      case 'Call': {
        const type = this.#types.get(node);
        return [type === undefined ? [this.#call(node, false)] : [type, this.#call(node, false)]];
      }
      case 'Binary':
        return this.#binary(node, false);
      case 'Matches': {
        const term = termOf(node.left);
        return [term === undefined ? [notATerm(node.left)] : patternLiterals(term, node.pattern, node.exact, false)];
      }
      default:
        return [[{ kind: 'problem', message: 'This is not a condition in Cloud.', node }]];
    }
  }

  #negated(operand: Expression, outside: ReadonlySet<string>): readonly (readonly Literal[])[] {
    const node = unwrap<Expression>(operand);
    switch (node.$type) {
      case 'BooleanLiteral':
        return node.value ? [] : [[]];
      case 'Binary':
        return this.#binary(node, true);
      case 'Matches': {
        const term = termOf(node.left);
        return [term === undefined ? [notATerm(node.left)] : patternLiterals(term, node.pattern, node.exact, true)];
      }
      case 'Call': {
        // A variable that stands twice in it and nowhere else takes a predicate that has it once.
        const own = countVariables(node);
        const twice = [...own].some(([name, count]) => count > 1 && !this.#isOutside(name, count, outside));
        if (!twice) return [[this.#call(node, true)]];
        return [[this.#apart(node, [[this.#call(node, false)]], outside, true)]];
      }
      default:
        return [[this.#apart(node, this.#ways(node, outside), outside, true)]];
    }
  }

  #isOutside(name: string, count: number, outside: ReadonlySet<string>): boolean {
    return outside.has(name) || (this.#counts.get(name) ?? 0) > count || name === NOW;
  }

  /** A call of a predicate that stands for a part of the rule. */
  #apart(node: Node, ways: readonly (readonly Literal[])[], outside: ReadonlySet<string>, negated: boolean): Literal {
    const shared = [...countVariables(node)].filter(([name, count]) => this.#isOutside(name, count, outside));
    const terms = shared.map(([name]): Term => ({ kind: 'variable', name }));
    const setting = this.#setting;
    const rules = ways.flatMap((way) => conjunctionRules(way, terms, { clause: undefined, uri: undefined, setting }));
    return { kind: 'call', name: PART, part: rules, terms, negated, node };
  }

  #call(call: Call, negated: boolean): Literal {
    const terms: Term[] = [];
    for (const argument of call.arguments) {
      const term = termOf(argument);
      if (term === undefined) return notATerm(argument);
      terms.push(term);
    }
    if (call.keywords.length > 0) return notATerm(call.keywords[0]!);
    if (terms.length > mostArguments)
      return { kind: 'problem', message: `A call takes at most ${mostArguments} arguments.`, node: call };
    return { kind: 'call', name: call.name.text, terms, negated, node: call };
  }

  #binary(node: Expression & { readonly $type: 'Binary' }, negated: boolean): readonly (readonly Literal[])[] {
    const { operator } = node;
    const left = termOf(node.left);
    if (left === undefined) return [[notATerm(node.left)]];
    if (operator === 'in') return this.#member(node, left, negated);
    const right = termOf(node.right);
    if (right === undefined) return [[notATerm(node.right)]];
    switch (operator) {
      case '=':
        if (negated) return [[{ kind: 'compare', operator: '!=', negated: false, left, right, node }]];
        return [[{ kind: 'equal', left, right }]];
      case '!=':
        if (negated) return [[{ kind: 'equal', left, right }]];
        return [[{ kind: 'compare', operator, negated: false, left, right, node }]];
      case '<':
      case '<=':
      case '>':
      case '>=':
        return [[{ kind: 'compare', operator, negated, left, right, node }]];
      default:
        return [[{ kind: 'problem', message: `Cloud has no operator ${operator}.`, node }]];
    }
  }

  #member(
    node: Expression & { readonly $type: 'Binary' },
    left: Term,
    negated: boolean,
  ): readonly (readonly Literal[])[] {
    const list = unwrap<Expression>(node.right);
    if (list.$type !== 'List' || list.rest !== undefined)
      return [[{ kind: 'problem', message: 'Write a list after "in", such as ["read", "write"].', node: node.right }]];
    const terms: Term[] = [];
    for (const element of list.elements) {
      const term = termOf(element);
      if (term === undefined) return [[notATerm(element)]];
      terms.push(term);
    }
    const values = terms.flatMap((term) => (term.kind === 'value' ? [term.value] : []));
    if (values.length === terms.length) return [[{ kind: 'member', negated, left, values, node }]];
    // A variable in the list: equal to one of them.
    if (!negated) return terms.map((right) => [{ kind: 'equal', left, right }]);
    return [terms.map((right) => ({ kind: 'compare', operator: '!=', negated: false, left, right, node }))];
  }
}
