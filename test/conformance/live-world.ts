import { type Equality, HostObject, JavaScriptHost, PolarDictionary } from '@polar-tools/evaluator';
import type { World, WorldClass } from './oracle-world.ts';

/**
 * The application of the generated policies as live JavaScript: classes with getters that fail, methods that answer later, generators,
 * objects that can be iterated, a subclass that nobody registered. Names are those of `vocabulary.ts`, so that the same policies fit.
 */

class Thing {
  name: unknown;
  size: unknown;
  constructor(name?: unknown, size?: unknown) {
    this.name = name;
    this.size = size;
  }
  same(value: unknown): unknown {
    if (value === 1) return true;
    if (value === 2) return 'two';
    throw new TypeError('same has no answer');
  }
}

class User extends Thing {
  boss: unknown = null;
  roles: readonly Thing[] = [];
  readonly labels: readonly unknown[] = [];
  constructor(name?: unknown, size?: unknown, boss: unknown = null, roles: readonly Thing[] = []) {
    super(name, size);
    this.boss = boss;
    this.roles = roles;
  }
  static find(name: unknown): unknown {
    return users.find((user) => user.name === name) ?? null;
  }
  get tags(): Set<unknown> {
    return new Set(['a', 'b', 1]);
  }
  get active(): boolean {
    if (this.size === 2) throw new Error('nobody may know');
    return this.size === 1;
  }
  async can(action: unknown): Promise<unknown> {
    if (action === 'fail') throw new Error('no such action');
    return action === 'read' ? true : action === 'write' ? false : null;
  }
  *friends(): Generator<unknown> {
    yield* users.filter((user) => user !== this);
  }
  async *guests(): AsyncGenerator<unknown> {
    yield 'a';
    yield users[0];
  }
  later(value: unknown): Promise<unknown> {
    return new Promise((resolve) => setImmediate(resolve, value));
  }
}

class Admin extends User {
  override async can(): Promise<unknown> {
    return true;
  }
}

class Auditor extends Thing {}

class Owner extends Admin {
  get a(): number {
    return 1;
  }
}

/** Nobody registers it: to a policy its objects are those of the class above. */
class Guest extends Auditor {
  *[Symbol.iterator](): Generator<unknown> {
    yield 1;
    yield this;
  }
}

/** What it was asked before shows in what it answers: so does the order in which a query asks. */
class Counter {
  #count = 0;
  forget(): void {
    this.#count = 0;
  }
  get next(): number {
    return ++this.#count;
  }
  /** What it is given, with the number of the call. */
  mark(value: unknown): unknown[] {
    return [++this.#count, value];
  }
}

class Org {
  name: unknown;
  parent: unknown;
  constructor(name?: unknown, parent: unknown = null) {
    this.name = name;
    this.parent = parent;
  }
}

class Repo {
  name: unknown;
  org: unknown;
  owner: unknown;
  size: unknown;
  constructor(name?: unknown, org?: unknown, owner?: unknown, size?: unknown) {
    this.name = name;
    this.org = org;
    this.owner = owner;
    this.size = size;
  }
  get public(): boolean {
    if (this.name === 'r2') throw new TypeError('cannot read whether it is public');
    return true;
  }
  get parent(): Promise<unknown> {
    return Promise.resolve(this.org);
  }
}

const ann = new User('ann', 1, null, [new Thing('reader', 1), new Thing('writer', 2)]);
const bob = new Admin('bob', 2, ann);
const cyd = new Owner('cyd', 2.5);
const dee = new Guest('dee', 0);
ann.boss = bob;
const users: readonly User[] = [ann, bob, cyd];
const o2 = new Org('o2');
const o1 = new Org('o1', o2);

const classes = { Thing, User, Admin, Auditor, Owner, Repo, Org, Counter } as const;

const counter = new Counter();

/** Before a query: it counts from 1 again. */
export const forgetCount = (): void => counter.forget();

const objects: Readonly<Record<string, unknown>> = {
  ann,
  bob,
  cyd,
  dee,
  r1: new Repo('r1', o1, ann, 3),
  r2: new Repo('r2', o2, cyd, 1),
  o1,
  o2,
  limit: 3,
  names: ['ann', 'bob', 'cyd'],
  counter,
  soon: Promise.resolve(3),
  promised: Promise.resolve(bob),
  listed: Promise.resolve(['a', 1]),
};

/** What policies know by name; a dictionary is made as the engine's host wants it. */
const constantsWith = (dictionary: (fields: object) => unknown): Readonly<Record<string, unknown>> => ({
  ...objects,
  conf: dictionary({ a: 1, b: 'x', c: [1, 2], d: dictionary({ a: 2 }) }),
});

/** Our host for this application. */
export const liveHost = (equality: Equality): JavaScriptHost =>
  new JavaScriptHost({
    classes,
    constants: constantsWith((fields) => new PolarDictionary(fields as Readonly<Record<string, unknown>>)),
    equality,
  });

/** The same for the reference. */
export function liveWorld(equality: Equality, dictionary: (fields: object) => unknown): World {
  const constants = constantsWith(dictionary);
  const made = new Map<unknown, WorldClass & { ancestry: WorldClass[] }>();
  for (const [name, make] of Object.entries(classes))
    made.set(make, { name, make: make as WorldClass['make'], ancestry: [] });
  for (const [make, { ancestry }] of made) {
    for (let one: unknown = make; typeof one === 'function'; one = Object.getPrototypeOf(one)) {
      const known = made.get(one);
      if (known !== undefined) ancestry.push(known);
    }
  }
  const names = new Map(Object.entries(constants).map(([name, value]) => [value, name]));
  const host = liveHost(equality);
  return {
    classes: new Map([...made.values()].map((one) => [one.name, one])),
    constants: new Map(Object.entries(constants)),
    classOf: (object) => made.get(object.constructor),
    nameOf: (object) => names.get(object),
    takesKeywords: false,
    begin: forgetCount,
    describe: (object) => {
      const value = host.toPolar(object);
      return value instanceof HostObject ? host.describe(value) : String(object);
    },
  };
}
