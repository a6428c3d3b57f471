import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { compile, Debuggee, type Limits, loadData, Machine, type Outcome, prepare, printTerm } from './index.ts';

const policy = `
  built(0, []) if cut;
  built(n, [n, *rest]) if built(n - 1, rest);
  length([], 0);
  length([_, *rest], n + 1) if length(rest, n);
  nested(0, 0) if cut;
  nested(n, [inner]) if nested(n - 1, inner);
  filed(0, 0) if cut;
  filed(n, {a: inner}) if filed(n - 1, inner);
  deep(0) if cut;
  deep(n) if deep(n - 1) and true;
  negated(0);
  negated(n) if n > 0 and m = n - 1 and not (not negated(m));
  every(0) if cut;
  every(n) if m = n - 1 and forall(_x in [1], every(m));
  choice(0);
  choice(n) if n > 0 and choice(n - 1);
  choice(_);
  endless(x) if endless(x);
  growing(x) if growing([x]) and true;
  counted(n) if print(n) and counted(n + 1) and true;
  wider(_) if wider(1);
  wider(_);
  more(_);
  more(x) if more(x);
`;

/** What comes first of a query: an answer, the end, or an error. */
function first(query: string, { limits = {}, data = '{}' }: { limits?: Partial<Limits>; data?: string } = {}): Outcome {
  const { host } = loadData(data).data;
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]), host);
  const { query: prepared, errors } = prepare(program, query);
  if (prepared === undefined) throw new Error(errors[0]?.message);
  return new Machine(prepared, { host, limits, clock: () => performance.now() }).run();
}

const codeOf = (outcome: Outcome): string => (outcome.kind === 'error' ? outcome.error.code : outcome.kind);

const long = `{"constants": {"long": [${Array.from({ length: 200_000 }, (_, index) => index).join(',')}]}}`;

describe('the clock is looked at', () => {
  /** A clock that goes on by one with each look. */
  const outcome = (text: string, query: string): string => {
    const program = compile(createPolicy([{ uri: 'file:///main.polar', text }]), loadData('{}').data.host);
    let looks = 0;
    return codeOf(new Machine(prepare(program, query).query!, { limits: { time: 10 }, clock: () => looks++ }).run());
  };
  const many = Array.from({ length: 2_000 }, (_, index) => index).join(', ');

  it('where a search goes back deep in the stack and calls nothing', () => {
    const deep = `deep(0, x) if x in [${many}]; deep(n, x) if n > 0 and deep(n - 1, x) and 1 = 1;`;
    expect(outcome(deep, 'deep(4000, x) and x > 5000')).toBe('query-timeout');
    expect(outcome(deep, 'deep(10, x) and x > 5000')).toBe('done');
  });

  it('where the stack grows with each failure', () => {
    expect(outcome('more(x) if x in [1, 2, 3] or more(x);', 'more(x) and x > 5')).toBe('query-timeout');
  });
});

describe('a run stays within the JavaScript stack', () => {
  for (const query of [
    'built(200000, x) and length(x, 200000)',
    'built(200000, x) and built(200000, y) and x = y',
    'deep(300000)',
    'negated(20000)',
    'every(20000)',
    'choice(300000)',
  ])
    it(query, () => {
      expect(first(query).kind).toBe('answer');
    });

  it('prints a list of 200,000 elements', () => {
    const outcome = first('built(200000, x)');
    if (outcome.kind !== 'answer') throw new Error(codeOf(outcome));
    const text = printTerm(outcome.answer.bindings.get('x')!);
    expect(text.startsWith('[200000, 199999, ') && text.endsWith(', 2, 1]')).toBe(true);
  });

  for (const query of ['length(long, 200000)', '199999 in long', 'forall(x in long, x >= 0)', 'long = [0, *_rest]'])
    it(`with data of 200,000 elements: ${query}`, () => {
      expect(first(query, { data: long }).kind).toBe('answer');
    });

  for (const query of [
    'nested(12000, x)',
    'filed(12000, x)',
    'x > 0 and nested(12000, y)',
    'nested(12000, x) and print(x)',
  ])
    it(`says so where a term is nested too deeply to be shown: ${query}`, () => {
      expect(codeOf(first(query))).toBe('stack-overflow');
    });
});

describe('a search without end comes to its limit', () => {
  for (const [query, limits, code] of [
    ['endless(1)', { time: 50 }, 'query-timeout'],
    ['growing(1)', { depth: 20_000 }, 'stack-overflow'],
    ['growing(1)', { memory: 100_000 }, 'memory-limit'],
    ['wider(1)', { memory: 100_000 }, 'memory-limit'],
    ['more(1) and false', { time: 50 }, 'query-timeout'],
    // With a constrained variable, in the exact machine.
    ['x > 0 and endless(1)', { time: 50 }, 'query-timeout'],
    ['x > 0 and growing(1)', { depth: 2_000 }, 'stack-overflow'],
    ['x > 0 and growing(1)', { memory: 20_000 }, 'memory-limit'],
  ] as const)
    it(`${query} (${Object.keys(limits)})`, () => {
      expect(codeOf(first(query, { limits }))).toBe(code);
    });

  it.each([
    ['in the compiled program', 'endless(1)'],
    ['in the exact machine', 'x > 0 and endless(1)'],
  ])('and to the end of memory, %s', (_where, query) => {
    const { query: prepared } = prepare(compile(createPolicy([{ uri: 'file:///main.polar', text: policy }])), query);
    let use = 0;
    expect(codeOf(new Machine(prepared!, { heap: () => (use += 0.01) }).run())).toBe('out-of-memory');
  });

  it.each([
    ['in the compiled program', 'counted(1)'],
    ['in the exact machine', 'x > 0 and counted(1)'],
  ])('and to that of its depth, %s, before it is far beyond it', (_where, query) => {
    for (const depth of [10, 300, 5_000]) {
      let printed = 0;
      const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]));
      const { query: prepared } = prepare(program, query);
      const outcome = new Machine(prepared!, { limits: { depth }, print: () => printed++ }).run();
      expect(codeOf(outcome)).toBe('stack-overflow');
      expect(printed).toBeLessThan(depth + depth / 32 + 5);
    }
  });

  it('and to that of its answers', () => {
    const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]));
    const machine = new Machine(prepare(program, 'more(1)').query!, { limits: { solutions: 2 } });
    expect([machine.run(), machine.run(), machine.run()].map(codeOf)).toEqual(['answer', 'answer', 'solution-limit']);
  });

  it('soon after it is passed: a debugger keeps all that is in progress', () => {
    const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]));
    const debuggee = new Debuggee(prepare(program, 'endless(1)').query!, { limits: { depth: 100_000 } });
    const outcome = debuggee.forward();
    expect(outcome.kind === 'error' && outcome.error.code).toBe('stack-overflow');
    // Two events a call, and a look at least every 16,384 calls.
    expect(debuggee.lastEvent).toBeLessThan(2 * (100_000 + 2 * 16_384));
    debuggee.backward(() => true);
    expect(debuggee.event).toBe(debuggee.lastEvent - 1);
  });
});
