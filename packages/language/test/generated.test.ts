import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folder, generate } from '../build/generate.ts';

it('what is generated is up to date with the grammar: else run `npm run generate -w @polar-tools/language`', async () => {
  for (const [name, text] of await generate()) {
    expect(text === readFileSync(new URL(name, folder), 'utf8'), `src/generated/${name}`).toBe(true);
  }
});
