import { rangeOf } from '@polar-tools/language';
import type { AskedEverywhere, Feature } from '../feature.ts';
import { type KnownTest, TESTS, type TestsOfFile, type TestsResult } from '../protocol.ts';
import { rangeIn, type View } from '../view.ts';

/** The tests of every policy: `test` blocks, and the inline queries of those for the Oso library, which must hold when they are loaded. */
export function knownTests({ views }: AskedEverywhere): TestsResult {
  return views.flatMap(testsOfView);
}

function testsOfView(view: View): TestsOfFile[] {
  const { policy } = view;
  const byFile = new Map<string, KnownTest[]>();
  const put = (uri: string, test: KnownTest): void => {
    const tests = byFile.get(uri);
    if (tests === undefined) byFile.set(uri, [test]);
    else tests.push(test);
  };
  if (policy.dialect === 'cloud') {
    for (const { uri, title, test } of policy.tests) {
      put(uri, { name: title, kind: 'test', range: rangeIn(view, uri, rangeOf(test)) });
    }
  } else {
    for (const { uri, query } of policy.queries) {
      put(uri, {
        name: queryName(view, uri, rangeOf(query.query)),
        kind: 'query',
        range: rangeIn(view, uri, rangeOf(query)),
      });
    }
  }
  return [...byFile].map(([uri, tests]) => ({ uri: view.clientUri(uri), tests }));
}

/** An inline query's text on one line. */
export function queryName({ policy }: View, uri: string, { start, end }: { start: number; end: number }): string {
  return (policy.files.get(uri)?.text ?? '').slice(start, end).replace(/\s+/g, ' ');
}

export const knownTestsFeature: Feature = { method: TESTS, capability: {}, subject: 'workspace', answer: knownTests };
