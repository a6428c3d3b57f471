import { describe, expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { signatureHelp } from './signature-help.ts';

describe('signature help', () => {
  test('marks the parameter that is being typed, in a statement that is not finished', () => {
    const help = signatureHelp(askAbout('g(first: User, "read", _) if true;\ng(_, _, third);\n\nf(x) if g(x, |'));
    expect(help).toMatchObject({ activeParameter: 1, activeSignature: 0 });
    expect(help?.signatures[0]?.label).toBe('g(first: User, "read", third)');
    const [start, end] = help!.signatures[0]!.parameters![2]!.label as [number, number];
    expect(help!.signatures[0]!.label.slice(start, end)).toBe('third');
  });

  test('chooses the signature that has enough parameters', () => {
    const help = signatureHelp(askAbout('g(a);\ng(a, b);\n\nf(x) if g(x, |);'));
    expect(help?.signatures.map(({ label }) => label)).toEqual(['g(a)', 'g(a, b)']);
    expect(help?.activeSignature).toBe(1);
  });

  test('does not take the rule that is being written for one', () => {
    const help = signatureHelp(askAbout('g(a, b);\n\ng(|'));
    expect(help?.signatures.map(({ label }) => label)).toEqual(['g(a, b)']);
  });

  test('says nothing outside of calls, of methods, and of what has no rules', () => {
    for (const text of ['g(a);\nf(x) if |g(x);', 'g(a);\nf(x) if x.g(|', 'f(x) if h(|', 'g(a);\nf(x) if x in [|']) {
      expect(signatureHelp(askAbout(text))).toBeUndefined();
    }
  });
});
