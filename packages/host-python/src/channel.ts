/**
 * Lines of text to a program, and from it. Whoever starts the program makes one: this package starts nothing.
 *
 * It waits: a policy is evaluated in one go, and an answer that comes at once is twice as quick as one that is waited for with promises.
 */
export interface Channel {
  /** Sends lines; each ends with a line feed. What cannot be sent is noticed at the next `receive`. */
  send(lines: string): void;
  /** The next line, without its end; waits for it. Undefined when the program is gone. */
  receive(): string | undefined;
  /** Why the program is gone, for a person, where the channel itself knows. */
  readonly reason?: string | undefined;
  /** Ends the program, if it has not ended. */
  close(): void;
}

/** The same without waiting. */
export interface LiveChannel {
  send(lines: string): void;
  /** The next line; undefined when the program is gone. */
  receive(): Promise<string | undefined>;
  close(): void;
}
