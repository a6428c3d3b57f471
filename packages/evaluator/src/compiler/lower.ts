import type { Expression, Field, Node, Pattern, Rule } from '@polar-tools/language';
import { Box, CONS, compareKeys, DICTIONARY, EMPTY_LIST, float, integer, type Term } from '../terms/term.ts';
import {
  type Arguments,
  type Goal,
  isArithmetic,
  isComparison,
  type LoweredClause,
  type Parameter,
  type Value,
  type Variable,
} from './goal.ts';

/** The value of a name that the host defines (a constant, or a class as a value); undefined for a variable. */
export type ConstantOf = (name: string) => Term | undefined;

const NO_NAMES = (): boolean => false;

/**
 * Turns rules and queries into goals the way the reference rewrites them: every lookup, call of a method, `new` and
 * arithmetic inside a value becomes a goal of its own that binds a made-up variable, put before the goal that holds it,
 * or after it where that goal is a unification and the new ones have no effect (`x = a.b` unifies first).
 */
class Lowering {
  readonly variables: Variable[] = [];
  readonly #byName = new Map<string, Variable>();
  readonly #constantOf: ConstantOf;
  /** Names that are variables after a star, though they are constants elsewhere. */
  readonly #areOnlyRests: (name: string) => boolean;
  /** The goals split off, for each enclosing conjunct. */
  readonly #pending: Goal[][] = [];
  readonly #nodes: Map<Value, Node> | undefined;

  constructor(
    constantOf: ConstantOf,
    nodes: Map<Value, Node> | undefined,
    areOnlyRests: (name: string) => boolean = NO_NAMES,
  ) {
    this.#constantOf = constantOf;
    this.#areOnlyRests = areOnlyRests;
    this.#nodes = nodes;
  }

  rule(rule: Rule): LoweredClause {
    // The reference numbers head and body alike; the head comes first here so that its variables have the first slots.
    this.#pending.push([]);
    const parameters: Parameter[] = rule.parameters.map((parameter) => ({
      value: this.value(parameter.value),
      specializer: parameter.specializer === undefined ? undefined : this.pattern(parameter.specializer),
      node: parameter,
    }));
    const fromHead = this.#pending.pop()!;
    const body = rule.body === undefined ? [] : this.conjuncts(rule.body);
    return { parameters, body: [...body, ...fromHead], variables: this.variables, bodyNode: rule.body };
  }

  query(query: Expression): LoweredClause {
    // What is split off a query that is one goal comes before it, even where that is a unification.
    const node = withoutParentheses(query);
    return {
      parameters: [],
      body: node.$type === 'And' ? this.conjuncts(node) : this.#withSplit(node, true),
      variables: this.variables,
      bodyNode: query,
    };
  }

  /** The conjuncts of an expression, the goals split off among them: they are no level of their own to a cut. */
  conjuncts(expression: Expression): Goal[] {
    const inner = withoutParentheses(expression);
    const operands = inner.$type === 'And' ? flatConjunction(inner.operands) : [inner];
    return operands.flatMap((operand) => this.#withSplit(withoutParentheses(operand)));
  }

  /** One operand of `or` or `not`, with the goals that were split off from it. */
  operand(expression: Expression): Goal {
    const node = withoutParentheses(expression);
    const goals = this.#withSplit(node);
    return goals.length === 1 ? goals[0]! : { kind: 'and', goals, node };
  }

  #withSplit(node: Expression, alwaysBefore = false): Goal[] {
    return pieces(this.#rewritten(node, alwaysBefore), node);
  }

  #rewritten(node: Expression, alwaysBefore: boolean): Goal[] {
    this.#pending.push([]);
    const goal = this.goal(node);
    const split = this.#pending.pop()!;
    return goal.kind === 'unify' && !alwaysBefore && split.every(isPure) ? [goal, ...split] : [...split, goal];
  }

