import {
  type Answer,
  type ChoicePointView,
  describeKind,
  type Evaluation,
  type EventView,
  type Frame,
  type RuntimeError,
  type SteppedRun,
  type Term,
  type WhyFailed,
  type Wording,
} from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { DebugDialect, Explained, FailureWords } from '../dialect/dialect.ts';
import type { Asked } from '../session/check-condition.ts';
import type { Replies } from './application.ts';
import { carryThrough, type Patience } from './evaluating.ts';
import type { Place } from './places.ts';
import type { Effort, World } from './run.ts';
import { happensAt, searchBack } from './search.ts';

/** What can be seen of a run while it stands still. Nothing here moves it for good. */
export abstract class Inspection {
  protected abstract readonly debuggee: SteppedRun;
  protected abstract readonly dialect: DebugDialect;
  protected abstract readonly world: World;
  protected abstract readonly replies: Replies;

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
  /** Of a test: whether each assertion that is over by now holds. */
  get judged(): readonly boolean[] | undefined {
    return this.debuggee.judged?.map(({ holds }) => holds);
  }
  /** Whether events after this one are known already: the present is elsewhere. */
  get inThePast(): boolean {
    return this.debuggee.event < this.debuggee.lastEvent;
  }
  /** How many rules are in progress, the query included. */
  get depth(): number {
    return this.debuggee.depth;
  }
  /** A rule in progress, 0 being the innermost. */
  frame(index: number): Frame | undefined {
    return this.debuggee.frames(index, 1)[0];
  }
  /** Some of the rules in progress, the innermost first. */
  framesFrom(index: number, count?: number): readonly Frame[] {
    return this.debuggee.frames(index, count);
  }
  frameById(id: number): { readonly frame: Frame; readonly index: number } | undefined {
    const index = this.debuggee.frameIndex(id);
    const frame = index === undefined ? undefined : this.frame(index);
    return frame && { frame, index: index! };
  }

  get choicePointCount(): number {
    return this.debuggee.choicePointCount;
  }
  /** Some of the alternatives left, the newest first. */
  choicePointsFrom(index: number, count?: number): readonly ChoicePointView[] {
    return this.debuggee.choicePoints(index, count);
  }
  /** Whether a goal is in progress, or can be tried again: it was called at that event. */
  isInProgress(activation: number): boolean {
    return this.debuggee.choicePointOf(activation) !== undefined || this.debuggee.frameIndex(activation) !== undefined;
  }
  whyFailed(): WhyFailed | undefined {
    return this.debuggee.whyFailed();
  }
  /** In a sentence: the goal at whose failure it stands, and why it does not hold. */
  failure(why: WhyFailed, words: FailureWords): string {
    return this.dialect.failure(this.debuggee, why, words);
  }
  /** Some of the facts that the goal of the innermost rule could use, and how many there are. */
  factsOfGoal(from: number, count: number): ReturnType<DebugDialect['facts']> {
    return this.dialect.facts(this.debuggee, from, count);
  }
  /** What the console answers that is no query. */
  ask(text: string, frame: number, asked: Asked, wording: Wording): readonly string[] | undefined {
    return this.dialect.ask(this.debuggee, text, this.frame(frame), asked, wording);
  }
  /** What a person who asks a query should know of its names. */
  notes(text: string, frame: number, asked: Asked): readonly string[] {
    return this.dialect.notes(this.debuggee, text, this.frame(frame), asked);
  }
  /** Whether a person let the goal in progress fail at an event. */
  wasLetFail(event: number): boolean {
    return this.debuggee.wasLetFail(event);
  }
  /** The rules that the goal may enter next: those that are left where the search has come back to it. */
  candidates(): readonly Clause[] {
    const { port, activation } = this.view;
    if (port !== 'call' && port !== 'redo') return [];
    const fitting = this.debuggee.candidates();
    if (port === 'call') return fitting;
    const left = this.debuggee.choicePointOf(activation)?.clauses ?? [];
    return fitting.filter((clause) => left.includes(clause));
  }
  /** The goal that it stands at, where that is a call. */
  get goalCall(): { readonly predicate: string; readonly arguments: readonly Term[] } | undefined {
    const { predicate, port } = this.view;
    if (predicate === undefined || port === 'unify') return undefined;
    return { predicate, arguments: this.debuggee.callArguments };
  }
  /** Evaluates within a frame, apart from the run, where that takes no time and asks nothing. */
  evaluateAtOnce(text: string, frame: number): Evaluation {
    return this.debuggee.evaluate(text, frame, 1);
  }

