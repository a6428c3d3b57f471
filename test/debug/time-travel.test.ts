import {
  type ChoicePointView,
  compile,
  Debuggee,
  type Frame,
  type GoalSite,
  loadData,
  type Port,
  prepare,
  printTerm,
  type Term,
} from '@polar-tools/evaluator';
import { print, rangeOf } from '@polar-tools/language';
import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Predicates call only those after them: every program ends. */
const PREDICATES = ['p', 'q', 'r', 's'];

const DATA = JSON.stringify({
  classes: { Thing: {}, Part: { extends: ['Thing'] } },
  objects: {
    whole: { $class: 'Thing', n: 1, parts: [{ $ref: 'part' }, { $class: 'Part', n: 3 }] },
    part: { $class: 'Part', n: 2, whole: { $ref: 'whole' } },
  },
});

/** More events than this are not looked at: programs may search for long. */
const MOST_EVENTS = 400;

const constant = fc.constantFrom('1', '2', '"a"', '[1, 2]', '{k: 1}', 'whole', 'part');
const variable = fc.constantFrom('x', 'y', 'z');
const term = fc.oneof(constant, variable);

const call = (index: number): fc.Arbitrary<string> => {
  const callees = PREDICATES.slice(index + 1);
  if (callees.length === 0) return fc.constant('true');
  return fc.tuple(fc.constantFrom(...callees), term).map(([name, a]) => `${name}(${a})`);
};

const simple = (index: number): fc.Arbitrary<string> =>
  fc.oneof(
    call(index),
    call(index),
    fc.tuple(variable, term).map(([a, b]) => `${a} = ${b}`),
    variable.map((a) => `${a} in [1, 2, 3]`),
    variable.map((a) => `${a} in whole.parts`),
    fc.tuple(variable, constant).map(([a, b]) => `(${a} in [1, "a"] or ${a} = ${b})`),
    fc.tuple(variable, fc.constantFrom('>', '<=', '!=')).map(([a, operator]) => `${a} ${operator} 1`),
    fc.tuple(variable, variable).map(([a, b]) => `${a} = ${b}.n`),
    fc
      .tuple(variable, fc.constantFrom('Integer', 'Thing', 'Part{n: 2}', '{n: y}'))
      .map(([a, b]) => `${a} matches ${b}`),
  );

const goal = (index: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: simple(index) },
    { weight: 1, arbitrary: simple(index).map((one) => `not (${one})`) },
    { weight: 1, arbitrary: fc.tuple(variable, simple(index)).map(([a, one]) => `forall(${a} in [1, 2], ${one})`) },
    { weight: 1, arbitrary: fc.constant('cut') },
  );

const parameter = fc.oneof(
  term,
  variable,
  fc.constantFrom('x: Integer', 'x: Thing', 'x: Part', '_: {n: 2}', '[x, *y]'),
);

const clause = (index: number): fc.Arbitrary<string> =>
  fc.tuple(parameter, fc.array(goal(index), { maxLength: 3 })).map(([head, body]) => {
    // A name of the data in a head would be a variable.
    const written = head.replace(/whole|part/, '_');
    return `${PREDICATES[index]}(${written})${body.length === 0 ? '' : ` if ${body.join(' and ')}`};`;
  });

const program = fc
  .tuple(...PREDICATES.map((_, index) => fc.array(clause(index), { minLength: 1, maxLength: 3 })))
  .map((clauses) => clauses.flat().join('\n'));

const KINDS = ['on', 'on', 'back', 'back to a port', 'jump', 'retry', 'choose', 'answer', 'fail', 'bind'] as const;
type Move = { readonly kind: (typeof KINDS)[number]; readonly amount: number };
const moves = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), amount: fc.nat(1_000) }), {
  minLength: 5,
  maxLength: 25,
});

const VALUES: readonly Term[] = [1, 2, 'a', true];
const PORTS: readonly Port[] = ['call', 'unify', 'exit', 'redo', 'fail'];

/** What a person did at an event: another history begins there. */
type Intervention = { readonly event: number } & (
  | { readonly kind: 'fail' }
  | { readonly kind: 'bind'; readonly frame: number; readonly variable: string; readonly value: Term }
);

function start(policyText: string): Debuggee {
  const { host } = loadData(DATA).data;
  const policy = createPolicy([{ uri: 'file:///p.polar', text: policyText }]);
  const { query } = prepare(compile(policy, host), 'p(x)');
  return new Debuggee(query!, { host, checkpointEvery: 7, limits: { solutions: 50 } });
}

const site = (goal: GoalSite | undefined): string | undefined => {
  if (goal === undefined) return undefined;
  const { start, end } = rangeOf(goal.node);
  return `${start}-${end} ${print(goal.node)} ${goal.first} ${goal.last}`;
};
const seenFrame = (frame: Frame): unknown => ({
  id: frame.id,
  predicate: frame.predicate,
  clause: frame.rule && print(frame.rule),
  arguments: frame.arguments.map((value) => printTerm(value)),
  variables: frame.variables.map(({ name, value, bound }) => (bound ? `${name} = ${printTerm(value)}` : name)),
  goal: site(frame.goal),
});
const seenChoice = ({ kind, activation, depth, goal, clauses }: ChoicePointView): unknown => ({
  kind,
  activation,
  depth,
  goal: site(goal),
  clauses: clauses.map(({ rule }) => print(rule)),
});

