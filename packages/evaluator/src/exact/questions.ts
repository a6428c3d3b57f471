import type { Question, Reply } from '../host/host.ts';
import type { Application } from '../run/application.ts';
import { ASKED } from '../run/asked.ts';
import { givesVariables, isSameQuestion, type Renewed, type Replied, renewedBy, replyAnew } from '../run/replies.ts';

/** What a run asks the application; what the run before asked is known already, and asked only once. */
export class Questions {
  readonly #application: Application;
  /** Questions of the run before, to which the answers are known. */
  readonly #known: readonly Replied[];
  /** How many of them came up again. */
  used = 0;
  /** The variables that the run before gave to the application, and those of this run in their places. */
  renewed: Renewed = new Map();

  /** Questions that gave variables to the application, by how many replies there were before. */
  readonly #given = new Map<number, Question>();

  constructor(application: Application, known: readonly Replied[]) {
    this.#application = application;
    this.#known = known;
  }

  /** A reply for the goal in progress: the one that the run before got, where it asked the same. */
  ask(question: Question): Reply | typeof ASKED {
    const known = this.#known[this.used];
    if (known !== undefined && isSameQuestion(known.question, question)) {
      this.used++;
      this.renewed = renewedBy(this.renewed, known.question, question);
      return replyAnew(known.reply, this.renewed);
    }
    const at = this.#application.replied;
    const reply = this.#application.ask(question);
    if (reply === ASKED) return reply;
    // A debugger goes back and on: the questions are asked anew then.
    const before = this.#given.get(at);
    if (before !== undefined) this.renewed = renewedBy(this.renewed, before, question);
    else if (this.#application.keepsReplies && givesVariables(question)) this.#given.set(at, question);
    return replyAnew(reply, this.renewed);
  }
}
