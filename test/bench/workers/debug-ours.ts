import { Debuggee, type EventBlock, Machine } from '@polar-tools/evaluator';
import { preparedRun } from '../prepared.ts';
import { median } from '../statistics.ts';
import { argument, report } from '../worker.ts';

/**
 * What a debugger costs: `WHAT PROGRAM EVENT`, where WHAT is
 * `plain`: the program's events a second by a machine that nobody watches;
 * `recorded`: those of a recording that can go back to each of them;
 * `listened`: those of a recording with a listener that keeps of each its port, its goal or clause, and the call it belongs to;
 * `step-back`: milliseconds of one step back at the event;
 * `heap`: bytes kept for each of the events up to there, live state included.
 *
 * EVENT is 1,000,000 where it is not said.
 */
const [wanted, program = 'million', event = '1000000'] = argument().split(' ');
const wantedEvent = Number(event);
const warmUps = 8;
const rounds = 15;
const { query, host } = preparedRun(program);
const options = { host };

if (wanted === 'recorded' || wanted === 'plain' || wanted === 'listened') {
  const run = { recorded: runRecorded, plain: runPlain, listened: runListened }[wanted];
  // V8 compiles a long loop anew while it runs, sooner or later: both sides are measured when it has.
  for (let round = 0; round < warmUps; round++) run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  if (wanted === 'listened') checkHeard(runListened());
  // Counted last: what is compiled for a debugger must not be met by a machine that has none.
  report(runRecorded() / ((median(times) ?? Number.NaN) / 1000));
} else if (wanted === 'step-back') {
  const debuggee = atEvent();
  const times: number[] = [];
  for (let step = 0; step < 21; step++) {
    const start = performance.now();
    debuggee.backward(() => true);
    times.push(performance.now() - start);
    if (debuggee.event !== wantedEvent - 1 - step) throw new Error(`a step back went to event ${debuggee.event}`);
  }
  report(median(times) ?? Number.NaN);
} else {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error('run with --expose-gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const debuggee = atEvent();
  collect();
  const used = process.memoryUsage().heapUsed - before;
  // Used after the measurement, so that nothing of it is collected before.
  if (debuggee.event !== wantedEvent) throw new Error('it moved');
  report(used / wantedEvent);
}

/** Whether the query is over, which has the one answer that it is to have. */
function isDone(kind: string, answers: number): boolean {
  if (kind === 'answer') return false;
  if (kind !== 'done' || answers !== 1) throw new Error(`the query ended with ${kind} after ${answers} answers`);
  return true;
}

function runRecorded(): number {
  const debuggee = new Debuggee(query, options);
  for (let answers = 0; ; answers++) {
    const { kind, event } = debuggee.forward();
    if (isDone(kind, answers)) return event;
  }
}

function runListened(): readonly EventBlock[] {
  const heard: EventBlock[] = [];
  const debuggee = new Debuggee(query, { ...options, listen: (block) => heard.push(block) });
  for (let answers = 0; ; answers++) if (isDone(debuggee.forward().kind, answers)) return heard;
}

/** What was kept is all there is to know: each event follows the one before, and belongs to a call with the same goal. */
function checkHeard(heard: readonly EventBlock[]): void {
  const goals: unknown[] = [];
  let event = 0;
  for (const block of heard) {
    for (let index = 0; index < block.length; index++) {
      event++;
      if (block.first + index !== event) throw new Error(`event ${event} is missing`);
      const port = block.port(index);
      if (port === 'end' || port === 'answer') continue;
      const call = block.activation(index);
      if (port === 'call') goals[event] = block.goal(index);
      if (port === 'unify' ? block.clause(index) === undefined : goals[call] !== block.goal(index))
        throw new Error(`event ${event} does not tell of its call`);
      if (goals[call] === undefined) throw new Error(`event ${event} belongs to no call`);
    }
  }
}

function runPlain(): void {
  const machine = new Machine(query, options);
  for (let answers = 0; ; answers++) if (isDone(machine.run().kind, answers)) return;
}

function atEvent(): Debuggee {
  const debuggee = new Debuggee(query, options);
  const { kind, event } = debuggee.forward((view) => view.event === wantedEvent);
  if (kind !== 'stop' || event !== wantedEvent) throw new Error(`it came to event ${event}: ${kind}`);
  return debuggee;
}
