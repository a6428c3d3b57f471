import type { Call, Expression, Node, Parameter, Pattern, PolarNode, Rule as RuleNode } from '@polar-tools/language';
import { walk } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import { relatedType } from '@polar-tools/policy';
import { mostArguments } from '../../facts/relation.ts';
import { type CloudValue, cloudValue } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';
import { ANY, NO_TYPE, type TypeSets } from '../../tables/type-sets.ts';
import { type Argument, type Comparison, constant, type Goal, type Rule } from './rule.ts';

/** What rules are lowered with. */
export interface LoweringSetting {
  readonly policy: Policy;
  readonly values: Values;
  readonly types: TypeSets;
}

/** What stands for a part of a rule has no name that anybody could call. */
const PART = '@part';

/** More ways than these for a body to hold, and its alternatives become predicates of their own. */
const MOST_WAYS = 32;

/** The ways in which a clause holds: one for each alternative of its body. */
export function lowerClause(clause: Clause, setting: LoweringSetting): readonly Rule[] {
  const { rule, uri } = clause;
  if (clause.broken === true) return [unreadable(clause, 'This rule has a syntax error, so it cannot be run.')];
  if (rule.parameters.length > mostArguments)
    return [unreadable(clause, `A rule takes at most ${mostArguments} arguments.`)];
  const scope = new Scope(
    rule,
    setting,
    clause.shorthand === undefined ? noTypes : relatedTypes(clause, setting.policy),
  );
  const literals: Literal[] = [];
  const head = rule.parameters.map((parameter, at) => parameterTerm(parameter, at, literals));
  const ways = scope.ways(rule.body).map((way) => [...literals, ...way]);
  return ways.flatMap((way) => build(way, head, { clause, uri, setting }));
}

/** The ways in which a query's expression holds, as rules whose head is the terms asked for. */
export function lowerQuery(
  expression: Expression | undefined,
  head: readonly Term[],
  constraints: readonly Literal[],
  uri: string | undefined,
  setting: LoweringSetting,
): readonly Rule[] {
  const scope = new Scope(expression ?? noExpression, setting);
  const names = new Set(head.flatMap((term) => (term.kind === 'variable' ? [term.name] : [])));
  return scope
    .ways(expression, names)
    .flatMap((way) => build([...constraints, ...way], head, { clause: undefined, uri, setting }));
}

const noExpression: Node = { $type: 'BooleanLiteral', $container: undefined, $start: 0, $end: 0 };

/** A value, or a variable by its name. */
export type Term =
  | { readonly kind: 'value'; readonly value: CloudValue }
  | { readonly kind: 'variable'; readonly name: string };

/** What a body says, before its variables have slots. */
export type Literal =
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly part?: readonly Rule[];
      readonly terms: readonly Term[];
      readonly negated: boolean;
      readonly node: Node;
    }
  | { readonly kind: 'equal'; readonly left: Term; readonly right: Term }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly negated: boolean;
      readonly left: Term;
      readonly right: Term;
      readonly node: Node;
    }
  | {
      readonly kind: 'member';
      readonly negated: boolean;
      readonly left: Term;
      readonly values: readonly CloudValue[];
      readonly node: Node;
    }
  /** `exact`: of this type itself. */
  | {
      readonly kind: 'type';
      readonly term: Term;
      readonly type: string;
      readonly exact: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: 'problem'; readonly message: string; readonly node: Node | undefined };

/** The variable that has the time of the query. No name in a policy has an `@`. */
const NOW = '@current_unix_time';

/** The term that a node is; undefined where it is none. */
export function termOf(node: Node): Term | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Variable':
      return { kind: 'variable', name: it.name === '_' ? anonymous(it) : it.name };
    case 'Parentheses':
      return termOf(it.inner);
    case 'CurrentTime':
      return { kind: 'variable', name: NOW };
    default: {
      const value = literalValue(it);
      return value === undefined ? undefined : { kind: 'value', value };
    }
  }
}

/** The value that a literal stands for. */
export function literalValue(node: Node): CloudValue | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'BooleanLiteral':
      return cloudValue(it.value);
    case 'FloatLiteral':
      return { type: 'Float', id: String(it.value) };
    case 'ObjectLiteral':
      return { type: it.name.text, id: String(it.id.value) };
    default:
      return undefined;
  }
}

/** Each `_` is another variable. */
function anonymous(node: Node): string {
  return `_@${node.$start}`;
}

/** A parameter as a term; what its specializer says goes to the literals. */
export function parameterTerm({ value, specializer }: Parameter, at: number, literals: Literal[]): Term {
  const term = termOf(value) ?? { kind: 'variable', name: `@${at}` };
  if (termOf(value) === undefined) literals.push(notATerm(value));
  if (specializer !== undefined) literals.push(...patternLiterals(term, specializer, false, false));
  return term;
}

