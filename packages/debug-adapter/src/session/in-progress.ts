/** A request that is being served. */
export interface Serving {
  /** The client gives it up (DAP, "cancel"). */
  readonly signal: AbortSignal;
  /** Something to do once the response has gone out: what an event tells must come after it. */
  afterwards(work: () => void): void;
}

/** The requests that are being served, so that a client can give one up by its number. */
export class InProgress {
  readonly #requests = new Map<number, AbortController>();

  begin(sequence: number): Serving & { readonly later: readonly (() => void)[] } {
    const controller = new AbortController();
    const later: (() => void)[] = [];
    this.#requests.set(sequence, controller);
    return { signal: controller.signal, afterwards: (work) => later.push(work), later };
  }

  end(sequence: number): void {
    this.#requests.delete(sequence);
  }

  /** One that was answered already, or never came, is nothing to give up. */
  cancel(sequence: number): void {
    this.#requests.get(sequence)?.abort();
  }
}
