import type { Choice } from '../compiled/choice.ts';
import type { Activation, Frame, Negations } from '../compiled/frame.ts';
import type { CompiledRun } from '../compiled/run.ts';
import { Box, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { markReachable } from './reachable.ts';
import { Recording } from './recording.ts';

/** Objects to look at for a checkpoint, at most: more would take longer than it saves. */
const MOST_LOOKED_AT = 20_000;

/** Stands on the trail for a variable that was forgotten. */
const NOBODY = new Box(VAR, UNBOUND, 0);

/**
 * A moment that can be gone back to. Frames and choice points never change, and all change of terms is binding on the
 * trail, so the registers and the trail since an earlier checkpoint are the whole state.
 */
interface Checkpoint {
  readonly event: number;
  /** A checkpoint whose trail this one's begins with. */
  readonly parent: Checkpoint | undefined;
  /** Length of the trail. */
  readonly top: number;
  /** The trail since the parent, and what its variables were bound to. */
  readonly variables: readonly Box[];
  readonly values: readonly Term[];
  readonly pc: number;
  readonly frame: Frame | null;
  readonly returnTo: number;
  readonly choice: Choice | null;
  readonly level: Choice | null;
  readonly activation: Activation | null;
  readonly negations: Negations | null;
  readonly iterations: number;
  readonly replied: number;
  readonly answers: number;
  readonly generation: number;
  readonly floor: number;
  readonly registers: readonly Term[];
}

/** The recording of a machine that runs a program compiled for debugging. */
export class CompiledRecording extends Recording<Checkpoint> {
  readonly #machine: CompiledRun;
  /** The checkpoint that the present state was reached from. */
  #base: Checkpoint | undefined;

  constructor(machine: CompiledRun, every: number) {
    super(machine, every);
    this.#machine = machine;
    this.begin();
  }

  protected goTo(checkpoint: Checkpoint): void {
    const machine = this.#machine;
    const { store } = machine;
    const ancestors = new Set<Checkpoint>();
    for (let c: Checkpoint | undefined = checkpoint; c !== undefined; c = c.parent) ancestors.add(c);
    let common = this.#intact();
    while (!ancestors.has(common)) common = common.parent!;
    store.undo(common.top);
    const path: Checkpoint[] = [];
    for (let c = checkpoint; c !== common; c = c.parent!) path.push(c);
    for (const { variables, values } of path.reverse()) {
      for (let i = 0; i < variables.length; i++) {
        variables[i]!.a = values[i];
        store.trail[store.top++] = variables[i]!;
      }
    }
    store.lowest = store.top;
    store.generation = checkpoint.generation;
    store.woken = [];
    machine.pc = checkpoint.pc;
    machine.frame = checkpoint.frame;
    machine.returnTo = checkpoint.returnTo;
    machine.level = checkpoint.level;
    machine.activation = checkpoint.activation;
    machine.negations = checkpoint.negations;
    store.joins = checkpoint.negations !== null;
    machine.iterations = checkpoint.iterations;
    machine.floor = checkpoint.floor;
    machine.cutTo(checkpoint.choice);
    machine.standAt(checkpoint);
    checkpoint.registers.forEach((term, i) => {
      machine.registers[i] = term;
    });
    this.#base = checkpoint;
  }

  /** The latest checkpoint on the way here whose trail is still the beginning of the present one. */
  #intact(): Checkpoint {
    let checkpoint = this.#base!;
    while (checkpoint.parent !== undefined && checkpoint.top > this.#machine.store.lowest)
      checkpoint = checkpoint.parent;
    return checkpoint;
  }

  /**
   * Unbinds variables that nothing on the way forward can look at any more. Older checkpoints know them, unbound, and would
   * keep all that was ever bound to them.
   */
  #forget(from: number): void {
    const { store, negations } = this.#machine;
    // What a solution of a negation has bound is read off the trail.
    if (from === store.top || negations !== null) return;
    const { trail, top } = store;
    markReachable(this.#machine, MOST_LOOKED_AT, (isReached) => {
      for (let i = from; i < top; i++) {
        const variable = trail[i]!;
        if (isReached(variable)) continue;
        variable.a = UNBOUND;
        trail[i] = NOBODY;
      }
    });
  }

  protected take(): Checkpoint {
    const machine = this.#machine;
    const { store } = machine;
    const parent = this.#base === undefined ? undefined : this.#intact();
    const from = parent?.top ?? 0;
    this.#forget(from);
    const variables = store.trail.slice(from, store.top);
    // From now on the variables that there are must be trailed, whatever choice points go.
    store.generation++;
    machine.floor = store.generation;
    store.bound = store.generation;
    store.lowest = store.top;
    this.#base = {
      event: machine.event,
      parent,
      top: store.top,
      variables,
      values: variables.map((variable) => variable.a as Term),
      pc: machine.pc,
      frame: machine.frame,
      returnTo: machine.returnTo,
      choice: machine.choice,
      level: machine.level,
      activation: machine.activation,
      negations: machine.negations,
      iterations: machine.iterations,
      replied: machine.application.replied,
      answers: machine.answers,
      generation: store.generation,
      floor: machine.floor,
      registers: machine.registers.slice(0, machine.space.code.registers),
    };
    return this.#base;
  }
}
