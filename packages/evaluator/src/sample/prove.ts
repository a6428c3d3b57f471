import { type Call, type Field, type Node, type Pattern, type PolarNode, walk } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import { constantsIn } from './constants-in.ts';
import { isObject, type Plain, type PlainKind, type Store, type Unknown } from './unknown.ts';

type Variables = Map<string, Unknown>;

/** What a name of a type stands for where the policy has blocks: `Actor` and `Resource` are any of them. */
export interface Classes {
  /** The concrete classes that a name of a pattern may mean, the likeliest first. */
  concrete(name: string): readonly string[];
  /** The object of a class that is tried first, so that the same few objects answer for the whole policy. */
  object(className: string): Unknown;
  /** What a name of the application stands for. */
  constant(name: string): Unknown;
  /** The plain classes, of which no object is made: `String`, `Integer`. */
  isBuiltIn(name: string): boolean;
}

/**
 * Finds values for which a goal holds, by going through a policy's rules with unknowns in place of values: each way to prove the goal
 * says what the values must be. It is a guess, made to be tried by evaluation: negations, `forall`, arithmetic of unknowns and what methods
 * are given are taken to be as they should.
 */
export class Search {
  readonly #policy: Policy;
  readonly #store: Store;
  readonly #classes: Classes;
  readonly #deepest: number;
  #steps: number;

  /**
   * @param steps goals that are looked at, at most
   * @param deepest rules that call each other, at most
   */
  constructor(policy: Policy, store: Store, classes: Classes, steps: number, deepest: number) {
    this.#policy = policy;
    this.#store = store;
    this.#classes = classes;
    this.#steps = steps;
    this.#deepest = deepest;
  }

