import type {
  Binary,
  Call,
  Expression,
  Field,
  InstancePattern,
  Lookup,
  Matches,
  Node,
  Not,
  Pattern,
  PolarNode,
} from '@polar-tools/language';
import { classesOf } from '../../configuration/known-classes.ts';
import { constructOf } from '../../dialect/constructs.ts';
import { reservedWords } from '../../dialect/reserved-words.ts';
import type { Policy } from '../../model/policy.ts';
import { unwrap, walk } from '../../model/walk.ts';
import { variablesIn } from '../../refactorings/clause-parts.ts';
import { sourceOf } from '../../refactorings/source-text.ts';
import type { Unit } from '../unit.ts';
import { type FieldFact, fieldOf, isTrue } from './field-facts.ts';

/** What the goals of all rules are converted with. */
export interface CloudSetting {
  readonly policy: Policy;
  readonly fields: ReadonlyMap<string, FieldFact>;
}

/** A value as Cloud writes it, and the goals that find it, which come before. */
interface Value {
  readonly text: string;
  readonly goals: readonly string[];
}

const literals = new Set(['StringLiteral', 'IntegerLiteral', 'BooleanLiteral']);
const orders = new Set(['<', '<=', '>', '>=']);

/** Says the goals of one rule in Cloud's words, in place; what cannot be said makes the rule's unit a decision. */
export class Goals {
  readonly #unit: Unit;
  readonly #setting: CloudSetting;
  /** Names of variables that the rule has. */
  readonly #names: Set<string>;

  constructor(unit: Unit, setting: CloudSetting, names: Iterable<string>) {
    this.#unit = unit;
    this.#setting = setting;
    this.#names = new Set(names);
  }

  goal(node: Expression): void {
    const text = this.#goalText(node);
    if (text !== undefined) this.#unit.replace(node, text);
  }

  /** The goals that a pattern's fields stand for, of the variable that it constrains. */
  fieldGoals(object: string, fields: readonly Field[]): readonly string[] {
    return fields.flatMap(({ key, value }) => {
      if (value === undefined) return this.#holds(object, key.text, key.text, key);
      const { text, goals } = this.#value(value as Expression);
      return [...goals, ...this.#holds(object, key.text, text, value, isTrue(value as Pattern))];
    });
  }

  /** The text that comes instead of a goal; undefined where it stays, or its parts are changed in place. */
  #goalText(node: Expression): string | undefined {
    switch (node.$type) {
      case 'And':
      case 'Or':
        for (const operand of node.operands) this.goal(operand);
        return undefined;
      case 'Parentheses':
        this.goal(node.inner as Expression);
        return undefined;
      case 'BooleanLiteral':
        return undefined;
      case 'Print':
        return 'true';
      case 'Call':
        return this.#call(node);
      case 'Lookup':
        return this.#truth(node);
      case 'Binary':
        return this.#binary(node);
      case 'Matches':
        return this.#matches(node);
      case 'Not':
        return this.#not(node);
      default:
        return this.#leave(node);
    }
  }

  #call(node: Call): string | undefined {
    if (node.keywords.length > 0 || ['.', 'in', 'new'].includes(node.name.text)) return this.#leave(node);
    const values = node.arguments.map((argument) => this.#value(argument));
    const texts = swapped(node.name.text, values).map(({ text }) => text);
    return joined([...values.flatMap(({ goals }) => goals), `${node.name.text}(${texts.join(', ')})`]);
  }

