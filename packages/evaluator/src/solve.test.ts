import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { prepare } from './compiler/prepare.ts';
import { compile } from './compiler/program.ts';
import type { AsyncHost, Host } from './host/host.ts';
import { JavaScriptHost } from './host/javascript-host.ts';
import { type Solution, solve, solveAsync } from './solve.ts';
import { printTerm } from './terms/print.ts';

class Team {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  *members(): Generator<string> {
    yield 'ann';
    yield 'bob';
  }
  async *guests(): AsyncGenerator<string> {
    yield 'cyd';
    yield 'dee';
  }
  *[Symbol.iterator](): Generator<number> {
    yield 1;
    yield 2;
  }
}

class User {
  readonly name: string;
  readonly team: Team | null;
  constructor(name: string, team: Team | null = null) {
    this.name = name;
    this.team = team;
  }
  get secret(): string {
    throw new Error('the vault is closed');
  }
  get broken(): string {
    throw new TypeError('cannot read this');
  }
  get later(): Promise<number> {
    return Promise.resolve(7);
  }
  can(action: string): boolean {
    return action === 'read';
  }
  async mayBe(action: string): Promise<boolean> {
    return action === 'write';
  }
  async fails(): Promise<boolean> {
    throw new Error('the network is down');
  }
  itself(value: unknown): unknown {
    return value;
  }
  static find(name: string): User {
    return new User(name);
  }
}

class Admin extends User {
  override can(): boolean {
    return true;
  }
}

/** A subclass that is not registered. */
class Guest extends User {}

const policy = `
  kind(_: User, "user"); kind(_: Admin, "admin"); kind(_, "other");
  team_of(user: User{team: Team{name: name}}, name) if user.can("read");
`;

function hostOf(): JavaScriptHost {
  const core = new Team('core');
  return new JavaScriptHost({
    classes: { User, Admin, Team },
    constants: {
      ann: new User('ann', core),
      bob: new Admin('bob'),
      guest: new Guest('guest'),
      core,
      tags: ['a', 1, 2.5, null],
      plain: { a: 1 },
    },
  });
}

const text = (solution: Solution, host: AsyncHost): string =>
  solution.kind === 'error'
    ? `${solution.error.code}: ${solution.error.message}`
    : [...solution.answer.bindings]
        .map(([name, value]) => `${name} = ${printTerm(value, (object) => host.describe(object))}`)
        .join(', ');

function queryOf(written: string, host: AsyncHost) {
  const { query, errors } = prepare(
    compile(createPolicy([{ uri: 'a.polar', text: policy }], { dialect: 'library' }), host),
    written,
  );
  if (query === undefined) throw new Error(errors[0]?.message);
  return query;
}

async function ask(written: string): Promise<string[]> {
  const host = hostOf();
  const found: string[] = [];
  for await (const solution of solveAsync(queryOf(written, host), { host })) found.push(text(solution, host));
  return found;
}

describe('a query about live JavaScript objects', () => {
  test.each([
    ['x = ann.name', ['x = "ann"']],
    ['ann.team = core', ['']],
    ['x = bob.team and x = nil', ['x = nil']],
    ['kind(ann, x)', ['x = "user"', 'x = "other"']],
    ['kind(bob, x)', ['x = "admin"', 'x = "user"', 'x = "other"']],
    ['guest matches User and not guest matches Admin', ['']],
    ['kind(guest, x)', ['x = "user"', 'x = "other"']],
    ['team_of(ann, x)', ['x = "core"']],
    ['ann.can("write")', []],
    ['bob.can("write")', ['']],
    ['ann.mayBe("write")', ['']],
    ['x = ann.later', ['x = 7']],
    ['x in core.members()', ['x = "ann"', 'x = "bob"']],
    ['x in core.guests()', ['x = "cyd"', 'x = "dee"']],
    ['x in core and y in core', ['x = 1, y = 1', 'x = 1, y = 2', 'x = 2, y = 1', 'x = 2, y = 2']],
    ['x in tags', ['x = "a"', 'x = 1', 'x = 2.5', 'x = nil']],
    ['plain.a = x', ['x = 1']],
    ['x = new User("new", core) and x.team.name = y', ['x = User{name: "new", team: Team}, y = "core"']],
    ['x = User.find("zoe").name', ['x = "zoe"']],
    ['ann.itself(x) = 1', ['x = 1']],
    ['ann.itself(x)', ['x = true']],
    ['ann = bob', []],
    ['ann = ann', ['']],
  ])('%s', async (written, answers) => {
    expect(await ask(written)).toEqual(answers);
  });

  test.each([
    ['ann.nothing', /^application: .*nothing not found on User\{name: "ann", team: Team\}/],
    ['ann.nothing()', /^application: .*nothing is not a function/],
    ['ann.broken', /^application: .*cannot read this/],
    ['ann.secret', /^exception: the vault is closed/],
    ['ann.fails()', /^exception: the network is down/],
    ['x in ann', /^exception: 'object' is not iterable/],
    ['new User(name: "x").name = y', /^exception: JavaScript does not support keyword arguments/],
  ])('%s ends with an error', async (written, error) => {
    const [only, ...others] = await ask(written);
    expect(only).toMatch(error);
    expect(others).toEqual([]);
  });

  test('a missing attribute in a pattern is a value of its own, not an error', async () => {
    expect(await ask('ann matches {nothing: 1}')).toEqual([]);
    expect(await ask('ann matches {nothing: x}')).toHaveLength(1);
  });
});

describe('a driver', () => {
  test('gives the same answers at once, where nothing has to be waited for', () => {
    const host = hostOf();
    const found = [...solve(queryOf('kind(bob, x) and bob.can("write")', host), { host: host as unknown as Host })];
    expect(found.map((solution) => text(solution, host))).toEqual(['x = "admin"', 'x = "user"', 'x = "other"']);
  });

  test('computes no more than it is asked for', () => {
    const host = hostOf();
    let asked = 0;
    const counting = {
      ...host,
      describe: (object) => host.describe(object),
      classObject: (name) => host.classObject(name),
      inspect: (object) => host.inspect(object),
      answer: (question) => {
        asked++;
        return host.answer(question) as ReturnType<Host['answer']>;
      },
    } satisfies Host;
    const solutions = solve(queryOf('x in core', host), { host: counting });
    solutions.next();
    expect(asked).toBe(1);
    solutions.return();
    expect(asked).toBe(1);
  });

  test('stops when it is aborted while the application thinks', async () => {
    const host = hostOf();
    const slow: AsyncHost = Object.assign(Object.create(host) as AsyncHost, {
      answer: () => new Promise<never>(() => {}),
    });
    const abort = new AbortController();
    const next = solveAsync(queryOf('ann.name = x', host), { host: slow, signal: abort.signal }).next();
    abort.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });

  test('gives others a turn, and stops there when it is aborted', async () => {
    const host = hostOf();
    const abort = new AbortController();
    let turns = 0;
    const endless = 'x in [1, 2, 3] and kind(x, _y) and x > 3';
    const solutions = solveAsync(queryOf(endless, host), {
      host,
      signal: abort.signal,
      budget: 2,
      pause: async () => {
        if (++turns === 2) abort.abort(new Error('my turn'));
      },
    });
    await expect(solutions.next()).rejects.toThrow('my turn');
  });

  test('says so when the query asks the application and there is none', () => {
    const host = hostOf();
    const [only] = [...solve(queryOf('ann.name = x', host))];
    expect(only?.kind === 'error' && only.error.message).toMatch(/there is none\. Give it data or a host\./);
  });
});
