import { compile, type Program } from '@polar-tools/evaluator';
import { cloudQueryOf } from '../cloud/query-of.ts';
import { prepareQuestion, type Question } from '../cloud/question.ts';
import { type CloudRunSettings, cloudAnswers } from '../cloud/run-cloud.ts';
import { failedQueryNotes } from '../failed-queries.ts';
import { Failure } from '../failure.ts';
import { type LoadedObjects, loadObjects, type ObjectOptions } from '../load-objects.ts';
import { type LoadedPolicy, loadPolicy } from '../load-policy.ts';
import { answerToText } from '../report/answers.ts';
import { cloudAnswerAsText } from '../report/cloud-answers.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Completable } from './completion.ts';
import { tracedAnswers } from './trace.ts';

/** What was loaded: how many files and rules, and lines on inline queries that fail. */
export interface Reloaded {
  readonly files: number;
  readonly rules: number;
  readonly notes: readonly string[];
}

/** An answer as it is shown. */
export interface ShownAnswer {
  readonly text: string;
  /** No other can follow. */
  readonly isLast: boolean;
}

/** What a conversation has loaded and set. */
export class ReplSession {
  readonly #surroundings: Surroundings;
  readonly #paths: string[];
  /** Where the objects are. */
  #source: ObjectOptions;
  #policy: LoadedPolicy | undefined;
  #data: LoadedObjects | undefined;
  #program: Program | undefined;
  /** What a Cloud policy is asked over. */
  #question: Question | undefined;
  /** Print every event of a query. */
  trace = false;
  /** Print how long a query took. */
  time = false;

  constructor(surroundings: Surroundings, paths: readonly string[], source: ObjectOptions) {
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
    return this.#data?.names ?? [];
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

  async #read(paths: readonly string[], source: ObjectOptions): Promise<Reloaded> {
    const policy = await loadPolicy(paths, this.#surroundings);
    const isCloud = policy.policy.dialect === 'cloud';
    const facts = { facts: source.data === undefined ? [] : [source.data], contextFact: [], timeout: 0 };
    const question = isCloud ? await prepareQuestion(policy, facts, this.#surroundings) : undefined;
    const data = isCloud ? undefined : await loadObjects(source, policy, this.#surroundings);
    this.#paths.splice(0, this.#paths.length, ...paths);
    this.#source = source;
    this.#policy = policy;
    this.#data?.close();
    this.#data = data;
    this.#question = question;
    this.#program = compile(policy.policy, data?.host);
    const rules = [...policy.policy.predicates.values()].reduce((sum, { clauses }) => sum + clauses.length, 0);
    const notes = isCloud ? [] : failedQueryNotes(policy, data?.host, this.#surroundings.now);
    return { files: policy.sources.size, rules, notes };
  }

  /** To be called at the end. */
  close(): void {
    this.#data?.close();
  }

  /** Adds files to the policy; a file that ends with `.json` takes the place of the data. */
  load(paths: readonly string[]): Promise<Reloaded> {
    const data = paths.findLast((path) => path.endsWith('.json'));
    const added = paths.filter((path) => !path.endsWith('.json') && !this.#paths.includes(path));
    return this.#read([...this.#paths, ...added], data === undefined ? this.#source : { data });
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
  ): { readonly variables: readonly string[]; readonly answers: AsyncGenerator<ShownAnswer> } {
    const policy = this.#policy;
    if (policy === undefined || this.#program === undefined) throw new Failure('not-loaded', 'Nothing is loaded.');
    if (this.#question !== undefined) {
      const query = cloudQueryOf(text, this.#question);
      return {
        variables: [],
        answers: cloudShown(query, this.#question, { timeout, signal, now: this.#surroundings.unixTime() }),
      };
    }
    const query = prepareQuery(this.#program, text);
    const options = { host: this.#data?.host, timeout, clock: this.#surroundings.now, print: show, signal };
    const answers = this.trace ? tracedAnswers(query, policy, options, show) : answersOf(query, policy, options);
    return { variables: query.variables, answers: shown(answers, this.#data?.host) };
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

async function* shown(
  answers: ReturnType<typeof answersOf>,
  host: LoadedObjects['host'] | undefined,
): AsyncGenerator<ShownAnswer> {
  for await (const answer of answers) yield { text: answerToText(answer, host), isLast: answer.isLast };
}

async function* cloudShown(
  query: ReturnType<typeof cloudQueryOf>,
  { policy, settings }: Question,
  change: Pick<CloudRunSettings, 'timeout' | 'signal' | 'now'>,
): AsyncGenerator<ShownAnswer> {
  let before: string | undefined;
  for await (const answer of cloudAnswers(query, policy, { ...settings, ...change })) {
    if (before !== undefined) yield { text: before, isLast: false };
    before = cloudAnswerAsText(answer);
  }
  if (before !== undefined) yield { text: before, isLast: true };
}
