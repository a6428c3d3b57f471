import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import {
  compile,
  Debuggee,
  type DebugOutcome,
  type Host,
  JavaScriptHost,
  prepare,
  printTerm,
  type Reply,
} from '../index.ts';

/** Where it stands: the port, the goal, and the variables of the innermost rule. */
function sight(of: Debuggee): string {
  const [frame] = of.frames(0, 1);
  const values = frame?.variables.map(({ name, value, bound }) => `${name} ${bound ? printTerm(value) : '-'}`);
  return `${of.event} ${of.view.port} ${of.view.goal?.node.$start} ${values}`;
}

const answersOf = (of: Debuggee): string[] =>
  of.answers.map(({ answer }) => [...answer.bindings].map(([name, value]) => `${name} = ${printTerm(value)}`).join());

/** Goes on to the next event, whatever is asked on the way. */
function step(of: Debuggee, host?: JavaScriptHost): DebugOutcome {
  for (;;) {
    const outcome = of.forward(() => true);
    if (outcome.kind !== 'question') return outcome;
    of.answer(host!.answer(outcome.question) as Reply);
  }
}

/** Every sight from the start to the end. */
function course(of: Debuggee, host?: JavaScriptHost): string[] {
  const seen: string[] = [];
  for (;;) {
    const { kind } = step(of, host);
    if (kind === 'done' || kind === 'error') return seen;
    seen.push(sight(of));
  }
}

describe('a live generator of the application', () => {
  /** A bag that gives its members one by one, and knows how often it was opened and asked. */
  class Bag {
    opened = 0;
    given = 0;
    *[Symbol.iterator](): Generator<number> {
      this.opened++;
      for (const member of [3, 1, 4, 1, 5]) {
        this.given++;
        yield member;
      }
    }
  }

  const hostOf = (bag: Bag): JavaScriptHost => new JavaScriptHost({ classes: { Bag }, constants: { bag } });
  const debuggee = (host: JavaScriptHost, checkpointEvery: number): Debuggee => {
    const policy = createPolicy([{ uri: 'a.polar', text: 'big(x) if x in bag and x > 2;' }], { dialect: 'library' });
    const { query } = prepare(compile(policy, host), 'big(x)');
    return new Debuggee(query!, { checkpointEvery });
  };

  it.each([1, 4, 1_000])('is gone back over and on, with the same members (a checkpoint every %d events)', (every) => {
    const plainly = hostOf(new Bag());
    const plain = debuggee(plainly, every);
    const expected = course(plain, plainly);
    expect(answersOf(plain)).toEqual(['x = 3', 'x = 4', 'x = 5']);
    for (const to of expected.keys()) {
      const bag = new Bag();
      const host = hostOf(bag);
      const of = debuggee(host, every);
      const seen: string[] = [];
      for (let event = 0; event <= to; event++) {
        step(of, host);
        seen.push(sight(of));
      }
      const asked = bag.given;
      of.backward(({ event }) => event <= to / 2);
      while (of.event < to + 1) step(of, host);
      expect(sight(of)).toBe(expected[to]);
      expect(bag.given, 'members are asked for once').toBe(asked);
      expect([...seen, ...course(of, host)]).toEqual(expected);
      expect(answersOf(of)).toEqual(answersOf(plain));
      expect(bag).toMatchObject({ opened: 1, given: 5 });
    }
  });
});

describe('a constrained negation', () => {
  const TEXT = 'f(x) if x > 0 and not (x in [1, 2] and g(x)) and x < 9;\ng(1);\ng(2);\n';
  const debuggee = (checkpointEvery: number): Debuggee => {
    const policy = createPolicy([{ uri: 'a.polar', text: TEXT }], { dialect: 'library' });
    return new Debuggee(prepare(compile(policy), 'f(x)').query!, { checkpointEvery });
  };

  it.each([1, 3, 500])(
    'is jumped around twice, then gone on from, as if nothing had been (every %d events)',
    (every) => {
      const plain = debuggee(every);
      const expected = course(plain);
      const answers = answersOf(plain);
      expect(answers).toHaveLength(1);
      // Each solution of what is negated is an exit of the goal in it.
      const solutions = expected.flatMap((line, at) => (/^\d+ exit/.test(line) ? [at + 1] : []));
      expect(solutions.length).toBeGreaterThan(3);
      for (const solution of solutions) {
        const of = debuggee(every);
        while (of.event < solution + 1) of.forward(() => true);
        of.jump(solution - 1);
        expect(sight(of)).toBe(expected[solution - 2]);
        of.jump(solution + 1);
        expect(sight(of)).toBe(expected[solution]);
        of.jump(solution);
        expect(sight(of)).toBe(expected[solution - 1]);
        expect(course(of)).toEqual(expected.slice(solution));
        expect(answersOf(of)).toEqual(answers);
      }
    },
  );
});

describe('a variable that the application has got', () => {
  class Thing {
    readonly size: unknown;
    constructor(size: unknown) {
      this.size = size;
    }
  }
  const TEXT =
    'f(z) if x > 0 and g(z) and x = 1;\ng(z) if z = v and w = new Thing(v) and y = w.size and not (w.size = 3) and v = 2 and y > 1;';
  const debuggee = (checkpointEvery: number): Debuggee => {
    const host = new JavaScriptHost({ classes: { Thing } });
    const policy = createPolicy([{ uri: 'a.polar', text: TEXT }], { dialect: 'library' });
    const { query } = prepare(compile(policy, host), 'f(z)');
    return new Debuggee(query!, { host: host as Host, checkpointEvery });
  };

  it.each([1, 3, 500])('is the same one when it comes back, wherever it is gone back to (every %d events)', (every) => {
    const plain = debuggee(every);
    const expected = course(plain);
    expect(answersOf(plain)).toEqual(['z = 2']);
    for (const to of expected.keys()) {
      const of = debuggee(every);
      course(of);
      of.jump(to);
      expect(course(of)).toEqual(expected.slice(to));
    }
  });
});
