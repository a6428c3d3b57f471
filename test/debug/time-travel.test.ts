import { compile, Debuggee, loadData, prepare, printTerm } from '@polar-tools/evaluator';
import { print } from '@polar-tools/language';
import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Predicates call only those after them: every program ends. */
const PREDICATES = ['p', 'q', 'r', 's'];

const constant = fc.constantFrom('1', '2', '"a"', '[1, 2]', '{k: 1}');
const variable = fc.constantFrom('x', 'y', 'z');
const term = fc.oneof(constant, variable);

const goal = (index: number): fc.Arbitrary<string> => {
  const callees = PREDICATES.slice(index + 1);
  const calls =
    callees.length === 0
      ? fc.constant('true')
      : fc.tuple(fc.constantFrom(...callees), term).map(([name, a]) => `${name}(${a})`);
  const simple = fc.oneof(
    calls,
    calls,
    fc.tuple(variable, term).map(([a, b]) => `${a} = ${b}`),
    variable.map((a) => `${a} in [1, 2, 3]`),
    fc.tuple(variable, constant).map(([a, b]) => `(${a} in [1, "a"] or ${a} = ${b})`),
  );
  return fc.oneof(
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: calls.map((c) => `not ${c}`) },
    { weight: 1, arbitrary: fc.constant('cut') },
  );
};

const clause = (index: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.oneof(term, fc.constant('x')), fc.array(goal(index), { maxLength: 3 }))
    .map(
      ([parameter, body]) =>
        `${PREDICATES[index]}(${parameter})${body.length === 0 ? '' : ` if ${body.join(' and ')}`};`,
    );

const program = fc
  .tuple(...PREDICATES.map((_, index) => fc.array(clause(index), { minLength: 1, maxLength: 3 })))
  .map((clauses) => clauses.flat().join('\n'));

type Move = { readonly kind: 'on' | 'back' | 'jump' | 'retry'; readonly amount: number };
const moves = fc.array(
  fc.record({ kind: fc.constantFrom<Move['kind']>('on', 'back', 'jump', 'retry'), amount: fc.nat(1_000) }),
  { minLength: 5, maxLength: 25 },
);

function start(policyText: string): Debuggee {
  const policy = createPolicy([{ uri: 'file:///p.polar', text: policyText }]);
  const { host } = loadData('{}').data;
  const { query } = prepare(compile(policy, host), 'p(x)');
  return new Debuggee(query!, { host, checkpointEvery: 7 });
}

/** Everything that a person sees at an event. */
function seen(debuggee: Debuggee): unknown {
  const { event, port, depth, activation, goal: site } = debuggee.view;
  return {
    event,
    port,
    depth,
    activation,
    goal: site && print(site.node),
    frames: debuggee.frames().map((frame) => ({
      id: frame.id,
      predicate: frame.predicate,
      arguments: frame.arguments.map((value) => printTerm(value)),
      variables: frame.variables.map(({ name, value, bound }) => (bound ? `${name} = ${printTerm(value)}` : name)),
      goal: frame.goal && print(frame.goal.node),
    })),
    choices: debuggee.choicePoints().map((point) => `${point.kind} ${point.activation} ${point.clauses.length}`),
    answers: debuggee.answers.length,
  };
}

it('shows the same at event n, however it was reached', () => {
  fc.assert(
    fc.property(program, moves, (text, list) => {
      const history: unknown[] = [];
      const first = start(text);
      history.push(seen(first));
      while (history.length < 3_000) {
        const before = first.event;
        first.forward(() => true);
        if (first.event === before) break;
        history.push(seen(first));
      }
      const end = first.event;
      const debuggee = start(text);
      for (const { kind, amount } of list) {
        const steps = (amount % 12) + 1;
        if (kind === 'jump') debuggee.jump(amount % (debuggee.lastEvent + 1));
        else if (kind === 'retry') debuggee.retry(debuggee.frames()[amount % debuggee.frames().length]!.id);
        else {
          for (let step = 0; step < steps && (kind === 'back' ? debuggee.event > 0 : debuggee.event < end); step++) {
            if (kind === 'on') debuggee.forward(() => true);
            else debuggee.backward(() => true);
          }
        }
        expect(seen(debuggee)).toEqual(history[debuggee.event]);
      }
    }),
    { seed: 20, numRuns: 150 },
  );
});
