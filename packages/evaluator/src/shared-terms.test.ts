import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import {
  answerWithoutHost,
  compile,
  Debuggee,
  type HostObject,
  type HostValue,
  JavaScriptHost,
  loadData,
  Machine,
  type Outcome,
  prepare,
  printTerm,
  type Question,
  solveAsync,
  termToJson,
  toHost,
  whyNot,
  whyNotLines,
} from './index.ts';

/** `g(n, x)`: a list of 2^n elements in n cells. */
const policy = `
  g(0, 1) if cut;
  g(n, [x, x]) if g(n - 1, x);
  d(0, 1) if cut;
  d(n, {a: x, b: x}) if d(n - 1, x);
  tail(0, []) if cut;
  tail(n, [x, *x]) if tail(n - 1, x);
`;
const { host } = loadData('{"classes": {"Bag": {"fields": ["of"]}}}').data;
const program = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]), host);

function firstOf(text: string): Outcome {
  const { query } = prepare(program, text);
  if (query === undefined) throw new Error(`${text} is no query.`);
  return new Machine(query, { host }).run();
}

const messageOf = (outcome: Outcome): string => (outcome.kind === 'error' ? outcome.error.message : outcome.kind);

/** Far too many parts to go through one by one. */
const MANY = 60;

describe('a term that has the same part in many places is gone through once', () => {
  it.each([
    [`g(${MANY}, x)`, 'answer'],
    [`d(${MANY}, x)`, 'answer'],
    [`tail(${MANY}, x)`, 'answer'],
    [`g(${MANY}, x) and g(${MANY}, y) and x = y`, 'answer'],
    [`d(${MANY}, x) and d(${MANY}, y) and x = y`, 'answer'],
    [`tail(${MANY}, x) and tail(${MANY}, y) and x = y`, 'answer'],
    [`g(${MANY}, x) and g(${MANY - 1}, y) and x = y`, 'done'],
    [`g(${MANY}, x) and not x = [1]`, 'answer'],
    // With a constrained variable, in the exact machine.
    [`y > 0 and g(${MANY}, x)`, 'answer'],
    [`y > 0 and d(${MANY}, x)`, 'answer'],
    [`y > 0 and tail(${MANY}, x)`, 'answer'],
    [`z in [y] and g(${MANY}, x) and y = x`, 'answer'],
    [`g(${MANY}, x) and y.a = x and y.b > 1`, 'answer'],
    [`d(${MANY}, x) and y.a = x and not y.b = 1`, 'answer'],
  ])('%s', (query, kind) => {
    expect(firstOf(query).kind).toBe(kind);
  });

  it.each([
    [`g(${MANY}, x) and 1 in x.foo`, /^Application error: |has no attribute|not/],
    [`g(${MANY}, x) and x > 1`, /^Not supported: \[.*\] > 1/],
    [`g(${MANY}, x) and d(x, y)`, /Not supported|…/],
  ])('in the message of %s', (query, message) => {
    const outcome = firstOf(query);
    expect(outcome.kind).toBe('error');
    expect(messageOf(outcome)).toMatch(message);
    expect(messageOf(outcome).length).toBeLessThan(2_000_000);
  });

  it.each([
    [`g(${MANY}, x) and 1 in x.foo`, /foo not found on \[\[\[…\], \[…\]\], /],
    [`g(${MANY}, x) and x.foo()`, /foo is not a function/],
    [`g(${MANY}, x) and x.join(",")`, /more than a million parts/],
    [`g(${MANY}, x) and x.toString()`, /more than a million parts/],
    [`d(${MANY}, x) and x.foo()`, /foo is not a function/],
    [`g(${MANY}, x) and "a".startsWith(x)`, /more than a million parts/],
    [`g(${MANY}, x) and List.of(x)`, /more than a million parts/],
    [`g(${MANY}, x) and x.(x) = 1`, /cannot look up field/],
  ])('in the answer of built-in methods: %s', (text, message) => {
    const { query } = prepare(program, text);
    for (const answer of [(question: Question) => host.answer(question), answerWithoutHost]) {
      const machine = new Machine(query!);
      let outcome = machine.run();
      for (; outcome.kind === 'question'; outcome = machine.run()) machine.answer(answer(outcome.question));
      expect(messageOf(outcome)).toMatch(message);
    }
  });

  it('also by live objects', async () => {
    class Bag {
      readonly of: unknown;
      constructor(of: unknown) {
        this.of = of;
      }
      twice(): unknown {
        return [this.of, this.of];
      }
    }
    const live = new JavaScriptHost({ classes: { Bag } });
    const code = compile(createPolicy([{ uri: 'file:///main.polar', text: policy }]), live);
    const { query } = prepare(code, `g(${MANY}, x) and b = new Bag(x) and b.twice() = [y, y] and y = x`);
    const solutions: string[] = [];
    for await (const solution of solveAsync(query!, { host: live })) {
      solutions.push(solution.kind);
      if (solution.kind === 'answer')
        expect(live.describe(toHost(solution.answer.bindings.get('b')!) as HostObject)).toContain('[…]');
    }
    expect(solutions).toEqual(['answer']);
  });

  it('and is printed in a bounded text that says where something is left out', () => {
    const outcome = firstOf(`g(${MANY}, x)`);
    if (outcome.kind !== 'answer') throw new Error(messageOf(outcome));
    const text = printTerm(outcome.answer.bindings.get('x')!);
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).toContain('…');
    const whole = firstOf('g(4, x)');
    if (whole.kind !== 'answer') throw new Error(messageOf(whole));
    expect(printTerm(whole.answer.bindings.get('x')!)).toBe(
      '[[[[1, 1], [1, 1]], [[1, 1], [1, 1]]], [[[1, 1], [1, 1]], [[1, 1], [1, 1]]]]',
    );
  });

  it('and is written as JSON in a bounded text', () => {
    for (const query of [`g(${MANY}, x)`, `d(${MANY}, x)`]) {
      const outcome = firstOf(query);
      if (outcome.kind !== 'answer') throw new Error(messageOf(outcome));
      const text = JSON.stringify(termToJson(outcome.answer.bindings.get('x')!));
      expect(text.length).toBeLessThan(4_000_000);
      expect(text).toContain('{"$polar":"…"}');
    }
  });

  it('and reaches the application with its parts shared', () => {
    const outcome = firstOf(`g(${MANY}, x)`);
    if (outcome.kind !== 'answer') throw new Error(messageOf(outcome));
    const [left, right] = toHost(outcome.answer.bindings.get('x')!) as readonly HostValue[];
    expect(left).toBe(right);
  });

  it('and is told of where it does not fit', () => {
    const { query } = prepare(program, `g(${MANY}, x) and x = 1`);
    const debuggee = new Debuggee(query!, { host });
    expect(debuggee.nextSolution().kind).toBe('done');
    const looking = whyNot(debuggee);
    let step = looking.next();
    while (step.done !== true) step = looking.next();
    const [line] = whyNotLines(step.value, {
      write: (term) => printTerm(term, { longest: 40 }),
      textOf: () => policy,
      where: () => undefined,
    });
    expect(line?.text).toMatch(/^x = 1: \[.*is not 1\.$/);
  });
});

it('what is long without sharing is printed whole', () => {
  const outcome = firstOf(`x = [${Array.from({ length: 150_000 }, (_, i) => `[${i}]`).join(', ')}]`);
  if (outcome.kind !== 'answer') throw new Error(messageOf(outcome));
  const text = printTerm(outcome.answer.bindings.get('x')!);
  expect(text).not.toContain('…');
  expect(text.endsWith('[149998], [149999]]')).toBe(true);
});
