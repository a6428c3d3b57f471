/** Events, what can be disposed of and what can be cancelled, as `vscode` has them. */
export interface Disposable {
  dispose(): unknown;
}
export const Disposable = {
  from: (...all: Disposable[]): Disposable => ({
    dispose: () => {
      for (const each of all) each.dispose();
    },
  }),
};

export class EventEmitter<Event> {
  readonly #listeners = new Set<(event: Event) => unknown>();

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }
  readonly event = (listener: (event: Event) => unknown): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };

  cancel(): void {
    if (this.token.isCancellationRequested) return;
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }
  dispose(): void {
    this.#cancelled.dispose();
  }
}
export type CancellationToken = CancellationTokenSource['token'];
