import type { Policy } from '@polar-tools/policy';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { loadData } from '../data/load-data.ts';
import { QueryRun } from '../query-run.ts';
import { type PartsUsed, partsUsed } from './fields-used.ts';
import { classNameFor, Search } from './prove.ts';
import { SampleClasses } from './sample-classes.ts';
import { Store, type Unknown } from './unknown.ts';
import { WatchingHost } from './watching-host.ts';
import { WrittenSample } from './write-sample.ts';

/** A data file made for a policy. */
export interface SampleData {
  /** JSON, as `loadData` reads it. */
  readonly text: string;
  /** Queries that have an answer over it, each tried: `allow(user, "read", document)`; one for each type of resource where it can be. */
  readonly queries: readonly string[];
  /** It has a rule that says who may do what: `allow` or `has_permission`, of three arguments. */
  readonly hasRule: boolean;
  /** The types of resources for which no query with an answer was found. */
  readonly without: readonly string[];
}

/** Rules that call each other, at most. */
const DEPTHS = [2, 4, 7, 12];
/** Goals that are looked at for one type of resource. */
const MOST_STEPS = 20_000;
/** Ways that are tried by evaluation: for one type of resource, and for all of them. */
const MOST_TRIES = 20;
const MOST_TRIES_AT_ALL = 60;
/** Calls that such an evaluation makes. */
const MOST_CALLS = 20_000;
/** Answers that are looked at: the rules behind a later one may ask for more. */
const MOST_ANSWERS = 100;
/** Fields that the policy turns out to need only when it runs. */
const MOST_REPAIRS = 40;

/**
 * Makes a data file for a policy of the Library dialect: the classes that it names, with the fields that it reads, and an object of
 * each, joined so that its main rule can succeed. What stands in it is found by going through the rules with unknown values
 * (`Search`), and kept if the query then has an answer.
 *
 * @param isOver whether the time for it is up: what was not tried by then is not provided for
 */
export function sampleData(policy: Policy, isOver: () => boolean = () => false): SampleData {
  return new Sample(policy, isOver).make();
}

class Sample {
  readonly #policy: Policy;
  readonly #isOver: () => boolean;
  readonly #classes: SampleClasses;
  readonly #store: Store;
  readonly #used: PartsUsed;
  /** What a run asked for and nothing had. */
  readonly #needed = { fields: new Map<string, Set<string>>(), methods: new Map<string, Set<string>>() };

  /** Files and queries that were tried, so that none is twice. */
  readonly #tried = new Set<string>();

  constructor(policy: Policy, isOver: () => boolean) {
    this.#policy = policy;
    this.#isOver = isOver;
    this.#classes = new SampleClasses(policy);
    this.#store = new Store((className, wanted) => this.#classes.fits(className, wanted));
    this.#classes.use(this.#store);
    this.#used = partsUsed(policy);
  }

