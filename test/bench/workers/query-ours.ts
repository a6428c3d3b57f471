import { Machine } from '@polar-tools/evaluator';
import { preparedMeasure } from '../prepared.ts';
import { argument, report, reportImpossible, timePerCall } from '../worker.ts';

/** Microseconds of one `measure()` of a program, its query prepared once. */
const name = argument();
const query = preparedMeasure(name);

class Refused extends Error {}

function measure(): void {
  const machine = new Machine(query);
  let answers = 0;
  for (;;) {
    const outcome = machine.run();
    if (outcome.kind === 'answer') answers++;
    else if (outcome.kind === 'done') break;
    else throw new Refused(outcome.kind === 'error' ? outcome.error.message : outcome.kind);
  }
  if (answers !== 1) throw new Error(`measure() of ${name} has ${answers} answers, not one`);
}

try {
  report(await timePerCall(measure));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  reportImpossible(error.message);
}
