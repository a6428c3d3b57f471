import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, compile, constraintsOn, Debuggee, type DebugOptions, prepare, printTerm } from '../index.ts';

const programs = {
  search: [
    `p(x) if q(x) and r(x);
     q(1); q(2); q(3);
     r(x) if x > 1 and not s(x);
     s(3);`,
    'p(x)',
  ],
  lists: [
    `reversed([], []);
     reversed([first, *rest], result) if reversed(rest, turned) and appended(turned, [first], result);
     appended([], tail, tail);
     appended([first, *rest], tail, [first, *result]) if appended(rest, tail, result);`,
    'reversed([1, 2, 3, 4], x)',
  ],
  control: [
    `f(x) if x in [1, 2, 3] and (x = 2 or x = 3) and g(x);
     g(x) if x > 2 and cut;
     g(_);
     h(x) if forall(y in [1, 2], y < x) and f(x);`,
    'h(x) and x = 3',
  ],
  constraints: [
    `a(x) if x > 1 and b(x);
     b(x) if x in [1, 2, 3] and not x = 2;
     b(x) if x = 5;`,
    'a(x)',
  ],
  unhandled: [
    `p(x) if z = y and forall(x in [1, 2], (z in [1, "a"] or z = 1));
     p(x);`,
    'p(x)',
  ],
  error: ['e(x) if x in [1, "a"] and x + 1 > 0;', 'e(x)'],
} as const;

function debuggee(name: keyof typeof programs, options: DebugOptions = {}): Debuggee {
  const [text, query] = programs[name];
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text }]));
  const prepared = prepare(program, query);
  if (prepared.query === undefined) throw new Error(prepared.errors[0]?.message);
  return new Debuggee(prepared.query, options);
}

function snapshot(of: Debuggee): unknown {
  return {
    event: of.event,
    port: of.view.port,
    predicate: of.view.predicate,
    depth: of.view.depth,
    activation: of.view.activation,
    frames: of.frames().map((frame) => ({
      id: frame.id,
      predicate: frame.predicate,
      goal: frame.goal?.node.$start,
      arguments: frame.arguments.map((term) => printTerm(term)),
      variables: frame.variables.map(({ name, value }) => `${name} = ${printTerm(value)}`),
    })),
    choices: of.choicePoints().map(({ kind, activation, clauses }) => `${kind} ${activation} ${clauses.length}`),
    answers: of.answers.map(
      ({ event, answer }) =>
        `${event}: ${[...answer.bindings].map(([name, value]) => `${name} = ${printTerm(value)}`)}`,
    ),
    error: of.error?.message,
  };
}

/** Every event's state, reached by stepping forward. */
function history(name: keyof typeof programs): unknown[] {
  const of = debuggee(name, { checkpointEvery: 7 });
  const states = [snapshot(of)];
  for (;;) {
    const outcome = of.forward(() => true);
    states.push(snapshot(of));
    if (outcome.kind === 'done' || outcome.kind === 'error') return states;
  }
}

