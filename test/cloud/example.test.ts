import { readdirSync, readFileSync } from 'node:fs';
import { runTests } from '@polar-tools/evaluator';
import { check, createPolicy, type SourceText } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../examples/cloud/', import.meta.url);
const files: readonly SourceText[] = readdirSync(folder)
  .filter((name) => name.endsWith('.polar'))
  .map((name) => ({ uri: name, text: readFileSync(new URL(name, folder), 'utf8') }));

/** The example with one piece of its rules replaced. */
function broken(piece: string, by: string): ReturnType<typeof runTests> {
  const main = files.find(({ uri }) => uri === 'main.polar')!;
  expect(main.text).toContain(piece);
  const changed = files.map((file) => (file === main ? { ...file, text: file.text.replace(piece, by) } : file));
  return runTests(createPolicy(changed, { dialect: 'cloud' }));
}

describe('The example of a Cloud policy', () => {
  test('is a large one, with nothing to find fault with, and passes its tests', () => {
    const policy = createPolicy(files, { dialect: 'cloud' });
    expect([...check(policy).values()].flat()).toEqual([]);
    const results = runTests(policy);
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(60);
    expect(files.reduce((sum, { text }) => sum + text.split('\n').length, 0)).toBeGreaterThan(300);
  });

  test('fails where a rule is broken, and says what follows from what', () => {
    const failed = broken('"owner" if "admin" on "organization";', '"owner" if "member" on "organization";')
      .flatMap(({ assertions }) => assertions)
      .filter(({ status }) => status === 'failed');
    expect(failed.map(({ message }) => message)).toContain(
      'Expected that has_role(User:bob, String:viewer, Folder:company) does not hold, but it does. It follows from has_role(User:bob, String:member, Organization:acme), has_relation(Folder:company, String:organization, Organization:acme).',
    );
  });

  test('suggests what is missing where a rule is gone', () => {
    const failed = broken('"member" if "member" on "subteam";', '')
      .flatMap(({ assertions }) => assertions)
      .find(({ status }) => status === 'failed')!;
    expect(failed.message).toBe(
      'Expected that has_role(User:carol, String:member, Team:engineering) holds, but it does not.',
    );
    expect(failed.suggestions!.length).toBeGreaterThan(0);
  });
});
