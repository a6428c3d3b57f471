import { Debuggee, Machine } from '@polar-tools/evaluator';
import { preparedMeasure } from '../prepared.ts';
import { median } from '../statistics.ts';
import { argument, report } from '../worker.ts';

/**
 * What a debugger costs, over a query of more than a million events:
 * `recorded`: events a second while recording; `plain`: the same events by a machine that nobody watches;
 * `step-back`: milliseconds of one step back at event 1,000,000; `heap`: bytes kept for each of them, live state included.
 */
const wanted = argument();
const million = 1_000_000;
const query = preparedMeasure('million');

if (wanted === 'recorded' || wanted === 'plain') {
  const events = runRecorded(new Debuggee(query));
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    if (wanted === 'recorded') runRecorded(new Debuggee(query));
    else runPlain();
    times.push(performance.now() - start);
  }
  report(events / ((median(times) ?? Number.NaN) / 1000));
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

function runRecorded(debuggee: Debuggee): number {
  for (;;) {
    const { kind, event } = debuggee.forward(() => false);
    if (kind === 'done') return event;
    if (kind === 'error') throw new Error('the query failed');
  }
}

function runPlain(): void {
  const machine = new Machine(query);
  for (;;) {
    const { kind } = machine.run();
    if (kind === 'done') return;
    if (kind === 'error') throw new Error('the query failed');
  }
}

function atMillion(): Debuggee {
  const debuggee = new Debuggee(query);
  const { kind, event } = debuggee.forward((view) => view.event === million);
  if (kind !== 'stop' || event !== million) throw new Error(`it came to event ${event}: ${kind}`);
  return debuggee;
}
