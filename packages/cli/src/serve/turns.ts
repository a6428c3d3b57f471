import type { CloudService, ServeRequest, ServeResponse } from '@polar-tools/serve';

/** A request that waits for its turn. */
export interface Waiting {
  readonly request: ServeRequest;
  /** Nobody waits for the answer any more. */
  isGone(): boolean;
  /** Calls back when that is so, until the function that it gives is called. */
  onGone(listener: () => void): () => void;
  answered(response: ServeResponse): void;
  /** A fault of the service itself. */
  failed(thrown: unknown): void;
}

/** One that has its turn, or had one and waits for another. */
interface Begun {
  readonly waiting: Waiting;
  readonly slices: ReturnType<CloudService['answer']>;
}

/**
 * Answers requests one after another, in the order in which they come, so that each sees the facts as the one before left them. A question that takes
 * long lets the process breathe, and ends when its client goes away. One that waits for something, such as a person at a debugger, lets others have
 * their turns meanwhile.
 */
export class Turns {
  readonly #service: CloudService;
  readonly #queue: (Waiting | Begun)[] = [];
  #isBusy = false;

  constructor(service: CloudService) {
    this.#service = service;
  }

  add(waiting: Waiting): void {
    this.#queue.push(waiting);
    if (!this.#isBusy) this.#goOn();
  }

  #goOn(): void {
    this.#isBusy = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const begun = 'slices' in next ? next : this.#begun(next);
      if (begun !== undefined && !this.#step(begun)) return;
    }
    this.#isBusy = false;
  }

  #begun(waiting: Waiting): Begun | undefined {
    return waiting.isGone() ? undefined : { waiting, slices: this.#service.answer(waiting.request) };
  }

  /** Whether its turn is over: false where it goes on later. */
  #step(begun: Begun): boolean {
    const { waiting, slices } = begun;
    try {
      const step = slices.next();
      if (step.done === true) {
        waiting.answered(step.value);
        return true;
      }
      if (step.value !== undefined) {
        this.#wait(begun, step.value);
        return true;
      }
    } catch (thrown) {
      waiting.failed(thrown);
      return true;
    }
    setImmediate(() => {
      if (waiting.isGone()) drop(slices);
      else if (!this.#step(begun)) return;
      this.#goOn();
    });
    return false;
  }

  #wait(begun: Begun, settles: Promise<void>): void {
    const { waiting, slices } = begun;
    let isOver = false;
    const off = waiting.onGone(() => {
      isOver = true;
      drop(slices);
    });
    settles.then(
      () => {
        off();
        if (isOver) return;
        this.#queue.push(begun);
        if (!this.#isBusy) this.#goOn();
      },
      (thrown) => {
        off();
        if (!isOver) waiting.failed(thrown);
      },
    );
  }
}

function drop(slices: Begun['slices']): void {
  slices.return({ status: 0, body: undefined });
}
