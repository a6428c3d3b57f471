import { testsIn } from '@polar-tools/evaluator';
import type { AskedEverywhere, Feature } from '../feature.ts';
import { type KnownTest, TESTS, type TestsOfFile, type TestsResult } from '../protocol.ts';
import { rangeIn, type View } from '../view.ts';

/** The tests of every policy: `test` blocks, and the inline queries of those for the Oso library, which must hold when they are loaded. */
export function knownTests({ views }: AskedEverywhere): TestsResult {
  return views.flatMap(testsOfView);
}

function testsOfView(view: View): TestsOfFile[] {
  const byFile = new Map<string, KnownTest[]>();
  for (const { kind, name, location } of testsIn(view.policy)) {
    const tests = byFile.get(location.uri) ?? [];
    tests.push({ kind, name, range: rangeIn(view, location.uri, location) });
    byFile.set(location.uri, tests);
  }
  return [...byFile].map(([uri, tests]) => ({ uri: view.clientUri(uri), tests }));
}

export const knownTestsFeature: Feature = { method: TESTS, capability: {}, subject: 'workspace', answer: knownTests };