/** Everything that a person sees at an event. */
function seen(debuggee: Debuggee): unknown {
  const { event, port, depth, activation, goal: at, predicate, arity, clause: entered } = debuggee.view;
  return {
    event,
    port,
    depth,
    activation,
    predicate,
    arity,
    goal: site(at),
    entered: entered && print(entered.rule),
    frames: debuggee.frames().map(seenFrame),
    choices: debuggee.choicePoints().map(seenChoice),
    answers: debuggee.answers.map(
      ({ event, answer }) =>
        `${event}: ${[...answer.bindings].map(([name, value]) => `${name} = ${printTerm(value)}`)}`,
    ),
    error: debuggee.error?.code,
    why: port !== 'fail' ? undefined : debuggee.whyFailed()?.candidates.map(({ mismatch }) => mismatch?.reason),
  };
}

function intervene(debuggee: Debuggee, intervention: Intervention): void {
  if (intervention.kind === 'fail') debuggee.forceFail();
  else debuggee.bind(intervention.frame, intervention.variable, intervention.value);
}

/** What is seen at each event by going on one event at a time, with the same interventions. */
function historyOf(text: string, interventions: readonly Intervention[]): unknown[] {
  const debuggee = start(text);
  const history = [seen(debuggee)];
  for (;;) {
    const { event } = debuggee;
    for (const one of interventions) if (one.event === event && one.kind === 'bind') intervene(debuggee, one);
    history[event] = seen(debuggee);
    const forced = interventions.find((one) => one.event === event && one.kind === 'fail');
    if (forced !== undefined) intervene(debuggee, forced);
    else debuggee.forward(() => true);
    if (debuggee.event === event || debuggee.event > MOST_EVENTS) return history;
    history[debuggee.event] = seen(debuggee);
  }
}

/** What a person may do at the newest event, and does. */
function interventionAt(debuggee: Debuggee, { kind, amount }: Move): Intervention | undefined {
  const { event, view } = debuggee;
  if (event !== debuggee.lastEvent || ['start', 'end', 'exception'].includes(view.port)) return undefined;
  if (kind === 'fail') return { kind, event };
  if (['fail', 'answer'].includes(view.port)) return undefined;
  const frames = debuggee.frames();
  const frame = amount % frames.length;
  const unbound = frames[frame]!.variables.filter(({ bound }) => !bound);
  const found = unbound[amount % Math.max(1, unbound.length)];
  if (found === undefined) return undefined;
  return { kind: 'bind', event, frame, variable: found.name, value: VALUES[amount % VALUES.length]! };
}

it('shows the same at event n, however it was reached', () => {
  const done = new Map<string, number>();
  fc.assert(
    fc.property(program, moves, (text, list) => {
      let interventions: Intervention[] = [];
      let history = historyOf(text, interventions);
      const debuggee = start(text);
      for (const move of list) {
        const { kind, amount } = move;
        const steps = (amount % 12) + 1;
        const before = debuggee.event;
        if (kind === 'jump') debuggee.jump(amount % (debuggee.lastEvent + 1));
        else if (kind === 'retry') debuggee.retry(debuggee.frames()[amount % debuggee.frames().length]!.id);
        else if (kind === 'choose') {
          const choices = debuggee.choicePoints();
          if (choices.length > 0) debuggee.retry(choices[amount % choices.length]!.activation);
        } else if (kind === 'back to a port')
          debuggee.backward((view) => view.port === PORTS[amount % PORTS.length]!, 20 + (amount % 30));
        else if (kind === 'answer') debuggee.forward(() => false, Math.max(1, MOST_EVENTS - debuggee.event));
        else if (kind === 'on' || kind === 'back') {
          for (let step = 0; step < steps; step++) {
            if (kind === 'back') debuggee.backward(() => true);
            else if (debuggee.event < history.length - 1) debuggee.forward(() => true);
          }
        } else {
          const intervention = interventionAt(debuggee, move);
          if (intervention === undefined) continue;
          intervene(debuggee, intervention);
          interventions = [...interventions.filter(({ event }) => event <= intervention.event), intervention];
          history = historyOf(text, interventions);
        }
        if (debuggee.event !== before || kind === 'bind') done.set(kind, (done.get(kind) ?? 0) + 1);
        if (debuggee.event < history.length) expect(seen(debuggee)).toEqual(history[debuggee.event]);
      }
    }),
    { seed: 20, numRuns: 300 },
  );
  // A kind of move that hardly ever happens would show nothing.
  for (const kind of KINDS) expect(done.get(kind) ?? 0, kind).toBeGreaterThan(20);
});
