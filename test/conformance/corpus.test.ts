import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createPolicy } from '@polar-tools/policy';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, type Disagreement, hasConstraints, kindOf, newTally, show, stopEngines } from './compare.ts';
import { openDifference } from './open-differences.ts';

const corpus = process.env.POLAR_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus');
const verdictsFile = join(corpus, 'library.verdicts.json');

interface Verdict {
  readonly ok: boolean;
  readonly registered?: readonly string[];
}

/** Queries about every rule of a policy: with nothing known, and with an object of each class in each place. */
function queriesOf(text: string, objects: readonly string[]): string[] {
  const { predicates } = createPolicy([{ uri: 'policy.polar', text }], { dialect: 'library' });
  const queries = new Set<string>();
  for (const { name, clauses } of predicates.values()) {
    for (const arity of new Set(clauses.map((clause) => clause.arity))) {
      if (arity > 5) continue;
      const free = ['x', 'y', 'z', 'u', 'v'].slice(0, arity);
      const call = (args: readonly string[]): unknown => queries.add(`${name}(${args.join(', ')})`);
      call(free);
      for (const object of objects) {
        call(free.map((variable, index) => (index === 0 ? object : variable)));
        if (arity > 1)
          call(
            free.map((variable, index) =>
              index === 0 ? (objects[0] ?? variable) : index === arity - 1 ? object : '"read"',
            ),
          );
      }
    }
  }
  return [...queries].slice(0, 60);
}

/**
 * The reference goes through the classes of a union in an order of its own, so of many answers with constraints the first few
 * may be others: then what counts is that both give such answers.
 */
const sameKind = ({ oracle, ours }: Disagreement): boolean =>
  kindOf(oracle) === kindOf(ours) && [...oracle.answers, ...ours.answers].some(hasConstraints);

/** How many queries may meet a kind of `open-differences.ts`. Lower it with every fault that is mended. */
const MOST_OPEN = 0;

describe('policies of real applications', () => {
  if (!existsSync(verdictsFile)) {
    test.skip(`give the same answers as in the reference (no corpus: ${verdictsFile})`, () => {});
    return;
  }
  const verdicts = JSON.parse(readFileSync(verdictsFile, 'utf8')) as Readonly<Record<string, Verdict>>;
  const tally = newTally();
  let sameKinds = 0;
  const open: string[] = [];
  afterAll(async () => {
    await stopEngines();
    console.log(
      `corpus: ${tally.agreed} queries agreed, ${sameKinds} more give answers with constraints in both, ${open.length} differ in a way that is known`,
      Object.fromEntries(tally.kinds),
      'not compared:',
      Object.fromEntries(tally.skipped),
    );
  });

  const files = readdirSync(join(corpus, 'library')).filter((name) => verdicts[name]?.ok);
  test.each(files)('%s', async (name) => {
    const policy = readFileSync(join(corpus, 'library', name), 'utf8');
    const classes = (verdicts[name]?.registered ?? []).filter((one) => one !== 'nil');
    const objects = Object.fromEntries(
      classes.map((one, index) => [`object${index}`, { $class: one, name: one, id: index, roles: [], owner: null }]),
    );
    const data = { classes: Object.fromEntries(classes.map((one) => [one, {}])), objects };
    const queries = queriesOf(policy, Object.keys(objects).slice(0, 4));
    const disagreements = queries.length === 0 ? [] : await compare({ policy, queries, data }, tally);
    sameKinds += disagreements.filter(sameKind).length;
    const differing = disagreements.filter((one) => !sameKind(one));
    open.push(...differing.filter((one) => openDifference(one) !== undefined).map(show));
    expect(differing.filter((one) => openDifference(one) === undefined).map(show)).toEqual([]);
  });

  test('differ from the reference in no more queries than they did', () => {
    expect(open.length, open.join('\n')).toBeLessThanOrEqual(MOST_OPEN);
  });
});
