import { compile, type Program } from '@polar-tools/evaluator';
import { failedQueryNotes } from '../failed-queries.ts';
import { Failure } from '../failure.ts';
import { type LoadedData, loadDataFile } from '../load-data-file.ts';
import { type LoadedPolicy, loadLibraryPolicy } from '../load-policy.ts';
import { answersOf, type FoundAnswer, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Completable } from './completion.ts';
import { tracedAnswers } from './trace.ts';

/** What was loaded: how many files and rules, and lines on inline queries that fail. */
export interface Reloaded {
  readonly files: number;
  readonly rules: number;
  readonly notes: readonly string[];
}

/** What a conversation has loaded and set. */
export class ReplSession {
  readonly #surroundings: Surroundings;
  readonly #paths: string[];
  #dataPath: string | undefined;
  #policy: LoadedPolicy | undefined;
  #data: LoadedData | undefined;
  #program: Program | undefined;
  /** Print every event of a query. */
  trace = false;
  /** Print how long a query took. */
  time = false;

  constructor(surroundings: Surroundings, paths: readonly string[], dataPath: string | undefined) {
    this.#surroundings = surroundings;
    this.#paths = [...paths];
    this.#dataPath = dataPath;
  }

  /** The names of the files, as the user wrote them. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  /** The names of the data's objects. */
  get objects(): readonly string[] {
    return this.#data?.names ?? [];
  }

  get host(): LoadedData['host'] | undefined {
    return this.#data?.host;
  }

  /**
   * Reads everything again. What was loaded before stays when anything is wrong.
   *
   * @returns how many files and rules there are now, and which inline queries fail
   * @throws Failure
   */
  async reload(paths: readonly string[] = this.#paths, dataPath = this.#dataPath): Promise<Reloaded> {
    const policy = await loadLibraryPolicy(paths, this.#surroundings);
    const data = await loadDataFile(dataPath, policy, this.#surroundings);
    this.#paths.splice(0, this.#paths.length, ...paths);
    this.#dataPath = dataPath;
    this.#policy = policy;
    this.#data = data;
    this.#program = compile(policy.policy, data?.host);
    const rules = [...policy.policy.predicates.values()].reduce((sum, { clauses }) => sum + clauses.length, 0);
    const notes = failedQueryNotes(policy, data?.host, this.#surroundings.now);
    return { files: policy.sources.size, rules, notes };
  }

  /** Adds files to the policy; a file that ends with `.json` takes the place of the data. */
  load(paths: readonly string[]): Promise<Reloaded> {
    const data = paths.findLast((path) => path.endsWith('.json'));
    const added = paths.filter((path) => !path.endsWith('.json') && !this.#paths.includes(path));
    return this.reload([...this.#paths, ...added], data ?? this.#dataPath);
  }

  /**
   * @param show takes a line of the trace
   * @throws Failure for a query that cannot be read, and when it ends with an error
   */
  ask(
    text: string,
    timeout: number,
    show: (line: string) => void,
    signal: AbortSignal,
  ): { readonly variables: readonly string[]; readonly answers: AsyncGenerator<FoundAnswer> } {
    const policy = this.#policy;
    if (policy === undefined || this.#program === undefined) throw new Failure('not-loaded', 'Nothing is loaded.');
    const query = prepareQuery(this.#program, text);
    const options = { host: this.#data?.host, timeout, clock: this.#surroundings.now, print: show, signal };
    const answers = this.trace ? tracedAnswers(query, policy, options, show) : answersOf(query, policy, options);
    return { variables: query.variables, answers };
  }

  completable(commands: readonly string[]): Completable {
    const policy = this.#policy?.policy;
    return {
      predicates: [...(policy?.predicates.keys() ?? [])],
      names: [...this.objects, ...(policy?.blocks.keys() ?? []), ...(this.#data?.host.classes.keys() ?? [])],
      commands,
    };
  }
}
