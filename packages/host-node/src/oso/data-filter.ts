import { UnexpectedExpressionError } from './errors.ts';
import { type Datum, type Filter, type FilterCondition, isProjection, type Projection, Relation } from './filter.ts';
import { printOperation } from './print-operation.ts';
import { referenceError } from './reference-error.ts';
import type { UserType } from './registry.ts';
import { Expression, Pattern, Variable } from './terms.ts';

type Comparison = FilterCondition['cmp'];
type Types = Filter['types'];

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['Unify', 'Eq'],
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
  const joins = new Joins();
  const conditions = answers.flatMap((answer) =>
    answer instanceof Expression
      ? alternatives(answer).map((constraints) => new Group(model, types).of(constraints, joins))
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

/** The relations that lead to what conditions are about, of all alternatives. */
class Joins {
  readonly #found: Filter['relations'][number][] = [];

  /** Those, each after the one that it starts from. */
  get relations(): Filter['relations'] {
    return this.#found;
  }

  /** @throws where one alternative reaches a class twice */
  add(relations: Filter['relations'], model: string): void {
    const reached = new Set([model]);
    for (const { toTypeName } of relations) {
      if (reached.has(toTypeName))
        throw referenceError(
          'OperationalError',
          'invalid-state',
          `Invalid state: Type \`${toTypeName}\` occurs more than once as the target of a relation`,
        );
      reached.add(toTypeName);
    }
    for (const each of relations) if (!this.#found.some((other) => isSameRelation(other, each))) this.#found.push(each);
  }
}

/** A variable, and the fields that are followed from it. */
interface Path {
  readonly variable: string;
  readonly fields: readonly string[];
}

/** The conditions of one alternative. */
class Group {
  readonly #model: string;
  readonly #types: Types;
  /** Classes of variables and of what paths lead to. */
  readonly #known = new Map<string, string>();
  readonly #relations: Filter['relations'][number][] = [];

  constructor(model: string, types: Types) {
    this.#model = model;
    this.#types = types;
    for (const variable of ['_this', 'resource']) this.#known.set(keyOf({ variable, fields: [] }), model);
  }

  of(constraints: readonly Expression[], joins: Joins): readonly FilterCondition[] {
    for (const [key, type] of this.#typesOfEquals(constraints)) this.#known.set(key, type);
    const found: FilterCondition[] = [];
    for (const each of constraints) {
      const condition = this.#condition(each);
      if (condition !== undefined && !found.some((other) => isSame(other, condition))) found.push(condition);
    }
    joins.add(this.#relations, this.#model);
    return found;
  }

  /** What is one thing, or a member of another, has its class: what is known of one of them is known of all. */
  #typesOfEquals(constraints: readonly Expression[]): readonly (readonly [string, string])[] {
    const groups: Map<string, Path>[] = [];
    for (const { operator, args } of constraints) {
      const [left, right] = args.map(pathOf);
      if ((operator !== 'Unify' && operator !== 'In') || left === undefined || right === undefined) continue;
      const joined = new Map([left, right].map((path) => [keyOf(path), path]));
      for (const other of groups.filter((group) => [...joined.keys()].some((key) => group.has(key)))) {
        for (const [key, path] of other) joined.set(key, path);
        groups.splice(groups.indexOf(other), 1);
      }
      groups.push(joined);
    }
    return groups.flatMap((group) => {
      const type = [...group.values()].map((path) => this.#typeOf(path)).find((found) => found !== undefined);
      return type === undefined ? [] : [...group.keys()].map((key) => [key, type] as const);
    });
  }

  #typeOf(path: Path): string | undefined {
    return (
      this.#known.get(keyOf(path)) ??
      path.fields.reduce<string | undefined>(
        (type, field) => (type === undefined ? undefined : this.#relation(type, field)?.otherType),
        this.#known.get(keyOf({ ...path, fields: [] })),
      )
    );
  }

  #relation(type: string, field: string): Relation | undefined {
    const of = this.#types.get(type)?.fields.get(field);
    return of instanceof Relation ? of : undefined;
  }

  #condition(constraint: Expression): FilterCondition | undefined {
    const { operator, args } = constraint;
    const [left, right] = args;
    if (operator === 'Isa' && right instanceof Pattern) return this.#isOf(left, right);
    if (operator === 'Not' && left instanceof Expression && left.operator === 'In' && left.args.length === 2)
      return { lhs: this.#datum(left.args[0]), cmp: 'Nin', rhs: this.#datum(left.args[1]) };
    if (args.length !== 2) throw unsupported(constraint, this.#types);
    const lhs = this.#datum(left);
    const rhs = this.#datum(right);
    const cmp = operator === 'In' ? membership(lhs, rhs) : comparisons.get(operator);
    if (cmp === undefined) throw unsupported(constraint, this.#types);
    return always.has(cmp) && isSameDatum(lhs, rhs) ? undefined : { lhs, cmp, rhs };
  }

  /** A path is of a class, or never is. */
  #isOf(term: unknown, { tag }: Pattern): FilterCondition | undefined {
    const path = pathOf(term);
    const type = path && this.#typeOf(path);
    if (tag === undefined || type === undefined) return undefined;
    return isBelow(this.#types.get(type), this.#types.get(tag)) ? undefined : never;
  }

  /** What stands at one side of a condition. */
  #datum(term: unknown): Datum {
    const path = pathOf(term);
    if (path !== undefined) return this.#projection(path);
    if (term instanceof Expression) throw new UnexpectedExpressionError();
    return { value: term };
  }

  /** Where a path leads, along relations but for its last field. */
  #projection({ variable, fields }: Path): Projection {
    let typeName = this.#known.get(keyOf({ variable, fields: [] }));
    if (typeName === undefined)
      throw referenceError('OperationalError', 'invalid-state', `Invalid state: unknown type for \`${variable}\``);
    for (const [index, field] of fields.entries()) {
      const relation = this.#relation(typeName, field);
      if (relation === undefined && index < fields.length - 1) throw missingField(typeName, field);
      if (relation === undefined) return { typeName, fieldName: field };
      const followed = { fromTypeName: typeName, fromFieldName: field, toTypeName: relation.otherType };
      if (!this.#relations.some((other) => isSameRelation(other, followed))) this.#relations.push(followed);
      typeName = relation.otherType;
    }
    return { typeName };
  }
}

/** Comparisons that hold of anything and itself. */
const always: ReadonlySet<Comparison> = new Set(['Eq', 'Leq', 'Geq']);

/** A member of the objects that a relation leads to is one of them. */
const membership = (member: Datum, collection: Datum): Comparison =>
  isObjects(collection) && (!isProjection(member) || isObjects(member)) ? 'Eq' : 'In';

const isObjects = (datum: Datum): boolean => isProjection(datum) && datum.fieldName === undefined;

/** `_this.org.name`; undefined for what does not start at a variable. */
function pathOf(term: unknown): Path | undefined {
  if (term instanceof Variable) return { variable: term.name, fields: [] };
  if (!(term instanceof Expression) || term.operator !== 'Dot' || term.args.length !== 2) return undefined;
  const [object, field] = term.args;
  const start = pathOf(object);
  return start === undefined || typeof field !== 'string'
    ? undefined
    : { variable: start.variable, fields: [...start.fields, field] };
}

const keyOf = ({ variable, fields }: Path): string => [variable, ...fields].join('\0');

const isSameRelation = (one: Filter['relations'][number], other: Filter['relations'][number]): boolean =>
  one.fromTypeName === other.fromTypeName &&
  one.fromFieldName === other.fromFieldName &&
  one.toTypeName === other.toTypeName;

const isSame = (one: FilterCondition, other: FilterCondition): boolean =>
  one.cmp === other.cmp && isSameDatum(one.lhs, other.lhs) && isSameDatum(one.rhs, other.rhs);

/** Objects of the application are told apart, even where they are one. */
function isSameDatum(one: Datum, other: Datum): boolean {
  if (!isProjection(one) || !isProjection(other))
    return !isProjection(one) && !isProjection(other) && Object(one.value) !== one.value && one.value === other.value;
  return one.typeName === other.typeName && one.fieldName === other.fieldName;
}

/** Whether a class is another or extends it. */
function isBelow(type: UserType | undefined, above: UserType | undefined): boolean {
  if (type === undefined || above === undefined) return false;
  return type.cls === above.cls || type.cls.prototype instanceof above.cls;
}

const moreInformation = `For more information please refer to our documentation:
    https://docs.osohq.com/guides/data_filtering.html
`;

const unsupported = (constraint: Expression, types: Types): Error =>
  referenceError(
    'RuntimeError',
    'data-filtering-unsupported-op',
    `Unsupported operation:
    ${constraint.operator}/${constraint.args.length}
in the expression:
    ${printOperation(constraint, (name) => types.has(name))}
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