describe('a debuggee', () => {
  it('passes every port of the box model in order', () => {
    const of = debuggee('search');
    const met: string[] = [];
    of.forward((event) => {
      met.push(`${event.port} ${event.predicate ?? ''}`.trim());
      return false;
    });
    expect(met.slice(0, 8)).toEqual(['call p', 'unify p', 'call q', 'unify q', 'exit q', 'call r', 'unify r', 'call']);
    expect(met.at(-1)).toBe('answer');
  });

  it('finds the answers that a machine finds', () => {
    const of = debuggee('search');
    while (of.nextSolution().kind === 'answer');
    expect(of.answers.map(({ answer }) => printTerm(answer.bindings.get('x')!))).toEqual(['2']);
  });

  it('shows a page of its rules and choice points as it shows all of them', () => {
    for (const name of ['search', 'lists', 'control', 'error'] as const) {
      const of = debuggee(name);
      for (let ended = false; !ended; ) {
        const ids = of.frames().map(({ id }) => id);
        expect(of.depth).toBe(ids.length);
        expect(of.frames(1, 2).map(({ id }) => id)).toEqual(ids.slice(1, 3));
        expect(ids.map((id) => of.frameIndex(id))).toEqual(ids.map((_, index) => index));
        expect(of.frameIndex(of.event + 1)).toBeUndefined();
        const choices = of.choicePoints();
        expect(of.choicePointCount).toBe(choices.length);
        expect(of.choicePoints(1, 2)).toEqual(choices.slice(1, 3));
        for (const { activation } of choices)
          expect(of.choicePointOf(activation)).toEqual(choices.find((one) => one.activation === activation));
        const { kind } = of.forward(() => true);
        ended = kind === 'done' || kind === 'error';
      }
    }
  });

  for (const name of Object.keys(programs) as (keyof typeof programs)[]) {
    it(`shows the same state at an event however it was reached (${name})`, () => {
      const states = history(name);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.constantFrom('jump', 'back', 'forth'), fc.nat(states.length - 1)), { maxLength: 12 }),
          (moves) => {
            const of = debuggee(name, { checkpointEvery: 5 });
            while (of.event < states.length - 1) of.forward(() => false);
            for (const [move, n] of moves) {
              if (move === 'jump') of.jump(n);
              else if (move === 'back') of.backward(() => true);
              else of.forward((event) => event.port !== 'exit');
              expect(snapshot(of)).toEqual(states[of.event]);
            }
          },
        ),
        { seed: 7, numRuns: 60 },
      );
    });
  }

  it('goes back to the last event where a condition holds', () => {
    const of = debuggee('search');
    of.nextSolution();
    const outcome = of.backward((event) => event.port === 'call' && event.predicate === 'r');
    expect(outcome.kind).toBe('stop');
    expect(of.frames()[0]?.variables.map(({ value }) => printTerm(value))).toEqual(['2']);
  });

  it('fails the current goal when told to, and forgets the future', () => {
    const of = debuggee('search');
    of.forward(
      (event) =>
        event.port === 'call' && event.predicate === 'r' && printTerm(of.frames()[0]!.variables[0]!.value) === '2',
    );
    of.forceFail();
    expect(of.view.port).toBe('fail');
    expect(of.nextSolution().kind).toBe('done');
    expect(of.answers).toEqual([]);
    of.jump(1);
    expect(of.nextSolution().kind).toBe('done');
  });

  it('binds a variable as a what-if', () => {
    const of = debuggee('search');
    of.forward((event) => event.port === 'call' && event.predicate === 'q');
    expect(of.bind(0, 'x', 3)).toBeUndefined();
    expect(of.nextSolution().kind).toBe('done');
  });

  it('evaluates values and goals in a frame without changing it', () => {
    const of = debuggee('search');
    of.forward((event) => event.port === 'call' && event.predicate === 'r');
    const before = snapshot(of);
    const value = of.evaluate('x + 1', 0);
    expect(value.kind === 'value' && printTerm(value.value)).toBe('2');
    const goal = of.evaluate('q(y) and y > x', 0);
    expect(goal.kind === 'answers' && goal.answers.map(({ bindings }) => printTerm(bindings.get('y')!))).toEqual([
      '2',
      '3',
    ]);
    expect(snapshot(of)).toEqual(before);
  });

  it('shows what is known of a variable without a value, and evaluates with it', () => {
    const of = debuggee('constraints');
    of.forward((event) => event.port === 'call' && event.predicate === 'b');
    const [x] = of.frames()[0]!.variables;
    expect(x?.bound).toBe(false);
    expect(printTerm(constraintsOn(x!.value)!)).toBe('_this > 1');
    const answersTo = (text: string): unknown => {
      const { answers = [] } = { ...of.evaluate(text, 0) } as { answers?: readonly Answer[] };
      return answers.map(({ bindings }) => printTerm(bindings.get('x')!));
    };
    expect(answersTo('x < 5')).toEqual(['_this > 1 and _this < 5']);
    expect(answersTo('x = 1 or x = 7')).toEqual(['7']);
    expect(answersTo('x in [0, 1, 2]')).toEqual(['2']);
    expect(printTerm(constraintsOn(of.frames()[0]!.variables[0]!.value)!)).toBe('_this > 1');
  });

  it('says of each clause why it did not fit', () => {
    const of = debuggee('search');
    of.forward((event) => event.port === 'fail' && event.predicate === 's');
    expect(of.whyFailed()).toMatchObject({
      predicate: 's',
      candidates: [{ mismatch: { parameter: 0, reason: 'It is 2, and 3 is expected.' } }],
    });
  });
});
