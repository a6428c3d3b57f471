import type { Bindings } from '../exact/bindings.ts';
import type { Entry } from '../exact/known.ts';
import type { ExactMoment } from '../exact/machine.ts';
import type { ExactRun } from '../exact/run.ts';
import { Recording } from './recording.ts';

/** A moment of a run with constraints. Its goals, choice points and searches never change; bindings are those since an earlier one. */
interface Checkpoint {
  readonly event: number;
  /** A checkpoint whose bindings this one's begin with. */
  readonly parent: Checkpoint | undefined;
  /** How many bindings there are. */
  readonly top: number;
  /** The bindings since the parent. */
  readonly entries: readonly Entry[];
  /** All bindings of those that follow for a negation in progress. */
  readonly followers: readonly { readonly follower: Bindings; readonly entries: readonly Entry[] }[];
  readonly moment: ExactMoment | undefined;
  readonly replied: number;
  readonly answers: number;
}

/** Every checkpoint's bindings begin with these. */
const NOTHING: Checkpoint = {
  event: 0,
  parent: undefined,
  top: 0,
  entries: [],
  followers: [],
  moment: undefined,
  replied: 0,
  answers: 0,
};

/** The recording of a run that keeps constraints, from where it is on. */
export class ExactRecording extends Recording<Checkpoint> {
  readonly #run: ExactRun;
  /** The checkpoint that the present state was reached from. */
  #base: Checkpoint = NOTHING;

  constructor(run: ExactRun, every: number) {
    super(run, every);
    this.#run = run;
    run.bindings.lowest = 0;
    this.begin();
  }

  protected take(): Checkpoint {
    const { event, answers, bindings, moment } = this.#run;
    const { replied } = this.#run.application;
    const parent = this.#intact();
    const followers = bindings.followers.map((follower) => ({ follower, entries: follower.since(0) }));
    const entries = bindings.since(parent.top);
    this.#base = { event, parent, top: bindings.size, entries, followers, moment, replied, answers };
    bindings.lowest = bindings.size;
    return this.#base;
  }

  protected goTo(checkpoint: Checkpoint): void {
    const run = this.#run;
    const { bindings } = run;
    const ancestors = new Set<Checkpoint>();
    for (let c: Checkpoint | undefined = checkpoint; c !== undefined; c = c.parent) ancestors.add(c);
    let common = this.#intact();
    while (!ancestors.has(common)) common = common.parent!;
    const path: (readonly Entry[])[] = [];
    for (let c = checkpoint; c !== common; c = c.parent!) path.push(c.entries);
    bindings.replay(common.top, path.reverse());
    for (const { follower, entries } of checkpoint.followers) follower.replay(0, [entries]);
    bindings.followers = checkpoint.followers.map(({ follower }) => follower);
    bindings.lowest = bindings.size;
    run.standAt(checkpoint);
    run.moment = checkpoint.moment!;
    this.#base = checkpoint;
  }

  /** The latest checkpoint on the way here whose bindings are still the beginning of the present ones. */
  #intact(): Checkpoint {
    let checkpoint = this.#base;
    while (checkpoint.parent !== undefined && checkpoint.top > this.#run.bindings.lowest)
      checkpoint = checkpoint.parent;
    return checkpoint;
  }
}
