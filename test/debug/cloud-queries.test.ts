import type { DebugProtocol } from '@vscode/debugprotocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';
import type { InProcessClient } from './in-process-client.ts';

const MEMBERS = `actor User {} resource Repo { permissions = ["read"]; }
has_permission(u: User, "read", r: Repo) if member(u, r);
level(x: User, n: Integer) if grade(x, n);
`;

/** Says what the console answers at the first stop. */
async function asking(policy: string, query: string, facts = '') {
  const client = await debugging({
    policy: `${policy}${facts}`,
    query,
    launch: { stopOnEntry: true, now: 1 },
  });
  await client.next('stopped');
  return ask(client);
}

const ask =
  (client: InProcessClient) =>
  async (expression: string): Promise<string> => {
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    const answer = await client.request('evaluate', { expression, frameId: stackFrames[0].id, context: 'repl' });
    return answer.body?.result ?? answer.message;
  };

/** All that an editor may ask for at a stop. */
async function everythingAt(client: InProcessClient): Promise<string> {
  const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
  const texts: unknown[] = [stackFrames.map(({ name }: DebugProtocol.StackFrame) => name)];
  for (const { id } of stackFrames) {
    const { scopes } = (await client.request('scopes', { frameId: id })).body;
    for (const { variablesReference } of scopes)
      texts.push((await client.request('variables', { variablesReference })).body);
  }
  const why = await client.request('exceptionInfo', { threadId: 1 });
  return JSON.stringify([texts, why.body ?? why.message]);
}

const DEFECT = /TypeError|defect|undefined|Cannot read|_\w*__\b|@\d/;

describe('Why a query is denied', () => {
  it.each([
    ['allow(User:e, "read", Repo:_)', 'member(User{"e"}, '],
    ['allow(User:e, String:read, Repo:x)', 'member(User{"e"}, Repo{"x"})'],
    ['allow(User:_, "read", Repo:x)', 'Repo{"x"})'],
    ['allow(User{"e"}, "read", Repo{"x"})', 'member(User{"e"}, Repo{"x"})'],
    ['allow(_, _, _)', 'member('],
    ['allow(x, "read", x)', 'What is asked'],
    ['not allow(User{"e"}, "read", Repo{"x"}) and member(User:_, Repo:_)', 'member(User:_, Repo:_)'],
    ['member(User:a, Repo:b) and allow(User:a, String:read, Repo:b)', 'member(User{"a"}, Repo{"b"})'],
    ['level(User:e, Integer:3)', 'grade(User{"e"}, 3)'],
    ['level(User:e, 3)', 'grade(User{"e"}, 3)'],
  ])('is told in the words of the query: %s', async (query, words) => {
    const client = await debugging({ policy: MEMBERS, query });
    await client.next('terminated');
    const told = consoleOf(client).join('\n');
    expect(told).toContain(words);
    expect(told).not.toMatch(DEFECT);
  });

  it('is told at each stop, whatever its arguments are', async () => {
    const argument = fc.constantFrom(
      ...[
        'User:_',
        'User:e',
        'User{"e"}',
        '_',
        'x',
        'y',
        'x: User',
        'String:read',
        '"read"',
        '3',
        'Integer:3',
        'Repo:_',
      ],
      ...['Repo:x', 'Repo:"a b"', 'String:_', 'true'],
    );
    const goal = fc.oneof(
      fc.tuple(fc.constantFrom('allow', 'has_permission'), fc.tuple(argument, argument, argument)),
      fc.tuple(fc.constantFrom('member', 'level'), fc.tuple(argument, argument)),
    );
    const query = fc
      .array(fc.tuple(fc.boolean(), goal), { minLength: 1, maxLength: 2 })
      .map((goals) => goals.map(([no, [name, all]]) => `${no ? 'not ' : ''}${name}(${all.join(', ')})`).join(' and '));
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const client = await debugging({
          policy: MEMBERS,
          query: text,
          filters: ['fail', 'none', 'end', 'redo', 'negation', 'error'],
          launch: { stopOnEntry: true },
        });
        for (let stops = 0; stops < 30; stops++) {
          const { event } = await client.next('stopped', 'terminated');
          if (event === 'terminated') break;
          expect(await everythingAt(client), text).not.toMatch(DEFECT);
          for (const why of ['why', 'why not']) expect(await ask(client)(`${why} ${text}`), text).not.toMatch(DEFECT);
          await client.request('continue', { threadId: 1 });
        }
        expect(consoleOf(client).join('\n'), text).not.toMatch(DEFECT);
      }),
      { numRuns: 60 },
    );
  });
});

const FACTS = 'member(User{"a"}, Repo{"x"}); member(User{"b"}, Repo{"x"}); member(User{"b"}, Repo{"y"});';

