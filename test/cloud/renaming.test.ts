import { runTests } from '@polar-tools/evaluator';
import { type PolarNode, walk } from '@polar-tools/language';
import { createPolicy, type Policy, type Replacement, renaming, symbolAt } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { Random } from './generate.ts';
import { policyWithTests } from './renaming-policies.ts';

const runs = Number(process.env.POLAR_CLOUD_RENAMES ?? 300);
const seed = Number(process.env.POLAR_CLOUD_SEED ?? 2711);
const uri = 'a.polar';
const read = (text: string): Policy => createPolicy([{ uri, text }], { dialect: 'cloud' });

describe('a rename in a Cloud policy', () => {
  test(`changes what no test of ${runs} generated policies comes to, and is undone by a rename back`, {
    timeout: 600_000,
  }, () => {
    const random = new Random(seed);
    const counts = { renamed: 0, refused: 0, strings: 0, passed: 0, failed: 0 };
    for (let i = 0; i < runs; i++) {
      const text = policyWithTests(random);
      const policy = read(text);
      const places = placesIn(policy);
      const use = symbolAt(policy, uri, random.one(places));
      if (use === undefined) continue;
      const newName = use.symbol.kind === 'class' ? 'Zz' : 'zz';
      const made = renaming(policy, use, newName);
      if ('refused' in made) {
        counts.refused++;
        continue;
      }
      counts.renamed++;
      if (use.symbol.kind === 'term') counts.strings++;
      const after = applied(text, made.replacements);
      const shown = `${use.symbol.kind} ${use.symbol.name} at ${use.start}\n${text}\n---\n${after}`;
      const before = resultsOf(policy);
      counts.passed += before.filter((result) => result === 'passed').length;
      counts.failed += before.filter((result) => result === 'failed').length;
      expect(resultsOf(read(after)), shown).toEqual(before);
      const renamed = read(after);
      const [first] = made.replacements.toSorted((one, other) => one.start - other.start);
      const back = renaming(renamed, symbolAt(renamed, uri, first!.start)!, use.symbol.name);
      if ('refused' in back) throw new Error(`${back.refused}\n${shown}`);
      expect(applied(after, back.replacements), shown).toBe(text);
    }
    console.log(JSON.stringify(counts));
    expect(counts.strings).toBeGreaterThan(runs / 4);
    expect(counts.refused).toBeLessThan(runs / 3);
    // The agreement says something only if both results are frequent.
    expect(Math.min(counts.passed, counts.failed)).toBeGreaterThan(runs / 2);
  });
});

/** What each assertion comes to. */
function resultsOf(policy: Policy): string[] {
  return runTests(policy).flatMap(({ status, assertions }) => [status, ...assertions.map((each) => each.status)]);
}

function placesIn(policy: Policy): number[] {
  const places: number[] = [];
  for (const { tree, base } of policy.files.get(uri)!.statements) {
    if (tree === undefined) continue;
    walk(tree, (node: PolarNode) => {
      if (['StringLiteral', 'Variable', 'Call', 'Fact', 'ObjectLiteral'].includes(node.$type))
        places.push(base + node.$start);
    });
  }
  return places;
}

function applied(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  for (const { start, end, text: put } of replacements.toSorted((one, other) => other.start - one.start)) {
    result = result.slice(0, start) + put + result.slice(end);
  }
  return result;
}
