import { Choice } from '../compiled/choice.ts';
import { Activation, type Frame, PARENT, RETURN_TO } from '../compiled/frame.ts';
import type { CompiledRun } from '../compiled/run.ts';
import { ClauseCode, PredicateCode } from '../compiler/program.ts';
import { Box, HOST } from '../terms/term.ts';

/**
 * Marks everything that the rest of a run may look at: what its registers, frames, choice points and goals in progress
 * hold. Runs `look` with what tells whether a term is marked, and takes the marks away. Where there are more than `most`
 * objects to mark, `look` is not run.
 *
 * The marks are in the objects themselves, as a garbage collector would have them: a set of them takes ten times as long.
 */
export function markReachable(
  machine: CompiledRun,
  most: number,
  look: (isReached: (term: Box) => boolean) => void,
): void {
  const marks = new Marks();
  try {
    if (marks.reach(machine, most)) look(isMarked);
  } finally {
    marks.remove();
  }
}

/** Beside the kind of a term. */
const MARK = 64;

const isMarked = (term: Box): boolean => (term.kind & MARK) !== 0;

/** What may be marked, as it is written while it is. */
type Unlocked<T> = { -readonly [K in keyof T]: T[K] };

class Marks {
  readonly #terms: Unlocked<Box>[] = [];
  readonly #activations: Unlocked<Activation>[] = [];
  readonly #frames: Frame[] = [];
  readonly #others = new Set<object>();

  reach(machine: CompiledRun, most: number): boolean {
    this.#meet(machine.registers);
    this.#meetFrame(machine.frame);
    this.#meet(machine.choice);
    this.#meet(machine.level);
    this.#meet(machine.activation);
    this.#meet(machine.negations);
    this.#meet(machine.store.woken);
    const terms = this.#terms;
    const activations = this.#activations;
    const frames = this.#frames;
    let term = 0;
    let activation = 0;
    let frame = 0;
    // A set that grows while it is gone through gives what has come, too.
    const others = this.#others.values();
    for (;;) {
      if (terms.length + activations.length + frames.length + this.#others.size > most) return false;
      if (term < terms.length) {
        const { kind, a, b } = terms[term++]!;
        if (kind === (HOST | MARK)) continue;
        this.#meet(a);
        this.#meet(b);
      } else if (frame < frames.length) {
        const met = frames[frame++]!;
        this.#meetFrame(met[PARENT] as Frame | null);
        for (let slot = RETURN_TO + 1; slot < met.length; slot++) this.#meet(met[slot]);
      } else if (activation < activations.length) {
        const met = activations[activation++]!;
        this.#meet(met.parent);
        this.#meetFrame(met.frame);
      } else {
        const { done, value } = others.next();
        if (done === true) return true;
        this.#meetWithin(value);
      }
    }
  }

  remove(): void {
    for (const term of this.#terms) term.kind &= ~MARK;
    for (const activation of this.#activations) activation.site = ~activation.site;
    for (const frame of this.#frames) frame[RETURN_TO] = ~(frame[RETURN_TO] as number);
  }

  #meet(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (value instanceof Box) {
      if (isMarked(value)) return;
      const term: Unlocked<Box> = value;
      term.kind |= MARK;
      this.#terms.push(term);
    } else if (value instanceof Activation) {
      const activation: Unlocked<Activation> = value;
      if (activation.site < 0) return;
      activation.site = ~activation.site;
      this.#activations.push(activation);
    } else this.#others.add(value);
  }

  #meetFrame(frame: Frame | null): void {
    if (frame === null || (frame[RETURN_TO] as number) < 0) return;
    frame[RETURN_TO] = ~(frame[RETURN_TO] as number);
    this.#frames.push(frame);
  }

  #meetWithin(met: object): void {
    if (Array.isArray(met)) for (const each of met) this.#meet(each);
    else if (met instanceof Map) for (const each of met.values()) this.#meet(each);
    else if (met instanceof Choice) {
      this.#meet(met.previous);
      this.#meetFrame(met.frame);
      this.#meet(met.args);
      this.#meet(met.list);
      this.#meet(met.item);
      this.#meet(met.activation);
    } else if (!(met instanceof ClauseCode || met instanceof PredicateCode)) {
      // Lists of goals, of negations in progress.
      for (const each of Object.values(met)) this.#meet(each);
    }
  }
}
