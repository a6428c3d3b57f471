import { type Adapter, type Datum, type Filter, type FilterCondition, isProjection, Relation } from './filter.ts';

/** What is used of TypeORM's builder of queries. */
export interface TypeOrmQuery<Resource> {
  innerJoin(entity: string, alias: string, condition: string): TypeOrmQuery<Resource>;
  where(condition: string, values: Readonly<Record<string, unknown>>): TypeOrmQuery<Resource>;
  getMany(): Promise<Resource[]>;
}

/** TypeORM's `DataSource`, or its older `Connection`. Entities are registered under their own names. */
export interface TypeOrmSource {
  // biome-ignore lint/suspicious/noExplicitAny: the entity is known by its name alone.
  getRepository(entity: string): { createQueryBuilder(alias: string): TypeOrmQuery<any> };
}

/** Makes queries of TypeORM for data filtering: `oso.setDataFilteringAdapter(typeOrmAdapter(dataSource))`. */
export function typeOrmAdapter<Resource>(source: TypeOrmSource): Adapter<TypeOrmQuery<Resource>, Resource> {
  return {
    buildQuery: (filter) => {
      const { model, relations } = filter;
      let query: TypeOrmQuery<Resource> = source.getRepository(model).createQueryBuilder(model);
      for (const relation of relations) query = query.innerJoin(...joined(relation, filter));
      const values: Record<string, unknown> = {};
      return query.where(anyOf(filter.conditions, values), values);
    },
    executeQuery: (query) => query.getMany(),
  };
}

/** The class at the other end of a relation, and how its objects belong to those of this one. */
function joined(
  { fromTypeName, fromFieldName, toTypeName }: Filter['relations'][number],
  { types }: Filter,
): [string, string, string] {
  const relation = types.get(fromTypeName)?.fields.get(fromFieldName);
  if (!(relation instanceof Relation))
    throw new Error(`${fromTypeName}.${fromFieldName} is registered as no relation.`);
  const { myField, otherField } = relation;
  return [toTypeName, toTypeName, `${fromTypeName}.${myField} = ${toTypeName}.${otherField}`];
}

const SIGNS = { Eq: '=', Neq: '<>', Gt: '>', Geq: '>=', Lt: '<', Leq: '<=', In: 'IN', Nin: 'NOT IN' } as const;
const NEVER = '1 = 0';
const ALWAYS = '1 = 1';

type Values = Record<string, unknown>;

/** In brackets: the application may add a condition of its own, as `query.andWhere` does. */
const anyOf = (groups: Filter['conditions'], values: Values): string =>
  groups.length === 0 ? NEVER : `(${groups.map((group) => `(${allOf(group, values)})`).join(' OR ')})`;

const allOf = (conditions: readonly FilterCondition[], values: Values): string =>
  conditions.length === 0 ? ALWAYS : conditions.map((each) => conditionText(each, values)).join(' AND ');

function conditionText(condition: FilterCondition, values: Values): string {
  const { cmp } = condition;
  const [left, right] = [keyed(condition.lhs, condition.rhs), keyed(condition.rhs, condition.lhs)];
  // In SQL, nothing equals NULL.
  const other = isNull(right) ? left : isNull(left) ? right : undefined;
  if (other !== undefined && (cmp === 'Eq' || cmp === 'Neq'))
    return `${datumText(other, values)} IS ${cmp === 'Eq' ? '' : 'NOT '}NULL`;
  if (cmp === 'In' || cmp === 'Nin') {
    const members = isProjection(right) ? undefined : right.value;
    if (Array.isArray(members)) {
      if (members.length === 0) return cmp === 'In' ? NEVER : ALWAYS;
      return `${datumText(left, values)} ${SIGNS[cmp]} (:...${named(members, values)})`;
    }
  }
  return `${datumText(left, values)} ${SIGNS[cmp]} ${datumText(right, values)}`;
}

/** An object is compared by its key, `id`: on the side of the class, and on that of the object. */
function keyed(datum: Datum, other: Datum): Datum {
  if (isProjection(datum)) return datum.fieldName === undefined ? { ...datum, fieldName: 'id' } : datum;
  if (!isProjection(other) || other.fieldName !== undefined) return datum;
  const keyOf = (value: unknown): unknown => (value as { readonly id?: unknown } | null)?.id ?? null;
  return { value: Array.isArray(datum.value) ? datum.value.map(keyOf) : keyOf(datum.value) };
}

const isNull = (datum: Datum): boolean => !isProjection(datum) && (datum.value === null || datum.value === undefined);

const datumText = (datum: Datum, values: Values): string =>
  isProjection(datum) ? `${datum.typeName}.${datum.fieldName}` : `:${named(datum.value, values)}`;

/** The name of a value that the database is given beside the text. */
function named(value: unknown, values: Values): string {
  const name = `oso_${Object.keys(values).length}`;
  values[name] = value;
  return name;
}
