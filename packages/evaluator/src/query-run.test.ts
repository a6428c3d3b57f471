import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { compile, loadData, Machine, type MachineOptions, type Outcome, prepare, printTerm } from './index.ts';

const data = loadData(
  JSON.stringify({
    classes: { User: {}, Admin: { extends: ['User'] }, Repo: {} },
    objects: {
      ann: { $class: 'User', name: 'ann' },
      bob: { $class: 'Admin', name: 'bob' },
      repo: { $class: 'Repo', owner: { $ref: 'bob' } },
    },
  }),
).data;

function machine(policy: string, query: string, options: MachineOptions = {}): Machine {
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]), data.host);
  const prepared = prepare(program, query);
  if (prepared.query === undefined) throw new Error(prepared.errors[0]?.message);
  return new Machine(prepared.query, options);
}

const show = (outcome: Outcome): string => {
  if (outcome.kind === 'answer')
    return [...outcome.answer.bindings]
      .map(([name, value]) => `${name} = ${printTerm(value, (object) => data.host.describe(object))}`)
      .join(', ');
  return outcome.kind === 'error' ? outcome.error.code : outcome.kind;
};

/** Every answer as text, then how it ended. */
function all(policy: string, query: string, options: MachineOptions = { host: data.host }): string[] {
  const running = machine(policy, query, options);
  const said: string[] = [];
  for (;;) {
    const outcome = running.run();
    said.push(show(outcome));
    if (outcome.kind !== 'answer') return said;
  }
}

describe('a machine', () => {
  it('gives answers in the order of the rules, then says that it is done', () => {
    expect(all('f(1); f(2); f(3);', 'f(x) and x > 1')).toEqual(['x = 2', 'x = 3', 'done']);
  });

  it('tries the rules of the most specific class first', () => {
    expect(all('f(_: User, "user"); f(_, "any"); f(_: Admin, "admin");', 'f(bob, x)')).toEqual([
      'x = "admin"',
      'x = "user"',
      'x = "any"',
      'done',
    ]);
  });

  it('drops a rule’s alternatives at a cut', () => {
    expect(all('f(x) if x in [1, 2] and cut; f(3);', 'f(x)')).toEqual(['x = 1', 'done']);
  });

  it('answers with the constraints that are left on a variable', () => {
    expect(all('f(x) if x > 1 and x < 5;', 'f(x)')).toEqual(['x = _this > 1 and _this < 5', 'done']);
    expect(all('f(x) if x > 1 and x < 5;', 'f(x) and x = 7')).toEqual(['done']);
  });

  it('stops with a question where no host answers at once, and goes on with the reply', () => {
    const running = machine('f(repo, x) if x = repo.owner.name;', 'f(repo, x)');
    const names: string[] = [];
    let outcome = running.run();
    while (outcome.kind === 'question') {
      if (outcome.question.kind === 'attribute') names.push(outcome.question.name);
      running.answer(data.host.answer(outcome.question));
      outcome = running.run();
    }
    expect(names).toEqual(['owner', 'name']);
    expect(show(outcome)).toBe('x = "bob"');
  });

  it('takes values for a query’s variables', () => {
    expect(
      all('f(x: Admin) if x.name = "bob";', 'f(who)', {
        host: data.host,
        bindings: new Map([['who', data.host.named('bob')!]]),
      }),
    ).toEqual(['who = bob', 'done']);
  });

  it('works on lists of a million elements and recursion a million deep', () => {
    const policy =
      'down(0); down(n) if n > 0 and down(n - 1) and true; build(0, []) if cut; build(n, [n, *rest]) if build(n - 1, rest);';
    expect(all(policy, 'down(1000000)')[0]).toBe('');
    expect(all(policy, 'build(1000000, x) and build(1000000, y) and x = y and not 0 in x and print(1)').length).toBe(2);
  });

  it('ends a query that passes a limit with an error that says which', () => {
    let now = 0;
    expect(all('f(x) if f(x);', 'f(1)', { clock: () => (now += 10), limits: { time: 1000 } })).toEqual([
      'query-timeout',
    ]);
    now = 0;
    const endless = 'n(0); n(x) if n(y) and x = y + 1;';
    expect(all(endless, 'n(x)', { clock: () => (now += 10), limits: { time: 100 } }).at(-1)).toEqual('query-timeout');
    expect(all('f(x) if f(x) and x;', 'f(true)', { limits: { depth: 1000 } })).toEqual(['stack-overflow']);
    expect(all('f(1); f(2);', 'f(x)', { limits: { solutions: 1 } })).toEqual(['x = 1', 'solution-limit']);
    expect(all('f(_) if y in [1, 2] and f(y);', 'f(1)', { limits: { memory: 10_000 } })).toEqual(['memory-limit']);
  });

  it('says where an error arose and how the run came there', () => {
    const outcome = machine('f(x) if g(x) and x > 0;\ng(x) if x + 1 > 0;', 'f("a")', { host: data.host }).run();
    expect(outcome).toMatchObject({
      kind: 'error',
      error: { code: 'unsupported', uri: 'file:///main.polar', start: 32, end: 37 },
    });
    expect(outcome.kind === 'error' && outcome.error.trace.map(({ text, rule }) => [text, rule])).toEqual([
      ['f("a")', undefined],
      ['g(x) and x > 0', 'f'],
      ['g(x)', 'f'],
      ['x + 1', 'g'],
      ['x + 1', 'g'],
    ]);
  });

  it('pauses when its budget is used up, and goes on from there', () => {
    const running = machine('f(0); f(n) if n > 0 and f(n - 1);', 'f(100000)', { host: data.host });
    let pauses = 0;
    let outcome = running.run(1000);
    while (outcome.kind === 'paused') {
      pauses++;
      outcome = running.run(1000);
    }
    expect(pauses).toBeGreaterThan(50);
    expect(outcome.kind).toBe('answer');
  });
});
