import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Dialect, readQuery } from '../src/index.ts';
import { disturbed, policy as policyTokens, query as queryTokens, written } from './both-dialects.ts';

/** More with POLAR_DIALECT_RUNS=100000. */
const RUNS = Number(process.env.POLAR_DIALECT_RUNS ?? 4000);
const SEED = Number(process.env.POLAR_DIALECT_SEED ?? 5);

interface Engine {
  getFfi(): {
    clearRules(): void;
    newQueryFromStr(text: string): { free(): void };
    load(sources: readonly { src: string; filename: string }[]): void;
  };
}
const { Oso } = createRequire(import.meta.url)('oso') as { Oso: new () => Engine };

/** One engine for all texts: to make one takes longer than to read a text. */
let engine = new Oso().getFfi();

/** The reference's words of what it does not read; undefined where it reads the text. A panic of it decides nothing. */
function refusal(read: (ffi: typeof engine) => void): string | undefined | 'panic' {
  try {
    engine.clearRules();
    read(engine);
    return undefined;
  } catch (thrown) {
    const { name, message } = thrown as Error;
    if (message.includes(' at line ')) return `${name}: ${message.split('\n')[0]}`;
    // After a panic nothing more is to be had from it.
    engine = new Oso().getFfi();
    return 'panic';
  }
}

const inDialect = (dialect: Dialect) => createPolicy([], { dialect });

describe('a query in the Library', () => {
  it('is refused where the reference refuses to read it, and only there', { timeout: 600_000 }, () => {
    const library = inDialect('library');
    let refused = 0;
    for (const tokens of fc.sample(disturbed(queryTokens), { numRuns: RUNS, seed: SEED })) {
      const text = written(tokens);
      const reference = refusal((engine) => engine.newQueryFromStr(text).free());
      if (reference === 'panic') continue;
      const { errors } = readQuery(text, library);
      if (reference !== undefined) refused++;
      expect({ text, reference, ours: errors[0]?.message, refused: errors.length > 0 }).toMatchObject({
        refused: reference !== undefined,
      });
    }
    expect(refused).toBeGreaterThan(RUNS / 10);
    expect(refused).toBeLessThan((RUNS * 9) / 10);
  });

  it.each([
    ['f(User{"a"})', 'User{"a"}'],
    ['1 = User{"a"}', 'User{"a"}'],
    ['f(@current_unix_time)', '@current_unix_time'],
    ['x in [Plane{"q"}]', 'Plane{"q"}'],
    ['not g(Robot{2})', 'Robot{2}'],
    ['x = Pilot{"a"} and g(x)', 'Pilot{"a"}'],
    ['x matches! User', 'x matches! User'],
    ['forall(x in [User{"a"}], g(x))', 'User{"a"}'],
    ['x = {k: User{"a"}}', 'User{"a"}'],
    ['x = new C(k: User{"a"})', 'User{"a"}'],
    ['x.y(User{"a"}).z', 'User{"a"}'],
    ['print(User{"a"})', 'User{"a"}'],
    ['User{"a"}', 'User{"a"}'],
    ['((User{true}))', 'User{true}'],
  ])('tells what is only of Cloud, and where: %s', (text, at) => {
    const { errors } = readQuery(text, inDialect('library'));
    expect(errors.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`)).toEqual([`cloud-only ${at}`]);
    expect(readQuery(text, inDialect('cloud')).errors.filter(({ code }) => code === 'cloud-only')).toEqual([]);
  });
});

describe('a query in Cloud', () => {
  it.each([
    'f(x.y)',
    'x == 1',
    'f(1 + 2)',
    'cut',
    'x = {a: 1}',
    'x = new User()',
    'x matches {a: 1}',
    'print(1)',
    'f([x, *y])',
    'f(1.5)',
    'f("a", -2.0)',
    'f(x) and x > 1e3',
    'f(inf)',
  ])('does not have what only the Library has: %s', (text) => {
    expect(readQuery(text, inDialect('cloud')).errors.map(({ code }) => code)).toEqual(['library-only']);
    expect(readQuery(text, inDialect('library')).errors).toEqual([]);
  });
});

describe('a policy of the Library', () => {
  it('has an error, which nothing silences, where the reference does not read it, and none of the dialect elsewhere', {
    timeout: 600_000,
  }, () => {
    const off = { 'cloud-only': 'off', 'unrecognized-token': 'off' };
    let refused = 0;
    for (const tokens of fc.sample(disturbed(policyTokens), { numRuns: RUNS, seed: SEED })) {
      const text = written(tokens);
      const reference = refusal((engine) => engine.load([{ src: text, filename: 'a.polar' }]));
      if (reference === 'panic') continue;
      const isSyntax = reference !== undefined && /Parse/.test(reference);
      const policy = createPolicy([{ uri: 'a.polar', text: `# polar-disable-next-line\n${text}` }], {
        dialect: 'library',
        checks: off as never,
      });
      const errors = check(policy)
        .get('a.polar')!
        .filter(({ severity }) => severity === 'error');
      if (isSyntax) refused++;
      const report = { text, reference, ours: errors.map(({ code, message }) => `${code}: ${message}`) };
      if (isSyntax) expect({ ...report, refused: errors.length > 0 }).toMatchObject({ refused: true });
      if (reference === undefined)
        expect({ ...report, ours: errors.filter(({ code }) => code === 'cloud-only') }).toMatchObject({ ours: [] });
    }
    expect(refused).toBeGreaterThan(RUNS / 10);
  });
});
