import type {
  Block,
  Body,
  Fact,
  Parameter,
  Program,
  Query,
  Rule,
  Shorthand,
  ShorthandBody,
  Term,
  Value,
} from './program.ts';
import { strata } from './program.ts';

/** The same numbers for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  some<T>(of: readonly T[], least = 0): T[] {
    const chosen = of.filter(() => this.chance(60));
    while (chosen.length < least) chosen.push(this.one(of));
    return [...new Set(chosen)];
  }

  shuffled<T>(of: readonly T[]): T[] {
    const left = [...of];
    const order: T[] = [];
    while (left.length > 0) order.push(left.splice(this.below(left.length), 1)[0]!);
    return order;
  }
}

const roles = ['reader', 'writer', 'owner'];
const permissions = ['read', 'write'];
const relations = ['parent', 'holder'];
const string = (id: string): Value => ({ type: 'String', id });
const integer = (n: number): Value => ({ type: 'Integer', id: String(n) });

/** The predicates whose rules and facts are written out, with the kinds of their arguments. */
const signatures: Readonly<Record<string, readonly string[]>> = {
  linked: ['object', 'object'],
  size: ['object', 'Integer'],
  marked: ['object'],
  near: ['object', 'object'],
  banned: ['actor'],
  odd: ['object'],
  seen: ['actor', 'object', 'name'],
  has_relation: ['object', 'relation', 'object'],
  has_role: ['actor', 'role', 'object'],
  has_permission: ['actor', 'permission', 'object'],
  allow: ['actor', 'permission', 'object'],
  final: ['actor', 'object'],
};