  make(): SampleData {
    const predicate = ['allow', 'has_permission'].find((name) =>
      this.#policy.predicates.get(name)?.clauses.some(({ arity }) => arity === 3),
    );
    const types = predicate === undefined ? [] : this.#resourceTypes(predicate);
    const asked = new Map<string | undefined, Asked>();
    if (predicate !== undefined && !this.#provideAtOnce(predicate, types, asked))
      for (const type of types) {
        const way = this.#isOver() ? undefined : this.#provide(predicate, type, [...asked.values()]);
        if (way !== undefined) asked.set(type, way);
      }
    const found = [...asked.values()];
    const without = types.flatMap((type) => (type === undefined || asked.has(type) ? [] : [type]));
    for (const name of this.#classes.names) this.#classes.object(name);
    const { text, queries } = this.#write(found);
    const held = [...this.#holding(queries, found)];
    return {
      text,
      queries: queries.filter((_, at) => held[at] === true),
      without,
      hasRule: predicate !== undefined,
    };
  }

  /** The types that the third argument of the main rule may have. */
  #resourceTypes(predicate: string): readonly (string | undefined)[] {
    const types = new Set<string>();
    for (const { name, keyword } of this.#policy.blocks.values()) if (keyword === 'resource') types.add(name);
    for (const name of new Set([predicate, 'has_permission'])) {
      for (const { rule, arity } of this.#policy.predicates.get(name)?.clauses ?? []) {
        const specializer = arity === 3 ? rule.parameters[2]?.specializer : undefined;
        if (specializer?.$type !== 'InstancePattern') continue;
        for (const type of this.#classes.concrete(specializer.name.text))
          if (!this.#classes.isBuiltIn(type)) types.add(type);
      }
    }
    return types.size === 0 ? [undefined] : [...types];
  }

  /**
   * Gives the objects what it takes for every type of resource, the first way of each: with most policies that is all it takes.
   *
   * @returns whether all of them have an answer then; if not, nothing is given
   */
  #provideAtOnce(
    predicate: string,
    types: readonly (string | undefined)[],
    found: Map<string | undefined, Asked>,
  ): boolean {
    const mark = this.#store.mark;
    for (const type of types) {
      const way = this.#isOver() ? undefined : this.#firstWay(predicate, type);
      if (way === undefined) break;
      found.set(type, way);
    }
    const all = [...found.values()];
    if (found.size === types.length && !this.#isOver() && every(this.#holding(this.#write(all).queries, all)))
      return !this.#isOver();
    this.#store.undoTo(mark);
    found.clear();
    return false;
  }

  #firstWay(predicate: string, type: string | undefined): Asked | undefined {
    for (const asked of this.#ways(predicate, type)) return asked;
    return undefined;
  }

  /** The ways to an answer about one type of resource, the shortest first: they are the plainest, and a rule that calls itself has endless ones. */
  *#ways(predicate: string, type: string | undefined): Generator<Asked> {
    for (const deepest of DEPTHS) {
      const store = this.#store;
      const mark = store.mark;
      const actor = store.fresh();
      const action = store.fresh();
      const resource = type === undefined ? store.fresh() : this.#classes.object(type);
      const asked: Asked = { predicate, values: [actor, action, resource] };
      const search = new Search(this.#policy, store, this.#classes, MOST_STEPS, deepest);
      for (const _ of search.call(predicate, asked.values)) {
        this.#becomeObject(actor, 'User');
        this.#becomeObject(resource, 'Document');
        if (store.root(action).plain === undefined) store.unify(action, store.plain('read'));
        yield asked;
      }
      store.undoTo(mark);
    }
  }

  /**
   * Gives the objects what it takes for one type of resource.
   * @param before what has an answer already, and has to keep it
   * @returns undefined where no way was found
   */
  #provide(predicate: string, type: string | undefined, before: readonly Asked[]): Asked | undefined {
    let tries = 0;
    const mark = this.#store.mark;
    for (const asked of this.#ways(predicate, type)) {
      const all = [...before, asked];
      const { text, queries } = this.#write(all);
      const key = text + queries.at(-1);
      if (this.#tried.has(key)) continue;
      this.#tried.add(key);
      // The newest first: it is the likeliest to fail.
      if (every(this.#holding(queries.toReversed(), all)) && !this.#isOver()) return asked;
      if (++tries >= MOST_TRIES || this.#tried.size >= MOST_TRIES_AT_ALL || this.#isOver()) break;
    }
    this.#store.undoTo(mark);
    return undefined;
  }

  /** Gives a class to what the query names and the policy has no class for. */
  #becomeObject(value: Unknown, otherwise: string): void {
    const root = this.#store.root(value);
    if (root.className !== undefined || root.plain !== undefined || root.isList) return;
    const name = root.name ?? root.field ?? otherwise;
    const className = classNameFor(name);
    this.#store.becomeObject(
      root,
      /^\p{L}/u.test(className) && !this.#classes.isTaken(className) ? className : otherwise,
    );
  }

  /** Whether each of some queries has an answer. What they ask for and nothing has, is added on the way. */
  *#holding(queries: readonly string[], asked: readonly Asked[]): Generator<boolean> {
    let added = false;
    const load = () => {
      const { data } = loadData(this.#write(asked).text);
      const host = new WatchingHost(data.host, (kind, className, name) => {
        const known = this.#needed[kind].get(className) ?? new Set();
        if (known.has(name)) return;
        this.#needed[kind].set(className, known.add(name));
        added = true;
      });
      return { host, program: compile(this.#policy, host) };
    };
    if (this.#isOver()) return;
    let loaded = load();
    for (const query of queries) {
      let holds = false;
      for (let repairs = 0; repairs < MOST_REPAIRS && !this.#isOver(); repairs++) {
        if (added) loaded = load();
        added = false;
        const { host, program } = loaded;
        const { query: prepared } = prepare(program, query);
        if (prepared === undefined) break;
        const machine = new QueryRun(prepared, { host, limits: { depth: 10_000, memory: 1_000_000 } });
        let answers = 0;
        let outcome = machine.run(MOST_CALLS);
        while (outcome.kind === 'answer' && ++answers < MOST_ANSWERS) outcome = machine.run(MOST_CALLS);
        if (added) continue;
        holds = answers > 0 && outcome.kind !== 'error';
        break;
      }
      yield holds;
    }
  }

  /** The data file, and the queries over it in its names. */
  #write(asked: readonly Asked[]): { readonly text: string; readonly queries: readonly string[] } {
    const values = asked.flatMap((one) => one.values);
    const written = new WrittenSample(this.#store, this.#classes, this.#used, this.#needed, values);
    const queries = asked.map(
      (one) => `${one.predicate}(${one.values.map((value) => written.inQuery(value)).join(', ')})`,
    );
    return { text: written.text, queries };
  }
}

/** A query with what is known of its arguments. */
interface Asked {
  readonly predicate: string;
  readonly values: readonly Unknown[];
}

function every(all: Iterable<boolean>): boolean {
  for (const one of all) if (!one) return false;
  return true;
}
