import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('changed policies never crash the reader, and an update equals reading afresh', { timeout: 120_000 }, () => {
  expect(() => fuzz(2000, 1)).not.toThrow();
});
