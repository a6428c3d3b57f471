import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { compare } from './agreement.ts';
import { annotate, readCases } from './golden.ts';

const folder = new URL('./errors/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.polar'));

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

// By `npm run golden`.
if (process.env.POLAR_GOLDEN === 'write') {
  for (const file of files) {
    const cases = readCases(readFileSync(new URL(file, folder), 'utf8'));
    const text = cases.map(({ title, text }) => `### ${title}\n${annotate(text)}\n`).join('\n');
    writeFileSync(new URL(file, folder), text);
  }
}

it('there are at least 150 broken policies', () => {
  const cases = files.flatMap((file) => readCases(readFileSync(new URL(file, folder), 'utf8')));
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

for (const file of files) {
  describe(`what is said of broken ${file.replace('.polar', '')}`, () => {
    for (const { title, text, written } of readCases(readFileSync(new URL(file, folder), 'utf8'))) {
      it(title, () => {
        expect(annotate(text)).toBe(written);
      });
      if (title.endsWith('(cloud)')) continue;
      it(`${title}: the first error is the engine's`, async () => {
        const result = await compare(text);
        if (!result.agrees) expect.fail(result.report);
      });
    }
  });
}
