import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const banned = 'allow(actor, "read", doc) if not banned(actor, doc);\nbanned(u: User, d: Doc) if d.banned = u;\n';
const data = (doc: string) =>
  JSON.stringify({
    classes: { User: { fields: ['name'] }, Doc: { fields: ['banned'] } },
    objects: {
      [doc]: { $class: 'Doc', banned: null },
      bob: { $class: 'User', name: 'bob' },
      plan: { $class: 'Doc', banned: { $ref: 'bob' } },
    },
    constants: { EVE: { $class: 'User', name: 'eve' }, TOO: { $ref: 'bob' } },
  });

const run = async (policy: string, json: string, query: string, ...more: string[]) =>
  (
    await polar(folderOf({ 'main.polar': policy, 'data.json': json }), [
      'query',
      '-p',
      'main.polar',
      '-d',
      'data.json',
      ...more,
      query,
    ])
  ).output.trim();

/** Each name that a variable of some rule has, and one that none has. */
const names = ['d', 'u', 'actor', 'doc', 'doc1'];

test.each(names)('an object called %s changes no rule', async (name) => {
  expect(await run(banned, data(name), 'allow(bob, "read", plan)')).toBe('false');
  expect(await run(banned, data(name), `allow(bob, "read", ${name})`)).toBe('true');
});

test.each([
  ['a head', 'f(d, x) if x = d;', 'f(1, x)', 'x = 1'],
  ['the pattern of a condition', 'f(x) if d = "bob" and x matches {name: d};', 'f(bob)', 'true'],
  ['a specialized head', 'f(d: User) if d.name = "bob";', 'f(bob)', 'true'],
  ['a body', 'f(x) if d = x and d = 2;', 'f(x)', 'x = 2'],
  ['a lookup', 'f(x, y) if d in [x] and y = d.name;', 'f(bob, y)', 'y = "bob"'],
  ['a constraint', 'f(x) if d > 3 and x = 1 and d = 4;', 'f(x)', 'x = 1'],
  ['a negation', 'f(d) if not (d = 1);', 'f(1)', 'false'],
  ['a constant', 'f(x) if x = EVE.name;', 'f(x)', 'x = "eve"'],
  ['a constant that is an object with another name', 'f(x) if x = TOO;', 'f(bob)', 'true'],
])('in %s a name of an object is a variable, and one of a constant is that', async (_, policy, query, answer) => {
  expect(await run(policy, data('d'), query)).toBe(answer);
});

test('an inline query names objects, as a query does', async () => {
  const folder = folderOf({
    'main.polar': `${banned}?= allow(bob, "read", d);\n?= not allow(bob, "read", plan);\n?= allow(d, "read", plan) and d.banned = nil;\n`,
    'data.json': data('d'),
    'polar.config.json': '{"dialect": "library", "data": "data.json"}',
  });
  expect(await polar(folder, ['test'])).toMatchObject({ status: 0, errors: '' });
});
