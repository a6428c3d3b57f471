import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { folderOf, polar, surroundingsIn } from './command.ts';

const POLICY = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read", "see"];
  "read" if "reader";
  "see" if is_open(resource, true);
}
declare limit(User, Integer);
declare pair(User, User);
`;
const user = (id: string) => ({ type: 'User', id });
const repo = (id: string) => ({ type: 'Repo', id });
const FACTS: readonly unknown[] = [
  ['has_role', user('a'), 'reader', repo('x')],
  ['has_role', user('b'), 'reader', repo('y')],
  ['is_open', repo('x'), true],
  ['is_open', repo('y'), false],
  ['limit', user('a'), 7],
  ['limit', user('b'), { type: 'Integer', id: '9007199254740993' }],
];
const folder = (facts: readonly unknown[] = FACTS, policy = POLICY) =>
  folderOf({
    'main.polar': policy,
    'facts.json': JSON.stringify(facts),
    'polar.config.json': '{"dialect": "cloud", "facts": ["facts.json"]}',
  });
const ask = (...words: string[]) => polar(folder(), ['query', '-p', '.', ...words]);

describe('answers of a Cloud query', () => {
  it.each([
    ['limit(User:a, n)', { n: 7 }],
    ['limit(User:b, n)', { n: { type: 'Integer', id: '9007199254740993' } }],
    ['is_open(Repo:x, b)', { b: true }],
    ['is_open(Repo:y, b)', { b: false }],
    ['has_role(User:a, r, Repo:x)', { r: 'reader' }],
    ['has_role(User:a, "reader", x)', { x: repo('x') }],
  ])('in JSON have values as programs write them: %s', async (query, bindings) => {
    const { output, status } = await ask('--format', 'json', query);
    expect(JSON.parse(output).results.map((each: { bindings: object }) => each.bindings)).toEqual([bindings]);
    expect(status).toBe(0);
    const lines = (await ask('--format', 'jsonl', query)).output;
    expect(lines.endsWith('\n')).toBe(true);
    expect(JSON.parse(lines)).toEqual(JSON.parse(output).results[0]);
  });

  it('that hold for all are wildcards, of a type or of any', async () => {
    const all = `${POLICY}has_permission(_: User, "see", _: Repo);\nanything(_, _: Repo);\n`;
    const asked = async (query: string) =>
      JSON.parse((await polar(folder([], all), ['query', '-p', '.', '--format', 'jsonl', query])).output);
    expect((await asked('has_permission(who, "see", Repo:x)')).bindings).toEqual({
      who: { type: 'User', id: '_', wildcard: true },
    });
    expect((await asked('anything(what, where)')).bindings).toEqual({
      what: { id: '_', wildcard: true },
      where: { type: 'Repo', id: '_', wildcard: true },
    });
  });

  it.each([
    [[], 2],
    [['--first'], 1],
    [['--limit', '1'], 1],
    [['--limit', '2'], 2],
    [['--limit', '3'], 2],
  ])('are as many as are wanted: %j', async (options, count) => {
    const { output } = await ask(...options, 'has_role(_, _, _)');
    expect(output.trimEnd().split('\n')).toHaveLength(count);
  });

  it.each([
    ['text', '(no results)\n'],
    ['json', '{"results": []}\n'],
    ['jsonl', ''],
  ])('are none in %s', async (format, output) => {
    expect(await ask('--format', format, 'has_role(User:nobody, _, _)')).toMatchObject({ output, status: 1 });
  });

  it.each([
    ['text', ''],
    ['json', '{"results": [], "error": {"code":"query-for-undefined-rule"'],
    ['jsonl', '{"error":{"code":"query-for-undefined-rule"'],
  ])('are an error in %s, and the status is 2', async (format, begin) => {
    const { output, errors, status } = await ask('--format', format, 'has_rol(User:a, _, _)');
    expect(output.slice(0, begin.length)).toBe(begin);
    expect(output.endsWith(begin === '' ? '' : '}\n')).toBe(true);
    expect(errors.includes('has_rol')).toBe(format === 'text');
    expect(status).toBe(2);
  });

  it.each([
    [
      ['allow', 'User{a}', '_', '_'],
      '"User{a}" is no value. Write User:bob, Repository:_ for any of a type, or _ for anything.',
    ],
    [['alow', 'User:a', '_', '_'], 'alow'],
    [['allow', '"a" , "b"', '_', '_'], 'is no value'],
  ])('of words that are no query are refused: %j', async (words, told) => {
    const { errors, status } = await ask(...words);
    expect(errors).toContain(told);
    expect(status).toBe(2);
  });
});

describe('a Cloud query that takes long', () => {
  /** A chain, in which each reaches all that come after it. */
  const chain = Array.from({ length: 1_000 }, (_, at) => ['pair', user(`u${at}`), user(`u${at + 1}`)]);
  const REACH = `${POLICY}reach(a: User, b: User) if pair(a, b);\nreach(a: User, b: User) if reach(a, c) and pair(c, b);\n`;
  const asked = (words: readonly string[], more: Partial<Parameters<typeof run>[1]> = {}) => {
    const { surroundings, ran } = surroundingsIn(folder(chain, REACH));
    return run(['query', '-p', '.', ...words], { ...surroundings, ...more }).then((status) => ({ status, ...ran() }));
  };

  it('is given up after --timeout, and says how it gets longer', async () => {
    let time = 0;
    const now = () => {
      time += 10;
      return time;
    };
    const { status, errors } = await asked(['--timeout', '50', 'reach(a, b) and reach(b, a)'], { now });
    expect(errors).toMatch(/ Give it longer with --timeout MILLISECONDS \(0: no limit\)\.\n/);
    expect(status).toBe(2);
  });
});

describe('polar authorize, list and actions', () => {
  const answer = async (...words: string[]) => {
    const { output, errors, status } = await polar(folder(), [...words, '-p', '.']);
    return { told: output || errors, status };
  };

  it.each([
    [['authorize', 'User:a', 'read', 'Repo:x'], 'Allowed\n', 0],
    [['authorize', 'User:a', 'read', 'Repo:y'], 'Denied\n', 1],
    [['authorize', 'User:a', 'see', 'Repo:x', '--format', 'json'], '{"allowed": true}\n', 0],
    [['list', 'User:a', 'read', 'Repo'], 'x\n', 0],
    [['list', 'User:a', 'see', 'Repo'], 'x\n', 0],
    [['actions', 'User:a', 'Repo:x'], 'read\nsee\n', 0],
    [['actions', 'User:a', 'Repo:y'], '(no results)\n', 1],
    [['list', 'User:zoe', 'read', 'Repo', '--format', 'json'], '{"results": []}\n', 1],
  ])('%j', async (words, told, status) => {
    expect(await answer(...words)).toEqual({ told, status });
  });

  it.each([
    [['authorize', 'a', 'read', 'Repo:x'], 'The actor "a" has no type. Write it with one: User:a'],
    [['authorize', 'User:a', 'read', 'x'], 'The resource "x" has no type. Write it with one: Repository:x'],
    [['authorize', 'Usr:a', 'read', 'Repo:x'], 'declares no type Usr. Did you mean User?'],
    [['actions', 'User:a', 'Rep:x'], 'declares no type Rep. Did you mean Repo?'],
  ])('%j is refused', async (words, told) => {
    const { told: errors, status } = await answer(...words);
    expect(errors).toContain(told);
    expect(status).toBe(2);
  });
});
