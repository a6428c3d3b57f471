import { type Datum, type Filter, type FilterCondition, isProjection, Relation } from './filter.ts';
import { printOperation } from './print-operation.ts';
import { referenceError } from './reference-error.ts';
import type { UserType } from './registry.ts';
import { Expression, Pattern, Variable } from './terms.ts';

type Comparison = FilterCondition['cmp'];
type Types = Filter['types'];

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['Unify', 'Eq'],
  ['Eq', 'Eq'],
  ['Neq', 'Neq'],
  ['Gt', 'Gt'],
  ['Geq', 'Geq'],
  ['Lt', 'Lt'],
  ['Leq', 'Leq'],
]);

const never: FilterCondition = { lhs: { value: true }, cmp: 'Eq', rhs: { value: false } };

/**
 * Which objects of a class the answers are about: what each says of `resource`, as conditions on fields, and the relations that lead to
 * them.
 *
 * @param answers for each answer, the object, or the constraint on it
 * @throws what the reference cannot make a filter of, in its words
 */
export function filterOf(answers: readonly unknown[], model: string, types: Types): Filter {
  const joins = new Joins(model, types);
  const conditions = answers.flatMap((answer) =>
    answer instanceof Expression
      ? alternatives(answer).map((constraints) => new Group(joins).of(constraints))
      : [[{ lhs: { typeName: model }, cmp: 'Eq', rhs: { value: answer } } as const]],
  );
  return { model, relations: joins.relations, conditions: conditions.length === 0 ? [[never]] : conditions, types };
}

/** A constraint as alternatives, each of constraints that hold together. */
function alternatives({ operator, args }: Expression): readonly (readonly Expression[])[] {
  const parts = args as readonly Expression[];
  if (operator === 'Or') return parts.flatMap(alternatives);
  if (operator !== 'And') return [[new Expression(operator, args)]];
  return parts
    .map(alternatives)
    .reduce<readonly (readonly Expression[])[]>(
      (all, more) => all.flatMap((one) => more.map((another) => [...one, ...another])),
      [[]],
    );
}

/** The relations that conditions lead along: each class is reached in one way. */
class Joins {
  readonly model: string;
  readonly types: Types;
  readonly #reached = new Map<string, Filter['relations'][number]>();

  constructor(model: string, types: Types) {
    this.model = model;
    this.types = types;
  }

  get relations(): Filter['relations'] {
    return [...this.#reached.values()];
  }

  typeOf(name: string): UserType | undefined {
    return this.types.get(name);
  }

  /** Goes along a relation of a class. */
  follow(fromTypeName: string, fromFieldName: string, { otherType }: Relation): string {
    const known = this.#reached.get(otherType);
    const isSame = known?.fromTypeName === fromTypeName && known.fromFieldName === fromFieldName;
    if (otherType === this.model || (known !== undefined && !isSame))
      throw referenceError(
        'OperationalError',
        'invalid-state',
        `Invalid state: Type \`${otherType}\` occurs more than once as the target of a relation`,
      );
    if (known === undefined) this.#reached.set(otherType, { fromTypeName, fromFieldName, toTypeName: otherType });
    return otherType;
  }
}

/** The conditions of one alternative. */
class Group {
  readonly #joins: Joins;
  /** What variables are: objects of a class that a path leads to, or paths. */
  readonly #known = new Map<string, unknown>();

  constructor(joins: Joins) {
    this.#joins = joins;
  }

  of(constraints: readonly Expression[]): readonly FilterCondition[] {
    for (const each of constraints) this.#name(each);
    const found: FilterCondition[] = [];
    for (const each of constraints) {
      const condition = this.#condition(each);
      if (condition !== undefined && !found.some((other) => isSame(other, condition))) found.push(condition);
    }
    return found;
  }

  /** Notes what a variable is: a member of what a path leads to, or a path itself. */
  #name({ operator, args: [left, right] }: Expression): void {
    if (operator === 'In' && left instanceof Variable && isPath(right)) this.#known.set(left.name, right);
    if (operator !== 'Unify') return;
    if (isFree(left) && isPath(right)) this.#known.set(left.name, right);
    else if (isFree(right) && isPath(left)) this.#known.set(right.name, left);
  }

