import { Oso } from 'oso';
import { expect, test } from 'vitest';
import { generatePolicy, generateWorkspace } from './policies.ts';

test('a generated policy has as many lines as asked for and the reference engine loads it', async () => {
  const { text, classes } = generatePolicy(1000);
  expect(text.split('\n')).toHaveLength(1001);
  const oso = new Oso();
  for (const name of classes) oso.registerClass(class {}, { name });
  await expect(oso.loadStr(text)).resolves.toBeUndefined();
});

test('a generated workspace has the files and lines asked for, and names that no file defines in each', () => {
  const files = generateWorkspace(3, 300);
  expect(files.map(({ text }) => text.split('\n').length)).toEqual([301, 301, 301]);
  const defined = new Set(files.flatMap(({ text }) => [...text.matchAll(/^(\w+)\(/gm)].map(([, name]) => name)));
  for (const { text } of files) {
    const called = [...text.matchAll(/ if (missing_\w+)\(/g)].map(([, name]) => name);
    expect(called.length).toBe(20);
    expect(called.filter((name) => defined.has(name))).toEqual([]);
  }
});
