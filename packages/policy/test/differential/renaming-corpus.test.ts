import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childrenOf, type Node } from '@polar-tools/language';
import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Policy, type Replacement, renaming, symbolAt } from '../../src/index.ts';

const corpus = process.env.POLAR_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
if (!existsSync(corpus)) {
  console.log(`Skipped: the policies of ${corpus} are not there. Set POLAR_CORPUS to a folder with them.`);
}

const counts = { renamed: 0, refused: 0 };

describe.skipIf(!existsSync(corpus))('renames in policies from public repositories', () => {
  const files = (['library', 'cloud'] as const).flatMap((dialect) =>
    existsSync(corpus) ? readdirSync(join(corpus, dialect)).map((name) => [dialect, name] as const) : [],
  );

  it.each(files)('%s/%s: are undone by a rename back, and bring no error', (dialect, uri) => {
    const text = readFileSync(join(corpus, dialect, uri), 'utf8');
    const policy = createPolicy([{ uri, text }], { dialect });
    const errors = errorsOf(policy);
    const seen = new Set<string>();
    const covered = new Set<number>();
    for (const [at, start] of placesIn(policy, uri).entries()) {
      // All places of one symbol are renamed alike, which a few of them show.
      if (covered.has(start) && at % 8 !== 0) continue;
      const use = symbolAt(policy, uri, start);
      if (use === undefined) continue;
      const newName = newNameFor(use.symbol.name);
      const made = renaming(policy, use, newName);
      if ('refused' in made) {
        counts.refused++;
        continue;
      }
      const places = made.replacements.map((each) => each.start);
      expect(places, `${use.symbol.name} at ${lineOf(text, start)}`).toContain(use.start);
      for (const place of places) covered.add(place);
      if (seen.has(`${newName} ${places}`)) continue;
      seen.add(`${newName} ${places}`);
      counts.renamed++;
      const after = applied(text, made.replacements);
      const renamed = createPolicy([{ uri, text: after }], { dialect });
      const shown = `${use.symbol.kind} ${use.symbol.name} at line ${lineOf(text, start)}`;
      expect(errorsOf(renamed), shown).toEqual(errors);
      const lone = made.replacements.some((each) => each.text !== newName && each.text !== JSON.stringify(newName));
      if (lone) continue; // A lone key keeps its name beside the new one.
      const first = made.replacements.toSorted((one, other) => one.start - other.start)[0]!;
      const back = renaming(renamed, symbolAt(renamed, uri, first.start)!, use.symbol.name);
      if ('refused' in back) throw new Error(`${shown} cannot be renamed back: ${back.refused}`);
      expect(applied(after, back.replacements), shown).toBe(text);
    }
  });

  it('are made of most symbols', () => {
    console.log(JSON.stringify(counts));
    expect(counts.renamed).toBeGreaterThan(500);
  });
});

/** How often each error is there, by its code. */
function errorsOf(policy: Policy): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { severity, code } of [...check(policy).values()].flat()) {
    if (severity === 'error') found[code] = (found[code] ?? 0) + 1;
  }
  return found;
}

function newNameFor(name: string): string {
  if (name.startsWith('_')) return '_quite_new';
  return /^\p{Lu}/u.test(name) ? 'QuiteNew' : 'quite_new';
}

function placesIn(policy: Policy, uri: string): number[] {
  const places: number[] = [];
  for (const { tree, base } of policy.files.get(uri)!.statements) {
    const waiting: Node[] = tree === undefined ? [] : [tree];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (['Name', 'Variable', 'StringLiteral'].includes(node.$type)) places.push(base + node.$start);
      waiting.push(...childrenOf(node));
    }
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

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
