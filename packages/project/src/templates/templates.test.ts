import { parseFile } from '@polar-tools/language';
import { check, createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { templates } from './index.ts';

it('are offered by a word, the plainest first', () => {
  expect(templates.map(({ name, title }) => `${name}: ${title}`)).toEqual([
    'roles: Roles on a resource',
    'organizations: Organizations with their resources',
    'sharing: Owners who share',
    'folders: Folders in folders',
    'groups: Groups of users',
    'attributes: Attributes and time',
  ]);
});

it.each(templates.map(({ name, description, text }) => [name, description, text] as const))(
  '%s says what it is for, begins with a comment, and tests itself',
  (_, description, text) => {
    expect(description).toMatch(/^[A-Z].{30,}\.$/);
    expect(text).toMatch(/^# [A-Z].*[.:;]\n/);
    expect(text).toMatch(/}\n$/);
    const kinds = parseFile(text).statements.map(({ tree }) => tree?.$type);
    expect(kinds.filter((kind) => kind === 'Test').length).toBeGreaterThanOrEqual(2);
    expect(kinds.filter((kind) => kind === 'Block').length).toBeGreaterThanOrEqual(2);
    const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
    expect([...check(policy).values()].flat()).toEqual([]);
  },
);
