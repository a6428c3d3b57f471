import type { Evaluation, OngoingEvaluation } from '@polar-tools/evaluator';
import type { Replies } from './application.ts';
import type { Effort, World } from './run.ts';

/** How much a text may ask for, and how long it may take. */
export interface Patience extends Effort {
  /** Answers, where it is a goal. */
  readonly solutions: number;
  /** Milliseconds. */
  readonly time: number;
}

/** Calls made before others get their turn: some milliseconds. */
const CALLS = 20_000;

/** Carries an evaluation through, a slice at a time, so that whatever a person typed stops nothing else. */
export async function carryThrough(
  ongoing: OngoingEvaluation,
  replies: Replies,
  world: World,
  { time, signal, goesOn, advice }: Patience & { readonly advice: string },
): Promise<Evaluation> {
  const began = world.now();
  let breath = began;
  for (;;) {
    const step = ongoing.run(CALLS);
    if (step.kind === 'question') {
      const reply = await replies.to(step.question, signal);
      if (reply !== undefined) ongoing.answer(reply);
    } else if (step.kind !== 'paused') return step;
    const now = world.now();
    if (now - began > time) {
      const message = `This was given up after ${inSeconds(time)}. ${advice}`;
      return { kind: 'error', message };
    }
    goesOn();
    if (step.kind === 'paused' || now > breath) {
      await world.breathe();
      breath = world.now();
    }
    if (signal.aborted) return { kind: 'error', message: 'This was given up, because the query went on.' };
  }
}

function inSeconds(time: number): string {
  return time === 1_000 ? 'a second' : `${Math.round(time / 100) / 10} seconds`;
}
