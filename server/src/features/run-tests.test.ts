import type { FileText } from '@polar-tools/project';
import { expect, test } from 'vitest';
import { askAbout, askEverywhere } from '../../test/asked.ts';
import type { Patience } from '../feature.ts';
import { ask } from './ask.ts';
import { knownTests } from './known-tests.ts';
import { runTests } from './run-tests.ts';

const patience = (files: Record<string, string> = {}, turns = Number.POSITIVE_INFINITY): Patience => {
  let left = turns;
  return {
    goOn: async () => left-- > 0,
    now: () => performance.now(),
    read: async (uri) => files[uri],
    readFile: async (uri) => {
      const text = files[uri];
      return text === undefined ? { fault: { kind: 'missing' } } : { text };
    },
  };
};
const CLOUD = `actor User {}
resource Org { roles = ["admin", "member"]; permissions = ["read", "write"]; "member" if "admin"; "read" if "member"; "write" if "admin"; }
test "admins write" {
  setup { has_role(User{"anne"}, "admin", Org{"acme"}); }
  assert allow(User{"anne"}, "write", Org{"acme"});
}
test "members write" {
  setup { has_role(User{"bob"}, "member", Org{"acme"}); }
  assert allow(User{"bob"}, "read", Org{"acme"});
  assert allow(User{"bob"}, action: String, Org{"acme"}) iff action in ["read", "write"];
}
`;
const LIBRARY = 'f(x) if x.age > 17;\n?= f(anne);\n?= f(bob);\n?= 1 = 1;\n?= g;\n';
const params = (asked: { uri: string }, names?: string[]) => ({
  textDocument: { uri: asked.uri },
  now: 0,
  ...(names && { names }),
});

test('the tests of every policy are known by name and place', () => {
  expect(knownTests(askEverywhere(askAbout(CLOUD)))).toEqual([
    {
      uri: 'file:///w/main.polar',
      tests: [
        {
          name: 'admins write',
          kind: 'test',
          range: { start: { line: 2, character: 0 }, end: { line: 5, character: 1 } },
        },
        {
          name: 'members write',
          kind: 'test',
          range: { start: { line: 6, character: 0 }, end: { line: 10, character: 1 } },
        },
      ],
    },
  ]);
  const [library] = knownTests(askEverywhere(askAbout(LIBRARY)));
  expect(library?.tests.map(({ name, kind, range }) => [name, kind, range.start.line])).toEqual([
    ['f(anne)', 'query', 1],
    ['f(bob)', 'query', 2],
    ['1 = 1', 'query', 3],
    ['g', 'query', 4],
  ]);
});

test('a test that fails says where, what was expected and what holds', async () => {
  const asked = askAbout(CLOUD);
  const reports = (await runTests(asked, params(asked), patience()))?.tests;
  expect(reports).toMatchObject([
    { name: 'admins write', kind: 'test', status: 'passed', problems: [] },
    {
      name: 'members write',
      status: 'failed',
      problems: [
        {
          message: expect.stringContaining('it does not hold for String:write'),
          range: { start: { line: 9, character: 2 } },
          expected: 'String:read\nString:write',
          actual: 'String:read',
        },
      ],
    },
  ]);
  expect((await runTests(asked, params(asked, ['admins write']), patience()))?.tests).toMatchObject([
    { name: 'admins write' },
  ]);
  const { coverage } = (await runTests(asked, { ...params(asked, ['admins write']), coverage: true }, patience()))!;
  expect(coverage?.map(({ name, reached, held, goals }) => [name, reached, held, goals.length])).toEqual([
    ['"member" if "admin";', false, false, 1],
    ['"read" if "member";', false, false, 1],
    ['"write" if "admin";', true, true, 1],
  ]);
});

test.each([
  [`${CLOUD}f(x) if\n`, /^The policy does not load: .*:\d+:\d+: /],
  ['f(1);\n?= f(1);\n', /Cloud policies/],
])('no coverage is told where nothing was measured, and why', async (text, why) => {
  const asked = askAbout(text);
  const result = await runTests(asked, { ...params(asked), coverage: true }, patience());
  expect(result?.tests.length).toBeGreaterThan(0);
  expect(result).not.toHaveProperty('coverage');
  expect(result?.unmeasured).toMatch(why);
  expect(await runTests(asked, params(asked), patience())).not.toHaveProperty('unmeasured');
});

