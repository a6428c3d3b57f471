import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { compile, Debuggee, type DebugOptions, type DebugOutcome, loadData, prepare, printTerm } from '../index.ts';

const POLICY = `
  count(0) if cut;
  count(n) if count(n - 1);
  asks(x) if ann.name = "ann" and x > 1 and ann.tags.length < x and print(x);
  late(x) if x in [1, 2] and print(x);
  late(x) if x > 5 and count(50);
`;

const { host } = loadData(
  JSON.stringify({ classes: { User: {} }, constants: { ann: { $class: 'User', name: 'ann', tags: ['a', 'b'] } } }),
).data;

function debuggee(query: string, options: DebugOptions = {}): Debuggee {
  const program = compile(createPolicy([{ uri: 'file:///a.polar', text: POLICY }], { dialect: 'library' }), host);
  return new Debuggee(prepare(program, query).query!, options);
}

const answersOf = (of: Debuggee): string[] =>
  of.answers.map(({ answer }) => [...answer.bindings].map(([name, value]) => `${name}: ${printTerm(value)}`).join());

describe('where only the exact machine can go on', () => {
  it('the application is asked nothing twice, whoever waits for its replies', () => {
    const of = debuggee('asks(x)', { checkpointEvery: 2 });
    const asked: string[] = [];
    for (let outcome: DebugOutcome | undefined; outcome === undefined || !['done', 'error'].includes(outcome.kind); ) {
      outcome = of.forward(() => true);
      if (outcome.kind === 'question') {
        const { question } = outcome;
        if (question.kind === 'attribute') asked.push(question.name);
        of.answer(host.answer(question));
      }
      // Going back and on again asks nothing.
      const { event } = of;
      of.jump(Math.max(0, event - 3));
      while (of.event < event) expect(of.forward(() => true).kind).not.toBe('question');
    }
    expect(asked).toEqual(['name', 'tags', 'length']);
    expect(answersOf(of)).toEqual(['x: _this > 1 and 2 < _this']);
  });

  it('each text is printed once, and answers found before stay', () => {
    const printed: string[] = [];
    const of = debuggee('late(x)', { host, print: (text) => printed.push(text), checkpointEvery: 3 });
    while (of.nextSolution().kind === 'answer') {
      const { event } = of;
      of.jump(Math.max(1, event - 4));
      of.jump(event);
    }
    expect(answersOf(of)).toEqual(['x: 1', 'x: 2', 'x: _this > 5']);
    expect(printed).toEqual(['1', '2']);
  });

  it('whoever has a budget gets a turn on the way, and stands at the same event meanwhile', () => {
    const of = debuggee('count(2000) and x > 1', { host });
    let waited = 0;
    let last = 0;
    for (;;) {
      const outcome = of.forward(undefined, 6_400);
      expect(of.event).toBeGreaterThanOrEqual(last);
      if (outcome.kind !== 'paused') break;
      if (of.event === last) {
        waited++;
        expect([of.view.port, of.frames(0, 1)[0]?.goal?.node.$type]).toEqual(['call', 'Binary']);
      }
      last = of.event;
    }
    expect(waited).toBeGreaterThan(10);
    expect(answersOf(of)).toEqual(['x: _this > 1']);
  });

  it('another history from before begins with the quick one again', () => {
    const of = debuggee('count(3) and x > 1', { host });
    of.nextSolution();
    const { event } = of;
    of.jump(3);
    expect(of.bind(of.depth - 1, 'x', 1)).toBeUndefined();
    expect(of.nextSolution().kind).toBe('done');
    of.jump(3);
    of.retry(1);
    expect(of.lastEvent).toBeLessThanOrEqual(event + 2);
    expect(of.answers).toEqual([]);
  });
});
