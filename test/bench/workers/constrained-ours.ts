import { compile, loadData, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { assignments, constrainedPrograms } from '../constrained.ts';
import { argument, report, timePerCall } from '../worker.ts';

/** Microseconds of all answers of `measure(x)` of a program that constrains x, its query prepared once. */
const name = argument();
const { text, answers } = constrainedPrograms[name]!;
const loaded = loadData(
  JSON.stringify({
    classes: { User: {}, Document: {}, Assignment: {} },
    objects: Object.fromEntries(assignments.map(({ document }) => [document, { $class: 'Document' }])),
    // What a rule names is a constant, as in the application.
    constants: {
      ann: {
        $class: 'User',
        assignments: assignments.map(({ document, role }) => ({
          $class: 'Assignment',
          role,
          document: { $ref: document },
        })),
      },
    },
  }),
);
if (loaded.errors.length > 0) throw new Error(loaded.errors[0]?.message);
const { host } = loaded.data;
const policy = createPolicy([{ uri: 'file:///main.polar', text }], { dialect: 'library' });
const { query, errors } = prepare(compile(policy, host), 'measure(x)');
if (query === undefined) throw new Error(errors[0]?.message);

report(
  await timePerCall(() => {
    const machine = new Machine(query, { host });
    let found = 0;
    for (;;) {
      const outcome = machine.run();
      if (outcome.kind === 'answer') found++;
      else if (outcome.kind === 'done') break;
      else throw new Error(outcome.kind === 'error' ? outcome.error.message : outcome.kind);
    }
    if (found !== answers) throw new Error(`measure(x) of ${name} has ${found} answers, not ${answers}`);
  }),
);
