import { compile, loadData, prepare, solve } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { loadOracle } from './oracle.ts';
import { showAnswer } from './show-ours.ts';

const { host } = loadData('{}').data;

/** What can be asked without a class or an object of an application: the reference's host knows JavaScript's own values. */
const POLICY = `
  f(_: {a: 1});
  f(_: String);
  first(_: String, "text");
  first(_: {a: 1}, "fields");
  g(_: {a: nil});
  g(_);
  h(_: {length: 1});
  h(_: {length: x}) if x = 2;
  i(_: {a: "x", b: 2}) if true;
  i(x: Integer) if x > 0;
  j({a: 1});
  j("x");
  k(x) if not x matches banned;
  l(x) if x matches y and y = 1;
  m(x) if x matches Foo;
  m(1);
`;

it.each([
  'f("x")',
  'f(1)',
  'f([1])',
  'f(true)',
  'f({a: 1})',
  'f({b: 1})',
  'first("x", y)',
  'first({a: 1}, y)',
  'g("x")',
  'g({a: nil})',
  'g(nil)',
  'nil.a = 1',
  'nil.a()',
  'x = nil and x.toString() = 1',
  '"x".a = 1',
  '"x".a() = 1',
  'x = String and x.a = 1',
  'h([1])',
  'h([1, 2])',
  'h([])',
  'i(5)',
  'i("s")',
  'j("x")',
  'j(1)',
  '"s" matches {a: 1}',
  '1 matches {a: "b"}',
  'not "s" matches {a: 1}',
  'x in ["s", {a: 1}] and x matches {a: 1}',
  'nil = 1',
  'nil == nil',
  'nil != nil',
  'nil < 1',
  'nil in [nil]',
  '{a: nil} = {a: nil}',
  '"a".at(9) = "x"',
  '"abc".at(9) in [1]',
  // Classes that nobody has.
  'k(1)',
  'k({a: 1})',
  'l(1)',
  'm(1)',
  'm(y)',
  '1 matches Foo',
  'not 1 matches Foo',
  'not "s" matches Foo',
  'not true matches Foo',
  'not [1] matches Foo',
  'not {a: 1} matches Foo',
  'not 1.5 matches Foo',
  'not nil matches Foo',
  'not 1 matches Foo{a: 1}',
  '{a: 1} matches Foo{a: 1}',
  '1 matches nil',
  'not 1 matches x',
  '1 matches Foo or true',
  'x matches Foo',
  'x matches Foo and x = 1',
  'x = 1 and not x matches Foo',
  'x matches Integer and x matches Foo',
  'x in [1, "a"] and not x matches Foo',
  'forall(x in [1], x matches Foo)',
  'not (1 = 1 and 1 matches Foo)',
  'not 1 matches Actor',
  'not "a" matches Resource',
])('without an application the answers are the reference’s (%s)', async (text) => {
  const oracle = await loadOracle({ policy: POLICY, queries: [text], data: {} });
  expect(oracle.fault).toBeUndefined();
  const expected = await oracle.ask(text);
  oracle.free();
  const program = compile(createPolicy([{ uri: 'p.polar', text: POLICY }], { dialect: 'library' }));
  const { query } = prepare(program, text);
  const answers: string[] = [];
  let error: string | undefined;
  for (const solution of solve(query!)) {
    if (solution.kind === 'error') error = solution.error.message;
    else answers.push(showAnswer(solution.answer.bindings, text, host));
  }
  expect({ answers, error: error === undefined }).toEqual({
    answers: expected.answers,
    error: expected.error === undefined,
  });
});