  goal(written: Expression): Goal {
    const node = withoutParentheses(written);
    switch (node.$type) {
      case 'And':
        return { kind: 'and', goals: this.conjuncts(node), node };
      case 'Or':
        return { kind: 'or', goals: flatDisjunction(node.operands).map((operand) => this.operand(operand)), node };
      case 'Not':
        return { kind: 'not', goal: this.operand(node.operand), node, of: 'not' };
      case 'Forall': {
        const condition = this.quantified(node.condition);
        const action: Goal = { kind: 'not', goal: this.quantified(node.action), node: node.action, of: 'demand' };
        return { kind: 'not', goal: { kind: 'and', goals: [condition, action], node }, node, of: 'forall' };
      }
      case 'Binary':
        if (isComparison(node.operator))
          return {
            kind: 'compare',
            operator: node.operator,
            left: this.value(node.left),
            right: this.value(node.right),
            node,
          };
        if (node.operator === '=')
          return { kind: 'unify', left: this.value(node.left), right: this.value(node.right), node };
        if (node.operator === ':=')
          return { kind: 'assign', left: this.value(node.left), right: this.value(node.right), node };
        if (node.operator === 'in')
          return { kind: 'in', left: this.value(node.left), right: this.value(node.right), node };
        return { kind: 'condition', value: this.value(node), node };
      case 'Matches':
        return { kind: 'matches', left: this.value(node.left), right: this.pattern(node.pattern), node };
      case 'Call':
        // The word of the operator calls it, too: `in(1, list)`.
        if (node.name.text === 'in' && node.arguments.length === 2)
          return { kind: 'in', left: this.value(node.arguments[0]!), right: this.value(node.arguments[1]!), node };
        return {
          kind: 'predicate',
          // A rule takes no named arguments: such a call ends with an error, as in the reference, and never without them.
          name: node.keywords.length === 0 ? node.name.text : `${node.name.text} with named arguments`,
          args: node.arguments.map((argument) => this.value(argument)),
          node,
        };
      case 'Cut':
        return { kind: 'cut', node };
      case 'Print':
        return { kind: node.operator, args: node.arguments.map((argument) => this.value(argument)), node };
      default:
        return { kind: 'condition', value: this.value(node), node };
    }
  }

  /** The two sides of a `forall` keep what is split off after themselves. */
  quantified(expression: Expression): Goal {
    this.#pending.push([]);
    const goal = this.goal(withoutParentheses(expression));
    const split = this.#pending.pop()!;
    return split.length === 0
      ? goal
      : { kind: 'and', goals: pieces([goal, ...split], withoutParentheses(expression)), node: expression };
  }

  value(written: Expression): Value {
    const node = withoutParentheses(written);
    const value = this.#value(node);
    this.#nodes?.set(value, node);
    return value;
  }

  #value(node: Expression): Value {
    switch (node.$type) {
      case 'StringLiteral':
      case 'BooleanLiteral':
        return { kind: 'constant', term: node.value };
      case 'IntegerLiteral':
        return { kind: 'constant', term: typeof node.value === 'bigint' ? integer(node.value) : node.value };
      case 'FloatLiteral':
        return { kind: 'constant', term: float(node.value) };
      case 'Variable':
        return this.variable(node.name);
      case 'List':
        return this.elements(
          node.elements.map((element) => this.value(element)),
          node.rest?.name,
        );
      case 'Dictionary':
        return ground({ kind: 'dictionary', fields: this.fields(node.fields, false) });
      case 'Call':
        return { kind: 'call', name: node.name.text, args: node.arguments.map((argument) => this.value(argument)) };
      case 'Lookup': {
        const object = this.value(node.object);
        const key: Value = node.name === undefined ? this.value(node.key!) : { kind: 'constant', term: node.name.text };
        return this.split('value', (result) => ({ kind: 'lookup', object, key, result, node }));
      }
      case 'MethodCall': {
        const object = this.value(node.object);
        const call = this.arguments(node.name.text, node);
        return this.split('value', (result) => ({ kind: 'method', object, call, result, node }));
      }
      case 'New': {
        const call = this.arguments(node.name.text, node);
        return this.split('instance', (result) => ({ kind: 'new', call, result, node }));
      }
      case 'Binary':
        if (isArithmetic(node.operator)) {
          const left = this.value(node.left);
          const right = this.value(node.right);
          const { operator } = node;
          return this.split(operator === 'mod' || operator === 'rem' ? 'temp' : 'op', (result) => ({
            kind: 'arithmetic',
            operator,
            left,
            right,
            result,
            node,
          }));
        }
        return this.invalid(node);
      default:
        return this.invalid(node);
    }
  }

  pattern(written: Expression | Pattern): Value {
    const node = withoutParentheses(written as Expression) as Pattern;
    const value = this.#pattern(node);
    this.#nodes?.set(value, node);
    return value;
  }

  #pattern(node: Pattern): Value {
    switch (node.$type) {
      case 'InstancePattern':
        return { kind: 'instance', name: node.name.text, fields: this.fields(node.fields ?? [], true) };
      case 'DictionaryPattern':
        return { kind: 'fields', fields: this.fields(node.fields, true) };
      case 'ListPattern':
        return this.elements(
          node.elements.map((element) => this.pattern(element)),
          node.rest?.name,
        );
      default:
        return this.value(node);
    }
  }

  arguments(
    name: string,
    node: { readonly arguments: readonly Expression[]; readonly keywords: readonly Field[] },
  ): Arguments {
    return {
      name,
      args: node.arguments.map((argument) => this.value(argument)),
      keywords: this.fields(node.keywords, false),
    };
  }

  /** What its values ask for is asked in the order of its keys, as the reference keeps them so. */
  fields(fields: readonly Field[], patterns: boolean): (readonly [string, Value])[] {
    const read = fields.map((field) => {
      this.#pending.push([]);
      const value = this.field(field, patterns);
      return { key: field.key.text, value, split: this.#pending.pop()! };
    });
    read.sort((left, right) => compareKeys(left.key, right.key));
    this.#pending.at(-1)?.push(...read.flatMap(({ split }) => split));
    return read.map(({ key, value }) => [key, value]);
  }

  field({ key, value }: Field, patterns: boolean): Value {
    if (value === undefined) return this.variable(key.text);
    return patterns ? this.pattern(value) : this.value(value as Expression);
  }

  elements(elements: readonly Value[], rest: string | undefined): Value {
    let result: Value = rest === undefined ? { kind: 'constant', term: EMPTY_LIST } : this.rest(rest);
    if (elements.length === 0 && rest !== undefined) return { kind: 'rest', rest: result };
    for (const element of elements.toReversed()) {
      result =
        element.kind === 'constant' && result.kind === 'constant'
          ? { kind: 'constant', term: new Box(CONS, element.term, result.term) }
          : { kind: 'cons', head: element, tail: result };
    }
    return result;
  }

  /** What stands after a star: in a rule always a variable, in the reference too. */
  rest(name: string): Value {
    return this.#areOnlyRests(name) ? this.written(`*${name}`) : this.variable(name);
  }

  variable(name: string): Value {
    const constant = this.#constantOf(name);
    if (constant !== undefined) return { kind: 'constant', term: constant };
    if (name === '_') return { kind: 'variable', variable: this.fresh('_') };
    return this.written(name);
  }

  /** The one variable of a name. */
  written(name: string): Value {
    const known = this.#byName.get(name);
    if (known !== undefined) return { kind: 'variable', variable: known };
    const variable = { name, index: this.variables.length, written: true };
    this.variables.push(variable);
    this.#byName.set(name, variable);
    return { kind: 'variable', variable };
  }

  split(prefix: string, goal: (result: Variable) => Goal): Value {
    const result = this.fresh(`_${prefix}`);
    this.#pending.at(-1)?.push(goal(result));
    return { kind: 'variable', variable: result };
  }

  fresh(name: string): Variable {
    const variable = { name, index: this.variables.length, written: false };
    this.variables.push(variable);
    return variable;
  }

  /** What the parser already reported as not being a value: it stands for nothing that any term equals. */
  invalid(_node: Node): Value {
    return { kind: 'variable', variable: this.fresh('_invalid') };
  }
}

