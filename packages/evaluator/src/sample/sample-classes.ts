import { type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { Classes } from './prove.ts';
import type { Store, Unknown } from './unknown.ts';

const builtIn = new Set(['String', 'Integer', 'Float', 'Boolean', 'List', 'Dictionary']);

/** The classes that a policy names, and the object of each that stands for it. */
export class SampleClasses implements Classes {
  /** In the order of the policy. */
  readonly names: readonly string[];
  readonly objects = new Map<string, Unknown>();
  /** What the application's names stand for. */
  readonly constants = new Map<string, Unknown>();
  readonly #policy: Policy;
  #store: Store | undefined;

  constructor(policy: Policy) {
    this.#policy = policy;
    const names = new Set<string>();
    const learn = (name: string): void => {
      if (!builtIn.has(name) && name !== 'Actor' && name !== 'Resource') names.add(name);
    };
    for (const { name, keyword } of policy.blocks.values()) if (keyword !== 'global') learn(name);
    for (const { clauses } of policy.predicates.values())
      for (const { rule, shorthand } of clauses)
        if (shorthand === undefined)
          walk(rule, (it) => {
            const node = it as PolarNode;
            if (node.$type === 'InstancePattern' || node.$type === 'New') learn(node.name.text);
            return true;
          });
    this.names = [...names];
  }

  /** Where the objects' values are kept. */
  use(store: Store): void {
    this.#store = store;
  }

  isBuiltIn(name: string): boolean {
    return builtIn.has(name);
  }

  /** It is a name that the language has taken. */
  isTaken(name: string): boolean {
    return builtIn.has(name) || name === 'Actor' || name === 'Resource';
  }

  concrete(name: string): readonly string[] {
    if (name !== 'Actor' && name !== 'Resource') return [name];
    const blocks = [...this.#policy.blocks.values()].filter(({ keyword }) => keyword !== 'global');
    const actors = blocks.filter(({ keyword }) => keyword === 'actor');
    if (name === 'Actor') return actors.map((block) => block.name);
    return [...blocks.filter(({ keyword }) => keyword === 'resource'), ...actors].map((block) => block.name);
  }

  object(className: string): Unknown {
    let object = this.objects.get(className);
    if (object === undefined) {
      object = this.#store!.fresh();
      object.className = className;
      this.objects.set(className, object);
    }
    return object;
  }

  constant(name: string): Unknown {
    // A class is one, too, and of no class that a data file could give it.
    if (this.isTaken(name) || this.names.includes(name)) return this.#store!.fresh();
    const known = this.constants.get(name) ?? this.#store!.fresh(name);
    this.constants.set(name, known);
    return known;
  }

  /** Whether an object of the one class is one of the other, as the configuration says. */
  fits(className: string, wanted: string): boolean {
    const classes = this.#policy.configuration.classes ?? {};
    const seen = new Set<string>();
    const waiting = [className];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === wanted) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      if (Object.hasOwn(classes, next)) waiting.push(...classes[next]!.extends);
    }
    return false;
  }
}
