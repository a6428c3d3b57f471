import { Debuggee, Machine, type StopCondition } from '@polar-tools/evaluator';
import { preparedRun } from '../prepared.ts';
import { median } from '../statistics.ts';
import { argument, report } from '../worker.ts';

/**
 * What a debugger costs: `WHAT PROGRAM`, where WHAT is
 * `plain`: the program's events a second by a machine that nobody watches;
 * `recorded`: those of a recording that can go back to each of them;
 * `listened`: those of a recording with a listener that is told of each and keeps its port, activation and goal;
 * `step-back`: milliseconds of one step back at event 1,000,000;
 * `heap`: bytes kept for each of the events up to there, live state included.
 */
const [wanted, program = 'million'] = argument().split(' ');
const million = 1_000_000;
const KEPT_AT_ONCE = 65_536;
/** Events that a listener kept, as many at once as an array holds well. */
class Kept {
  readonly ports: string[] = [];
  readonly activations = new Int32Array(KEPT_AT_ONCE);
  readonly goals: unknown[] = [];
}

const { query, host } = preparedRun(program);
const options = { host };

if (wanted === 'recorded' || wanted === 'plain' || wanted === 'listened') {
  const run = { recorded: runRecorded, plain: runPlain, listened: runListened }[wanted];
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  // Counted last: what is compiled for a debugger must not be met by a machine that has none.
  report(runRecorded() / ((median(times) ?? Number.NaN) / 1000));
} else if (wanted === 'step-back') {
  const debuggee = atMillion();
  const times: number[] = [];
  for (let step = 0; step < 21; step++) {
    const start = performance.now();
    debuggee.backward(() => true);
    times.push(performance.now() - start);
    if (debuggee.event !== million - 1 - step) throw new Error(`a step back went to event ${debuggee.event}`);
  }
  report(median(times) ?? Number.NaN);
} else {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error('run with --expose-gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const debuggee = atMillion();
  collect();
  const used = process.memoryUsage().heapUsed - before;
  // Used after the measurement, so that nothing of it is collected before.
  if (debuggee.event !== million) throw new Error('it moved');
  report(used / million);
}

function runRecorded(): number {
  const debuggee = new Debuggee(query, options);
  for (;;) {
    const { kind, event } = debuggee.forward();
    if (kind === 'done') return event;
    if (kind === 'error') throw new Error('the query failed');
  }
}

function runListened(): void {
  const debuggee = new Debuggee(query, options);
  let kept = new Kept();
  const all = [kept];
  let count = 0;
  const listen: StopCondition = (view) => {
    if (count === KEPT_AT_ONCE) {
      kept = new Kept();
      all.push(kept);
      count = 0;
    }
    kept.ports.push(view.port);
    kept.activations[count++] = view.activation;
    kept.goals.push(view.goal);
    return false;
  };
  for (;;) {
    const { kind } = debuggee.forward(listen);
    if (kind === 'done') return;
    if (kind === 'error') throw new Error('the query failed');
  }
}

function runPlain(): void {
  const machine = new Machine(query, options);
  for (;;) {
    const { kind } = machine.run();
    if (kind === 'done') return;
    if (kind === 'error') throw new Error('the query failed');
  }
}

function atMillion(): Debuggee {
  const debuggee = new Debuggee(query, options);
  const { kind, event } = debuggee.forward((view) => view.event === million);
  if (kind !== 'stop' || event !== million) throw new Error(`it came to event ${event}: ${kind}`);
  return debuggee;
}
