import { undeclaredNote } from '@polar-tools/evaluator';
import { cloudQueryOf } from '../cloud/query-of.ts';
import { prepareQuestion, type Question } from '../cloud/question.ts';
import { type CloudRunSettings, cloudAnswers } from '../cloud/run-cloud.ts';
import type { Asked, Conversant, ConversationOptions, ConversedOver, ShownAnswer } from '../dialect/dialect.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { lostBytes } from '../quoting.ts';
import { cloudAnswerAsText } from '../report/cloud-answers.ts';
import type { Surroundings } from '../surroundings.ts';

/** A Cloud policy in a conversation, over facts. */
export class CloudConversant implements Conversant {
  readonly #question: Question;
  readonly #unixTime: () => number;
  readonly objects = [];
  readonly classes = [];
  readonly notes = [];

  private constructor(question: Question, unixTime: () => number) {
    this.#question = question;
    this.#unixTime = unixTime;
  }

  static async load(
    policy: LoadedPolicy,
    { data, facts = [] }: ConversedOver,
    surroundings: Surroundings,
  ): Promise<Conversant> {
    const options = { facts: data === undefined ? facts : [...facts, data], contextFact: [], timeout: 0 };
    return new CloudConversant(await prepareQuestion(policy, options, surroundings), () => surroundings.unixTime());
  }

  async ask(text: string, { timeout, signal }: ConversationOptions): Promise<Asked> {
    const query = cloudQueryOf(text, this.#question);
    // The time is that of the question, not of the beginning.
    const { policy, settings } = this.#question;
    const note = undeclaredNote(policy.policy, query.asked, settings.facts);
    const notes = [...lostBytes(text), ...(note === undefined ? [] : [note])];
    return { notes, answers: shown(query, this.#question, { timeout, signal, now: this.#unixTime() }) };
  }

  close(): void {
    // Facts need no closing.
  }
}

async function* shown(
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