  /** Evaluates within a frame, apart from the run. Answers name only what has no value there already. */
  async evaluate(text: string, index: number, patience: Patience): Promise<Evaluation> {
    const { debuggee, dialect, replies, world } = this;
    const frame = this.frame(index);
    const ongoing = debuggee.evaluating(text, index, patience.solutions);
    const bound = new Set(frame?.variables.flatMap(({ name, bound }) => (bound ? [name] : [])));
    return without(await carryThrough(ongoing, replies, world, { ...patience, advice: dialect.advice.time }), bound);
  }

  /** The same, and before the variables of the rule with what the goal in progress passes to its predicate, by names of its parameters. */
  async evaluateCall(text: string, parameters: ReadonlyMap<string, number>, patience: Patience): Promise<Evaluation> {
    const { debuggee, dialect, replies, world } = this;
    const ongoing = debuggee.evaluatingCall(text, parameters, patience.solutions);
    const args = debuggee.callArguments;
    const bound = new Set(this.frame(0)?.variables.flatMap(({ name, bound }) => (bound ? [name] : [])));
    for (const [name, at] of parameters) {
      if (args[at] !== undefined && describeKind(args[at]) !== 'unbound') bound.add(name);
      else bound.delete(name);
    }
    return without(await carryThrough(ongoing, replies, world, { ...patience, advice: dialect.advice.time }), bound);
  }

  /**
   * The latest recorded events at a place, the newest first. While it looks for them it stands anywhere: nothing else may be asked.
   * @param show makes of each event what is wanted, while it stands there
   */
  eventsAt<Shown>(
    place: Place,
    most: number,
    show: (event: number, frame: Frame | undefined) => Shown,
    effort: Effort,
  ): Promise<Shown[]> {
    const { debuggee } = this;
    return searchBack(debuggee, this.world, {
      from: debuggee.lastEvent,
      to: 1,
      most,
      wanted: happensAt(place),
      show: ({ event }) => show(event, this.frame(0)),
      ...effort,
    });
  }

  /** Why what was asked has no answer, or the goal at whose failure it stands. Undefined where it is not wanted any more. Nobody else may look meanwhile. */
  async whyNot(wording: Wording, { signal, goesOn }: Effort): Promise<Explained | undefined> {
    const here = this.debuggee.event;
    const looking = this.dialect.explain(this.debuggee, wording);
    for (let step = looking.next(); ; step = looking.next()) {
      if (step.done === true) return step.value;
      goesOn();
      await this.world.breathe();
      if (!signal.aborted) continue;
      looking.return(undefined as never);
      this.debuggee.jump(here);
      return undefined;
    }
  }

  /** What is seen at other events: it may go to any, and stands afterwards where it stood before. */
  lookAround<Shown>(look: (goTo: (event: number) => void) => Shown): Shown {
    const here = this.debuggee.event;
    try {
      return look((event) => this.debuggee.jump(event));
    } finally {
      this.debuggee.jump(here);
    }
  }
}

/** Answers name only what has no value already. */
function without(evaluation: Evaluation, bound: ReadonlySet<string>): Evaluation {
  if (evaluation.kind !== 'answers') return evaluation;
  const answers = evaluation.answers.map(({ bindings, ...rest }) => ({
    ...rest,
    bindings: new Map([...bindings].filter(([name]) => !bound.has(name))),
  }));
  return { ...evaluation, answers };
}