function patternLiterals(term: Term, pattern: Pattern, exact: boolean, negated: boolean): Literal[] {
  const it = pattern as PolarNode;
  if (it.$type === 'InstancePattern') {
    if (it.fields === undefined) return [{ kind: 'type', term, type: it.name.text, exact, negated }];
    return [{ kind: 'problem', message: 'Cloud has no patterns with fields. Ask for a fact instead.', node: it }];
  }
  if (it.$type === 'Variable') return [{ kind: 'type', term, type: it.name, exact, negated }];
  const value = literalValue(it);
  if (value === undefined) return [{ kind: 'problem', message: 'A type should stand here, such as User.', node: it }];
  if (negated)
    return [{ kind: 'compare', operator: '!=', negated: false, left: term, right: { kind: 'value', value }, node: it }];
  return [{ kind: 'equal', left: term, right: { kind: 'value', value } }];
}

function notATerm(node: Node): Literal {
  return {
    kind: 'problem',
    message: 'Only values and variables can stand here in Cloud. Ask for what is needed in a goal of its own.',
    node,
  };
}

/** Reads an expression to the ways in which it holds. */
class Scope {
  readonly #setting: LoweringSetting;
  /** How often each variable stands in the whole rule. */
  readonly #counts: ReadonlyMap<string, number>;

  /** What some calls say of their variables' types. */
  readonly #types: ReadonlyMap<Call, Literal>;

  constructor(root: Node, setting: LoweringSetting, types: ReadonlyMap<Call, Literal> = noTypes) {
    this.#setting = setting;
    this.#types = types;
    this.#counts = countVariables(root);
  }

