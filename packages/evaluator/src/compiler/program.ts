import { type Node, type PolarNode, walk } from '@polar-tools/language';
import { type Clause, type Policy, valueClassNames } from '@polar-tools/policy';
import type { HostClass, HostDescription, HostObject } from '../host/host.ts';
import { builtinClassObject, NIL, nodeBuiltinClasses } from '../host/host.ts';
import { fromHost } from '../terms/convert.ts';
import type { Term } from '../terms/term.ts';
import { type Assembled, assemble } from './assemble.ts';
import { CodeSpace, type FrameSlot } from './code-space.ts';
import type { LoweredClause } from './goal.ts';
import { lowerRule } from './lower.ts';
import * as op from './opcodes.ts';

/** A policy made ready to run against a host's classes and constants. Clauses are compiled when they are first called. */
export interface Program {
  readonly policy: Policy;
  readonly host: HostDescription | undefined;
}

/** Makes a program of a policy. Without a host there are no classes but the built-in ones, and no constants but `nil`. */
export function compile(policy: Policy, host?: HostDescription): Program {
  return new CompiledProgram(policy, host);
}

/** One clause as code. Assembled when it is first entered. */
export class ClauseCode {
  readonly clause: Clause | undefined;
  readonly index: number;
  lowered: LoweredClause;
  entry = -1;
  unchecked = -1;
  filter = -1;
  framed = true;
  /** A query's variables and where its frame has them; known once it is assembled. */
  slots: readonly FrameSlot[] | undefined = undefined;
  constructor(clause: Clause | undefined, index: number, lowered: LoweredClause) {
    this.clause = clause;
    this.index = index;
    this.lowered = lowered;
  }
}

/** The clauses of one name and arity. Lowered when first called; the machine's dispatch keeps its tables here. */
export class PredicateCode {
  readonly name: string;
  readonly arity: number;
  readonly space: Space;
  /** Undefined where no rule has this name at all. */
  readonly defined: boolean;
  readonly #sources: readonly Clause[];
  #clauses: readonly ClauseCode[] | undefined;
  /** Dispatch tables; see `run/dispatch.ts`. */
  dispatch: unknown = undefined;

  constructor(space: Space, name: string, arity: number) {
    this.space = space;
    this.name = name;
    this.arity = arity;
    const predicate = space.program.policy.predicates.get(name);
    this.defined = predicate !== undefined && predicate.clauses.length > 0;
    this.#sources = predicate?.clauses.filter((clause) => clause.arity === arity) ?? [];
  }

  get clauses(): readonly ClauseCode[] {
    this.#clauses ??= this.#sources.map((clause) => this.space.addClause(clause));
    return this.#clauses;
  }
}

/** A code space with the clauses and predicates in it. */
export class Space {
  readonly program: CompiledProgram;
  readonly code: CodeSpace;
  readonly clauses: ClauseCode[] = [];
  readonly predicates: PredicateCode[] = [];
  readonly #predicateIndex = new Map<string, number>();
  /** Addresses of instructions that belong to no clause. */
  readonly stubs: {
    readonly solve: number;
    readonly resume: number;
    readonly sort: number;
    readonly fail: number;
  };

  constructor(program: CompiledProgram, debug: boolean) {
    this.program = program;
    this.code = new CodeSpace(debug, (name, arity) => this.predicate(name, arity));
    const stub = (instruction: number): number => {
      this.code.emit([instruction]);
      return this.code.length - 1;
    };
    this.stubs = {
      solve: stub(op.SOLVE),
      resume: stub(op.RESUME),
      sort: stub(op.SORT),
      fail: stub(op.FAIL),
    };
  }

  predicate(name: string, arity: number): number {
    const key = `${name}/${arity}`;
    const known = this.#predicateIndex.get(key);
    if (known !== undefined) return known;
    const index = this.predicates.push(new PredicateCode(this, name, arity)) - 1;
    this.#predicateIndex.set(key, index);
    return index;
  }

  addClause(clause: Clause | undefined, lowered?: LoweredClause): ClauseCode {
    const code = new ClauseCode(
      clause,
      this.clauses.length,
      lowered ?? lowerRule(clause!.rule, this.program.constantOf),
    );
    this.clauses.push(code);
    return code;
  }