describe('Answers of a query with wildcards', () => {
  it('are told as the command line prints them', async () => {
    const client = await debugging({ policy: `${MEMBERS}${FACTS}`, query: 'allow(User:_, String:read, Repo:_)' });
    await client.next('terminated');
    const told = consoleOf(client);
    expect(told.slice(0, 3).toSorted()).toEqual([
      'allow(User:a, String:read, Repo:x)',
      'allow(User:b, String:read, Repo:x)',
      'allow(User:b, String:read, Repo:y)',
    ]);
    expect(told[3]).toBe('3 answers.');
  });

  it('in the console, too', async () => {
    const asked = await asking(MEMBERS, 'allow(User:b, action, Repo:x)', FACTS);
    expect(await asked('member(u, Repo:_)')).toBe(
      'member(User:a, Repo:x)\nmember(User:b, Repo:x)\nmember(User:b, Repo:y)',
    );
    expect(await asked('member(_, Repo:y)')).toBe('member(User:b, Repo:y)');
    expect(await asked('member(u, Repo:y)')).toBe('u = User{"b"}');
  });
});

describe('A breakpoint on the allow that no rule gives', () => {
  const policy =
    'actor User {}\nresource Doc { permissions = ["read"]; relations = { owner: User }; "read" if "owner"; }\n';
  it.each<[string, object, number]>([
    ['any arity', { name: 'allow' }, 2],
    ['its arity', { name: 'allow/3' }, 2],
    ['the other arity', { name: 'allow/2' }, 0],
    ['a condition on its parameters', { name: 'allow', condition: 'resource = Doc:e' }, 1],
  ])('stops where it is called: %s', async (_name, breakpoint, count) => {
    const query = 'allow(User:a, "read", Doc:d) or allow(User:a, "read", Doc:e)';
    const client = await debugging({ policy, query, functions: [breakpoint as { name: string }] });
    expect(await stopsOf(client)).toHaveLength(count);
  });

  it('is refused where the policy has a rule of another arity', async () => {
    const own = `${policy}allow(user: User, "read") if is_on(user);\n`;
    const client = await debugging({ policy: own, query: 'allow(User:a, "read")' });
    await client.next('terminated');
    const { body } = await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'allow/3' }] });
    expect(body.breakpoints[0]).toMatchObject({ message: 'The policy has no rule "allow/3". It has: allow/2.' });
  });
});

const GRADES = `actor User {}
level(u: User, n: Integer) if
  grade(u, n);
good(u: User) if
  level(u, n) and
  n > 2;
grade(User{"a"}, 3);
grade(User{"b"}, 1);
`;

describe('A condition of a breakpoint', () => {
  it.each<[string, object]>([
    ['n > 5', { breakpoints: [{ line: 2, condition: 'n > 5' }] }],
    ['n = 3', { breakpoints: [{ line: 2, condition: 'n = 3' }] }],
    ['n != 3', { breakpoints: [{ line: 2, condition: 'n != 3' }] }],
    ['not n = 3', { breakpoints: [{ line: 2, condition: 'not n = 3' }] }],
    ['not grade(u, n)', { breakpoints: [{ line: 2, condition: 'not grade(u, n)' }] }],
    ['n = 3', { functions: [{ name: 'level/2', condition: 'n = 3' }] }],
    ['n > 2', { functions: [{ name: 'level/2', condition: 'n > 2' }] }],
  ])('on a variable without a value does not stop, and is told once: %s', async (condition, breakpoints) => {
    for (const query of ['good(User:a) or good(User:b)', 'level(User:a, n)']) {
      const client = await debugging({ policy: GRADES, query, ...breakpoints });
      expect(await stopsOf(client), query).toEqual([]);
      const told = consoleOf(client).filter((line) => line.includes('condition'));
      expect(told, query).toEqual([`The condition ${condition} does not stop here: n has no value here.`]);
    }
  });

  it('stops where the variable has one', async () => {
    const query = 'good(User:a) or good(User:b)';
    const client = await debugging({ policy: GRADES, query, breakpoints: [{ line: 6, condition: 'n = 3' }] });
    expect(await stopsOf(client)).toHaveLength(1);
    const called = await debugging({
      policy: GRADES,
      query: 'level(User:a, 3) or level(User:a, 4)',
      functions: [{ name: 'level/2', condition: 'n = 3' }],
    });
    expect(await stopsOf(called)).toHaveLength(1);
  });

  it.each(['actor = User:a', 'level(actor, _) and actor = User:a', 'grade(User:_, _) and not actor = User:b'])(
    'may name values as a query does: %s',
    async (condition) => {
      const policy = 'actor User {}\nlevel(actor: User, n: Integer) if\n  grade(actor, n);\ngrade(User{"a"}, 3);\n';
      const client = await debugging({ policy, query: 'level(User:a, n)', breakpoints: [{ line: 2, condition }] });
      expect(await stopsOf(client)).toEqual(['unify level/2']);
    },
  );

  it.each(['u and n > 1', 'n in u', 'grade(u, [1])'])(
    'that is none of Cloud makes its breakpoint unverified: %s',
    async (condition) => {
      const client = await debugging({ policy: GRADES, query: 'good(User:a)', breakpoints: [{ line: 2, condition }] });
      expect(await stopsOf(client)).toEqual([]);
      expect(consoleOf(client)[0]).toContain('The breakpoint never stops: The condition cannot be evaluated: ');
    },
  );

  it.each(['"abc"', '3', 'User{"a"}', 'User:a', 'String:abc', '("abc")'])(
    'that is a value makes its breakpoint unverified: %s',
    async (condition) => {
      const client = await debugging({ policy: GRADES, query: 'good(User:a)', launch: { stopOnEntry: true } });
      await client.next('stopped');
      const { body } = await client.request('setBreakpoints', {
        source: { path: '/w/main.polar' },
        breakpoints: [{ line: 2, condition }],
      });
      expect(body.breakpoints[0].verified).toBe(false);
      expect(body.breakpoints[0].message).toContain(`The condition ${condition} is a value and never true.`);
    },
  );
});

