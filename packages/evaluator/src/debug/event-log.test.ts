import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { compile, Debuggee, type DebugOptions, type EventBlock, loadData, prepare } from '../index.ts';

const policy = `
  p(x) if q(x) and r(x);
  q(1); q(2); q(3);
  r(x) if x > 1 and not s(x);
  s(3);
  count(0) if cut;
  count(n) if count(n - 1);
`;

interface Heard {
  readonly event: number;
  readonly port: string;
  readonly goal: number | undefined;
  readonly clause: string | undefined;
  readonly activation: number;
}

function run(query: string, options: DebugOptions = {}): { readonly of: Debuggee; readonly blocks: EventBlock[] } {
  const { host } = loadData('{}').data;
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]), host);
  const blocks: EventBlock[] = [];
  const of = new Debuggee(prepare(program, query).query!, { host, ...options, listen: (block) => blocks.push(block) });
  return { of, blocks };
}

/** What the blocks tell, event by event. */
function told(blocks: readonly EventBlock[]): Heard[] {
  return blocks.flatMap((block) =>
    Array.from({ length: block.length }, (_, index) => ({
      event: block.first + index,
      port: block.port(index),
      goal: block.goal(index)?.node.$start,
      clause: block.clause(index)?.predicate,
      activation: block.activation(index),
    })),
  );
}

/** What a condition that looks at every event sees. */
function seen(query: string): Heard[] {
  const { of } = run(query);
  const met: Heard[] = [];
  for (;;) {
    const { kind } = of.forward(({ event, port, goal, clause, activation }) => {
      met.push({
        event,
        port,
        goal: port === 'unify' ? undefined : goal?.node.$start,
        clause: clause?.predicate,
        activation,
      });
      return false;
    });
    if (kind === 'done' || kind === 'error') return met;
  }
}

function toTheEnd(of: Debuggee): void {
  for (;;) {
    const { kind } = of.forward();
    if (kind === 'done' || kind === 'error') return;
  }
}

describe('a listener', () => {
  for (const query of ['p(x)', 'x > 1 and p(x)', 'count(2000)', 'x in [1, 2] and count(x)', 'count("a")'])
    it(`is told of every event what a condition sees of it (${query})`, () => {
      const { of, blocks } = run(query, { checkpointEvery: 500 });
      toTheEnd(of);
      expect(told(blocks)).toEqual(seen(query));
    });

  it('is told once, however often the run goes back', () => {
    const { of, blocks } = run('count(1000)', { checkpointEvery: 100 });
    of.forward((view) => view.event === 1500);
    of.backward((view) => view.event === 700);
    of.jump(1200);
    of.forward(() => true, 10);
    of.jump(3);
    toTheEnd(of);
    expect(told(blocks)).toEqual(seen('count(1000)'));
  });

  it('is told in blocks that are handed over when they are full, and when the run stops', () => {
    const { of, blocks } = run('count(50000)');
    of.forward(undefined, 1000);
    expect(blocks.map(({ first, length }) => [first, length])).toEqual([[1, 1000]]);
    toTheEnd(of);
    expect(blocks.length).toBeGreaterThan(2);
    expect(Math.max(...blocks.map(({ length }) => length))).toBe(65_536);
    expect(blocks.reduce((sum, { length }) => sum + length, 0)).toBe(of.lastEvent);
  });

  it('learns of each call where it comes from', () => {
    const { of, blocks } = run('p(x)');
    toTheEnd(of);
    const calls = blocks.flatMap((block) =>
      Array.from({ length: block.length }, (_, index) => [block.first + index, block.caller(index)]),
    );
    // p(x), then q(x), and r(x) with x > 1 in it.
    expect(calls.filter(([, caller]) => caller !== undefined).slice(0, 4)).toEqual([
      [1, 0],
      [3, 1],
      [6, 1],
      [8, 6],
    ]);
  });

  it('hears another history anew', () => {
    const { of, blocks } = run('p(x)');
    toTheEnd(of);
    of.jump(3);
    blocks.length = 0;
    of.forceFail();
    toTheEnd(of);
    expect(told(blocks).map(({ event, port }) => `${event} ${port}`)).toEqual(['4 fail', '5 fail', '6 end']);
  });

  it('may not ask a block for more than it holds', () => {
    const { of, blocks } = run('p(x)');
    of.forward(undefined, 5);
    expect(() => blocks[0]!.port(5)).toThrow(RangeError);
    expect(() => blocks[0]!.activation(-1)).toThrow(RangeError);
  });
});
