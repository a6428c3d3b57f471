import { type PolarNode, walk } from '@polar-tools/language';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy, type Policy, type Replacement, renaming, symbolAt } from '../../src/index.ts';
import { answersOf } from './answers.ts';
import { policyWithStrings } from './renaming-policies.ts';

const runs = Number(process.env.POLAR_DIFFERENTIAL_RUNS ?? 200);
const seed = Number(process.env.POLAR_DIFFERENTIAL_SEED ?? 2711);
const uri = 'a.polar';

const read = (text: string): Policy => createPolicy([{ uri, text }], { dialect: 'library' });

describe('a rename, beside the reference engine', () => {
  it(`changes no answer of ${runs} generated policies, and is undone by a rename back`, {
    timeout: 600_000,
  }, async () => {
    const counts = { renamed: 0, refused: 0, strings: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const text = policyWithStrings(g);
        const policy = read(text);
        const places = placesIn(policy);
        const place = places[g(fc.nat, { max: places.length - 1 })]!;
        const use = symbolAt(policy, uri, place);
        if (use === undefined) return;
        const { symbol } = use;
        const newName = g(fc.constantFrom, ...(symbol.kind === 'class' ? ['Zz', 'Aa'] : ['zz', 'aa']));
        const made = renaming(policy, use, newName);
        if ('refused' in made) {
          counts.refused++;
          return;
        }
        counts.renamed++;
        if (symbol.kind === 'term') counts.strings++;
        const renamedText = applied(text, made.replacements);
        // The application's own classes keep their names.
        if (symbol.kind === 'class' || (symbol.kind === 'predicate' && ['ok', 'may', 'holds'].includes(symbol.name)))
          return;
        const before = await answersOf(text);
        const after = await answersOf(renamedText);
        const shown = `${symbol.kind} ${symbol.name} at ${place}\n${text}\n---\n${renamedText}`;
        expect(after.fault, shown).toBe(before.fault);
        const declaring = symbol.kind === 'term' ? typesDeclaring(read(renamedText), newName) : new Set<string>();
        for (const [question, answers] of before.found) {
          const [predicate, type] = question.split(' ') as [string, string];
          const isKind = symbol.kind === 'term' && isRoleOf(predicate) === (symbol.as === 'role');
          // A type that does not declare it may have it of one that does, by a rule that takes roles from one to the other.
          const isOwn = declaring.has(type) || !policy.blocks.get(type)!.names.has(symbol.name);
          const name = (answer: string): string => (isKind && isOwn && answer === symbol.name ? newName : answer);
          const now = after.found.get(question)!.map(declaring.has(type) ? (answer) => answer : name);
          expect([...new Set(now)].sort(), `${question}: ${shown}`).toEqual(answers.map(name).sort());
        }
        const renamed = read(renamedText);
        const first = made.replacements.toSorted((one, other) => one.start - other.start)[0]!;
        const back = renaming(renamed, symbolAt(renamed, uri, first.start)!, symbol.name);
        if ('refused' in back) throw new Error(`${back.refused}\n${shown}`);
        expect(applied(renamedText, back.replacements), shown).toBe(text);
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
    console.log(JSON.stringify(counts));
    expect(counts.strings).toBeGreaterThan(runs / 8);
    expect(counts.refused).toBeLessThan(runs / 2);
  });
});

const isRoleOf = (predicate: string): boolean => predicate === 'has_role' || predicate === 'holds';

/** Where strings, names and variables stand. */
function placesIn(policy: Policy): number[] {
  const places: number[] = [];
  for (const { tree, base } of policy.files.get(uri)!.statements) {
    if (tree === undefined) continue;
    walk(tree, (node: PolarNode) => {
      if (node.$type === 'StringLiteral' || node.$type === 'Variable' || node.$type === 'Call')
        places.push(base + node.$start);
    });
  }
  return places;
}

function typesDeclaring({ blocks }: Policy, name: string): ReadonlySet<string> {
  return new Set([...blocks.values()].filter(({ names }) => names.has(name)).map((block) => block.name));
}

function applied(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  for (const { start, end, text: put } of replacements.toSorted((one, other) => other.start - one.start)) {
    result = result.slice(0, start) + put + result.slice(end);
  }
  return result;
}
