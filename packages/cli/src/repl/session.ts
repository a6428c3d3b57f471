import type { Asked, Conversant, ConversationOptions, ConversedOver } from '../dialect/dialect.ts';
import { dialectOf } from '../dialect/of.ts';
import { Failure } from '../failure.ts';
import { type LoadedPolicy, loadPolicy, withDataFile } from '../load-policy.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Completable } from './completion.ts';

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
  /** Where the objects are. */
  #source: ConversedOver;
  #policy: LoadedPolicy | undefined;
  /** The policy with what it is asked over. */
  #conversant: Conversant | undefined;
  /** Print every event of a query. */
  trace = false;
  /** Print how long a query took. */
  time = false;

  constructor(surroundings: Surroundings, paths: readonly string[], source: ConversedOver) {
    this.#surroundings = surroundings;
    this.#paths = [...paths];
    this.#source = source;
  }

  /** The names of the files, as the user wrote them. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  /** The names of the data's objects. */
  get objects(): readonly string[] {
    return this.#conversant?.objects ?? [];
  }

  /**
   * Reads everything again. What was loaded before stays when anything is wrong.
   *
   * @returns how many files and rules there are now, and which inline queries fail
   * @throws Failure
   */
  reload(): Promise<Reloaded> {
    return this.#read(this.#paths, this.#source);
  }

  /** Has no files and no data any more. */
  async forget(): Promise<void> {
    await this.#read([], {});
  }

  async #read(paths: readonly string[], source: ConversedOver): Promise<Reloaded> {
    const { data } = source;
    const change = await withDataFile(data, this.#surroundings);
    const policy = await loadPolicy(paths, this.#surroundings, data === undefined ? [] : [data], change);
    const conversant = await dialectOf(policy.policy).converse(policy, source, this.#surroundings);
    this.#paths.splice(0, this.#paths.length, ...paths);
    this.#source = source;
    this.#policy = policy;
    this.#conversant?.close();
    this.#conversant = conversant;
    const rules = [...policy.policy.predicates.values()].reduce((sum, { clauses }) => sum + clauses.length, 0);
    return { files: policy.sources.size, rules, notes: conversant.notes };
  }

  /** To be called at the end. */
  close(): void {
    this.#conversant?.close();
  }

  /** Adds files to the policy, and files of facts; a file that ends with `.json` takes the place of the data. */
  load(paths: readonly string[]): Promise<Reloaded> {
    const { policies, data, facts } = sortedFiles(paths);
    const added = policies.filter((path) => !this.#paths.includes(path));
    const { facts: known = [] } = this.#source;
    const all = { facts: [...new Set([...known, ...facts])] };
    return this.#read([...this.#paths, ...added], data === undefined ? { ...this.#source, ...all } : { data, ...all });
  }

  /**
   * @throws Failure for a query that cannot be read, and when it ends with an error
   */
  async ask(
    text: string,
    { timeout, signal, show, interruptible }: Omit<ConversationOptions, 'trace'>,
  ): Promise<Asked> {
    if (this.#conversant === undefined) throw new Failure('not-loaded', 'Nothing is loaded.');
    return this.#conversant.ask(text, { timeout, signal, trace: this.trace, show, interruptible });
  }

  completable(commands: readonly string[]): Completable {
    const policy = this.#policy?.policy;
    return {
      predicates: [...(policy?.predicates.keys() ?? [])],
      names: [...this.objects, ...(policy?.blocks.keys() ?? []), ...(this.#conversant?.classes ?? [])],
      commands,
    };
  }
}

/** Files by what their names say they are: the last in JSON is the data, what else is in JSON or CSV has facts. */
export function sortedFiles(files: readonly string[]): {
  readonly policies: readonly string[];
  readonly data: string | undefined;
  readonly facts: readonly string[];
} {
  const isOfData = (file: string): boolean => /\.(?:jsonl?|csv)$/.test(file);
  const data = files.findLast((file) => file.endsWith('.json'));
  return {
    policies: files.filter((file) => !isOfData(file)),
    data,
    facts: files.filter((file) => isOfData(file) && file !== data),
  };
}
