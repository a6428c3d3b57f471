import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkAtLoad, createPolicy, type Diagnostic, type Policy, updatePolicy } from '../src/index.ts';
import { cloudText } from './cloud-text.ts';
import { application, policyFiles } from './differential/generate.ts';
import { readFixture } from './read-fixture.ts';

/** What the reference engine warns of as it loads a policy. */
const engineWarns = [
  'ambiguous-precedence',
  'unknown-specializer',
  'missing-allow-rule',
  'missing-has-permission-rule',
];

const plain = ({ code, severity, message, start, end, related, fixes }: Diagnostic): unknown => {
  return { code, severity, message, start, end, related, fixes };
};

/** By file, what `check` finds that a load tells. */
const expected = (policy: Policy): unknown =>
  [...check(policy)].map(([uri, found]) => [
    uri,
    found.filter(({ severity, code }) => severity === 'error' || engineWarns.includes(code)).map(plain),
  ]);

const told = (policy: Policy): unknown => [...checkAtLoad(policy)].map(([uri, found]) => [uri, found.map(plain)]);

const folder = new URL('./checks/', import.meta.url).pathname;
const fixtures = readdirSync(folder).flatMap((code) =>
  readdirSync(join(folder, code))
    .filter((name) => name.endsWith('.polar'))
    .map((name) => ({ name: `${code}/${name}`, ...readFixture(readFileSync(join(folder, code, name), 'utf8')) })),
);

describe('what is told of a policy that is loaded to be run', () => {
  it('are the errors that all checks find, and what the reference warns of', () => {
    let errors = 0;
    let advice = 0;
    for (const { name, files, configuration } of fixtures) {
      const all = createPolicy(files, configuration);
      expect(told(createPolicy(files, configuration)), name).toEqual(expected(all));
      for (const { severity } of [...check(all).values()].flat()) severity === 'error' ? errors++ : advice++;
      // A policy that all was said of already, as in an editor.
      expect(told(all), name).toEqual(expected(all));
    }
    expect(errors).toBeGreaterThan(100);
    expect(advice).toBeGreaterThan(300);
  });

  it.each([
    ['library', application],
    ['cloud', { dialect: 'cloud' as const }],
  ])('stays so after edits of generated policies (%s)', (dialect, configuration) => {
    const write = (g: Parameters<typeof policyFiles>[0]): readonly string[] =>
      dialect === 'library' ? policyFiles(g) : [cloudText(g), cloudText(g)];
    const files = (texts: readonly string[]) => texts.map((text, i) => ({ uri: `${i}.polar`, text }));
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const first = createPolicy(files(write(g)), configuration);
        expect(told(first)).toEqual(expected(createPolicy(textsOf(first), configuration)));
        const next = updatePolicy(first, [{ uri: '0.polar', text: write(g)[0]! }]);
        const fresh = createPolicy(textsOf(next), configuration);
        expect(told(next)).toEqual(expected(fresh));
      }),
      { numRuns: 150, seed: 15 },
    );
  });

  it('goes by the severities that are set, and by comments', () => {
    const text = 'f(x) if g(x); # polar-disable-line undefined-rule-call\nh(1);\nh(1);\nk(y);\n';
    const codes = (checks: NonNullable<Policy['configuration']['checks']>): readonly string[] => {
      const policy = createPolicy([{ uri: 'a', text }], { dialect: 'library', checks });
      const found = [...checkAtLoad(policy).values()].flat().map(({ code }) => code);
      expect(found).toEqual(
        [...check(createPolicy([{ uri: 'a', text }], { dialect: 'library', checks })).values()]
          .flat()
          .filter(({ severity, code }) => severity === 'error' || engineWarns.includes(code))
          .map(({ code }) => code),
      );
      return found;
    };
    expect(codes({})).toEqual(['missing-allow-rule', 'singleton-variable']);
    expect(codes({ 'singleton-variable': 'hint', 'missing-allow-rule': 'off' })).toEqual([]);
    expect(codes({ 'singleton-variable': 'off', 'duplicate-rule': 'error' })).toEqual([
      'missing-allow-rule',
      'duplicate-rule',
    ]);
    // That a comment suppresses nothing, all checks together say.
    expect(codes({ 'unused-suppression': 'error' })).not.toContain('unused-suppression');
    const unused = createPolicy([{ uri: 'a', text: 'h(1); # polar-disable-line duplicate-rule\n' }], {
      dialect: 'library',
      checks: { 'unused-suppression': 'error' },
    });
    expect([...checkAtLoad(unused).values()].flat().map(({ code }) => code)).toContain('unused-suppression');
  });
});

const textsOf = (policy: Policy) => [...policy.files].map(([uri, { text }]) => ({ uri, text }));
