import { compile, type Program } from '@polar-tools/evaluator';
import type { Asked, Conversant, ConversationOptions, ShownAnswer } from '../dialect/dialect.ts';
import { failedQueryNotes } from '../failed-queries.ts';
import { isInterrupted } from '../failure.ts';
import { type LoadedObjects, loadObjects, type ObjectOptions } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { queryNotes } from '../query-notes.ts';
import { answerToText } from '../report/answers.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import { tracedAnswers } from './trace.ts';

/** A Library policy in a conversation, over objects. */
export class LibraryConversant implements Conversant {
  readonly #policy: LoadedPolicy;
  readonly #start: () => Promise<LoadedObjects | undefined>;
  readonly #surroundings: Surroundings;
  #data: LoadedObjects | undefined;
  #program: Program;
  /** An application that was broken off still has an answer to give, to nobody: it is ended, and started again for the next query. */
  #isBrokenOff = false;
  /** On inline queries that fail. */
  readonly notes: readonly string[];

  private constructor(
    policy: LoadedPolicy,
    start: () => Promise<LoadedObjects | undefined>,
    data: LoadedObjects | undefined,
    surroundings: Surroundings,
  ) {
    this.#policy = policy;
    this.#start = start;
    this.#data = data;
    this.#program = compile(policy.policy, data?.host);
    this.#surroundings = surroundings;
    this.notes = failedQueryNotes(policy, data?.host, surroundings.now);
  }

  static async load(policy: LoadedPolicy, source: ObjectOptions, surroundings: Surroundings): Promise<Conversant> {
    const start = () => loadObjects(source, policy, surroundings);
    return new LibraryConversant(policy, start, await start(), surroundings);
  }

  get objects(): readonly string[] {
    return this.#data?.names ?? [];
  }

  get classes(): readonly string[] {
    return [...(this.#data?.host.classes.keys() ?? [])];
  }

  async ask(text: string, { timeout, signal, trace, show, interruptible }: ConversationOptions): Promise<Asked> {
    if (this.#isBrokenOff) {
      this.#data = await this.#start();
      this.#program = compile(this.#policy.policy, this.#data?.host);
      this.#isBrokenOff = false;
    }
    const query = prepareQuery(this.#program, text);
    const data = this.#data;
    const during = <Result>(run: () => Result): Result => {
      try {
        return interruptible(run);
      } catch (thrown) {
        if (isInterrupted(thrown)) {
          this.#isBrokenOff = true;
          data?.close();
        }
        throw thrown;
      }
    };
    // Only an application makes it wait.
    const isAsking = data !== undefined && data.data === undefined;
    const options = {
      host: data?.host,
      timeout,
      clock: this.#surroundings.now,
      heap: this.#surroundings.heap,
      print: show,
      signal,
      ...(isAsking && { interruptible: during }),
    };
    const answers = trace ? tracedAnswers(query, this.#policy, options, show) : answersOf(query, this.#policy, options);
    const notes = queryNotes(query, this.#policy.policy, data);
    return { notes, answers: shown(answers, data?.host, isAsking ? during : (run) => run()) };
  }

  close(): void {
    this.#data?.close();
  }
}

async function* shown(
  answers: ReturnType<typeof answersOf>,
  host: LoadedObjects['host'] | undefined,
  during: <Result>(run: () => Result) => Result,
): AsyncGenerator<ShownAnswer> {
  for await (const answer of answers) yield { text: during(() => answerToText(answer, host)), isLast: answer.isLast };
}