  #condition(constraint: Expression): FilterCondition | undefined {
    const { operator, args } = constraint;
    const [left, right] = args;
    if (operator === 'Isa' && right instanceof Pattern) return this.#isOf(left, right);
    if (operator === 'In' && left instanceof Variable && isPath(right)) {
      this.#datum(right);
      return undefined;
    }
    const cmp = comparisons.get(operator);
    if (cmp === undefined || args.length !== 2) throw unsupported(constraint);
    if (
      (isFree(left) && this.#known.get(left.name) === right) ||
      (isFree(right) && this.#known.get(right.name) === left)
    ) {
      this.#datum(isFree(left) ? right : left);
      return undefined;
    }
    return { lhs: this.#datum(left), cmp, rhs: this.#datum(right) };
  }

  /** A path is of a class, or never is. */
  #isOf(path: unknown, { tag }: Pattern): FilterCondition | undefined {
    if (tag === undefined) return undefined;
    const type = this.#typeAt(path);
    return type === undefined || isBelow(this.#joins.typeOf(type), this.#joins.typeOf(tag)) ? undefined : never;
  }

  #typeAt(path: unknown): string | undefined {
    const datum = this.#datum(path);
    return 'typeName' in datum && datum.fieldName === undefined ? datum.typeName : undefined;
  }

  /** What stands at one side of a condition. */
  #datum(term: unknown): Datum {
    if (term instanceof Variable) {
      if (term.name === '_this') return { typeName: this.#joins.model };
      const path = this.#known.get(term.name);
      if (path !== undefined) return this.#datum(path);
      throw referenceError('OperationalError', 'invalid-state', `Invalid state: unknown type for \`${term.name}\``);
    }
    if (!isPath(term)) {
      if (term instanceof Expression) throw unsupported(term);
      return { value: term };
    }
    const [object, field] = term.args as readonly [unknown, string];
    const owner = this.#datum(object);
    if (!('typeName' in owner)) throw unsupported(term);
    if (owner.fieldName !== undefined) throw missingField(owner.typeName, owner.fieldName);
    const of = this.#joins.typeOf(owner.typeName)?.fields.get(field);
    if (of instanceof Relation) return { typeName: this.#joins.follow(owner.typeName, field, of) };
    return { typeName: owner.typeName, fieldName: field };
  }
}

const isSame = (one: FilterCondition, other: FilterCondition): boolean =>
  one.cmp === other.cmp && isSameDatum(one.lhs, other.lhs) && isSameDatum(one.rhs, other.rhs);

/** Objects of the application are told apart, even where they are one. */
function isSameDatum(one: Datum, other: Datum): boolean {
  if (!isProjection(one) || !isProjection(other))
    return !isProjection(one) && !isProjection(other) && Object(one.value) !== one.value && one.value === other.value;
  return one.typeName === other.typeName && one.fieldName === other.fieldName;
}

const isPath = (term: unknown): term is Expression =>
  term instanceof Expression && term.operator === 'Dot' && term.args.length === 2;

const isFree = (term: unknown): term is Variable => term instanceof Variable && term.name !== '_this';

/** Whether a class is another or extends it. */
function isBelow(type: UserType | undefined, above: UserType | undefined): boolean {
  if (type === undefined || above === undefined) return false;
  return type.cls === above.cls || type.cls.prototype instanceof above.cls;
}

const moreInformation = `For more information please refer to our documentation:
    https://docs.osohq.com/guides/data_filtering.html
`;

const unsupported = (constraint: Expression): Error =>
  referenceError(
    'RuntimeError',
    'data-filtering-unsupported-op',
    `Unsupported operation:
    ${constraint.operator}/${constraint.args.length}
in the expression:
    ${printOperation(constraint)}
in a data filtering query.

This operation is not currently supported for data filtering.
${moreInformation}`,
  );

const missingField = (type: string, field: string): Error =>
  referenceError(
    'RuntimeError',
    'data-filtering-field-missing',
    `Unregistered field or relation: ${type}.${field}

Please include \`${field}\` in the \`fields\` parameter of your
\`register_class\` call for ${type}.  For example, in Python:

    oso.register_class(${type}, fields={
        "${field}": <type or relation>
    })

${moreInformation}`,
  );
