import { compile, type Program } from '@polar-tools/evaluator';
import type { Asked, Conversant, ConversationOptions, ShownAnswer } from '../dialect/dialect.ts';
import { failedQueryNotes } from '../failed-queries.ts';
import { type LoadedObjects, loadObjects, type ObjectOptions } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { answerToText } from '../report/answers.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import { tracedAnswers } from './trace.ts';

/** A Library policy in a conversation, over objects. */
export class LibraryConversant implements Conversant {
  readonly #policy: LoadedPolicy;
  readonly #data: LoadedObjects | undefined;
  readonly #program: Program;
  readonly #clock: () => number;
  /** On inline queries that fail. */
  readonly notes: readonly string[];

  private constructor(policy: LoadedPolicy, data: LoadedObjects | undefined, clock: () => number) {
    this.#policy = policy;
    this.#data = data;
    this.#program = compile(policy.policy, data?.host);
    this.#clock = clock;
    this.notes = failedQueryNotes(policy, data?.host, clock);
  }

  static async load(policy: LoadedPolicy, source: ObjectOptions, surroundings: Surroundings): Promise<Conversant> {
    return new LibraryConversant(policy, await loadObjects(source, policy, surroundings), surroundings.now);
  }

  get objects(): readonly string[] {
    return this.#data?.names ?? [];
  }

  get classes(): readonly string[] {
    return [...(this.#data?.host.classes.keys() ?? [])];
  }

  ask(text: string, { timeout, signal, trace, show }: ConversationOptions): Asked {
    const query = prepareQuery(this.#program, text);
    const options = { host: this.#data?.host, timeout, clock: this.#clock, print: show, signal };
    const answers = trace ? tracedAnswers(query, this.#policy, options, show) : answersOf(query, this.#policy, options);
    return { variables: query.variables, answers: shown(answers, this.#data?.host) };
  }

  close(): void {
    this.#data?.close();
  }
}

async function* shown(
  answers: ReturnType<typeof answersOf>,
  host: LoadedObjects['host'] | undefined,
): AsyncGenerator<ShownAnswer> {
  for await (const answer of answers) yield { text: answerToText(answer, host), isLast: answer.isLast };
}
