import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { loadData } from '../data/load-data.ts';
import type { Host, Question } from '../host/host.ts';
import { QueryRun } from '../query-run.ts';
import { printTerm } from '../terms/print.ts';

const { host } = loadData(
  JSON.stringify({
    classes: { User: { fields: ['name'] } },
    constants: { ann: { $class: 'User', name: 'ann', tags: ['a', 'b'] } },
  }),
).data;

/** Runs a query to its end: its answers as text, what it printed, and the questions that it asked. */
function run(policy: string, text: string, wait = false) {
  const program = compile(createPolicy([{ uri: 'a.polar', text: policy }], { dialect: 'library' }), host);
  const printed: string[] = [];
  const asked: Question[] = [];
  const counting: Host = {
    ...host,
    classObject: (name) => host.classObject(name),
    describe: (object) => host.describe(object),
    inspect: (object) => host.inspect(object),
    answer: (question) => {
      asked.push(question);
      return host.answer(question);
    },
  };
  const { query } = prepare(program, text);
  if (query === undefined) throw new Error(`${text} is no query.`);
  const print = (line: string): unknown => printed.push(line);
  const machine = new QueryRun(query, wait ? { print } : { print, host: counting });
  const answers: string[] = [];
  for (;;) {
    const outcome = machine.run();
    if (outcome.kind === 'answer')
      answers.push([...outcome.answer.bindings].map(([name, value]) => `${name}: ${printTerm(value)}`).join('; '));
    else if (outcome.kind === 'question') machine.answer(counting.answer(outcome.question));
    else return { answers, printed, asked, error: outcome.kind === 'error' ? outcome.error : undefined };
  }
}

describe('a query that constrains a variable after it has begun', () => {
  const policy =
    'f(1) if print("one"); f(x) if print("more") and x > 2 and x.name = "n"; g(x) if ann.name = "ann" and x > ann.tags.length;';

  test('gives each answer once, in order', () => {
    expect(run(policy, 'f(x)').answers).toEqual(['x: 1', 'x: _this > 2 and "n" = _this.name']);
  });

  test('prints each text once', () => {
    expect(run(policy, 'f(x)').printed).toEqual(['"one"', '"more"']);
  });

  test.each([false, true])('asks the application once (waiting for replies: %s)', (wait) => {
    const { answers, asked } = run(policy, 'g(x)', wait);
    expect(answers).toEqual(['x: _this > 2']);
    expect(asked.filter(({ kind }) => kind === 'attribute')).toHaveLength(3);
  });
});

test('answers are given once also where the application is asked again on the way', () => {
  const policy = 'f(x) if x == ann or x == ann; f(x) if y > 1 and y = 2 and x.name = "ann";';
  for (const wait of [false, true]) expect(run(policy, 'f(ann)', wait).answers).toEqual(['', '', '']);
});

describe('a query that ends with an error', () => {
  const policy = 'f(x) if print("on the way") and ann.name = "ann" and g(x); g(x) if y = x and y + 1 = 2;';

  test('tells every goal on the way, the last calls of rules among them', () => {
    const { error } = run(policy, 'f("a")');
    expect(error?.code).toBe('unsupported');
    expect(error?.trace.map(({ text }) => text)).toEqual([
      'f("a")',
      'print("on the way") and ann.name = "ann" and g(x)',
      'g(x)',
      'y = x and y + 1 = 2',
      'y + 1 = 2',
      'y + 1',
    ]);
  });

  test.each([false, true])('prints and asks once (waiting for replies: %s)', (wait) => {
    const { printed, asked } = run(policy, 'f("a")', wait);
    expect(printed).toEqual(['"on the way"']);
    expect(asked.filter(({ kind }) => kind === 'attribute')).toHaveLength(1);
  });

  test('tells where it arose also after very many calls', () => {
    const { error } = run('down(0) if 1 + "a" = 2; down(n) if n > 0 and down(n - 1);', 'down(300000)');
    expect(error).toMatchObject({ code: 'unsupported', start: 11, end: 18 });
  });
});

test('keywords stay keywords beside constraints', () => {
  expect(run('', 'y > 1 and x = new User(name: "bob") and x.name = z').answers).toEqual([
    'y: _this > 1; x: <User>; z: "bob"',
  ]);
});

test('constraints that go round in circles end with an error', () => {
  const { error } = run('f(u) if x = z and z.a.b = z and x.c = 4 and x <= 0 and x.(u) = x;', 'not f(ann)');
  expect(error).toMatchObject({ code: 'stack-overflow', message: expect.stringContaining('cannot be made simple') });
});

test('an error in a negated goal comes before its solutions are negated', () => {
  const policy = 'f(u) if (x = z and z.a.b = z and x.c = 4 and x <= 0 and x.(u) = x) or "a" < 1;';
  expect(run(policy, 'not f(ann)').error?.code).toBe('unsupported');
});

describe('constraints', () => {
  test('fail where a value contradicts them, and go where it fits', () => {
    expect(run('', 'x > 1 and x = 1').answers).toEqual([]);
    expect(run('', 'x > 1 and x = 2').answers).toEqual(['x: 2']);
  });

  test('are negated for each solution of a negated goal', () => {
    expect(run('f(1); f(2);', 'x = y and not f(x)').answers).toEqual([
      'x: _this = y and _this != 1 and _this != 2; y: x = _this and x != 1 and x != 2',
    ]);
  });

  test('name the error and the variable that no answer shows', () => {
    const { error } = run('f(_) if y.a = 1;', 'f(1)');
    expect(error?.code).toBe('unhandled-partial');
    expect(error?.message).toMatch(/^Found an unhandled partial in the query result: _y_\d+/);
  });
});
