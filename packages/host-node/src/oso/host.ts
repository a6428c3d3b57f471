import { inspect } from 'node:util';
import { type Class, UnexpectedExpressionError, UnregisteredClassError, UnregisteredInstanceError } from './errors.ts';
import type { Adapter } from './filter.ts';
import { Registry, type UserType } from './registry.ts';
import { Dict, Expression, Pattern, Predicate, Variable } from './terms.ts';

/** A value as the reference writes it for its engine: `{ value: { Number: { Integer: 1 } } }`. */
export interface PolarTerm {
  // biome-ignore lint/suspicious/noExplicitAny: its one key is the kind, and says what it holds.
  readonly value: any;
}

/** What JSON has no numbers for. */
const NO_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', NaN],
]);

/**
 * What the reference's class of that name has for those who come by `getHost()`: the registered classes, objects by number, and values as terms. The
 * evaluator has a host of its own, and asks nothing here.
 */
export class Host {
  readonly #registry: Registry;
  readonly #instances = new Map<number, unknown>();
  readonly #takesExpressions: boolean;
  #last = 0;

  /** @param of what is registered; the reference's engine, for which its tests make a host, is not asked, and nothing is registered then */
  constructor(of?: unknown, { acceptExpression = false }: { readonly acceptExpression?: boolean } = {}) {
    this.#registry = of instanceof Registry ? of : new Registry(undefined);
    this.#takesExpressions = acceptExpression;
  }

  /** The registered classes, by name and by class. */
  get types(): ReadonlyMap<string | Class, UserType> {
    return this.#registry.types;
  }

  get adapter(): Adapter {
    return this.#registry.adapter;
  }

  getType(cls?: Class | string): UserType | undefined {
    return cls === undefined ? undefined : this.types.get(cls);
  }

  /** The objects that have been given numbers here. */
  instances(): unknown[] {
    return [...this.#instances.values()];
  }

  hasInstance(id: number): boolean {
    return this.#instances.has(id);
  }

  /** @throws UnregisteredInstanceError */
  getInstance(id: number): unknown {
    if (!this.hasInstance(id)) throw new UnregisteredInstanceError(id);
    return this.#instances.get(id);
  }

  cacheInstance(instance: unknown, id?: number): number {
    this.#last = Math.max(this.#last + 1, id ?? 0);
    this.#instances.set(id ?? this.#last, instance);
    return id ?? this.#last;
  }

  /** @throws UnregisteredClassError, and what the constructor throws */
  async makeInstance(name: string, fields: readonly PolarTerm[], id: number): Promise<void> {
    const type = this.types.get(name);
    if (type === undefined) throw new UnregisteredClassError(name);
    const args = await Promise.all(fields.map((field) => this.toJs(field)));
    this.cacheInstance(Reflect.construct(type.cls, args), id);
  }

  toPolar(of: unknown): PolarTerm {
    return { value: this.#written(of) };
  }

  #written(of: unknown): object {
    const all = (values: readonly unknown[]) => values.map((each) => this.toPolar(each));
    const fields = (from: object) => new Map(Object.entries(from).map(([key, each]) => [key, this.toPolar(each)]));
    if (typeof of === 'boolean') return { Boolean: of };
    if (typeof of === 'string') return { String: of };
    if (typeof of === 'number')
      return {
        Number: Number.isInteger(of) ? { Integer: of } : { Float: Number.isFinite(of) ? of : String(of) },
      };
    if (Array.isArray(of)) return { List: all(of) };
    if (of instanceof Variable) return { Variable: of.name };
    if (of instanceof Predicate) return { Call: { name: of.name, args: all(of.args) } };
    if (of instanceof Expression) return { Expression: { operator: of.operator, args: all(of.args) } };
    if (of instanceof Dict) return { Dictionary: { fields: fields(of) } };
    if (!(of instanceof Pattern)) return { ExternalInstance: this.#external(of) };
    const inner = { fields: fields(of.fields) };
    return { Pattern: of.tag === undefined ? { Dictionary: inner } : { Instance: { tag: of.tag, fields: inner } } };
  }

  #external(of: unknown): object {
    const cls =
      typeof of === 'function' ? of : (of as { readonly constructor?: unknown } | null | undefined)?.constructor;
    const type = typeof cls === 'function' ? this.types.get(cls as unknown as Class) : undefined;
    return { instance_id: this.cacheInstance(of), constructor: undefined, repr: inspect(of), class_repr: type?.name };
  }

  /** @throws UnexpectedExpressionError, UnregisteredInstanceError */
  async toJs({ value }: PolarTerm): Promise<unknown> {
    const all = (terms: readonly PolarTerm[]) => Promise.all(terms.map((each) => this.toJs(each)));
    const dictionary = async (fields: ReadonlyMap<string, PolarTerm>) => {
      const values = await all([...fields.values()]);
      return new Dict(Object.fromEntries([...fields.keys()].map((key, at) => [key, values[at]])));
    };
    const [[kind, of]] = Object.entries(value) as [[string, PolarTerm['value']]];
    switch (kind) {
      case 'Number':
        return 'Float' in of ? (NO_NUMBERS.get(of.Float) ?? of.Float) : of.Integer;
      case 'List':
        return all(of);
      case 'Dictionary':
        return dictionary(of.fields);
      case 'ExternalInstance':
        return this.getInstance(of.instance_id);
      case 'Call':
        return new Predicate(of.name, await all(of.args));
      case 'Variable':
        return new Variable(of);
      case 'Expression':
        if (!this.#takesExpressions) throw new UnexpectedExpressionError();
        return new Expression(of.operator, await all(of.args));
      case 'Pattern': {
        const { tag, fields } = of.Instance ?? { fields: of.Dictionary };
        return new Pattern({ tag, fields: await dictionary(fields.fields) });
      }
      default:
        return of;
    }
  }
}
