import type { Block, Body, Fact, Parameter, Program, Query, Rule, ShorthandBody, Term, Value } from './program.ts';
import { isValue, strata } from './program.ts';

/**
 * What a program means, found in the simplest way: over a small world of values, stratum by stratum, every rule is tried with every
 * value for every variable until nothing new comes. It shares nothing with the evaluator. Whatever the rules say of all values of a type
 * they say of one of which nothing is known, so the world has one such value for each type.
 */
export class Meaning {
  readonly #blocks: ReadonlyMap<string, Block>;
  readonly world: readonly Value[];
  readonly #holds = new Map<string, Map<string, readonly Value[]>>();

  /** The queries that it will be asked: what they name is in the world, too. */
  constructor(program: Program, queries: readonly Query[]) {
    this.#blocks = new Map(program.blocks.map((block) => [block.name, block]));
    this.world = worldOf(program, queries);
    for (const fact of [...program.stated, ...program.facts]) this.#add(fact);
    const written = [...program.rules, ...this.#shorthandRules(program), ...impliedRules(program)];
    // Each alternative is a rule of its own: a variable means the same only within one.
    const rules = written.flatMap((rule) =>
      alternatives(rule.body).map((parts): Rule => ({ ...rule, body: { kind: 'and', parts } })),
    );
    for (let stratum = 0; stratum <= 5; stratum++) {
      const own = rules.filter(({ predicate }) => strata[predicate] === stratum);
      while (own.map((rule) => this.#apply(rule)).some((isNew) => isNew));
    }
  }

  /** The facts that answer a query, as text. */
  answers({ predicate, arguments: all }: Query): ReadonlySet<string> {
    const found = new Set<string>();
    for (const values of this.#of(predicate, all.length)) {
      const bound = new Map<string, Value>();
      const fits = all.every((argument, i) => {
        const value = values[i]!;
        if ('variable' in argument) {
          const before = bound.get(argument.variable) ?? value;
          bound.set(argument.variable, before);
          return same(before, value);
        }
        if ('wildcard' in argument) return argument.wildcard === undefined || argument.wildcard === value.type;
        return same(argument, value);
      });
      if (fits) found.add(keyOf(values));
    }
    return found;
  }

  /** How often each variable stands in the rule that is tried. */
  #places: ReadonlyMap<string, number> = new Map();

  /** Tries a rule with everything; whether something new came of it. */
  #apply({ predicate, parameters, body }: Rule): boolean {
    const types = parameters.filter(({ type }) => type !== undefined);
    const derived: Fact[] = [];
    this.#places = placesOf([...parameters.map(({ term }) => term), ...termsOf(body)]);
    for (const bindings of this.#ways(body, new Map())) {
      this.#everyValue(
        parameters.map(({ term }) => term),
        bindings,
        (whole) => {
          if (!types.every(({ term, type }) => this.#is(valueIn(term, whole)!.type, type!))) return;
          derived.push({ predicate, arguments: parameters.map(({ term }) => valueIn(term, whole)!) });
        },
      );
    }
    return derived.map((fact) => this.#add(fact)).some((isNew) => isNew);
  }

  /** The bindings with which a body holds. Variables that it does not bind stay open. */
  *#ways(body: Body, bindings: Bindings): Generator<Bindings> {
    switch (body.kind) {
      case 'true':
        yield bindings;
        return;
      case 'or':
        for (const part of body.parts) yield* this.#ways(part, bindings);
        return;
      case 'and': {
        // Calls first: they bind what the others ask about.
        const [first, ...others] = [...body.parts].sort((a, b) => lateness(a) - lateness(b));
        if (first === undefined) yield bindings;
        else for (const way of this.#ways(first, bindings)) yield* this.#ways({ kind: 'and', parts: others }, way);
        return;
      }
      case 'call':
        for (const values of this.#of(body.predicate, body.terms.length)) {
          const way = match(body.terms, values, bindings);
          if (way !== undefined) yield way;
        }
        return;
      case 'not': {
        // What stands elsewhere in the rule, too, is one value; what stands here alone may be any.
        const own = placesOf(termsOf(body.part));
        const isTest = body.part.kind !== 'call' && body.part.kind !== 'and' && body.part.kind !== 'or';
        const shared = [...own].filter(([name, count]) => isTest || count < this.#places.get(name)!);
        const ways: Bindings[] = [];
        this.#everyValue(
          shared.map(([name]) => name),
          bindings,
          (whole) => ways.push(whole),
        );
        for (const way of ways) if (this.#ways(body.part, way).next().done === true) yield way;
        return;
      }
      default:
        yield* this.#tests(body, bindings);
    }
  }

  /** Of a test, every value is tried for a variable that has none. */
  *#tests(
    test: Exclude<Body, { kind: 'true' | 'or' | 'and' | 'call' | 'not' }>,
    bindings: Bindings,
  ): Generator<Bindings> {
    const terms = test.kind === 'compare' || test.kind === 'equal' ? [test.left, test.right] : [test.left];
    const ways: Bindings[] = [];
    this.#everyValue(terms, bindings, (whole) => ways.push(whole));
    for (const way of ways) {
      const left = valueIn(test.left, way)!;
      let holds: boolean;
      if (test.kind === 'in') holds = test.list.some((value) => same(value, left));
      else if (test.kind === 'matches') holds = this.#is(left.type, test.type);
      else if (test.kind === 'equal') holds = same(left, valueIn(test.right, way)!);
      else holds = compare(test.operator, left, valueIn(test.right, way)!);
      if (holds) yield way;
    }
  }

  #everyValue(terms: readonly Term[], bindings: Bindings, visit: (bindings: Bindings) => void): void {
    const open = terms.find((term) => !isValue(term) && !bindings.has(term)) as string | undefined;
    if (open === undefined) visit(bindings);
    else for (const value of this.world) this.#everyValue(terms, new Map([...bindings, [open, value]]), visit);
  }

  /** Whether a type satisfies a name: it is that type, or extends it; or is an actor, or anything that has a block. */
  #is(type: string, name: string): boolean {
    if (type === name) return true;
    const block = this.#blocks.get(type);
    if (block === undefined) return false;
    if (name === 'Resource' || (name === 'Actor' && block.keyword === 'actor')) return true;
    return block.supertypes.some((supertype) => this.#is(supertype, name));
  }

  // ---- Shorthands ----------------------------------------------------------------------------------------------------

  #shorthandRules({ blocks }: Program): Rule[] {
    return blocks.flatMap((block) =>
      block.shorthands.map(({ head, body }): Rule => {
        const parameters: Parameter[] = [
          { term: 'actor', type: 'Actor' },
          { term: head === 'role' ? 'role' : string(head) },
        ];
        if (block.keyword !== 'global') parameters.push({ term: 'resource', type: block.name });
        const kind = head === 'role' ? 'role' : this.#kindOf(block.name, head);
        return { predicate: `has_${kind}`, parameters, body: this.#shorthand(body, block) };
      }),
    );
  }

  #shorthand(body: ShorthandBody, block: Block): Body {
    switch (body.kind) {
      case 'call':
        return body;
      case 'and':
      case 'or':
        return { kind: body.kind, parts: body.parts.map((part) => this.#shorthand(part, block)) };
      case 'global':
        return this.#has('global', body.name, []);
      case 'own':
        return this.#has(block.name, body.name, block.keyword === 'global' ? [] : ['resource']);
      case 'on': {
        const type = this.#relation(block.name, body.relation)!;
        // Another variable for each.
        const related = `related_${this.#related++}`;
        const hop: Body = {
          kind: 'call',
          predicate: 'has_relation',
          terms: ['resource', string(body.relation), related],
        };
        return {
          kind: 'and',
          parts: [hop, { kind: 'matches', left: related, type }, this.#has(type, body.name, [related])],
        };
      }
    }
  }

  #related = 0;

  /** `has_role(actor, "name", of)`, by what the name is. */
  #has(type: string, name: string, of: readonly Term[]): Body {
    const term = name === 'role' ? 'role' : string(name);
    const kind = name === 'role' ? 'role' : this.#kindOf(type, name);
    if (kind !== 'relation') return { kind: 'call', predicate: `has_${kind}`, terms: ['actor', term, ...of] };
    const hop: Body = { kind: 'call', predicate: 'has_relation', terms: [of[0]!, term, 'actor'] };
    return { kind: 'and', parts: [hop, { kind: 'matches', left: 'actor', type: this.#relation(type, name)! }] };
  }

  #kindOf(type: string, name: string): 'role' | 'permission' | 'relation' {
    const block = this.#declaring(type, name)!;
    if (block.roles.includes(name)) return 'role';
    return block.permissions.includes(name) ? 'permission' : 'relation';
  }

  #relation(type: string, name: string): string | undefined {
    return this.#declaring(type, name)?.relations[name];
  }

  /** The block that declares a name for a type: its own, or one that it extends. */
  #declaring(type: string, name: string): Block | undefined {
    const block = this.#blocks.get(type);
    if (block === undefined) return undefined;
    if (block.roles.includes(name) || block.permissions.includes(name) || name in block.relations) return block;
    for (const supertype of block.supertypes) {
      const found = this.#declaring(supertype, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  // ---- Facts ---------------------------------------------------------------------------------------------------------

  #of(predicate: string, arity: number): readonly (readonly Value[])[] {
    return [...(this.#holds.get(`${predicate}/${arity}`)?.values() ?? [])];
  }

  #add({ predicate, arguments: values }: Fact): boolean {
    const name = `${predicate}/${values.length}`;
    const facts = this.#holds.get(name) ?? new Map<string, readonly Value[]>();
    this.#holds.set(name, facts);
    const key = keyOf(values);
    if (facts.has(key)) return false;
    facts.set(key, values);
    return true;
  }
}

/** The conjunctions of which one must hold. */
function alternatives(body: Body): readonly (readonly Body[])[] {
  if (body.kind === 'or') return body.parts.flatMap(alternatives);
  if (body.kind !== 'and') return [[body]];
  return body.parts.reduce<readonly (readonly Body[])[]>(
    (ways, part) => ways.flatMap((way) => alternatives(part).map((more) => [...way, ...more])),
    [[]],
  );
}

function termsOf(body: Body): readonly Term[] {
  switch (body.kind) {
    case 'call':
      return body.terms;
    case 'and':
    case 'or':
      return body.parts.flatMap(termsOf);
    case 'not':
      return termsOf(body.part);
    case 'compare':
    case 'equal':
      return [body.left, body.right];
    case 'in':
    case 'matches':
      return [body.left];
    case 'true':
      return [];
  }
}

function placesOf(terms: readonly Term[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const term of terms) if (!isValue(term) && term !== '_') places.set(term, (places.get(term) ?? 0) + 1);
  return places;
}

type Bindings = ReadonlyMap<string, Value>;

const string = (id: string): Value => ({ type: 'String', id });
const same = (a: Value, b: Value): boolean => a.type === b.type && a.id === b.id;
const valueIn = (term: Term, bindings: Bindings): Value | undefined => (isValue(term) ? term : bindings.get(term));
export const keyOf = (values: readonly Value[]): string => values.map(({ type, id }) => `${type}:${id}`).join(' ');

/** Calls come first, then what binds nothing by itself, then what must not hold. */
function lateness(body: Body): number {
  if (body.kind === 'call') return 0;
  if (body.kind === 'and' || body.kind === 'or') return Math.max(1, ...body.parts.map(lateness));
  if (body.kind === 'equal' || body.kind === 'in') return 2;
  return body.kind === 'not' ? 4 : 3;
}

function match(terms: readonly Term[], values: readonly Value[], bindings: Bindings): Bindings | undefined {
  const way = new Map(bindings);
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    if (term === '_') continue;
    const known = valueIn(term, way);
    if (known === undefined) way.set(term as string, values[i]!);
    else if (!same(known, values[i]!)) return undefined;
  }
  return way;
}

function compare(operator: string, left: Value, right: Value): boolean {
  if (operator === '!=') return !same(left, right);
  if (left.type !== 'Integer' || right.type !== 'Integer') return false;
  const difference = Number(left.id) - Number(right.id);
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  return operator === '>' ? difference > 0 : difference >= 0;
}

/** Without a rule for `allow`, it is `has_permission`. */
function impliedRules({ rules, stated }: Program): Rule[] {
  if ([...rules, ...stated].some(({ predicate }) => predicate === 'allow')) return [];
  return [
    ['actor', 'action', 'resource'],
    ['actor', 'action'],
  ].map((terms) => ({
    predicate: 'allow',
    parameters: terms.map((term) => ({ term })),
    body: { kind: 'call', predicate: 'has_permission', terms },
  }));
}

/** Every value that the program names, and one that it does not for every type. */
function worldOf(program: Program, queries: readonly Query[]): readonly Value[] {
  const world = new Map<string, Value>();
  const types = ['String', 'Integer', ...program.blocks.map(({ name }) => name).filter((name) => name !== 'global')];
  for (const type of types) world.set(type, { type, id: type === 'Integer' ? '77' : 'someone_else' });
  const visit = (it: unknown): void => {
    if (typeof it !== 'object' || it === null) return;
    const { type, id } = it as Partial<Value>;
    if (typeof type === 'string' && typeof id === 'string') world.set(`${type}:${id}`, { type, id });
    else for (const part of Object.values(it)) visit(part);
  };
  visit([program, queries]);
  for (const { roles, permissions, relations } of program.blocks)
    for (const name of [...roles, ...permissions, ...Object.keys(relations)]) world.set(`String:${name}`, string(name));
  return [...world.values()];
}
