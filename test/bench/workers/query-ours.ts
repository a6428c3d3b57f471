import { compile, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { programs } from '../policies.ts';
import { argument, report, reportImpossible, timePerCall } from '../worker.ts';

/** Microseconds of one `measure()` of a program, its query prepared once. */
const name = argument() as keyof typeof programs;
const program = compile(createPolicy([{ uri: 'file:///main.polar', text: programs[name] }], { dialect: 'library' }));
const { query, errors } = prepare(program, 'measure()');
if (query === undefined) throw new Error(errors[0]?.message);

class Refused extends Error {}

function measure(): void {
  const machine = new Machine(query!);
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
