import { isRecord } from '../launch.ts';

/** What a request is refused with when the client has given it up (DAP, "cancel"). */
export const CANCELLED = 'cancelled';

/** Why what was asked for is not known any more. */
export const MOVED_ON = 'The query has moved on.';

/** A request that cannot be served, with the reason for a person. The session answers with it and lives on. */
export class Refusal extends Error {
  /** Whether the editor should show it to its user, and not only keep it in a log. */
  readonly show: boolean;
  /** Where what is wrong can be mended. */
  readonly link: { readonly url: string; readonly urlLabel: string } | undefined;
  constructor(message: string, show = false, link?: Refusal['link']) {
    super(message);
    this.name = 'Refusal';
    this.show = show;
    this.link = link;
  }
}

/** The arguments of one request, read with a check at each access: they come from outside. */
export class Arguments {
  readonly #command: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(command: string, values: unknown) {
    if (values !== undefined && values !== null && !isRecord(values)) {
      throw new Refusal(`The arguments of "${command}" must be an object.`);
    }
    this.#command = command;
    this.#values = isRecord(values) ? values : {};
  }

  /** All of them, unchecked. */
  all(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  raw(name: string): unknown {
    return this.#values[name] ?? undefined;
  }

  /** A number without fraction; required. */
  integer(name: string): number {
    const value = this.optionalInteger(name);
    if (value === undefined) throw this.#missing(name, 'a whole number');
    return value;
  }

  optionalInteger(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw this.#wrong(name, 'a whole number');
    return value;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw this.#missing(name, 'a text');
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.#wrong(name, 'a text');
    return value;
  }

  flag(name: string): boolean {
    return this.raw(name) === true;
  }

  /** An object within; its own members are checked at access too. */
  optionalObject(name: string): Arguments | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : new Arguments(this.#command, value);
  }

  object(name: string): Arguments {
    const value = this.optionalObject(name);
    if (value === undefined) throw this.#missing(name, 'an object');
    return value;
  }

  /** A list of objects; one that is left out is empty. */
  objects(name: string): Arguments[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.#wrong(name, 'a list');
    return value.map((item: unknown) => {
      if (!isRecord(item)) throw this.#wrong(name, 'a list of objects');
      return new Arguments(this.#command, item);
    });
  }

  texts(name: string): string[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
      throw this.#wrong(name, 'a list of texts');
    }
    return value;
  }

  #missing(name: string, what: string): Refusal {
    return new Refusal(`"${this.#command}" needs "${name}": ${what}.`);
  }

  #wrong(name: string, what: string): Refusal {
    return new Refusal(`"${name}" of "${this.#command}" must be ${what}.`);
  }
}
