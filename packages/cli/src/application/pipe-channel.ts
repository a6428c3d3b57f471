import type { ChildProcess } from 'node:child_process';
import { closeSync, readSync, writeSync } from 'node:fs';
import type { Channel } from '@polar-tools/host-python';
import { systemCode } from '../failure.ts';

const PIECE = 65_536;

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
  #received = '';
  #isClosed = false;

  /** @param questions where lines are written, @param answers where they are read: file descriptors, which it closes */
  constructor(process: ChildProcess, questions: number, answers: number) {
    this.#process = process;
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
    for (;;) {
      const end = this.#received.indexOf('\n');
      if (end >= 0) {
        const line = this.#received.slice(0, end);
        this.#received = this.#received.slice(end + 1);
        return line;
      }
      const read = this.#isClosed ? 0 : this.#read();
      if (read === 0) return undefined;
      // What the application says is ASCII, with the rest escaped; other bytes are no answer, whatever they are.
      this.#received += this.#piece.toString('latin1', 0, read);
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

  #read(): number {
    for (let looks = 0, pause = SHORTEST; ; looks++) {
      try {
        return readSync(this.#answers, this.#piece, 0, PIECE, null);
      } catch (thrown) {
        const code = systemCode(thrown);
        if (code !== 'EAGAIN' && code !== 'EINTR') throw thrown;
      }
      if (looks < LOOKS) continue;
      Atomics.wait(nobody, 0, 0, pause);
      pause = Math.min(pause * 1.5, LONGEST);
    }
  }
}
