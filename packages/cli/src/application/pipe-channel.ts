import type { ChildProcess } from 'node:child_process';
import { closeSync, readSync, writeSync } from 'node:fs';
import type { Channel } from '@polar-tools/host-python';
import { systemCode } from '../failure.ts';

const PIECE = 65_536;

/** Characters of a line: an answer has less. */
const LONGEST_LINE = 2 ** 28;

/** Milliseconds after which it is told that somebody waits. */
const TELL_AFTER = 2000;

/** Looks for an answer that are made at once, and milliseconds between further ones, at first and at most. */
const LOOKS = 50;
const SHORTEST = 0.1;
const LONGEST = 20;

const nobody = new Int32Array(new SharedArrayBuffer(4));

/** Lines to a process and from it. It looks for answers again and again: waiting in the system's read, it could not be interrupted. */
export class PipeChannel implements Channel {
  readonly #process: ChildProcess;
  readonly #questions: number;
  readonly #answers: number;
  readonly #piece = Buffer.allocUnsafe(PIECE);
  /** What was read of lines, the last of which may go on. */
  #lines: string[] = [];
  #begun: string[] = [];
  #length = 0;
  #isClosed = false;
  /** Milliseconds that a line may take; 0: any. */
  longest: number;
  /** Called once where the next line takes long and the process itself says nothing of it. */
  tell: (() => void) | undefined;
  reason: string | undefined;

  /**
   * @param questions where lines are written, @param answers where they are read: file descriptors, which it closes
   * @param longest milliseconds that the first line may take; the process sees to it that it answers in time, and is ended where it does not; 0: any
   */
  constructor(process: ChildProcess, questions: number, answers: number, longest = 0) {
    this.#process = process;
    this.longest = longest;
    this.#questions = questions;
    this.#answers = answers;
  }

  send(lines: string): void {
    if (this.#isClosed) return;
    const bytes = Buffer.from(lines, 'utf8');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#questions, bytes, at);
    } catch (thrown) {
      // The process is gone: so is its next line.
      if (systemCode(thrown) !== 'EPIPE') throw thrown;
    }
  }

  receive(): string | undefined {
    for (const since = performance.now(); ; ) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      const read = this.#isClosed ? 0 : this.#read(since);
      if (read === 0) return undefined;
      // What the application says is ASCII, with the rest escaped; other bytes are no answer, whatever they are.
      const [first, ...others] = this.#piece.toString('latin1', 0, read).split('\n') as [string, ...string[]];
      this.#begun.push(first);
      this.#length += first.length;
      if (others.length === 0) {
        if (this.#length < LONGEST_LINE && !this.#isLate(performance.now() - since)) continue;
        // What has no end is no answer.
        return this.#begun.join('').slice(0, PIECE);
      }
      this.#length = others.at(-1)!.length;
      this.#lines = [this.#begun.join(''), ...others.slice(0, -1)];
      this.#begun = [others.at(-1)!];
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#questions);
    closeSync(this.#answers);
    // Without questions it ends by itself; one that is busy, or does not listen, is not waited for.
    this.#process.kill('SIGTERM');
  }

  #isLate(waited: number): boolean {
    return this.longest !== 0 && waited > this.longest;
  }

  /** @param since when the line was asked for */
  #read(since: number): number {
    for (let looks = 0, pause = SHORTEST; ; looks++) {
      try {
        return readSync(this.#answers, this.#piece, 0, PIECE, null);
      } catch (thrown) {
        const code = systemCode(thrown);
        if (code !== 'EAGAIN' && code !== 'EINTR') throw thrown;
      }
      if (looks < LOOKS) continue;
      const waited = performance.now() - since;
      if (waited > TELL_AFTER) {
        this.tell?.();
        this.tell = undefined;
      }
      if (this.#isLate(waited)) {
        this.reason = `The application has not answered for ${Math.round(waited / 1000)} s, and was ended.`;
        this.#process.kill('SIGKILL');
        return 0;
      }
      Atomics.wait(nobody, 0, 0, pause);
      pause = Math.min(pause * 1.5, LONGEST);
    }
  }
}
