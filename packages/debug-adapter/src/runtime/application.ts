import { type AsyncHost, type Host, HostError, type Question, type Reply } from '@polar-tools/evaluator';

/**
 * Who answers the questions that a run has for the application. One that answers at once is asked by the machine itself, which
 * is quicker; the other one may take its time.
 */
export type Application =
  | { readonly answers: 'at once'; readonly host: Host }
  | { readonly answers: 'later'; readonly host: AsyncHost };

/** Waits for the replies of an application. */
export class Replies {
  readonly #host: AsyncHost;
  /** The question that waits for its reply, though nobody waited for that any more: it is not asked again. */
  #asked: { readonly question: Question; readonly reply: Promise<Reply> } | undefined;

  constructor({ host }: Application) {
    this.#host = host;
  }

  /** The reply; undefined when the signal comes first. */
  async to(question: Question, signal: AbortSignal): Promise<Reply | undefined> {
    if (signal.aborted) return undefined;
    if (this.#asked?.question !== question) this.#asked = { question, reply: this.#ask(question) };
    const interrupted = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    return Promise.race([this.#asked.reply, interrupted]);
  }

  async #ask(question: Question): Promise<Reply> {
    try {
      return await this.#host.answer(question);
    } catch (fault) {
      // The application's own code has failed: the query ends with that, and not the debugger.
      return new HostError('exception', 'exception', fault instanceof Error ? fault.message : String(fault), fault);
    }
  }
}