/** Blocks with shorthands, rules of every kind of goal, facts that go in circles. */
class Generator {
  readonly #random: Random;
  #blocks: Block[] = [];
  #types: string[] = [];
  #actors: string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  program(): Program {
    const random = this.#random;
    this.#declare();
    const blocks = this.#blocks.map((block) => ({ ...block, shorthands: this.#shorthands(block) }));
    const written = Object.keys(signatures).filter((name) => name !== 'allow' || random.chance(15));
    const rules = Array.from({ length: 1 + random.below(5) }, () => this.#rule(random.one(written)));
    const told = written.filter((name) => name !== 'allow' && name !== 'final');
    const facts = Array.from({ length: 5 + random.below(12) }, () => this.#fact(random.one(told)));
    const stated = Array.from({ length: random.below(3) }, () => this.#fact(random.one(told)));
    return { blocks, rules, stated, facts };
  }

  query(): Query {
    const random = this.#random;
    const name = random.one(Object.keys(signatures));
    const kinds = signatures[name]!;
    const short = (name === 'has_role' || name === 'has_permission' || name === 'allow') && random.chance(20);
    const names = ['x', 'y'];
    return {
      predicate: name,
      arguments: (short ? kinds.slice(0, 2) : kinds).map((kind) => {
        const choice = random.below(10);
        if (choice < 3) return this.#value(kind);
        if (choice < 4) return { wildcard: random.one([...this.#types, 'String']) };
        if (choice < 6) return { wildcard: this.#typeOf(kind) };
        return choice < 8 ? { wildcard: undefined } : { variable: random.one(names) };
      }),
    };
  }

  #declare(): void {
    const random = this.#random;
    const empty = { supertypes: [], roles: [], permissions: [], relations: {}, shorthands: [] };
    this.#actors = random.chance(40) ? ['User', 'Team'] : ['User'];
    this.#types = [...this.#actors, 'Folder'];
    const blocks: Block[] = this.#actors.map((name) => ({ ...empty, keyword: 'actor', name }));
    if (random.chance(60)) this.#types.push('File');
    if (random.chance(50)) this.#types.push('Doc');
    for (const name of this.#types.slice(this.#actors.length)) {
      const supertypes = name === 'Doc' ? random.some(this.#types.slice(this.#actors.length, -1)) : [];
      blocks.push({
        keyword: 'resource',
        name,
        supertypes,
        roles: random.some(roles, 1),
        permissions: random.some(permissions, 1),
        relations: Object.fromEntries(random.some(relations).map((relation) => [relation, random.one(this.#types)])),
        shorthands: [],
      });
    }
    if (random.chance(40)) blocks.push({ ...empty, keyword: 'global', name: 'global', roles: ['admin', 'support'] });
    this.#blocks = blocks;
  }

  // ---- Shorthands ----------------------------------------------------------------------------------------------------

  #shorthands(block: Block): Shorthand[] {
    const random = this.#random;
    if (block.keyword === 'actor' || block.roles.length === 0) return [];
    return Array.from({ length: random.below(4) }, (): Shorthand => {
      const related = this.#relationsOf(block.name);
      if (related.length > 0 && random.chance(20)) {
        const [relation] = random.one(related);
        return { head: 'role', body: { kind: 'on', name: 'role', relation } };
      }
      // Roles only from roles, so that the strata stay as they are.
      const head = random.one([...block.roles, ...block.permissions]);
      return { head, body: this.#shorthandBody(block, block.permissions.includes(head), 2) };
    });
  }

  #shorthandBody(block: Block, forPermission: boolean, depth: number): ShorthandBody {
    const random = this.#random;
    if (depth > 0 && random.chance(25)) {
      const parts = [0, 1].map(() => this.#shorthandBody(block, forPermission, depth - 1));
      return { kind: random.one(['and', 'or']), parts };
    }
    const choice = random.below(10);
    const isGlobal = block.keyword === 'global';
    const hasGlobal = this.#blocks.some(({ keyword }) => keyword === 'global');
    if (choice < 2 && hasGlobal && !isGlobal) return { kind: 'global', name: random.one(['admin', 'support']) };
    const related = this.#relationsOf(block.name);
    if (choice < 6 && related.length > 0) {
      const [relation, type] = random.one(related);
      const names = this.#namesOf(type, forPermission);
      if (names.length > 0) return { kind: 'on', name: random.one(names), relation };
      return { kind: 'own', name: relation };
    }
    if (choice < 7) {
      if (isGlobal || random.chance(40)) return { kind: 'call', predicate: 'banned', terms: ['actor'] };
      return { kind: 'call', predicate: 'marked', terms: ['resource'] };
    }
    return { kind: 'own', name: random.one(this.#namesOf(block.name, forPermission)) };
  }

  /** The roles of a type, and what else a shorthand may name. */
  #namesOf(type: string, withPermissions: boolean): string[] {
    return this.#lineage(type)
      .flatMap((block) => [
        ...block.roles,
        ...(withPermissions ? block.permissions : []),
        ...Object.keys(block.relations),
      ])
      .filter((name) => this.#isOne(type, name));
  }

  /** A name that a block and one that it extends declare as different things would be another question. */
  #isOne(type: string, name: string): boolean {
    const kinds = this.#lineage(type).flatMap(({ roles: r, permissions: p, relations: l }) => [
      ...(r.includes(name) ? ['role'] : []),
      ...(p.includes(name) ? ['permission'] : []),
      ...(name in l ? [l[name]!] : []),
    ]);
    return new Set(kinds).size === 1;
  }

  #relationsOf(type: string): [string, string][] {
    return this.#lineage(type)
      .flatMap(({ relations: own }) => Object.entries(own))
      .filter(([name]) => this.#isOne(type, name));
  }

  #lineage(type: string): Block[] {
    const block = this.#blocks.find(({ name }) => name === type);
    return block === undefined ? [] : [block, ...block.supertypes.flatMap((supertype) => this.#lineage(supertype))];
  }

  // ---- Rules ---------------------------------------------------------------------------------------------------------

  #rule(predicate: string): Rule {
    const random = this.#random;
    const kinds = signatures[predicate]!;
    const names = ['x', 'y', 'z'];
    const arity = predicate === 'has_role' && random.chance(15) ? 2 : kinds.length;
    const parameters = kinds.slice(0, arity).map((kind, i): Parameter => {
      if (random.chance(kind === 'actor' || kind === 'object' ? 10 : 40)) return { term: this.#value(kind) };
      const term = random.chance(8) ? names[0]! : names[i]!;
      if (random.chance(20)) return { term };
      return { term, type: this.#typeName(kind) };
    });
    return { predicate, parameters, body: this.#body(strata[predicate]!) };
  }

  #typeName(kind: string): string {
    const random = this.#random;
    if (kind === 'actor') return random.one(['Actor', ...this.#actors]);
    if (kind === 'object') return random.one(['Resource', ...this.#types, ...this.#types]);
    return kind === 'Integer' ? 'Integer' : 'String';
  }

  #body(stratum: number): Body {
    const random = this.#random;
    if (random.chance(10)) return { kind: 'true' };
    const ways = Array.from({ length: random.chance(25) ? 2 : 1 }, () => this.#conjunction(stratum));
    return ways.length === 1 ? ways[0]! : { kind: 'or', parts: ways };
  }

  #conjunction(stratum: number): Body {
    const random = this.#random;
    const calls = Array.from({ length: 1 + random.below(2) }, () => this.#call(stratum));
    const parts: Body[] = [...calls];
    const bound = [
      ...new Set(calls.flatMap(({ terms }) => terms.filter((term) => typeof term === 'string' && term !== '_'))),
    ] as string[];
    const tests = bound.length === 0 ? 0 : random.below(3);
    for (let i = 0; i < tests; i++) parts.push(this.#test(bound, stratum));
    if (random.chance(8)) parts.push({ kind: 'or', parts: [this.#call(stratum), this.#call(stratum)] });
    // In any order: what binds a variable may come last.
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts: random.shuffled(parts) };
  }

  #test(bound: readonly string[], stratum: number): Body {
    const random = this.#random;
    // Now and then a variable that only the head may give a value.
    const term = (): string => (random.chance(5) ? random.one(['x', 'y', 'z']) : random.one(bound));
    switch (random.below(7)) {
      case 0:
        return {
          kind: 'compare',
          operator: random.one(['<', '<=', '>', '>=', '!=']),
          left: term(),
          right: integer(random.below(3)),
        };
      case 1:
        return { kind: 'compare', operator: random.one(['<', '!=']), left: term(), right: term() };
      case 2:
        return {
          kind: 'equal',
          left: term(),
          right: random.chance(50) ? random.one(['x', 'y', 'z']) : this.#value('object'),
        };
      case 3:
        return { kind: 'in', left: term(), list: [this.#value('object'), this.#value('name'), integer(1)] };
      case 4: {
        const test: Body = { kind: 'matches', left: term(), type: this.#typeName('object') };
        return random.chance(70) ? test : { kind: 'not', part: test };
      }
      default: {
        if (stratum > 0 && random.chance(15)) {
          const parts = [this.#call(stratum - 1), this.#call(stratum - 1)];
          return { kind: 'not', part: { kind: random.one(['and', 'or']), parts } };
        }
        const lower = Object.keys(signatures).filter((name) => strata[name]! < stratum);
        if (lower.length === 0) return { kind: 'matches', left: term(), type: this.#typeName('object') };
        const name = random.one(lower);
        const terms = signatures[name]!.map((kind): Term => {
          if (random.chance(20)) return '_';
          return random.chance(kind === 'object' || kind === 'actor' ? 10 : 60) ? this.#value(kind) : term();
        });
        return { kind: 'not', part: { kind: 'call', predicate: name, terms } };
      }
    }
  }

  #call(stratum: number): Body & { kind: 'call' } {
    const random = this.#random;
    const name = random.one(Object.keys(signatures).filter((each) => strata[each]! <= stratum));
    const terms = signatures[name]!.map((kind): Term => {
      if (random.chance(8)) return '_';
      return random.chance(kind === 'object' || kind === 'actor' ? 12 : 60)
        ? this.#value(kind)
        : random.one(['x', 'y', 'z']);
    });
    return { kind: 'call', predicate: name, terms };
  }

  // ---- Facts ---------------------------------------------------------------------------------------------------------

  #fact(predicate: string): Fact {
    const random = this.#random;
    const kinds = signatures[predicate]!;
    if (predicate === 'has_role' && random.chance(20))
      return { predicate, arguments: [this.#value('actor'), string(random.one(['admin', 'support']))] };
    return { predicate, arguments: kinds.map((kind) => this.#value(kind)) };
  }

  #typeOf(kind: string): string {
    if (kind === 'actor') return this.#random.one(this.#actors);
    if (kind === 'object') return this.#random.one(this.#types);
    return kind === 'Integer' ? 'Integer' : 'String';
  }

  #value(kind: string): Value {
    const random = this.#random;
    switch (kind) {
      case 'actor':
        return { type: random.one(this.#actors), id: random.one(['ann', 'bob']) };
      case 'object':
        return { type: random.chance(50) ? 'Folder' : random.one(this.#types), id: random.one(['ann', 'bob']) };
      case 'Integer':
        return integer(random.below(4));
      case 'relation':
        return string(random.one(relations));
      case 'role':
        return string(random.one(roles));
      case 'permission':
        return string(random.one(permissions));
      default:
        return string(random.one([...permissions, ...roles]));
    }
  }
}

/** A program of a seed, and questions to it. */
export function generate(random: Random, count: number): { program: Program; queries: Query[] } {
  const generator = new Generator(random);
  const program = generator.program();
  return { program, queries: Array.from({ length: count }, () => generator.query()) };
}