/** Marks the goals that one goal as written became. */
function pieces(goals: readonly Goal[], of: Node): Goal[] {
  if (goals.length === 1) return [...goals];
  return goals.map((goal, at) => ({ ...goal, piece: { of, first: at === 0, last: at === goals.length - 1 } }));
}

/** `nodes`: filled with where each value is written. `isConstant`: whether a name is one, where `constantOf` does not say. */
export const lowerRule = (
  rule: Rule,
  constantOf: ConstantOf,
  nodes?: Map<Value, Node>,
  isConstant: (name: string) => boolean = (name) => constantOf(name) !== undefined,
): LoweredClause => new Lowering(constantOf, nodes, isConstant).rule(rule);

/** As {@link lowerRule}. */
export const lowerQuery = (query: Expression, constantOf: ConstantOf, nodes?: Map<Value, Node>): LoweredClause =>
  new Lowering(constantOf, nodes).query(query);

export function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.$type === 'Parentheses') inner = inner.inner as Expression;
  return inner;
}

/** The reference's parser takes `a and (b and c)` for one conjunction, but not `(a and b) and c`: it matters to a cut. */
function flatConjunction(operands: readonly Expression[]): readonly Expression[] {
  const last = operands.at(-1);
  if (last?.$type !== 'Parentheses') return operands;
  const inner = withoutParentheses(last);
  return inner.$type === 'And' ? [...operands.slice(0, -1), ...flatConjunction(inner.operands)] : operands;
}

function flatDisjunction(operands: readonly Expression[]): readonly Expression[] {
  const last = operands.at(-1);
  if (last?.$type !== 'Parentheses') return operands;
  const inner = withoutParentheses(last);
  return inner.$type === 'Or' ? [...operands.slice(0, -1), ...flatDisjunction(inner.operands)] : operands;
}

/** A dictionary of constants is one itself. */
function ground(value: Extract<Value, { readonly kind: 'dictionary' | 'fields' }>): Value {
  const entries: [string, Term][] = [];
  for (const [key, field] of value.fields) {
    if (field.kind !== 'constant') return value;
    entries.push([key, field.term]);
  }
  return { kind: 'constant', term: new Box(DICTIONARY, new Map(entries), undefined) };
}

/** The reference does not count `mod` and `new` among these. */
function isPure(goal: Goal): boolean {
  return goal.kind === 'lookup' || goal.kind === 'method' || (goal.kind === 'arithmetic' && goal.operator !== 'mod');
}
