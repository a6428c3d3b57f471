import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';

const fixtures = new URL('./checks/', import.meta.url);
const names = readdirSync(fixtures).flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, fixtures)).map((name) => `${folder}/${name}`),
);

/** A name or a text that should stand in a message and is lost. */
const LOST = /\bNaN\b|\[object|``|''/;

describe('what is found is told in whole words', () => {
  it.each(names)('%s', (name) => {
    const { configuration, files } = readFixture(readFileSync(new URL(name, fixtures), 'utf8'));
    for (const [uri, found] of check(createPolicy(files, configuration)))
      for (const { code, message, start, end, fixes = [], related = [] } of found) {
        const shown = `${uri} ${code}: ${message}`;
        const text = files.find((file) => file.uri === uri)!.text.slice(start, end);
        expect(message, shown).toMatch(/^\S.*\S$/s);
        if (!LOST.test(text)) expect(message.split('\n')[0], shown).not.toMatch(LOST);
        const titles = fixes.map(({ title }) => title);
        for (const title of titles) expect(title, shown).toMatch(/^[A-Z]\S* \S/);
        expect(new Set(titles).size, `${shown} ${titles.join(', ')}`).toBe(titles.length);
        for (const one of related) expect(one.message, shown).toMatch(/^\S+ \S/);
        // One at most is made without asking.
        expect(fixes.filter(({ preferred }) => preferred).length, shown).toBeLessThanOrEqual(1);
      }
  });
});
