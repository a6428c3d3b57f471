import type { Readable, Writable } from 'node:stream';
import type { LiveChannel } from '../channel.ts';

/** Characters of a line: a message has less. */
const LONGEST_LINE = 2 ** 28;

/** Lines over streams of Node. */
export class StreamChannel implements LiveChannel {
  readonly #questions: Writable;
  readonly #end: () => void;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  readonly #pieces: string[] = [];
  /** Characters of a line that has begun. */
  #length = 0;
  #isGone = false;

  /** @param end ends what is at the other end */
  constructor(questions: Writable, answers: Readable, end: () => void) {
    this.#questions = questions;
    this.#end = end;
    // The other end is gone: so is its next line.
    questions.on('error', () => this.#gone());
    answers.on('error', () => this.#gone());
    answers.setEncoding('latin1').on('data', (text: string) => this.#take(text));
    answers.on('close', () => this.#gone());
  }

  send(lines: string): void {
    if (!this.#isGone) this.#questions.write(lines);
  }

  receive(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#isGone) return Promise.resolve(line);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#gone();
    this.#end();
  }

  #take(text: string): void {
    const lines = text.split('\n');
    for (let at = 0; at < lines.length - 1; at++) {
      const line = this.#pieces.splice(0).join('') + lines[at]!;
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#lines.push(line);
      else waiting(line);
    }
    const rest = lines.at(-1)!;
    this.#pieces.push(rest);
    this.#length = lines.length === 1 ? this.#length + rest.length : rest.length;
    // What has no end is no message.
    if (this.#length > LONGEST_LINE) this.close();
  }

  #gone(): void {
    this.#isGone = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
  }
}
