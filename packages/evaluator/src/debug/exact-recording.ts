import type { BindingsMoment } from '../exact/bindings.ts';
import type { ExactMoment } from '../exact/machine.ts';
import type { ExactRun } from '../exact/run.ts';
import { Recording } from './recording.ts';

/** A moment of a run with constraints. Its goals, choice points and searches never change. */
interface Checkpoint {
  readonly event: number;
  readonly bindings: BindingsMoment;
  readonly moment: ExactMoment;
  readonly replied: number;
  readonly answers: number;
}

/** The recording of a run that keeps constraints, from where it is on. */
export class ExactRecording extends Recording<Checkpoint> {
  readonly #run: ExactRun;

  constructor(run: ExactRun, every: number) {
    super(run, every);
    this.#run = run;
    this.begin();
  }

  protected take(): Checkpoint {
    const { event, answers, bindings, moment, application } = this.#run;
    const kept = bindings.keep(this.#run.returnsAfter(bindings.keptTime));
    return { event, bindings: kept, moment, replied: application.replied, answers };
  }

  protected goTo(checkpoint: Checkpoint): void {
    this.#run.bindings.goTo(checkpoint.bindings);
    this.#run.standAt(checkpoint);
    this.#run.moment = checkpoint.moment;
  }
}