  /** `x.f` as a condition. */
  #truth(lookup: Lookup): string | undefined {
    return this.#read(lookup, 'true', true);
  }

  #binary(node: Binary): string | undefined {
    const { operator } = node;
    if (operator === '=' || operator === '==' || operator === ':=') return this.#equal(node);
    if (operator === 'in') return this.#member(node);
    if (operator === '!=') {
      const [left, right] = [this.#value(node.left), this.#value(node.right)];
      return joined([...left.goals, ...right.goals, `${left.text} != ${right.text}`]);
    }
    if (!orders.has(operator)) return this.#leave(node);
    if (![node.left, node.right].some((side) => unwrap<Expression>(side).$type === 'IntegerLiteral')) {
      return this.#leave(node, {
        what: 'A comparison of values that may be no integers',
        why: 'Oso Cloud compares integers alone. If both sides are integers, compare them as they stand.',
      });
    }
    const [left, right] = [this.#value(node.left), this.#value(node.right)];
    return joined([...left.goals, ...right.goals, `${left.text} ${operator} ${right.text}`]);
  }

  #equal({ left, right }: Binary): string | undefined {
    const [a, b] = [unwrap<Expression>(left), unwrap<Expression>(right)];
    // The side that is no lookup is what the fact holds.
    if (a.$type === 'Lookup' && b.$type !== 'Lookup') return this.#reads(a, b);
    if (b.$type === 'Lookup') return this.#reads(b, a);
    const [first, second] = [this.#value(a), this.#value(b)];
    return `${first.text} = ${second.text}`;
  }

  #reads(lookup: Lookup, other: Expression): string | undefined {
    const value = this.#value(other);
    const read = this.#read(lookup, value.text, isTrue(other));
    return read === undefined ? undefined : joined([...value.goals, read]);
  }

  #member(node: Binary): string | undefined {
    const list = unwrap<Expression>(node.right);
    const value = this.#value(node.left);
    if (list.$type === 'List' && list.rest === undefined) {
      const members = list.elements.map((element) => this.#value(element));
      const text = `[${members.map((member) => member.text).join(', ')}]`;
      return joined([...value.goals, ...members.flatMap(({ goals }) => goals), `${value.text} in ${text}`]);
    }
    if (list.$type !== 'Lookup') return this.#leave(node, listOf);
    return joined([...value.goals, ...this.#members(list, value.text)]);
  }

  #members(list: Lookup, member: string): readonly string[] {
    const object = this.#value(list.object);
    const fact = this.#fact(list);
    return fact === undefined ? [] : [...object.goals, `${fact.predicate}(${object.text}, ${member})`];
  }

  #matches(node: Matches): string | undefined {
    const { pattern } = node;
    const value = this.#value(node.left);
    if (literals.has(pattern.$type)) return joined([...value.goals, `${value.text} = ${this.#source(pattern)}`]);
    if (pattern.$type !== 'InstancePattern') return this.#leave(node);
    this.classNamed(pattern);
    return joined([
      ...value.goals,
      `${value.text} matches ${pattern.name.text}`,
      ...this.fieldGoals(value.text, pattern.fields ?? []),
    ]);
  }

  /** What must not hold. Where a field is read the fact must be there, with another value: what nobody told allows nothing. */
  #not(node: Not): string | undefined {
    const free = unboundAt(node);
    if (free !== undefined) {
      return this.#leave(node, {
        what: `not over ${free}, which has no value yet`,
        why: 'The Oso library asks whether any value will do; Oso Cloud asks of the value that another condition gives. Say which is meant.',
      });
    }
    const inner = unwrap<Expression>(node.operand);
    if (inner.$type === 'Call') {
      const values = inner.arguments.map((argument) => this.#value(argument));
      if (inner.keywords.length > 0) return this.#leave(inner);
      const texts = swapped(inner.name.text, values).map(({ text }) => text);
      return joined([...values.flatMap(({ goals }) => goals), `not ${inner.name.text}(${texts.join(', ')})`]);
    }
    if (inner.$type === 'Lookup') return this.#read(inner, 'false', false);
    if (inner.$type === 'Binary' && ['=', '==', '!='].includes(inner.operator)) {
      const [left, right] = [this.#value(inner.left), this.#value(inner.right)];
      const operator = inner.operator === '!=' ? '=' : '!=';
      return joined([...left.goals, ...right.goals, `${left.text} ${operator} ${right.text}`]);
    }
    if (inner.$type === 'Binary' && inner.operator === 'in') return this.#notIn(inner);
    return this.#leave(node, {
      what: 'not before more than one condition',
      why: 'Oso Cloud negates one call. Name the whole in a rule of its own, and negate that.',
    });
  }

  #notIn(node: Binary): string | undefined {
    const list = unwrap<Expression>(node.right);
    const value = this.#value(node.left);
    if (list.$type === 'List' && list.rest === undefined) {
      const members = list.elements.map((element) => this.#value(element));
      const goals = members.map(({ text }) => `${value.text} != ${text}`);
      return joined([...value.goals, ...members.flatMap((member) => member.goals), ...goals]) || 'true';
    }
    if (list.$type !== 'Lookup') return this.#leave(node, listOf);
    const goals = this.#members(list, value.text);
    this.#unit.note(node, {
      what: 'A list that must not have a member',
      why: 'A fact that nobody tells counts as absent, which allows more: be sure that all of them are told.',
    });
    return joined([...value.goals, ...goals.slice(0, -1), `not ${goals.at(-1)}`]);
  }

  /** A fact that says what a field of an object holds. */
  #read(lookup: Lookup, value: string, holdsTrue: boolean): string | undefined {
    const object = this.#value(lookup.object);
    const field = fieldOf(lookup);
    if (field === undefined) return this.#leave(lookup);
    return joined([...object.goals, ...this.#holds(object.text, field, value, lookup, holdsTrue)]);
  }

  #holds(object: string, field: string, value: string, at: Node, holdsTrue = false): readonly string[] {
    const fact = this.#setting.fields.get(field);
    if (fact === undefined || fact.shape === 'mixed' || fact.shape === 'members') {
      this.#leave(at, mixed(field));
      return [];
    }
    if (fact.shape === 'truth' && holdsTrue) return [`${fact.predicate}(${object})`];
    return [`${fact.predicate}(${object}, ${value})`];
  }

  #fact(lookup: Lookup): FieldFact | undefined {
    const field = fieldOf(lookup);
    const fact = field === undefined ? undefined : this.#setting.fields.get(field);
    if (fact === undefined) this.#leave(lookup);
    else if (fact.shape === 'mixed') this.#leave(lookup, mixed(fact.field));
    else return fact;
    return undefined;
  }

  /** A value that stands in a goal. */
  #value(node: Expression | Pattern): Value {
    const inner = unwrap<Expression | Pattern>(node);
    switch (inner.$type) {
      case 'StringLiteral':
      case 'IntegerLiteral':
      case 'BooleanLiteral':
        return { text: this.#source(inner), goals: [] };
      case 'Variable':
        return { text: this.#variable(inner.name, inner), goals: [] };
      case 'Lookup': {
        const field = fieldOf(inner);
        const found = this.#freeName(field ?? 'value');
        const object = this.#value(inner.object);
        const fact = this.#fact(inner);
        if (fact === undefined) return { text: found, goals: [] };
        if (fact.shape !== 'value') {
          this.#leave(inner, mixed(fact.field));
          return { text: found, goals: [] };
        }
        return { text: found, goals: [...object.goals, `${fact.predicate}(${object.text}, ${found})`] };
      }
      default:
        this.#leave(inner);
        return { text: '_', goals: [] };
    }
  }

  #variable(name: string, node: Node): string {
    const { policy } = this.#setting;
    if (name !== '_' && !this.#unit.isLeft && classesOf(policy.configuration).mayBeConstant(name))
      this.#leave(node, {
        what: name === 'nil' ? 'nil' : `${name}, which is a constant of the application`,
        why:
          name === 'nil'
            ? 'In Oso Cloud there is no value for "nothing". Tell a fact of what has a value, or of what has none.'
            : 'Oso Cloud does not know it. Write the object by its type and identifier, such as User{"alice"}, or the value.',
      });
    return name;
  }

  /** A class in a pattern: one that Cloud has as a type, or can have. */
  classNamed(pattern: InstancePattern): void {
    const { text } = pattern.name;
    if (['Float', 'List', 'Dictionary'].includes(text))
      this.#leave(pattern, {
        what: `The class ${text}`,
        why: 'Oso Cloud has strings, integers, booleans and objects.',
      });
    else if (text.includes('::'))
      this.#leave(pattern, {
        what: `The class ${text}`,
        why: "In Oso Cloud a type's name has no colons. Give it another.",
      });
  }

  #freeName(field: string): string {
    const base = reservedWords.has(field) ? `${field}_value` : field;
    let name = base;
    for (let n = 2; this.#names.has(name); n++) name = `${base}_${n}`;
    this.#names.add(name);
    return name;
  }

  #source(node: Node): string {
    return sourceOf(this.#unit.text, node);
  }

  #leave(node: Node, obstacle = obstacleOf(node as PolarNode)): undefined {
    this.#unit.leave(node, obstacle);
    return undefined;
  }
}

