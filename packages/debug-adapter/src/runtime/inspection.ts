import type {
  Answer,
  ChoicePointView,
  Debuggee,
  Evaluation,
  EventView,
  Frame,
  RuntimeError,
  StopCondition,
  Term,
  WhyFailed,
} from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { Place } from './places.ts';

/** What can be seen of a run while it stands still. Nothing here moves it for good. */
export abstract class Inspection {
  protected abstract readonly debuggee: Debuggee;
  private seen: { readonly event: number; readonly frames: readonly Frame[] } | undefined;
  /** What a person set, and where. */
  private supposed: { event: number; frame: number; variable: string; value: Term }[] = [];

  get event(): number {
    return this.debuggee.event;
  }
  get lastEvent(): number {
    return this.debuggee.lastEvent;
  }
  get view(): EventView {
    return this.debuggee.view;
  }
  get error(): RuntimeError | undefined {
    return this.debuggee.error;
  }
  /** The answers up to the current event. */
  get answers(): readonly { readonly event: number; readonly answer: Answer }[] {
    return this.debuggee.answers;
  }
  /** Whether events after this one are known already: the present is elsewhere. */
  get inThePast(): boolean {
    return this.debuggee.event < this.debuggee.lastEvent;
  }
  /** The rules in progress, the innermost first. What was set at this event counts, though it takes hold as the run goes on. */
  frames(): readonly Frame[] {
    const { event } = this.debuggee;
    // A stack may be a million rules deep, and one stop asks for it many times.
    if (this.seen?.event !== event) this.seen = { event, frames: this.framesHere() };
    return this.seen.frames;
  }

  private framesHere(): readonly Frame[] {
    const frames = this.debuggee.frames();
    const here = this.supposed.filter(({ event }) => event === this.debuggee.event);
    if (here.length === 0) return frames;
    return frames.map((frame, index) => ({
      ...frame,
      variables: frame.variables.map((variable) => {
        const set = here.find((one) => one.frame === index && one.variable === variable.name);
        return set === undefined ? variable : { ...variable, value: set.value, bound: true };
      }),
    }));
  }
  choicePoints(): readonly ChoicePointView[] {
    return this.debuggee.choicePoints();
  }
  whyFailed(): WhyFailed | undefined {
    return this.debuggee.whyFailed();
  }
  candidates(): readonly Clause[] {
    return this.debuggee.candidates();
  }
  /** Evaluates within a frame, apart from the run. Answers name only what has no value in the frame already. */
  evaluate(text: string, frame: number, solutions?: number): Evaluation {
    const evaluation = this.debuggee.evaluate(text, frame, solutions);
    if (evaluation.kind !== 'answers') return evaluation;
    const bound = new Set(this.frames()[frame]?.variables.flatMap(({ name, bound }) => (bound ? [name] : [])));
    const answers = evaluation.answers.map(({ bindings }) => ({
      bindings: new Map([...bindings].filter(([name]) => !bound.has(name))),
    }));
    return { ...evaluation, answers };
  }

  /**
   * The latest recorded events at which a goal was called, or a rule entered; the newest first. It stands afterwards where it
   * stood before.
   * @param show makes of each event what is wanted, while it stands there
   */
  eventsAt<Shown>(place: Place, most: number, show: (event: number, frame: Frame | undefined) => Shown): Shown[] {
    const { debuggee } = this;
    const here = debuggee.event;
    const shown: Shown[] = [];
    const isAt: StopCondition = (view) =>
      place.kind === 'head'
        ? view.port === 'unify' && view.clause === place.clause
        : view.port === 'call' && view.goal?.node === place.node && view.goal.first;
    debuggee.jump(debuggee.lastEvent);
    if (isAt(debuggee.view)) shown.push(show(debuggee.event, debuggee.frames()[0]));
    while (shown.length < most) {
      debuggee.backward(isAt);
      if (debuggee.event === 0) break;
      shown.push(show(debuggee.event, debuggee.frames()[0]));
    }
    debuggee.jump(here);
    return shown;
  }

  /** The run has moved, or its history has changed. */
  protected lookAgain(): void {
    this.seen = undefined;
  }

  /** Binds a variable as a what-if, and shows it bound from now on. Gives what is wrong, if anything. */
  protected suppose(frame: number, variable: string, text: string): string | undefined {
    const value = this.debuggee.evaluate(text, frame, 1);
    const fault = this.debuggee.bind(frame, variable, text);
    if (fault !== undefined) return fault.error;
    const { event } = this.debuggee;
    this.supposed = this.supposed.filter((one) => one.event <= event);
    if (value.kind === 'value') this.supposed.push({ event, frame, variable, value: value.value });
    this.lookAgain();
    return undefined;
  }

  /** Another history begins at this event: what was set here or later does not count in it. */
  protected forgetSupposed(): void {
    const { event } = this.debuggee;
    this.supposed = this.supposed.filter((one) => one.event < event);
  }
}
