import { JavaScriptHost, type Relation } from '@polar-tools/evaluator';
import { shown } from '../application/shown.ts';

type Class = abstract new (...args: never[]) => unknown;

/** A class as the application's `Oso` knows it. */
interface UserType {
  readonly name: string;
  readonly cls: Class;
  readonly fields: ReadonlyMap<string, Class | Relation>;
  readonly isaCheck?: (instance: unknown) => boolean;
}

/** What of an `Oso` is looked at: of the npm package, or of the class that stands in for that. */
export interface AnyOso {
  query(q: unknown, opts?: QueryOpts): AsyncGenerator<Map<string, unknown>, void, undefined>;
  queryRule(name: string, ...args: readonly unknown[]): AsyncGenerator<unknown, void, undefined>;
  queryRuleOnce(name: string, ...args: readonly unknown[]): Promise<boolean>;
  registerConstant(value: unknown, name: string): void;
  registerClass(cls: Class, params?: object): void;
  clearRules(): void;
  loadSources(sources: readonly Source[]): Promise<void>;
  getHost(): {
    readonly types: ReadonlyMap<string | Class, UserType>;
    readonly adapter: {
      buildQuery(filter: object): unknown;
      executeQuery(query: unknown): Promise<readonly unknown[]>;
    };
  };
  /** The stand-in says so itself. */
  readonly hasRules?: boolean;
  getFfi?(): { newQueryFromStr(text: string): { nextEvent(): unknown } };
}

export interface QueryOpts {
  readonly acceptExpression?: boolean;
  readonly bindings?: ReadonlyMap<string, unknown>;
}

/** A text that was loaded. */
export interface Source {
  readonly src: string;
  readonly filename?: string;
}

const BUILT_IN: ReadonlySet<string> = new Set(['Boolean', 'Integer', 'Float', 'String', 'List', 'Dictionary']);

/** Answers for the classes and constants that an application has registered, as the engine's own host does. */
export function hostOf(oso: AnyOso, constants: ReadonlyMap<string, unknown>): JavaScriptHost {
  const { types } = oso.getHost();
  const own = [...types].filter(
    (entry): entry is [string, UserType] => typeof entry[0] === 'string' && !BUILT_IN.has(entry[0]),
  );
  const nameOf = (cls: Class): string => types.get(cls)?.name ?? cls.name;
  const fieldsOf = ({ fields }: UserType) =>
    Object.fromEntries([...fields].map(([field, of]) => [field, typeof of === 'function' ? nameOf(of) : of]));
  return new JavaScriptHost({
    classes: Object.fromEntries(own.map(([name, { cls }]) => [name, cls as never])),
    constants: Object.fromEntries(constants),
    fields: Object.fromEntries(own.map(([name, type]) => [name, fieldsOf(type)])),
    isInstance: Object.fromEntries(
      own.flatMap(([name, { isaCheck }]) => (isaCheck === undefined ? [] : [[name, isaCheck]])),
    ),
    find: (model, fieldName, value) => {
      const { adapter } = oso.getHost();
      const condition = { lhs: { typeName: model, fieldName }, cmp: 'Eq', rhs: { value } } as const;
      return adapter.executeQuery(adapter.buildQuery({ model, relations: [], conditions: [[condition]], types }));
    },
    inspect: shown,
  });
}

/** Whether a policy is loaded already. The application is asked nothing: only the engine's first word is looked at. */
export function hasRules(oso: AnyOso): boolean {
  if (oso.hasRules !== undefined) return oso.hasRules;
  return ['allow(_a, _b, _c)', 'allow_request(_a, _b)', 'allow_field(_a, _b, _c, _d)'].some((query) => {
    try {
      oso.getFfi?.().newQueryFromStr(query).nextEvent();
      return true;
    } catch (error) {
      return !String(error).includes('undefined rule');
    }
  });
}

/** Values that belong to no class of the application: the engine's own terms, by the names of their classes. */
export const isTerm = (value: unknown, ...names: readonly string[]): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && names.includes(value.constructor?.name);
