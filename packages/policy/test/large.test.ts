import { describe, expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

function codesOf(text: string): readonly string[] {
  const report = check(createPolicy([{ uri: 'file:///large.polar', text }], { dialect: 'library' }));
  return [...report.values()].flatMap((diagnostics) => diagnostics.map(({ code }) => code));
}

const count = 10_000;
const numbers = Array.from({ length: count }, (_, i) => i);

/** What takes minutes where each of many things is compared with all others. */
describe('a large policy', { timeout: 10_000 }, () => {
  it('may have a chain of implications as long as its block, with a circle at its end', () => {
    const permissions = numbers.map((i) => `"p${i}"`).join(', ');
    const shorthands = numbers.map((i) => `"p${i}" if "p${i + 1 < count ? i + 1 : count - 3}";`).join('\n');
    const codes = codesOf(`resource Doc {\npermissions = [${permissions}];\n${shorthands}\n}`);
    expect(codes.filter((code) => code === 'cyclic-implication')).toHaveLength(1);
  });

  it('may have thousands of rules that differ in a name that stands once', () => {
    const rules = numbers.map((i) => `allow(user: User, "read", doc: Doc, x${i}) if user.docs = doc;`);
    const codes = codesOf([...rules, rules[0]].join('\n'));
    expect(codes.filter((code) => code === 'duplicate-rule')).toHaveLength(1);
  });
});
