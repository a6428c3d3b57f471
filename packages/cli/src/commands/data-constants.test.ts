import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const files = {
  'main.polar': 'big(x) if x > limit;\nallow(a, "read", _) if big(a);\n',
  'data.json': '{"constants": {"limit": 4}}',
  'other.json': '{"constants": {"other": 4}}',
  'facts.json': '{"objects": {}}',
};

/** Every command that takes a data file beside the policy. */
const commands: readonly (readonly string[])[] = [
  ['check', 'main.polar'],
  ['query', '-p', 'main.polar', 'big(5)'],
  ['explain', '-p', 'main.polar', 'big(5)'],
  ['blame', '-p', 'main.polar', 'big(5)'],
  ['ask', '-p', 'main.polar', 'who can "read" anything?'],
  ['diff', 'main.polar', 'main.polar'],
];

test.each(commands)('polar %s knows the constants of the data file that it is given', async (...command) => {
  const folder = folderOf(files);
  const said = async (...more: string[]) => {
    const { output, errors } = await polar(folder, [...command, ...more]);
    return output + errors;
  };
  expect(await said('-d', 'data.json')).not.toContain('Singleton');
  expect(await said('-d', 'other.json')).toContain('Singleton variable limit');
  expect(await said()).toContain('Singleton variable limit');
});

test('in place of the one that the configuration names', async () => {
  const folder = folderOf({ ...files, 'polar.config.json': '{"data": "data.json"}' });
  expect(await polar(folder, ['query', '-p', 'main.polar', 'big(5)'])).toMatchObject({ status: 0 });
  for (const data of ['other.json', 'facts.json'])
    expect((await polar(folder, ['query', '-p', 'main.polar', '-d', data, 'big(5)'])).errors).toContain('Singleton');
});

test('a check runs inline queries with the data file that it is given, and tells what is wrong with that', async () => {
  const folder = folderOf({
    'main.polar': 'big(x) if x > limit;\n?= big(ann.level);\n',
    'data.json':
      '{"objects": {"ann": {"$class": "User", "level": 5}}, "constants": {"limit": 4}, "classes": {"User": {}}}',
    'small.json':
      '{"objects": {"ann": {"$class": "User", "level": 3}}, "constants": {"limit": 4}, "classes": {"User": {}}}',
    'broken.json': '{"constants": {"limit": 4}, "objets": }',
  });
  expect(await polar(folder, ['check', '-d', 'data.json', 'main.polar'])).toMatchObject({ status: 0 });
  expect(await polar(folder, ['check', '-d', 'small.json', 'main.polar'])).toMatchObject({ status: 1 });
  expect(await polar(folder, ['check', '-d', 'broken.json', 'main.polar'])).toMatchObject({ status: 2 });
  expect(await polar(folder, ['check', '-d', 'none.json', 'main.polar'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('none.json'),
  });
});
