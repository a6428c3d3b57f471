import { valueClassNames } from '../dialect/built-in-classes.ts';
import type { Configuration } from './configuration.ts';

/**
 * What is known of the application's classes. Where the configuration does not name them, a class that is not built in may or may
 * not be there, and nothing that depends on it is reported.
 */
export class KnownClasses {
  /** The configuration names the application's classes. */
  readonly complete: boolean;
  readonly #classes: NonNullable<Configuration['classes']>;
  readonly #constants: ReadonlySet<string>;
  readonly #constantsNamed: boolean;

  constructor({ classes, constants, dataNames }: Configuration) {
    this.complete = classes !== undefined;
    this.#classes = classes ?? {};
    this.#constants = new Set([...(constants ?? []), ...(dataNames?.constants ?? [])]);
    this.#constantsNamed = constants !== undefined;
  }

  /** Whether a name is registered with the engine, as a class or as another constant. */
  isRegistered(name: string): boolean {
    return valueClassNames.has(name) || Object.hasOwn(this.#classes, name) || this.#constants.has(name);
  }

  /**
   * Whether a name that stands where a variable does may be a constant of the application, as far as is known. `nil` is one in
   * most hosts, so it may be one unless the configuration lists the constants.
   */
  mayBeConstant(name: string): boolean {
    if (this.isRegistered(name)) return true;
    if (name === 'nil') return !this.#constantsNamed;
    return !this.complete && isCapitalised(name);
  }

  /** Whether a class is another or comes below it; undefined where that is not known. */
  isSubclass(name: string, of: string): boolean | undefined {
    if (name === of) return true;
    if (valueClassNames.has(name) && valueClassNames.has(of)) return false;
    if (!this.#knows(name)) return this.complete ? false : undefined;
    const seen = new Set<string>();
    const waiting = [name];
    let unknown = false;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === of) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      if (!this.#knows(next)) unknown = true;
      if (Object.hasOwn(this.#classes, next)) waiting.push(...this.#classes[next]!.extends);
    }
    return unknown && !this.complete ? undefined : false;
  }

  #knows(name: string): boolean {
    return valueClassNames.has(name) || Object.hasOwn(this.#classes, name);
  }
}

const known = new WeakMap<Configuration, KnownClasses>();

/** The classes that a configuration names; made once for each configuration. */
export function classesOf(configuration: Configuration): KnownClasses {
  const before = known.get(configuration);
  if (before !== undefined) return before;
  const made = new KnownClasses(configuration);
  known.set(configuration, made);
  return made;
}

function isCapitalised(name: string): boolean {
  const first = name[0] ?? '';
  return first !== first.toLowerCase();
}