const listOf = {
  what: 'A list that is neither written nor a field',
  why: 'Oso Cloud has lists only where they are written. Tell a fact for each member, or write the list.',
};

const mixed = (field: string): { what: string; why: string } => ({
  what: `The field ${field}, which is read in more than one way`,
  why: 'It is a list in one place and a single value in another, and a fact can be one of both. Read it in one way.',
});

/** A variable under `not` that nothing before it has surely given a value, where the Library goes through the goals in their order. */
function unboundAt(not: Not): string | undefined {
  const above = new Set<Node>();
  let rule: Node = not;
  for (; rule.$container !== undefined; rule = rule.$container) above.add(rule);
  const bound = new Set<string>();
  walk(rule, (node) => {
    if (node.$type === 'Variable' && node.$start < not.$start) bound.add(node.name);
    return above.has(node) || (node.$type !== 'Not' && node.$type !== 'Or');
  });
  return variablesIn(not).find((name) => !bound.has(name));
}

/** Why a node cannot be said in Cloud. */
export function obstacleOf(node: PolarNode): { readonly what: string; readonly why: string } {
  if (node.$type === 'Variable') {
    return {
      what: `${node.name} as a condition`,
      why: 'In Oso Cloud a condition is a call or a comparison. Say what must hold of it.',
    };
  }
  const what = constructOf(node)?.what ?? 'this condition';
  return { what: capitalised(what), why: adviceFor(node) };
}

function adviceFor(node: PolarNode): string {
  switch (node.$type) {
    case 'MethodCall':
      return 'Oso Cloud calls no code. Tell what it comes to as a fact, and ask for that.';
    case 'Cut':
      return 'In Oso Cloud the order of rules means nothing. Say in each rule when it holds.';
    case 'Forall':
      return 'Write what must not be in a rule of its own, and negate that.';
    case 'FloatLiteral':
      return 'Oso Cloud has integers alone. Choose a smaller unit, such as cents.';
    case 'New':
      return 'Write an object by its type and identifier, such as User{"alice"}.';
    default:
      return 'Oso Cloud has nothing that is surely the same. Tell it as a fact, or write it in another way.';
  }
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (goals: readonly string[]): string => goals.join(' and ');

/** The arguments of `has_relation` stand the other way round in the other dialect; all others stay. */
export function swapped<T>(predicate: string, values: readonly T[]): readonly T[] {
  return predicate === 'has_relation' && values.length === 3 ? values.toReversed() : values;
}
