import type { SessionContext } from './context.ts';

/** Tells the client that a search takes its time (DAP, "progressStart"). Cancelling it pauses the search. */
export class Progress {
  private readonly context: SessionContext;
  private last = 0;
  private running = false;

  constructor(context: SessionContext) {
    this.context = context;
  }

  /** Whether this is the progress that is shown now. */
  is(progressId: string): boolean {
    return this.running && progressId === this.id();
  }

  tell(message: string): void {
    if (!this.context.client.progress) return;
    if (!this.running) {
      this.running = true;
      this.last++;
      this.context.emit('progressStart', {
        progressId: this.id(),
        title: 'Searching for answers',
        cancellable: true,
        message,
      });
    } else this.context.emit('progressUpdate', { progressId: this.id(), message });
  }

  end(): void {
    if (!this.running) return;
    this.context.emit('progressEnd', { progressId: this.id() });
    this.running = false;
  }

  private id(): string {
    return `search-${this.last}`;
  }
}
