/** Values as they pass between a policy and the application that it asks: see `host/host.ts`. */

/** A floating point number. Integers are plain numbers (safe ones) or bigints, so that `1` and `1.0` stay distinct. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A Polar dictionary. Keys are in the order in which the reference keeps them: sorted. */
export class Dictionary {
  readonly fields: ReadonlyMap<string, HostValue>;
  constructor(fields: ReadonlyMap<string, HostValue>) {
    this.fields = fields;
  }
}

/** An unbound variable that a policy passes to the application: `user.can(action)` with `action` unbound. */
export class UnboundArgument {
  readonly name: string;
  readonly #term: unknown;
  constructor(name: string, term?: unknown) {
    this.name = name;
    this.#term = term;
  }

  /** For the machine: what it stands for, so that an application that gives it back gives the same variable. The application does not see it as a property. */
  get term(): unknown {
    return this.#term;
  }
}

/**
 * A class of the application, as policies name it.
 * `ancestry` is its method resolution order: itself first, then its supertypes, the most specific first.
 * `fields` are its declared fields with the class of their value (undefined: not said); partial evaluation needs them.
 */
export interface HostClass {
  readonly name: string;
  readonly ancestry: readonly HostClass[];
  readonly fields: ReadonlyMap<string, string | undefined>;
  /** Of a class itself as a value: it is an instance of those that it extends, and none of them is more specific for it. */
  readonly isOfClass?: true;
}

/**
 * An object of the application. The machine sees nothing of it but its class.
 * The same object is the same `HostObject` whenever a host hands it out; two of them may still be equal, that is the host's word.
 */
export class HostObject {
  /** Its class when that is one the host lists; undefined for any other object, and the host is asked instead. */
  readonly class: HostClass | undefined;
  /** What the host keeps for it. Nobody else looks inside. */
  readonly value: unknown;
  /** Kept for the machine: the term that stands for this object, so that it is made once. */
  term: unknown = undefined;
  constructor(hostClass: HostClass | undefined, value: unknown) {
    this.class = hostClass;
    this.value = value;
  }
}

/** What passes through the door. Integers: a number when safe, else a bigint of at most 64 bits. */
export type HostValue =
  | number
  | bigint
  | Float
  | string
  | boolean
  | readonly HostValue[]
  | Dictionary
  | HostObject
  | UnboundArgument;

/** The application's `null`: `nil` in policies, `null` in a data file. */
export const NIL: HostObject = new HostObject(undefined, null);

/** The value of a missing attribute that a pattern asks for: `x matches {no_such: value}`. It equals only itself. */
export const MISSING: HostObject = new HostObject(undefined, undefined);
