import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templates } from '@polar-tools/project';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

test.each(templates.map(({ name }) => name))(
  'the template %s has nothing to say against, is formatted, and its tests pass',
  async (name) => {
    const folder = folderOf({});
    const { status, output } = await polar(folder, ['init', name, '--directory', 'policies']);
    expect({ status, output }).toEqual({
      status: 0,
      output:
        'Written: policies/main.polar\nWritten: policies/polar.config.json\n\nRun its tests: polar test policies\n',
    });
    expect(await polar(folder, ['check', 'policies'])).toMatchObject({
      status: 0,
      output: '1 file checked, nothing found.\n',
    });
    expect(await polar(folder, ['format', '--check', 'policies'])).toMatchObject({ status: 0 });
    const tests = await polar(folder, ['test', 'policies', '--format', 'json']);
    expect(tests.status).toBe(0);
    expect(JSON.parse(tests.output)).toMatchObject({ failed: 0, errors: 0, passed: expect.any(Number) });
    expect(JSON.parse(tests.output).passed).toBeGreaterThan(1);
  },
);

test('a file that is there is left as it is', async () => {
  const folder = folderOf({ 'main.polar': 'mine(1);' });
  expect(await polar(folder, ['init', 'roles'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('main.polar is there already'),
  });
  expect(readFileSync(join(folder, 'main.polar'), 'utf8')).toBe('mine(1);');
});

test('without a name the templates are listed, and a wrong one says which there are', async () => {
  const folder = folderOf({});
  const { status, output } = await polar(folder, ['init']);
  expect(status).toBe(0);
  for (const { name, description } of templates) expect(output).toMatch(new RegExp(`  ${name} +${description}`));
  expect(await polar(folder, ['init', 'rolls'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('organizations'),
  });
});
