/** The application itself, where it runs in Node: see README.md. */
export * from './oso/errors.ts';
export {
  type Adapter,
  type Datum,
  type Filter,
  type FilterCondition,
  type Immediate,
  isProjection,
  type Projection,
  Relation,
} from './oso/filter.ts';
export { Host, type PolarTerm } from './oso/host.ts';
export { Oso, type OsoOptions } from './oso/oso.ts';
export { type NamedText, Polar, type PolarOptions, type QueryOpts, type QueryResult } from './oso/polar.ts';
export { type ClassParams, defaultEqualityFn, type UserType } from './oso/registry.ts';
export { Dict, Expression, Pattern, Predicate, Variable } from './oso/terms.ts';
export { type TypeOrmQuery, type TypeOrmSource, typeOrmAdapter } from './oso/type-orm-adapter.ts';
