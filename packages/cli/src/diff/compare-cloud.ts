import {
  type Compared,
  type ComparedOver,
  cloudDifferences,
  FactStore,
  factDifferences,
  setUp,
} from '@polar-tools/evaluator';
import { print } from '@polar-tools/language';
import type { PolicyTest } from '@polar-tools/policy';
import { loadFacts } from '../cloud/load-facts.ts';
import type { DiffOptions } from '../commands/diff.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { TimeLeft } from '../time-left.ts';
import type { Side } from './sides.ts';

/** Compares two Cloud policies over facts, over the setups of their tests, and over generated facts. */
export async function compareCloud(
  old: Side,
  changed: Side,
  options: DiffOptions,
  surroundings: Surroundings,
): Promise<Compared> {
  const names = namesOf(surroundings);
  const clock = surroundings.now;
  const now = options.now ?? surroundings.unixTime();
  const [before, after] = [old.policy.policy, changed.policy.policy];
  const over: ComparedOver[] = [];
  const files = options.facts.length > 0 ? options.facts.map(names.uriOf) : changed.policy.factFiles;
  if (files.length > 0) {
    const facts = await loadFacts(files, after, surroundings);
    const name = files.map((uri) => names.shown(uri)).join(', ');
    over.push({ kind: 'facts', name, ...factDifferences(before, after, facts, { now, clock, time: options.timeout }) });
  }
  const tests = new Map<string, { readonly test: PolicyTest; readonly side: Side }>();
  for (const side of [old, changed])
    for (const test of side.policy.policy.tests) {
      const facts = test.facts.map(({ fact }) => print(fact)).sort();
      tests.set(JSON.stringify([test.title, ...facts]), { test, side });
    }
  const told = new Set<string>();
  const none = new FactStore();
  const left = new TimeLeft(options.timeout, clock);
  for (const { test, side } of tests.values()) {
    const facts = setUp(side.policy.policy, test, none);
    if (!(facts instanceof FactStore)) continue;
    const compared = factDifferences(before, after, facts, { now, clock, time: left.upTo(options.timeout) });
    // Many tests have the same setup.
    const key = JSON.stringify(compared.changes);
    if (compared.changes.length > 0 && told.has(key)) continue;
    told.add(key);
    over.push({ kind: 'test', name: test.title, ...compared });
  }
  const limits = { objects: options.objects, time: options.timeout };
  return {
    old: old.name,
    changed: changed.name,
    dialect: 'cloud',
    over,
    generated: cloudDifferences(before, after, { now, clock, limits }),
  };
}
