import { describe, it } from 'vitest';

/** Run by the test beside it alone. */
describe('a suite', () => {
  it('loops for ever', { timeout: 300 }, () => {
    for (;;);
  });
});