  /** `outside`: names that are also asked for from outside. */
  ways(body: Expression | undefined, outside: ReadonlySet<string> = new Set()): readonly (readonly Literal[])[] {
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
    const node = unwrapped(operand);
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
    const rules = ways.flatMap((way) => build(way, terms, { clause: undefined, uri: undefined, setting }));
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
    const list = unwrapped(node.right);
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

function unwrapped(node: Expression): Expression {
  let it = node;
  while (it.$type === 'Parentheses') it = it.inner as Expression;
  return it;
}

function countVariables(root: Node): Map<string, number> {
  const counts = new Map<string, number>();
  walk<PolarNode>(root, (node) => {
    // What stands right of `matches` and of a parameter's colon is a type.
    if (node.$type === 'Variable' && !isType(node)) {
      const name = node.name === '_' ? anonymous(node) : node.name;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (node.$type === 'CurrentTime') counts.set(NOW, (counts.get(NOW) ?? 0) + 1);
  });
  return counts;
}

function isType(node: Node): boolean {
  const holder = node.$container as PolarNode | undefined;
  return (
    (holder?.$type === 'Matches' && holder.pattern === node) ||
    (holder?.$type === 'Parameter' && holder.specializer === node)
  );
}

const noTypes: ReadonlyMap<Call, Literal> = new Map();

/** In a shorthand's longhand, what a relation leads to is of the type that is declared (docs/language/blocks.md#longhand-in-cloud). */
function relatedTypes({ rule, block }: Clause, { blocks }: Policy): ReadonlyMap<Call, Literal> {
  const types = new Map([['resource', block ?? 'Resource']]);
  const calls: Call[] = [];
  walk<PolarNode>(rule as RuleNode, (node) => {
    // A call that somebody wrote has more than its name.
    if (node.$type === 'Call' && node.name.$end === node.$end && node.name.text === 'has_relation') calls.push(node);
  });
  const literals = new Map<Call, Literal>();
  // The hop from the resource comes after what is asked of the related one.
  for (const call of calls.reverse()) {
    const [from, relation, to] = call.arguments;
    if (from?.$type !== 'Variable' || relation?.$type !== 'StringLiteral' || to?.$type !== 'Variable') continue;
    const type = types.get(from.name);
    const related = type === undefined ? undefined : relatedType(blocks, type, relation.value);
    if (related === undefined) continue;
    if (to.name !== 'actor') types.set(to.name, related);
    const term: Term = { kind: 'variable', name: to.name };
    literals.set(call, { kind: 'type', term, type: related, exact: false, negated: false });
  }
  return literals;
}

interface BuildSetting {
  readonly clause: Clause | undefined;
  readonly uri: string | undefined;
  readonly setting: LoweringSetting;
}

/** A rule of a conjunction: variables that are equal become one slot, or the value that they are. None where it never holds. */
function build(literals: readonly Literal[], head: readonly Term[], { clause, uri, setting }: BuildSetting): Rule[] {
  const { values, types } = setting;
  const variables = new Variables(values, types);
  for (const term of head) variables.argument(term);
  for (const literal of literals) {
    if (literal.kind === 'equal' && !variables.equate(literal.left, literal.right)) return [];
    if (literal.kind === 'type') {
      const { type, exact, negated, term } = literal;
      const set = exact ? types.exactly(type) : types.satisfying(type);
      if (!variables.narrow(term, negated ? types.complement(set) : set)) return [];
    }
  }
  const goals: Goal[] = [];
  const slotUses = new Map<number, number>();
  const use = (argument: Argument): Argument => {
    if (argument >= 0) slotUses.set(argument, (slotUses.get(argument) ?? 0) + 1);
    return argument;
  };
  const headArguments = head.map((term) => use(variables.argument(term)));
  const made: (() => Goal)[] = [];
  for (const literal of literals) {
    switch (literal.kind) {
      case 'call': {
        const all = literal.terms.map((term) => use(variables.argument(term)));
        made.push(() => ({
          kind: 'call',
          predicate: literal.name,
          arguments: all,
          negated: literal.negated,
          part: literal.part,
          local: new Set(all.filter((slot) => slot >= 0 && slotUses.get(slot) === 1 && slot !== variables.now)),
          node: literal.node,
        }));
        break;
      }
      case 'compare': {
        const { operator, negated, node } = literal;
        const left = use(variables.argument(literal.left));
        const right = use(variables.argument(literal.right));
        made.push(() => ({ kind: 'compare', operator, negated, left, right, node }));
        break;
      }
      case 'member': {
        const { negated, node } = literal;
        const left = use(variables.argument(literal.left));
        const numbers = [...new Set(literal.values.map((value) => values.number(value)))];
        made.push(() => ({ kind: 'member', negated, left, values: numbers, node }));
        break;
      }
      case 'problem':
        made.push(() => literal);
        break;
      default:
        break;
    }
  }
  for (const make of made) goals.push(make());
  for (const right of variables.tests) {
    goals.push({ kind: 'compare', operator: '!=', negated: true, left: variables.now, right, node: clause?.rule });
  }
  return [
    { clause, uri, head: headArguments, goals, names: variables.names, types: variables.types, now: variables.now },
  ];
}

/** The slots of a rule's variables. */
class Variables {
  readonly #values: Values;
  readonly #types: TypeSets;
  /** By name: a slot, or a constant. */
  readonly #arguments = new Map<string, Argument>();
  readonly #names: string[] = [];
  readonly #sets: number[] = [];
  /** What the time of the query must be equal to. */
  readonly tests: Argument[] = [];

  constructor(values: Values, types: TypeSets) {
    this.#values = values;
    this.#types = types;
  }

  /** By slot; slots of variables that turned out to be another one are not used. */
  get names(): readonly string[] {
    return this.#names;
  }

  get types(): readonly number[] {
    return this.#sets;
  }

  get now(): number {
    return this.#arguments.get(NOW) ?? -1;
  }

  argument(term: Term): Argument {
    if (term.kind === 'value') return constant(this.#values.number(term.value));
    const known = this.#arguments.get(term.name);
    if (known !== undefined) return known;
    const slot = this.#names.length;
    this.#names.push(term.name);
    this.#sets.push(term.name === NOW ? this.#types.exactly('Integer') : ANY);
    this.#arguments.set(term.name, slot);
    return slot;
  }

  /** False where they are never equal. */
  equate(one: Term, other: Term): boolean {
    const a = this.argument(one);
    const b = this.argument(other);
    if (a === b) return true;
    if (a < 0 && b < 0) return false;
    // The time stays a variable: its value is not known yet.
    const [kept, gone] = a < 0 || (b >= 0 && (a === this.now || (b !== this.now && a < b))) ? [a, b] : [b, a];
    if (gone === this.now) {
      this.tests.push(kept);
      return true;
    }
    if (kept < 0) {
      if (!this.#types.has(this.#sets[gone]!, this.#typeOf(kept))) return false;
    } else {
      this.#sets[kept] = this.#types.meet(this.#sets[kept]!, this.#sets[gone]!);
      if (this.#sets[kept] === NO_TYPE) return false;
    }
    for (const [name, argument] of this.#arguments) if (argument === gone) this.#arguments.set(name, kept);
    return true;
  }

  narrow(term: Term, set: number): boolean {
    const argument = this.argument(term);
    if (argument < 0) return this.#types.has(set, this.#typeOf(argument));
    this.#sets[argument] = this.#types.meet(this.#sets[argument]!, set);
    return this.#sets[argument] !== NO_TYPE;
  }

  #typeOf(argument: Argument): number {
    return this.#values.typeOf(-1 - argument);
  }
}

function unreadable(clause: Clause, message: string): Rule {
  const { rule, uri, arity } = clause;
  const head = Array.from({ length: Math.min(arity, mostArguments) }, (_, slot) => slot);
  return {
    clause,
    uri,
    head,
    goals: [{ kind: 'problem', message, node: rule }],
    names: head.map((slot) => `@${slot}`),
    types: head.map(() => ANY),
    now: -1,
  };
}
