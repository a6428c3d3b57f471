import { expect, it } from 'vitest';
import { corpusTexts } from '../../language/test/corpus.ts';
import { check, createPolicy, type Diagnostic, type Dialect } from '../src/index.ts';

/** Long policies take long, and say no more. */
const LONGEST = 1500;
const FEW = 14;

it('what is being typed is one error, and makes none of what stands around it', { timeout: 60_000 }, () => {
  let states = 0;
  const more: string[] = [];
  for (const text of corpusTexts()
    .filter(({ length }) => length < LONGEST)
    .slice(0, FEW)) {
    const policy = createPolicy([{ uri: 'a', text }]);
    const { dialect } = policy;
    for (const { base, length } of policy.files.get('a')!.statements) {
      const before = text.slice(0, base);
      const after = text.slice(base + length);
      const expected = new Set([text, before + after].flatMap((whole) => found(whole, dialect).map(keyOf)));
      for (let typed = 1; typed < length; typed++) {
        states++;
        const now = before + text.slice(base, base + typed) + after;
        const fresh = found(now, dialect).filter((one) => !expected.has(keyOf(one)));
        if (fresh.length > 1) more.push(`${now}\n${fresh.map(({ code, message }) => `${code} ${message}`).join('\n')}`);
      }
    }
  }
  expect(states).toBeGreaterThan(500);
  // The end of one statement and the head of the next can look like one thing.
  expect(more.length / states, more[0]).toBeLessThan(0.02);
});

function found(text: string, dialect: Dialect): readonly Diagnostic[] {
  return check(createPolicy([{ uri: 'a', text }], { dialect })).get('a')!;
}

const keyOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;
