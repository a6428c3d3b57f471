import type { Dialect } from '../model/policy.ts';

/** A class that is there without an application. */
export interface BuiltInClass {
  readonly name: string;
  /** For a person: "Any type with an actor block". */
  readonly detail: string;
  /** The one dialect that has it; undefined where both do. */
  readonly dialect?: Dialect;
}

/** Those that stand for other types: all with an `actor` block, and all with any block. */
const unionClasses: readonly BuiltInClass[] = [
  { name: 'Actor', detail: 'Any type with an actor block' },
  { name: 'Resource', detail: 'Any type with a resource or actor block' },
];

/** Those of values (docs/language/rules.md#built-in-classes). */
const valueClasses: readonly BuiltInClass[] = [
  { name: 'String', detail: 'Built-in class' },
  { name: 'Integer', detail: 'Built-in class' },
  { name: 'Boolean', detail: 'Built-in class' },
  { name: 'Float', detail: 'Built-in class', dialect: 'library' },
  { name: 'List', detail: 'Built-in class', dialect: 'library' },
  { name: 'Dictionary', detail: 'Built-in class', dialect: 'library' },
];

/** Every class that a policy has without naming it, in the order in which they are offered. */
export const builtInClasses: readonly BuiltInClass[] = [...unionClasses, ...valueClasses];

const names = new Set(builtInClasses.map(({ name }) => name));

export const isBuiltInClass = (name: string): boolean => names.has(name);

/** The names of those that values are of. The Library's hosts register all of them. */
export const valueClassNames: ReadonlySet<string> = new Set(valueClasses.map(({ name }) => name));

/** The types of Cloud's values that are no objects. */
export const cloudValueTypes: ReadonlySet<string> = new Set(
  valueClasses.filter(({ dialect }) => dialect !== 'library').map(({ name }) => name),
);

/** Specializers that stand for all types with an `actor` block, and for all with any block. */
export const unions: ReadonlySet<string> = new Set(unionClasses.map(({ name }) => name));