  /** The ways in which a call of a rule may hold. At each, the store has what it takes; going on takes that back. */
  *call(name: string, values: readonly Unknown[], depth = 0): Generator<void> {
    if (depth > this.#deepest) return;
    const clauses = this.#policy.predicates.get(name)?.clauses ?? [];
    for (const clause of clauses)
      if (clause.arity === values.length && clause.broken !== true) yield* this.#clause(clause, values, depth);
  }

  *#clause({ rule }: Clause, values: readonly Unknown[], depth: number): Generator<void> {
    const { parameters, body } = rule;
    const variables: Variables = new Map(
      constantsIn(rule).map((name) => [name, this.#classes.constant(name)] as const),
    );
    const store = this.#store;
    const search = this;
    function* from(at: number): Generator<void> {
      const parameter = parameters[at];
      if (parameter === undefined) {
        if (body === undefined) yield;
        else yield* search.#goal(body, variables, depth);
        return;
      }
      const before = store.mark;
      const value = search.#value(parameter.value, variables);
      if (value !== undefined && store.unify(value, values[at]!)) {
        if (parameter.specializer === undefined) yield* from(at + 1);
        else for (const _ of search.#fits(value, parameter.specializer, variables)) yield* from(at + 1);
      }
      store.undoTo(before);
    }
    yield* from(0);
  }

  *#goal(node: Node, variables: Variables, depth: number): Generator<void> {
    if (--this.#steps < 0) return;
    const goal = node as PolarNode;
    switch (goal.$type) {
      case 'Parentheses':
        yield* this.#goal(goal.inner, variables, depth);
        return;
      case 'And':
        yield* this.#all(goal.operands, 0, variables, depth);
        return;
      case 'Or':
        for (const operand of goal.operands) yield* this.#goal(operand, variables, depth);
        return;
      case 'Not':
      case 'Forall':
        this.#notice(goal, variables);
        yield;
        return;
      case 'Print':
      case 'Cut':
        yield;
        return;
      case 'Matches':
        for (const value of this.#values(goal.left, variables)) yield* this.#fits(value, goal.pattern, variables);
        return;
      case 'Binary':
        yield* this.#binary(goal.operator, goal.left, goal.right, variables);
        return;
      case 'Call':
        yield* this.#rule(goal, variables, depth);
        return;
      default:
        for (const value of this.#values(goal, variables)) yield* this.#equal(value, this.#store.plain(true));
    }
  }

  /** What is looked up where nothing has to hold: that the values have it, and which are lists. A field that is negated itself is false. */
  #notice(node: Node, variables: Variables): void {
    const store = this.#store;
    walk(node, (it) => {
      const part = it as PolarNode;
      if (part.$type === 'Binary' && part.operator === 'in') {
        const list = this.#value(part.right, variables);
        if (list !== undefined && store.root(list).plain === undefined) store.becomeList(list);
      } else if (part.$type === 'Lookup' || part.$type === 'MethodCall') {
        const value = this.#value(part, variables);
        const before = store.mark;
        const isNegated = part.$container?.$type === 'Not';
        if (value !== undefined && isNegated && !store.unify(value, store.plain(false))) store.undoTo(before);
      }
      return true;
    });
  }

  *#all(goals: readonly Node[], at: number, variables: Variables, depth: number): Generator<void> {
    if (at === goals.length) yield;
    else for (const _ of this.#goal(goals[at]!, variables, depth)) yield* this.#all(goals, at + 1, variables, depth);
  }

  *#rule({ name, arguments: all, keywords }: Call, variables: Variables, depth: number): Generator<void> {
    if (keywords.length > 0) return;
    const before = this.#store.mark;
    const values = all.map((argument) => this.#value(argument, variables));
    if (values.every((value) => value !== undefined)) yield* this.call(name.text, values, depth + 1);
    this.#store.undoTo(before);
  }

  *#binary(operator: string, left: Node, right: Node, variables: Variables): Generator<void> {
    const store = this.#store;
    const before = store.mark;
    const a = this.#value(left, variables);
    const b = this.#value(right, variables);
    if (a === undefined || b === undefined) {
      store.undoTo(before);
      return;
    }
    switch (operator) {
      case '=':
      case ':=':
      case '==':
        yield* this.#equal(a, b);
        break;
      case '!=':
        yield* this.#differ(a, b);
        break;
      case 'in':
        yield* this.#member(a, b);
        break;
      case '<':
      case '>':
      case '<=':
      case '>=':
        yield* operator.startsWith('<') ? this.#ordered(a, b, operator === '<') : this.#ordered(b, a, operator === '>');
        break;
      default:
    }
    store.undoTo(before);
  }

  *#equal(a: Unknown, b: Unknown): Generator<void> {
    const before = this.#store.mark;
    if (this.#store.unify(a, b)) yield;
    this.#store.undoTo(before);
  }

  /** Two values that are not one: of one that is not known, another is taken, since what it is compared with is a likely guess for it elsewhere. */
  *#differ(a: Unknown, b: Unknown): Generator<void> {
    const [left, right] = [this.#store.root(a), this.#store.root(b)];
    if (left === right || samePlain(left, right)) return;
    const [known, other] = left.plain !== undefined ? [left, right] : [right, left];
    if (known.plain !== undefined && known.plain !== null && isOpen(other))
      yield* this.#equal(other, this.#store.plain(another(known.plain)));
    yield;
  }

  /** Something in a list: one of its members, or one more. */
  *#member(member: Unknown, list: Unknown): Generator<void> {
    const store = this.#store;
    const before = store.mark;
    if (store.root(list).plain !== undefined || !store.becomeList(list)) return;
    const known = store.root(list).members;
    for (const one of [...known]) yield* this.#equal(member, one);
    if (!store.root(list).isWhole) {
      store.addMember(list, member);
      yield;
    }
    store.undoTo(before);
  }

  *#ordered(low: Unknown, high: Unknown, strictly: boolean): Generator<void> {
    const store = this.#store;
    const before = store.mark;
    const below = store.root(low).plain;
    const above = store.root(high).plain;
    const gap = strictly ? 1 : 0;
    const holds =
      typeof below === 'string' || typeof above === 'string'
        ? true
        : typeof below === 'number'
          ? store.bound(high, below + gap, undefined)
          : typeof above === 'number'
            ? store.bound(low, undefined, above - gap)
            : store.bound(low, undefined, 0) && store.bound(high, gap, undefined);
    if (holds) yield;
    store.undoTo(before);
  }

  /** The ways in which a value fits a specializer or a pattern. */
  *#fits(value: Unknown, node: Pattern, variables: Variables): Generator<void> {
    const store = this.#store;
    const before = store.mark;
    const pattern = node as PolarNode;
    switch (pattern.$type) {
      case 'InstancePattern': {
        const fields = pattern.fields ?? [];
        for (const _ of this.#isA(value, pattern.name.text)) yield* this.#fieldsFit(value, fields, 0, variables);
        break;
      }
      case 'DictionaryPattern':
        yield* this.#fieldsFit(value, pattern.fields, 0, variables);
        break;
      default: {
        const wanted = this.#value(pattern, variables);
        if (wanted !== undefined) yield* this.#equal(value, wanted);
      }
    }
    store.undoTo(before);
  }

  *#fieldsFit(value: Unknown, fields: readonly Field[], at: number, variables: Variables): Generator<void> {
    const field = fields[at];
    if (field === undefined) {
      yield;
      return;
    }
    const part = this.#store.part(value, 'fields', field.key.text);
    if (part === undefined) return;
    // `{name}` is `{name: name}`.
    const fits =
      field.value === undefined
        ? this.#equal(part, this.#variable(field.key.text, variables))
        : this.#fits(part, field.value as Pattern, variables);
    for (const _ of fits) yield* this.#fieldsFit(value, fields, at + 1, variables);
  }