describe('A failed goal', () => {
  const reasonsOf = async (policy: string, query: string): Promise<string[]> => {
    const client = await debugging({ policy, query, filters: ['fail'] });
    const reasons: string[] = [];
    for (;;) {
      const { event } = await client.next('stopped', 'terminated');
      if (event === 'terminated') return reasons;
      reasons.push((await client.request('exceptionInfo', { threadId: 1 })).body.description);
      await client.request('continue', { threadId: 1 });
    }
  };

  it.each([
    [MEMBERS, 'allow(User{"eve"}, "read", Repo{"pub"})', 'The rule that fits it has no answer.'],
    [MEMBERS, 'has_permission(User{"eve"}, "read", Repo{"pub"})', 'The rule that fits it has no answer.'],
    [MEMBERS, 'allow(User:eve, "read", Repo:_)', 'The rule that fits it has no answer.'],
    [
      `${MEMBERS}has_permission(u: User, _, r: Repo) if owner(u, r);`,
      'has_permission(User{"eve"}, "read", Repo{"pub"})',
      'None of the 2 rules that fit it has an answer.',
    ],
    [MEMBERS, 'member(User{"eve"}, Repo{"pub"})', 'No fact fits it.'],
    [MEMBERS, 'level(User:eve, "x")', 'No fact fits it.'],
  ])('that was asked itself is told by the rules that fit it: %#', async (policy, query, reason) => {
    expect((await reasonsOf(policy, query)).at(-1)).toContain(`fails. ${reason}`);
  });
});

describe('A name that no block declares', () => {
  it.each([
    [
      'allow(User:b, "raed", Repo:x)',
      'note: Repo declares no permission "raed", and nothing else gives one. Did you mean "read"?',
    ],
    [
      'allow(u, String:raed, Repo:x)',
      'note: Repo declares no permission "raed", and nothing else gives one. Did you mean "read"?',
    ],
    [
      'has_permission(u, "raed", Repo:x)',
      'note: Repo declares no permission "raed", and nothing else gives one. Did you mean "read"?',
    ],
  ])('is told in the console, by why, and at the end: %s', async (query, note) => {
    const asked = await asking(MEMBERS, 'allow(User:b, action, Repo:x)', FACTS);
    expect(await asked(query)).toContain(note);
    expect(await asked(`why ${query}`)).toContain(note);
    expect(await asked(`why not ${query}?`)).toContain(note);
    const client = await debugging({ policy: MEMBERS, query });
    await client.next('terminated');
    expect(consoleOf(client).join('\n')).toContain(note);
  });
});

describe('The console', () => {
  it('names rules with their lines, and writes values as the policy does', async () => {
    const asked = await asking(MEMBERS, 'allow(User:b, action, Repo:x)', FACTS);
    expect(await asked('why allow(User:b, "read", Repo:x)')).toContain(
      'has_permission(User{"b"}, "read", Repo{"x"}) (main.polar:2)',
    );
    expect(await asked('why not allow(User:c, "read", Repo:x)')).toContain(
      'allow(User{"c"}, "read", Repo{"x"}) does not hold.',
    );
  });

  it.each(['foo', 'why', 'why not', 'why?'])('says of %s what may be asked', async (text) => {
    const asked = await asking(MEMBERS, 'allow(User:b, action, Repo:x)', FACTS);
    expect(await asked(text)).toMatch(text === 'foo' ? /^There is no variable foo here\./ : /^Say what to explain/);
  });
});