  /** Assembles a clause for running. */
  assemble(clause: ClauseCode): Assembled {
    const assembled = assemble(this.code, clause.lowered, clause.clause === undefined ? 'query' : 'body', clause.index);
    clause.entry = assembled.entry;
    clause.unchecked = assembled.unchecked;
    clause.framed = assembled.framed;
    return assembled;
  }

  /** Assembles the head of a clause alone, which says whether it fits. */
  assembleFilter(clause: ClauseCode): number {
    clause.filter = assemble(this.code, clause.lowered, 'filter', clause.index).entry;
    return clause.filter;
  }
}

/** What `compile` makes; other modules of the evaluator see its insides. */
export class CompiledProgram implements Program {
  readonly policy: Policy;
  readonly host: HostDescription | undefined;
  readonly constantOf: (name: string) => Term | undefined;
  /** What queries may name beside them. */
  readonly constantOfQueries: (name: string) => Term | undefined;
  /** Members of the unions `Actor` and `Resource`: in the Library an actor is a resource too. */
  readonly unions: ReadonlyMap<string, readonly string[]>;
  readonly builtinClasses: ReadonlyMap<string, readonly string[]>;
  readonly #constants = new Map<string, Term | undefined>();
  #needed: ReadonlySet<string> | undefined;
  #plain: Space | undefined;
  #debug: Space | undefined;

  constructor(policy: Policy, host: HostDescription | undefined) {
    this.policy = policy;
    this.host = host;
    this.constantOf = (name) => {
      if (!this.#constants.has(name)) this.#constants.set(name, this.#resolve(name));
      return this.#constants.get(name);
    };
    this.constantOfQueries = (name) => {
      const value = this.constantOf(name) === undefined ? host?.queryConstant?.(name) : undefined;
      return value === undefined ? undefined : fromHost(value);
    };
    const blocks = [...policy.blocks.values()];
    const actors = blocks.filter(({ keyword }) => keyword === 'actor').map(({ name }) => name);
    const resources = blocks.filter(({ keyword }) => keyword !== 'global').map(({ name }) => name);
    this.unions = new Map([
      ['Actor', actors],
      ['Resource', resources],
    ]);
    this.builtinClasses = new Map(Object.entries(host?.builtinClasses ?? nodeBuiltinClasses));
  }

  get plain(): Space {
    this.#plain ??= new Space(this, false);
    return this.#plain;
  }

  get debug(): Space {
    this.#debug ??= new Space(this, true);
    return this.#debug;
  }

  class(name: string): HostClass | undefined {
    return this.host?.classes.get(name);
  }

  /**
   * True for a name that a pattern may use: a class of the host, a built-in one, or a union. Where no application is known, it is taken to have the
   * classes without which the reference would not load the policy.
   */
  isClass(name: string): boolean {
    const classes = this.host === undefined ? this.#neededClasses : this.host.classes;
    return classes.has(name) || this.unions.has(name) || valueClassNames.has(name);
  }

  /** The classes of blocks and of rules' heads, and those that the configuration names. */
  get #neededClasses(): ReadonlySet<string> {
    this.#needed ??= new Set([
      ...this.policy.blocks.keys(),
      ...Object.keys(this.policy.configuration.classes ?? {}),
      ...classesOfHeads(this.policy),
    ]);
    return this.#needed;
  }

  isBuiltin(name: string): boolean {
    return valueClassNames.has(name);
  }

  #resolve(name: string): Term | undefined {
    const { host } = this;
    const value = host === undefined && name === 'nil' ? NIL : host?.constants.get(name);
    if (value !== undefined) return fromHost(value);
    const object: HostObject | undefined = host === undefined ? builtinClassObject(name) : host.classObject(name);
    return object === undefined ? undefined : fromHost(object);
  }
}

function classesOfHeads(policy: Policy): readonly string[] {
  const found: string[] = [];
  for (const { clauses } of policy.predicates.values())
    for (const { rule } of clauses)
      for (const parameter of rule.parameters)
        walk<Node>(parameter, (it) => {
          const node = it as PolarNode;
          if (node.$type === 'InstancePattern') found.push(node.name.text);
        });
  return found;
}