  *#isA(value: Unknown, name: string): Generator<void> {
    const store = this.#store;
    if (this.#classes.isBuiltIn(name)) {
      if (this.#isBuiltIn(value, name)) yield;
      return;
    }
    for (const className of this.#classes.concrete(name)) {
      const before = store.mark;
      const known = store.root(value).className;
      if (store.becomeObject(value, className)) {
        // The same few objects answer for everything, where they can.
        if (known !== undefined) yield;
        else {
          yield* this.#equal(value, this.#classes.object(className));
          yield;
        }
      }
      store.undoTo(before);
    }
  }

  /** Whether a value is of a built-in class, as far as it is known; what is not known yet is to be a plain value of it. */
  #isBuiltIn(value: Unknown, name: string): boolean {
    const store = this.#store;
    const root = store.root(value);
    if (root.plain !== undefined) return typeof root.plain === plainTypes[name];
    if (name === 'List') return store.becomeList(value);
    if (name === 'Dictionary') return root.className === undefined && !root.isList;
    if (root.isList || isObject(root)) return false;
    const kind = plainTypes[name];
    return kind !== undefined && store.becomePlain(value, kind);
  }

  *#values(node: Node, variables: Variables): Generator<Unknown> {
    const before = this.#store.mark;
    const value = this.#value(node, variables);
    if (value !== undefined) yield value;
    this.#store.undoTo(before);
  }

  /** What an expression stands for; undefined where it has no value that could be said. */
  #value(node: Node, variables: Variables): Unknown | undefined {
    const store = this.#store;
    const value = node as PolarNode;
    switch (value.$type) {
      case 'Parentheses':
        return this.#value(value.inner, variables);
      case 'Variable':
        return this.#variable(value.name, variables);
      case 'StringLiteral':
      case 'BooleanLiteral':
        return store.plain(value.value);
      case 'IntegerLiteral':
      case 'FloatLiteral':
        return store.plain(Number(value.value));
      case 'Lookup': {
        const owner = this.#value(value.object, variables);
        return owner === undefined || value.name === undefined
          ? undefined
          : store.part(owner, 'fields', value.name.text);
      }
      case 'MethodCall': {
        const owner = this.#value(value.object, variables);
        if (owner === undefined) return undefined;
        // What has methods is an object, and an object has a class.
        const { className, field, name } = store.root(owner);
        if (className === undefined) store.becomeObject(owner, classNameFor(name ?? field ?? 'thing'));
        return store.part(owner, 'methods', value.name.text);
      }
      case 'List':
      case 'ListPattern': {
        if (value.rest !== undefined) return undefined;
        const elements: readonly Node[] = value.elements;
        const members = elements.map((element) => this.#value(element, variables));
        if (members.some((member) => member === undefined)) return undefined;
        return { ...store.fresh(), isList: true, isWhole: true, members: members as Unknown[] };
      }
      case 'Dictionary':
      case 'DictionaryPattern': {
        const fields = new Map<string, Unknown>();
        for (const { key, value: of } of value.fields) {
          const part = of === undefined ? this.#variable(key.text, variables) : this.#value(of, variables);
          if (part === undefined) return undefined;
          fields.set(key.text, part);
        }
        return { ...store.fresh(), fields };
      }
      case 'Binary':
        return this.#arithmetic(value.operator, value.left, value.right, variables);
      default:
        return undefined;
    }
  }

  #variable(name: string, variables: Variables): Unknown {
    if (name === '_') return this.#store.fresh();
    if (name === 'nil') return this.#store.plain(null);
    let known = variables.get(name);
    if (known === undefined) {
      known = this.#store.fresh(name.replace(/^_+/, ''));
      variables.set(name, known);
    }
    return known;
  }

  #arithmetic(operator: string, left: Node, right: Node, variables: Variables): Unknown | undefined {
    const a = this.#value(left, variables);
    const b = this.#value(right, variables);
    if (a === undefined || b === undefined || !'+-*/'.includes(operator)) return undefined;
    const x = this.#store.root(a).plain;
    const y = this.#store.root(b).plain;
    if (typeof x !== 'number' || typeof y !== 'number') return this.#store.fresh();
    return this.#store.plain(operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : x / y);
  }
}

/** Nothing is known of it. */
const isOpen = (unknown: Unknown): boolean =>
  unknown.plain === undefined &&
  !unknown.isList &&
  !isObject(unknown) &&
  unknown.least === undefined &&
  unknown.most === undefined;

const another = (value: string | number | boolean): Plain =>
  typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : value === 'other' ? 'another' : 'other';

const samePlain = (a: Unknown, b: Unknown): boolean => a.plain !== undefined && a.plain === b.plain;

const plainTypes: Readonly<Record<string, PlainKind>> = {
  String: 'string',
  Integer: 'number',
  Float: 'number',
  Boolean: 'boolean',
};

/** The name of a class for what the policy has only a name for: `org_roles` is an `OrgRoles`. */
export const classNameFor = (name: string): string =>
  name.replaceAll(/(?:^|_)(\p{L})/gu, (_, first: string) => first.toUpperCase());
