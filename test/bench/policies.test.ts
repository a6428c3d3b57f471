import { roleGraph } from '@polar-tools/graph';
import { createPolicy } from '@polar-tools/policy';
import { errorsOf } from '@polar-tools/project';
import { Oso } from 'oso';
import { expect, test } from 'vitest';
import { generateBlocks, generatePolicy, generateWorkspace } from './policies.ts';

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

test('generated blocks are as many as asked for, in several parts of different sizes, and without errors', () => {
  const policy = createPolicy([{ uri: 'main.polar', text: generateBlocks(300) }]);
  expect(errorsOf(policy)).toEqual([]);
  const { blocks, links } = roleGraph(policy);
  expect(new Set(blocks.map(({ name }) => name)).size).toBe(300);
  const part = new Map(blocks.map(({ name }) => [name, name]));
  for (const { from, to } of links) {
    const [one, other] = [part.get(from.block)!, part.get(to.block)!];
    for (const [name, of] of part) if (of === other) part.set(name, one);
  }
  const sizes = [...new Set(part.values())].map((one) => [...part.values()].filter((of) => of === one).length);
  expect(sizes.filter((size) => size === 1).length).toBeGreaterThan(5);
  expect(new Set(sizes.filter((size) => size > 4)).size).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThan(60);
});
