/** What a policy is asked over, in either dialect, and by whom it is explained. */
import {
  blameLimits,
  type CloudProgram,
  CloudRun,
  compile,
  compileCloud,
  type Explanation,
  explainCloudQuery,
  explainLibrary,
  type Fact,
  FactStore,
  loadData,
  Machine,
  type Program,
  prepare,
  prepareCloud,
} from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';

export interface World {
  /** Whether a query holds; undefined where it ends with an error, or takes long. */
  holds(policy: Policy, query: string): boolean | undefined;
  explained(policy: Policy, query: string, answers?: number): Explanation | undefined;
}

const CALLS = 100_000;

export function libraryWorld(data: string): World {
  const { host } = loadData(data).data;
  const programs = new WeakMap<Policy, Program>();
  const asked = (policy: Policy, text: string) => {
    const program = programs.get(policy) ?? compile(policy, host);
    programs.set(policy, program);
    return prepare(program, text).query;
  };
  return {
    holds: (policy, text) => {
      const query = asked(policy, text);
      if (query === undefined) return undefined;
      const { kind } = new Machine(query, { host, limits: { time: 0, depth: 5_000, memory: 100_000 } }).run(CALLS);
      return kind === 'answer' ? true : kind === 'done' ? false : undefined;
    },
    explained: (policy, text, answers = 1) => {
      const query = asked(policy, text);
      return query && explainLibrary(query, { host, limits: { ...blameLimits, answers } });
    },
  };
}

/** One for all worlds: their facts have the same values. */
const programs = new WeakMap<Policy, CloudProgram>();

export function cloudWorld(facts: readonly Fact[], now = 0): World {
  const stores = new WeakMap<Policy, FactStore>();
  const asked = (policy: Policy, text: string) => {
    const program = programs.get(policy) ?? compileCloud(policy);
    programs.set(policy, program);
    let store = stores.get(policy);
    if (store === undefined) {
      store = new FactStore(program.values);
      for (const fact of facts) store.add(fact);
      stores.set(policy, store);
    }
    return { store, query: prepareCloud(program, text).query };
  };
  return {
    holds: (policy, text) => {
      const { store, query } = asked(policy, text);
      if (query === undefined) return undefined;
      const { kind } = new CloudRun(query, { facts: store, now, order: 'found' }).run(CALLS);
      return kind === 'answer' ? true : kind === 'done' ? false : undefined;
    },
    explained: (policy, text, answers = 1) => {
      const { store, query } = asked(policy, text);
      return query && explainCloudQuery(query, { facts: store, now, limits: { ...blameLimits, answers } });
    },
  };
}
