import type { Class } from './errors.ts';
import type { UserType } from './registry.ts';

/** How objects of two classes belong together: `myField` of one equals `otherField` of the other. */
export class Relation {
  readonly kind: 'one' | 'many';
  readonly otherType: string;
  readonly myField: string;
  readonly otherField: string;
  constructor(kind: 'one' | 'many', otherType: string, myField: string, otherField: string) {
    this.kind = kind;
    this.otherType = otherType;
    this.myField = myField;
    this.otherField = otherField;
  }
}

/** A field of the objects that are looked for, or, without `fieldName`, such an object itself. */
export interface Projection {
  readonly typeName: string;
  readonly fieldName?: string | undefined;
}

export interface Immediate {
  readonly value: unknown;
}

export type Datum = Projection | Immediate;

export const isProjection = (datum: Datum): datum is Projection => 'typeName' in datum;

export interface FilterCondition {
  readonly lhs: Datum;
  readonly cmp: 'Eq' | 'Neq' | 'Gt' | 'Geq' | 'Lt' | 'Leq' | 'In' | 'Nin';
  readonly rhs: Datum;
}

/** Which objects of a class are looked for: those for which all conditions of one of the groups hold. */
export interface Filter {
  readonly model: string;
  /** Classes to join, along their relations. */
  readonly relations: readonly {
    readonly fromTypeName: string;
    readonly fromFieldName: string;
    readonly toTypeName: string;
  }[];
  readonly conditions: readonly (readonly FilterCondition[])[];
  /** Registered classes, by name and by class. */
  readonly types: ReadonlyMap<string | Class, UserType>;
}

/** What makes a query of the application's database of a filter, and runs it. */
export interface Adapter<Query = unknown, Resource = unknown> {
  buildQuery(filter: Filter): Query;
  executeQuery(query: Query): Promise<readonly Resource[]> | readonly Resource[];
}
