import type { Question, Reply } from '../host/host.ts';
import type { Application } from '../run/application.ts';
import type { ASKED } from '../run/asked.ts';
import { isSameQuestion, type Replied, replyAnew } from '../run/replies.ts';

/** What a run asks the application; what the run before asked is known already, and asked only once. */
export class Questions {
  readonly #application: Application;
  /** Questions of the run before, to which the answers are known. */
  readonly #known: readonly Replied[];
  /** How many of them came up again. */
  used = 0;

  constructor(application: Application, known: readonly Replied[]) {
    this.#application = application;
    this.#known = known;
  }

  /** A reply for the goal in progress: the one that the run before got, where it asked the same. */
  ask(question: Question): Reply | typeof ASKED {
    const known = this.#known[this.used];
    if (known !== undefined && isSameQuestion(known.question, question)) {
      this.used++;
      return replyAnew(known, question);
    }
    return this.#application.ask(question);
  }
}
