import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const files = {
  'main.polar': 'f(1);\ng(_: Integer, 1);\ng(_, 2);\n',
  'data.json': '{"classes": {"User": {}}, "objects": {"ann": {"$class": "User"}}}',
};

const ask = async (query: string, ...more: string[]) =>
  polar(folderOf(files), ['query', '-p', 'main.polar', ...more, query]);

test.each([
  ['new Integer(1)', 'Integer', '1'],
  ['new Float(1.5)', 'Float', '1.5'],
  ['new String("a")', 'String', '"a"'],
  ['new Boolean()', 'Boolean', 'true'],
  ['new List(3)', 'List', '[1, 2]'],
  ['new Dictionary(a: 1)', 'Dictionary', '{a: 1}'],
])('%s is answered with what to write, with data and without', async (made, name, example) => {
  for (const more of [[], ['-d', 'data.json']]) {
    const { status, errors } = await ask(`x = ${made}`, ...more);
    expect(status).toBe(2);
    expect(errors.replaceAll(/\s+/g, ' ')).toContain(
      `Unregistered class: ${name}. It is built in, and new makes no value of it: write the value itself, such as ${example}.`,
    );
  }
});

test('a class that nobody has is told with where it may stand, and objects are still asked about built-in classes', async () => {
  expect((await ask('x = new Nobody()', '-d', 'data.json')).errors).toContain(
    'Unregistered class: Nobody. Name one that the policy or the data has.',
  );
  expect((await ask('ann matches Integer', '-d', 'data.json')).output.trim()).toBe('false');
  expect((await ask('g(ann, x)', '-d', 'data.json')).output.trim()).toBe('x = 2');
});