test('an assertion that nothing in the policy can make hold is told with its place, though its test passes', async () => {
  const asked = askAbout(`${CLOUD}test "typo" {
  assert_not alow(User{"bob"}, "read", Org{"acme"});
  assert_not allow(User{"bob"}, "read", Org{"acme"});
}
`);
  const reports = (await runTests(asked, params(asked, ['typo', 'admins write']), patience()))?.tests;
  expect(reports).toMatchObject([
    { name: 'admins write', status: 'passed' },
    {
      name: 'typo',
      status: 'passed',
      problems: [],
      warnings: [
        {
          message: expect.stringContaining('alow'),
          uri: asked.view.clientUri(asked.uri),
          range: { start: { line: 12, character: 2 } },
        },
      ],
    },
  ]);
  expect(reports?.[0]).not.toHaveProperty('warnings');
});

test('of a policy that does not load no test passes', async () => {
  const asked = askAbout(`${CLOUD}has_role(;`);
  const reports = (await runTests(asked, params(asked), patience()))?.tests;
  expect(reports?.map(({ status }) => status)).toEqual(['error', 'error']);
  expect(reports?.[0]?.problems[0]?.message).toContain('The policy does not load: main.polar:12:10: ');
});

test('inline queries are run with the data that is configured', async () => {
  const asked = askAbout(LIBRARY.replace('?= g;\n', ''), { data: 'data.json' });
  const data =
    '{"classes": {"User": {}}, "objects": {"anne": {"$class": "User", "age": 18}, "bob": {"$class": "User", "age": 3}}}';
  const reports = (await runTests(asked, params(asked), patience({ 'file:///w/data.json': data })))?.tests;
  expect(reports?.map(({ name, status }) => [name, status])).toEqual([
    ['f(anne)', 'passed'],
    ['f(bob)', 'failed'],
    ['1 = 1', 'passed'],
  ]);
});

test('a run that nobody waits for ends without an answer', async () => {
  const asked = askAbout(CLOUD);
  expect(await runTests(asked, params(asked), patience({}, 1))).toBeNull();
});

test('a Cloud policy is asked over the facts that are configured', async () => {
  const asked = askAbout(CLOUD, { facts: ['facts.csv'] });
  const question = { ...params(asked), query: 'allow(User:zoe, action, Org:_)' };
  const files = { 'file:///w/facts.csv': 'has_role,User,String,Org\nzoe,admin,acme\n' };
  expect(await ask(asked, question, patience(files))).toEqual({
    answers: ['allow(User:zoe, String:read, Org:acme)', 'allow(User:zoe, String:write, Org:acme)'],
    more: false,
  });
  expect(await ask(asked, question, patience())).toEqual({
    problems: [expect.stringContaining('There is no file "facts.csv"')],
  });
  expect(
    await ask(asked, question, patience({ 'file:///w/facts.csv': 'has_role,User,String,Org\nzoe,amin,acme\n' })),
  ).toEqual({
    problems: ['facts.csv:2: Org declares no role "amin". Did you mean "admin"?'],
  });
  expect(await ask(asked, { ...question, query: 'allow(' }, patience(files))).toHaveProperty('problems');
});

test.each([
  [
    { fault: { kind: 'utf-16', text: 'has_role,User,String,Org\nann,admin,o\n' } },
    { answers: ['has_role(User:ann, String:admin, Org:o)', 'has_role(User:ann, String:member, Org:o)'] },
  ],
  [
    { fault: { kind: 'not-utf-8' } },
    { problems: ['"facts.csv" is not text in UTF-8. Save it in that encoding, or leave it out.'] },
  ],
  [
    { fault: { kind: 'unreadable', code: 'ERR_FS_FILE_TOO_LARGE' } },
    { problems: [expect.stringContaining('"facts.csv" cannot be read')] },
  ],
  [
    { fault: { kind: 'missing' } },
    { problems: ['There is no file "facts.csv", which "facts" in polar.config.json names.'] },
  ],
] satisfies [FileText, object][])('facts that come as %j are read, or the reason is told', async (file, expected) => {
  const asked = askAbout(CLOUD, { dialect: 'cloud', facts: ['facts.csv'] });
  const waiting: Patience = { ...patience(), readFile: async () => file };
  const query = 'has_role(User:ann, role, Org:_)';
  expect(await ask(asked, { textDocument: { uri: asked.uri }, query, now: 0 }, waiting)).toMatchObject(expected);
});
