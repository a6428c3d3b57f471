import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as opcodes from './opcodes.ts';

it('the numbers in the machine’s loop are those of the instructions', () => {
  const read = (file: string): string => readFileSync(new URL(`../compiled/${file}`, import.meta.url), 'utf8');
  const loop = read('loop.ts') + read('rare-instructions.ts');
  const numbers: Record<string, number> = { ...opcodes };
  const found = [
    ...loop.matchAll(/case (\d+):(?: \{)?\s*\/\/ ([A-Z_]+)/g),
    ...loop.matchAll(/=== (\d+) \/\* ([A-Z_]+) \*\//g),
  ];
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(([, number, name]) => numbers[name!] !== Number(number)).map(([text]) => text)).toEqual([]);
});
