import { readFileSync } from 'node:fs';
import { Oso as Ours } from '@polar-tools/host-node';
import { Oso } from 'oso';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Case, CaseOutcome } from '../conformance/case.ts';
import { ask, stopEngines } from '../conformance/compare.ts';
import { applicationData } from '../conformance/vocabulary.ts';

const page = readFileSync(new URL('../../docs/language/library-differences.md', import.meta.url), 'utf8');

/** What an engine says of a query, or of a policy that it does not load; of `words`, a part. */
interface Said {
  readonly answers?: readonly string[];
  readonly error?: string;
  readonly words?: string | RegExp;
  readonly position?: string | undefined;
}

/** A policy and a query of which the two engines say something else, as a line of the page has it. */
interface Shown {
  readonly policy?: string;
  readonly data?: object;
  /** Objects of JavaScript, in place of data. */
  readonly live?: boolean;
  readonly query?: string;
  readonly reference: Said;
  readonly here: Said;
}

const data = applicationData;

const same = (answers: readonly string[]): Pick<Shown, 'reference' | 'here'> => ({
  reference: { answers },
  here: { answers },
});

/** By the beginning of a line of the page: cases that show it. */
const shown: Readonly<Record<string, readonly Shown[]>> = {
  'An object is matched with a class that nobody registered': [
    { data, query: 'ann matches Nobody', reference: { error: 'crash' }, here: { error: 'unregistered-class' } },
    {
      query: 'x > 0 and not (x + 1 > 2) and x = 2',
      reference: { error: 'crash' },
      here: { error: 'unhandled-partial' },
    },
  ],
  'A whole float beyond 2^53': [
    {
      query: 'x = [1e300].slice(0)',
      reference: { error: 'exception', words: /^invalid type: floating point/ },
      here: { answers: ['x = [1e+300f]'] },
    },
  ],
  'A list whose end has no value': [
    {
      live: true,
      query: 'u = new Thing(1, [3, *x])',
      reference: { answers: ['u = Thing{name: 1, size: [3, {RestVariable: "x"}]}'] },
      here: { answers: ['u = Thing{name: 1, size: [3, _]}'] },
    },
    {
      query: 'u = [3, *x].slice(0) and u = [3, 4]',
      reference: { answers: [] },
      here: { answers: ['u = [3, 4], x = 4'] },
    },
  ],
  'A rule with an integer, `3` or `_: Integer`': [
    {
      policy: 'type f(x: Float); f(3);',
      query: 'f(3)',
      reference: { answers: [''] },
      here: { error: 'validation-error:invalid-rule' },
    },
    {
      policy: 'type f(x: Float); f(_: Integer);',
      query: 'f(3)',
      reference: { answers: [''] },
      here: { error: 'validation-error:invalid-rule' },
    },
  ],
  'A dictionary with the key `__proto__`': [
    {
      live: true,
      query: 'u = new Thing({__proto__: 1, a: 2}).name',
      reference: { answers: ['u = {a: 2}'] },
      here: { answers: ['u = {__proto__: 1, a: 2}'] },
    },
  ],
  'More than 500 brackets or negations in one another': [
    {
      policy: `f(x) if ${'('.repeat(501)}x = 1${')'.repeat(501)};`,
      query: 'f(x)',
      reference: { answers: ['x = 1'] },
      here: { error: 'validation-error:nested-too-deeply' },
    },
    { policy: `f(x) if ${'('.repeat(490)}x = 1${')'.repeat(490)};`, query: 'f(x)', ...same(['x = 1']) },
  ],
  'A parameter is to match a list whose rest is the parameter itself': [
    {
      policy: 'p(x: [*x]);',
      query: 'p([x])',
      reference: { answers: ['x = (and (matches _this _this))'] },
      here: { answers: [''] },
    },
  ],
  'An integer beyond 2^53': [
    {
      query: 'x = 9007199254740993',
      reference: { error: 'serialization' },
      here: { answers: ['x = 9007199254740993'] },
    },
  ],
  'Within a negation, `new`': [
    {
      data,
      query: 'forall(x = 0, x = new Thing("a"))',
      reference: { error: 'exception', words: /^Unregistered instance/ },
      here: { answers: [] },
    },
  ],
  '`x = z + 0` while `z` has no value': [
    {
      query: 'x = z + 0 and z = 0.5',
      reference: { error: 'unexpected-value' },
      here: { answers: ['x = 0.5f, z = 0.5f'] },
    },
  ],
  '`new String("a")`': [
    {
      data,
      query: 'x = new String("a") and x = "a"',
      reference: { answers: ['x = {0: "a"}'] },
      here: { error: 'unregistered-class' },
    },
  ],
  'Over data, or without an application: a method of JavaScript': [
    ...(
      [
        ['[3, 1, 2].sort() = x', 'x = [1, 2, 3]'],
        ['[1, 2].push(3) = x', 'x = 3'],
        ['[1, 2].map(Integer) = x', 'x = [1, 2]'],
        ['"ab".search("b") = x', 'x = 1'],
        ['[1].keys() = x', 'x = {}'],
        ['"a".bold() = x', 'x = "<b>a</b>"'],
      ] as const
    ).map(([query, answer]) => ({
      query,
      reference: { answers: [answer] },
      here: {
        error: 'application',
        words: /^Application error: .* is not a function\. A value of this kind has no such method\.$/,
      },
    })),
    ...(
      [
        ['[3, 1, 2].toSorted() = x', 'x = [1, 2, 3]'],
        ['[3, 1, 2].toSpliced(0, 1) = x', 'x = [1, 2]'],
        ['[3, 1].with(0, 2) = x', 'x = [2, 1]'],
        ['" a ".trimLeft() = x', 'x = "a "'],
        ['" a ".trimRight() = x', 'x = " a"'],
        ['"a".isWellFormed() = x', 'x = true'],
        ['"a".toWellFormed() = x', 'x = "a"'],
      ] as const
    ).map(([query, answer]) => ({ query, ...same([answer]) })),
  ],
  'The text that a method makes of a class': [
    {
      data,
      query: 'x = [User, *String].join(" ")',
      reference: { answers: ['x = "class User {} function String() { [native code] }"'] },
      here: { answers: ['x = "[object Object] [object Object]"'] },
    },
    {
      live: true,
      query: '[Integer].join("") = x',
      ...same(['x = "function Number() { [native code] }"']),
    },
  ],
  'What a variable without a value is called': [
    {
      query: '[_y] = Dictionary.values(z) and x = _y.slice(0, 1)',
      reference: { answers: ['x = "z"'] },
      here: { answers: ['x = "_"'] },
    },
  ],
  'A method of a list or a string that would go through': [
    {
      policy: 'g(0, [1]); g(n, [x, x]) if n > 0 and g(n - 1, x);',
      query: 'g(20, x) and x.indexOf(1) = y',
      reference: { error: 'too-long' },
      here: { error: 'exception', words: 'What indexOf is called with has more than a million parts.' },
    },
  ],
  'a rule that fits no rule type': [
    {
      policy: 'type f(x: Integer); f(x: String) if x.a = 1;',
      reference: { words: /^Invalid rule: f\(x: String\{\}\) if _value_1 = 1 and x\.a = _value_1; Must/ },
      here: { words: /^Invalid rule: f\(x: String\{\}\) if x\.a = 1; Must/ },
    },
  ],
  'numbers as they are written': [
    {
      policy: 'f(x) if x and 1.0;',
      reference: { words: 'Wrong value type: 1. Expected a logical expression' },
      here: { words: /^Wrong value type: 1\.0\. Expected a logical expression\. A value alone/ },
    },
  ],
  "values where the reference shows its own code's form": [
    {
      data,
      query: 'x = {a: 1} and x.(ann) = 2',
      reference: {
        words: /^Type error: cannot look up field ExternalInstance\(ExternalInstance \{ instance_id: \d+, /,
      },
      here: { words: 'Type error: cannot look up field ann on an external instance' },
    },
    {
      data,
      query: 'x = new Thing("a") and x + 1 = 2',
      reference: { words: /operands: Thing\("a"\) TYPE `Thing` \+ 1/ },
      here: { words: /operands: Thing\{name: "a"\} \+ 1/ },
    },
    {
      query: 'List.nope = 1',
      reference: { words: 'Application error: nope not found on Array.' },
      here: { words: /^Application error: nope not found on List\. / },
    },
  ],
  'what an application lacks': [
    {
      query: '"a".nope = 1',
      reference: {
        error: 'application',
        words: "Application error: Cannot use 'in' operator to search for 'nope' in a",
      },
      here: {
        error: 'application',
        words: 'Application error: nope not found on "a". A value of this kind has no attributes.',
      },
    },
    {
      data,
      query: 'x in ann',
      reference: { words: '"object" is not iterable' },
      here: { words: "ann is not a list: 'in' cannot go through it." },
    },
  ],
  'a term that contains itself': [
    {
      query: 'x = [x] and y = x.foo',
      reference: { words: 'Application error: foo not found on [[{…}]].' },
      here: { words: /^Application error: foo not found on \[\[_\]\]\. / },
    },
  ],
  'a string that is not closed': [
    {
      policy: 'f("a);\n',
      reference: { words: "'\\n' is not a valid character. Found in a);", position: '1:7' },
      here: { words: /^'\\n' is not a valid character\. Found in a\);\. The string is not closed/, position: '1:3' },
    },
  ],
  'of `x.(y)`, where `y` is no field name': [
    { data, query: 'ann.(_x) = 1', reference: { position: '1:5' }, here: { position: '1:6' } },
  ],
  'the place of an error': [
    {
      data,
      query: 'new Nope() = x',
      reference: { error: 'unregistered-class', position: undefined },
      here: { error: 'unregistered-class', position: '1:1' },
    },
  ],
};

/** What cannot be asked of the two engines in this way, and where it is tried instead. */
const elsewhere: Readonly<Record<string, string>> = {
  '`debug(…)`': 'the reference waits for a person: test/debug/in-the-way.test.ts',
  'An object that is an instance of several members': 'the order of a hash table: below',
  'A variable of a query that stands in one branch': 'the names of an answer: below',
  'Several constraints of which one fails': 'the order of a hash table: below',
  'of more than 200 goals in progress at an error': 'both traces: packages/host-node/test/deep-traces.test.ts',
  'The depth of a search': 'the comparison stops a search earlier: below',
};

/** The lines of the page that name a difference: the first cells of its tables, and what its lists name. */
const lines = page
  .split('\n')
  .flatMap((line) => /^\| (?!where |---)(.*?) \|/.exec(line)?.[1] ?? /^- (.*)/.exec(line)?.[1] ?? []);

const saidOf = (outcome: CaseOutcome) => {
  if (!outcome.loaded) {
    const [fault] = outcome.faults;
    return { answers: [], error: fault?.error, words: fault?.report.words ?? '', position: fault?.report.position };
  }
  const [first] = outcome.outcomes;
  return {
    answers: first?.answers ?? [],
    error: first?.error,
    words: first?.report?.words ?? first?.message ?? '',
    position: first?.report?.position,
  };
};

describe('where this Library differs, says the page', () => {
  afterAll(stopEngines);

  it('in lines that each have a case, and nowhere else', () => {
    const begins = [...Object.keys(shown), ...Object.keys(elsewhere)];
    expect(lines.length).toBeGreaterThan(12);
    for (const line of lines)
      expect(
        begins.filter((each) => line.startsWith(each)),
        line,
      ).toHaveLength(1);
    for (const each of begins)
      expect(
        lines.filter((line) => line.startsWith(each)),
        each,
      ).toHaveLength(1);
  });

  const cases = Object.entries(shown).flatMap(([line, some]) => some.map((each) => ({ line, ...each })));
  it.each(cases)(
    '$line: $policy $query',
    async ({ policy = '', query = 'true', data: given, live, reference, here }) => {
      const asked: Case = {
        policy,
        queries: [query],
        ...(given !== undefined && { data: given }),
        ...(live && { live }),
      };
      const [theirs, ours] = await ask(asked);
      for (const [said, expected] of [
        [saidOf(theirs), reference],
        [saidOf(ours), here],
      ] as const) {
        const { words, ...rest } = expected;
        expect(said).toMatchObject(rest);
        if (words instanceof RegExp) expect(said.words).toMatch(words);
        else if (words !== undefined) expect(said.words).toBe(words);
      }
    },
  );

  it('as to the members of a union: in the order of the blocks, whatever order the reference takes', async () => {
    const names = ['User', 'Thing', 'Admin'];
    const policy = names.map((name) => `resource ${name} {}`).join(' ');
    const [theirs, ours] = await ask({ policy, queries: ['x matches Resource'], data });
    const inOrder = names.map((name) => `x = (and (matches _this ${name}{}))`);
    expect(saidOf(ours).answers).toEqual(inOrder);
    expect([...saidOf(theirs).answers].sort()).toEqual([...inOrder].sort());
  });

  it('as to which of several constraints is looked at first: here always the same', async () => {
    const policy = 'f(y) if x = -0.5 and z = v and forall(u != 1, not (z = u and g(x)) and v.org = y); g(_);';
    const queries = Array.from({ length: 40 }, () => 'f(z) and z.org = x and z');
    const [theirs, ours] = await ask({ policy, queries, data });
    const errorsOf = (outcome: CaseOutcome) =>
      new Set(outcome.loaded ? outcome.outcomes.map(({ error }) => error) : []);
    expect(errorsOf(ours)).toEqual(new Set(['application']));
    expect(errorsOf(theirs)).toEqual(new Set(['application', undefined]));
  });

  it('as to variables that stay open in one branch of a query', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const namesOf = async (oso: Oso | Ours): Promise<string[][]> => {
      await oso.loadStr('f(_);');
      const names: string[][] = [];
      for await (const answer of oso.query('f(1) or f(x)')) names.push([...answer.keys()]);
      return names;
    };
    expect(await namesOf(new Oso())).toEqual([[], ['x']]);
    expect(await namesOf(new Ours())).toEqual([['x'], ['x']]);
    vi.restoreAllMocks();
  });

  it('as to depth: 10,000 goals there', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const policy = 'allow(0, _, _); allow(n, a, r) if n > 0 and allow(n - 1, a, r) and true = true;';
    const answersOf = async (oso: Oso | Ours): Promise<number> => {
      await oso.loadStr(policy);
      let answers = 0;
      for await (const _answer of oso.query('allow(4000, 1, 2)')) answers++;
      return answers;
    };
    await expect(answersOf(new Oso())).rejects.toThrow('Goal stack overflow! MAX_GOALS = 10000');
    expect(await answersOf(new Ours())).toBe(1);
    vi.restoreAllMocks();
  });
});
