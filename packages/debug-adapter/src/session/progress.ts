/** Work that takes its time, as a client shows it. */
export interface Work {
  tell(message: string): void;
  end(): void;
}

type Emit = (event: string, body: object) => void;

/** Tells the client of work that takes its time, with a way to give it up (DAP, "progressStart"). */
export class Progress {
  readonly #emit: Emit;
  #last = 0;
  readonly #ways = new Map<string, () => void>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** @param giveUp what happens when a person cancels it */
  begin(title: string, message: string, giveUp: () => void): Work {
    const progressId = `work-${++this.#last}`;
    this.#ways.set(progressId, giveUp);
    this.#emit('progressStart', { progressId, title, cancellable: true, message });
    return {
      tell: (message) => this.#emit('progressUpdate', { progressId, message }),
      end: () => {
        if (this.#ways.delete(progressId)) this.#emit('progressEnd', { progressId });
      },
    };
  }

  cancel(progressId: string): void {
    this.#ways.get(progressId)?.();
  }
}
