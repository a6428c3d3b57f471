import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8'));

/** The values, not types, that sources import from the packages that the browser's bundle has for both. */
const taken = [...sourcesIn('packages/host-python/src'), ...sourcesIn('client/src/node')].flatMap((text) =>
  [
    ...text.matchAll(/^import \{([^}]*)\} from '@polar-tools\/(?:evaluator|policy|language|project|debug-adapter)';/gm),
  ].flatMap(([, names]) =>
    names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type ')),
  ),
);

test("the browser's client hands on all that the desktop's takes from it", () => {
  const given = readFileSync(`${root}client/src/web/extension.ts`, 'utf8');
  const exported = [...given.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) =>
    names!.split(',').map((name) => name.trim()),
  );
  expect(taken.length).toBeGreaterThan(5);
  expect([...new Set(taken)].filter((name) => !exported.includes(name))).toEqual([]);
});

test("the desktop's client has nothing of its own of what it shares (needs `npm run build`)", () => {
  const bundle = readFileSync(`${root}dist/client.cjs`, 'utf8');
  expect(bundle).toContain('./web/client.js');
  // A message of the evaluator's, which no minifier changes.
  expect(bundle).not.toContain('is not a function. ');
  expect(readFileSync(`${root}dist/web/client.js`, 'utf8')).toContain('is not a function. ');
});
