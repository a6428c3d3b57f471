import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

/** One mistake is told in the same words behind every command that takes a query. */
const files = {
  'main.polar': `
actor User {}
resource Doc {
  permissions = ["read"];
  roles = ["reader"];
  "read" if "reader";
}
has_role(user: User, name: String, doc: Doc) if role in user.roles and role.name = name and role.doc = doc;
allow(actor, action, resource) if has_permission(actor, action, resource);
numbered(n: Integer, _doc: Doc) if n > 0;
`,
  'data.json': JSON.stringify({
    objects: {
      larry: { $class: 'User', roles: [{ name: 'reader', doc: { $ref: 'plan' } }], nick: 'raed' },
      plan: { $class: 'Doc' },
    },
  }),
};

const commands: Readonly<Record<string, (query: string, data: readonly string[]) => Promise<string>>> = {
  query: async (query, data) => (await polar(folderOf(files), ['query', '-p', 'main.polar', ...data, query])).errors,
  explain: async (query, data) =>
    (await polar(folderOf(files), ['explain', '-p', 'main.polar', ...data, query])).errors,
  blame: async (query, data) => (await polar(folderOf(files), ['blame', '-p', 'main.polar', ...data, query])).errors,
  repl: async (query, data) =>
    (await polar(folderOf(files), ['repl', 'main.polar', ...data.slice(1)], { input: `${query}\n` })).output,
};

const notesIn = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('note: '));

const withData = ['--data', 'data.json'];

test.each([
  [
    'a misspelt object',
    'allow(lary, "read", plan)',
    withData,
    ['note: `lary` is a variable here: the data has no object of that name. Did you mean `larry`?'],
  ],
  [
    'an object that the data lacks',
    'allow(someone, "read", plan)',
    withData,
    [
      'note: `someone` is a variable here: the data has no object of that name. An answer says what must hold of such an object.',
    ],
  ],
  [
    'two of them',
    'allow(someone, "read", thing)',
    withData,
    [
      'note: `someone` and `thing` are variables here: the data has no objects of these names. An answer says what must hold of such objects.',
    ],
  ],
  [
    'a field of one',
    'someone.name = x',
    withData,
    [
      'note: `someone` is a variable here: the data has no object of that name. An answer says what must hold of such an object.',
    ],
  ],
  [
    'objects without data',
    'allow(larry, "read", plan)',
    [],
    [
      'note: `larry` and `plan` are variables here: no data and no application is named. An answer says what must hold of such objects.',
    ],
  ],
  [
    'a misspelt action',
    'allow(larry, "reda", plan)',
    withData,
    ['note: Neither the policy nor the data has the string "reda". Did you mean "read"?'],
  ],
  [
    'a misspelt role',
    'has_role(larry, "raeder", plan)',
    withData,
    ['note: Neither the policy nor the data has the string "raeder". Did you mean "reader"?'],
  ],
  [
    'a misspelt action under a negation',
    'not allow(larry, "reda", plan)',
    withData,
    ['note: Neither the policy nor the data has the string "reda". Did you mean "read"?'],
  ],
  ['nothing misspelt', 'allow(larry, "read", plan)', withData, []],
  ['a string that only the data has', 'allow(larry, "raed", plan)', withData, []],
  ['a string that is like none', 'allow(larry, "launch", plan)', withData, []],
  ['a variable that gets its value in the query', 'x in [larry] and allow(x, "read", plan)', withData, []],
  ['a variable for an action', 'allow(larry, action, plan)', withData, []],
  ['a variable for a number', 'n = 1 and numbered(n, plan)', withData, []],
  ['variables as the policy names its own', 'allow(actor, "read", resource)', [], []],
  ['a variable of one letter', 'allow(x, "read", y2)', withData, []],
  ['a number without a value', 'numbered(n, plan)', withData, []],
])('%s', async (_, query, data, notes) => {
  for (const [command, run] of Object.entries(commands))
    expect({ command, notes: notesIn(await run(query, data)) }).toEqual({ command, notes });
});

test.each([
  ['query', ['-5', 'mod', '3'], "polar query -- '-5 mod 3'"],
  ['explain', ['-5', 'mod', '3'], "polar explain -- '-5 mod 3'"],
  ['blame', ['-5', 'mod', '3'], "polar blame -- '-5 mod 3'"],
  ['query', ['-5 mod 3 = x'], "-- '-5 mod 3 = x'"],
  ['explain', ['-p', 'main.polar', '-5 mod 3 = x'], "-- '-5 mod 3 = x'"],
  ['explain', ['x', '=', '1'], "polar explain 'x = 1'"],
  ['query', ['notes.md', 'f(x)'], "polar query --policy notes.md 'f(x)'"],
])('the advice on polar %s %j is a command that can be typed', async (command, words, advice) => {
  const { status, errors } = await polar(folderOf(files), [command, ...words], { pathStyle: 'posix' });
  expect(status).toBe(2);
  expect(errors).toContain(advice);
});

test('a file that is not there has no line to show', async () => {
  const { output } = await polar(folderOf(files), ['check', 'main.polar', 'nosuch.md']);
  expect(output).toContain('nosuch.md:1:1: error: There is no file or folder "nosuch.md". [no-such-file]\n');
  expect(output).not.toContain('  1 │');
});

test('of a Cloud policy a role that nothing gives is told behind every command', async () => {
  const cloud = {
    'main.polar': 'actor User {}\nresource Doc { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }',
    'facts.json': '[["has_role", {"type": "User", "id": "ann"}, "reader", {"type": "Doc", "id": "plan"}]]',
    'polar.config.json': '{"dialect": "cloud"}',
  };
  const over = ['-p', 'main.polar', '--facts', 'facts.json'];
  const query = 'allow(User:ann, "raed", Doc:plan)';
  const note = ['note: Doc declares no permission "raed", and nothing else gives one. Did you mean "read"?'];
  for (const command of ['query', 'explain', 'blame'])
    expect(notesIn((await polar(folderOf(cloud), [command, ...over, query])).errors)).toEqual(note);
  const authorized = await polar(folderOf(cloud), ['authorize', 'User:ann', 'raed', 'Doc:plan', ...over]);
  expect(notesIn(authorized.errors)).toEqual(note);
  const { output } = await polar(folderOf(cloud), ['repl', 'main.polar', 'facts.json'], { input: `${query}\n` });
  expect(notesIn(output)).toEqual(note);
});
