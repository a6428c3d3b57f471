import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createPolicy } from '@polar-tools/policy';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, newTally, show, stopEngines } from './compare.ts';
import { showReportDifference, showReports } from './compare-reports.ts';

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

describe('policies of real applications', () => {
  if (!existsSync(verdictsFile)) {
    test.skip(`give the same answers as in the reference (no corpus: ${verdictsFile})`, () => {});
    return;
  }
  const verdicts = JSON.parse(readFileSync(verdictsFile, 'utf8')) as Readonly<Record<string, Verdict>>;
  const tally = newTally();
  afterAll(async () => {
    await stopEngines();
    console.log(
      `corpus: ${tally.agreed} queries agreed`,
      Object.fromEntries(tally.kinds),
      'not compared:',
      Object.fromEntries(tally.skipped),
      `errors alike: ${showReports(tally.reports)}`,
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
    expect(disagreements.map(show)).toEqual([]);
    expect(tally.reports.differences.splice(0).map(showReportDifference)).toEqual([]);
  });
});
