import type { Answering, Question, Reply } from '../host/host.ts';
import { ASKED } from './asked.ts';
import type { Outcome } from './outcome.ts';
import { hasEffect, type Replied } from './replies.ts';

/** What one run asks the application, and what it was told. */
export class Application {
  readonly #host: Answering | undefined;
  readonly #remembers: boolean;
  /** Replies in the order in which they were asked for. Kept for good when recording, else until their step is done. A step seldom asks twice. */
  readonly #replies: Reply[] = [false, false];
  /** How many of them there are: those behind are of steps that are done. */
  #told = 0;
  #asked: Replied[] | undefined;
  /** Replies of the application used up. */
  replied = 0;
  /** True for a run that is recorded. */
  keepsReplies = false;
  /** The question that waits for a reply. */
  question: Question | undefined;
  /** The reply that the host gives later. */
  later: Promise<Reply> | undefined;

  /**
   * `host`: is asked by the run itself, which stops where it does not answer at once. `remembers`: what may have had an effect is kept with its
   * reply, for a run that begins the same query anew.
   */
  constructor(host: Answering | undefined, remembers: boolean) {
    this.#host = host;
    this.#remembers = remembers;
  }

  /** Questions asked so far that may have had an effect, with their replies. */
  get asked(): readonly Replied[] {
    return this.#asked ?? [];
  }

  /** A reply for the step in progress, or ASKED when it must wait for one and be done again. */
  ask(question: Question): Reply | typeof ASKED {
    if (this.replied < this.#told) return this.#replies[this.replied++]!;
    if (this.#host === undefined) {
      this.question = question;
      return ASKED;
    }
    const reply = this.#host.answer(question);
    if (reply instanceof Promise) {
      this.question = question;
      this.later = reply;
      return ASKED;
    }
    this.#remember(question, reply);
    this.#replies[this.#told++] = reply;
    this.replied = this.#told;
    return reply;
  }

  /** What the run stops with while a question waits. */
  get waiting(): Outcome {
    const question = this.question!;
    return this.later === undefined
      ? { kind: 'question', question }
      : { kind: 'question', question, later: this.later };
  }

  /** The reply to the question that waits. */
  answer(reply: Reply): void {
    if (this.question === undefined) throw new Error('The machine has asked nothing.');
    this.#remember(this.question, reply);
    this.question = undefined;
    this.later = undefined;
    this.#replies[this.#told++] = reply;
  }

  /** Ends a step that may have asked. */
  settle(): void {
    if (this.keepsReplies) return;
    this.#told = 0;
    this.replied = 0;
  }

  /** Forgets the replies that were not used up to here: what comes is another history. */
  forgetFuture(): void {
    this.#told = this.replied;
    this.#asked = this.#asked?.filter(({ at }) => at < this.replied);
    this.question = undefined;
  }

  #remember(question: Question, reply: Reply): void {
    if (!this.#remembers || !hasEffect(question)) return;
    this.#asked ??= [];
    this.#asked.push({ question, reply, at: this.#told });
  }
}
