import type { CloudService, ServeRequest, ServeResponse } from '@polar-tools/serve';

/** A request that waits for its turn. */
export interface Waiting {
  readonly request: ServeRequest;
  /** Nobody waits for the answer any more. */
  isGone(): boolean;
  answered(response: ServeResponse): void;
  /** A fault of the service itself. */
  failed(thrown: unknown): void;
}

/**
 * Answers requests one after another, in the order in which they come, so that each sees the facts as the one before left them. A question that takes
 * long lets the process breathe, and ends when its client goes away.
 */
export class Turns {
  readonly #service: CloudService;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  constructor(service: CloudService) {
    this.#service = service;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (!this.#isBusy) this.#goOn();
  }

  #goOn(): void {
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!next.isGone() && !this.#step(next, this.#service.answer(next.request))) return;
    }
    this.#isBusy = false;
  }

  /** Whether it is over: false where it goes on later. */
  #step(waiting: Waiting, slices: ReturnType<CloudService['answer']>): boolean {
    try {
      const step = slices.next();
      if (step.done === true) {
        waiting.answered(step.value);
        return true;
      }
    } catch (thrown) {
      waiting.failed(thrown);
      return true;
    }
    setImmediate(() => {
      if (waiting.isGone()) slices.return({ status: 0, body: undefined });
      else if (!this.#step(waiting, slices)) return;
      this.#goOn();
    });
    return false;
  }
}
