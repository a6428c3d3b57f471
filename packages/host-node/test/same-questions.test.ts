import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { all, type Library, outcomes } from './both.ts';

/** More: POLAR_QUESTION_RUNS=20000 POLAR_QUESTION_SEED=3 npx vitest run packages/host-node/test/same-questions.test.ts */
const runs = Number(process.env.POLAR_QUESTION_RUNS ?? 200);
const seed = Number(process.env.POLAR_QUESTION_SEED ?? 1);

beforeAll(() => {
  process.env.POLAR_IGNORE_NO_ALLOW_WARNING = '1';
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterAll(() => {
  delete process.env.POLAR_IGNORE_NO_ALLOW_WARNING;
  vi.restoreAllMocks();
});

/** An application whose state changes with what it is asked: it notes everything. */
function application() {
  const noted: string[] = [];
  class Thing {
    readonly #name: string;
    #count = 0;
    constructor(name: string) {
      this.#name = name;
    }
    get a(): number {
      return this.#note('a', 1);
    }
    get b(): readonly number[] {
      return this.#note('b', [1, 2]);
    }
    get c(): string {
      return this.#note('c', this.#name);
    }
    get count(): number {
      return this.#note('count', this.#count);
    }
    say(text: unknown): boolean {
      // What a variable without a value is called is an engine's own affair.
      return this.#note(`say(${typeof text === 'number' ? text : typeof text})`, true);
    }
    add(): boolean {
      this.#count++;
      return this.#note('add()', true);
    }
    #note<T>(what: string, value: T): T {
      noted.push(`${this.#name}.${what}`);
      return value;
    }
  }
  class Box extends Thing {}
  return { Thing, Box, noted, x: new Box('x'), y: new Thing('y') };
}

async function questions({ Oso, Variable }: Library, policy: string): Promise<unknown> {
  const { Thing, Box, noted, x, y } = application();
  const oso = new Oso();
  oso.registerClass(Thing);
  oso.registerClass(Box);
  oso.registerConstant(y, 'Y');
  await oso.loadStr(policy);
  const answers: unknown[] = [];
  try {
    for (const answer of await all(oso.queryRule({ acceptExpression: true }, 'p', x, new Variable('r'))))
      answers.push((answer as Map<string, unknown>).get('r') === undefined);
  } catch (error) {
    answers.push((error as Error).name);
  }
  return { answers, noted };
}

const field = fc.constantFrom(
  'a: 1',
  'a: 2',
  'b: []',
  'b: [1, 2]',
  'b: [1, *_]',
  'c: "x"',
  'c: "y"',
  'count: 0',
  'count: n',
  'a: m',
);
const fields = fc.uniqueArray(field, { maxLength: 3, selector: (one) => one[0]! + one[1]! });
const specializer = fc
  .tuple(fc.constantFrom('Thing', 'Box', ''), fields)
  .map(([name, of]) => (name === '' && of.length === 0 ? '' : `: ${name}{${of.join(', ')}}`));
/** What a body asks without calling a rule, and with that: rules do not call themselves. */
const plain = [
  'x.say(1)',
  'x.say(r)',
  'x.add()',
  'Y.say("y")',
  'x.a = r',
  'x.count = r',
  'r in x.b',
  '1 in x.b',
  'x.count > 0',
  'r > 0',
  'x.c = "x"',
  'x.c = "z"',
  'x matches Box{a: 1, c: "x"}',
  'x matches {count: 0, b: []}',
  'not (x.add() and x.count > 1)',
  'forall(i in x.b, x.say(i))',
  '(x.a = 2 or x.say("or"))',
  '(x.add() and r = 1 or x.say("second") and r = 2)',
  'cut',
  'not r = 3',
  'false',
];
const calling = ['q(x, r)', 'q(Y, _)', 'q(_, r)', 'not q(x, 7)', 'forall(i in x.b, x.say(i) and q(x, i))'];
const body = (goals: readonly string[]) =>
  fc.array(fc.constantFrom(...goals), { minLength: 1, maxLength: 4 }).map((all) => all.join(' and '));
const clause = (name: string, goals: readonly string[]) =>
  fc.tuple(specializer, fc.constantFrom('r', 'r', 'r: Integer', '1', '_r'), body(goals)).map(([of, second, all]) => {
    const head = `${name}(x${of}, ${second})`;
    // A variable that is there once would be an error.
    const variables = ['x', 'r', 'n', 'm'].filter((variable) => new RegExp(`\\b${variable}\\b`).test(`${head} ${all}`));
    return `${head} if ${all} and _ = [${variables.join(', ')}];`;
  });
const clauses = (name: string, goals: readonly string[]) =>
  fc.array(clause(name, goals), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
const policies = fc.tuple(clauses('p', [...plain, ...calling]), clauses('q', plain)).map((both) => both.join('\n'));

test('an application is asked the same, in the same order, whatever that does to it', async () => {
  await fc.assert(
    fc.asyncProperty(policies, async (policy) => {
      const { ours, reference } = await outcomes((library) => questions(library, policy));
      expect(ours).toEqual(reference);
    }),
    { numRuns: runs, seed },
  );
}, 120_000);
