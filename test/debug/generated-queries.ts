import { compile, type DataHost, loadData, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { asCase, type GeneratedCase } from '../conformance/generate.ts';

/** A query of a generated policy. */
export interface GeneratedQuery {
  readonly query: PreparedQuery;
  readonly text: string;
  readonly host: DataHost;
  /** The policy and the query, to be read where they are not what they should be. */
  readonly about: string;
}

/** `x.a = x` with x unbound makes the reference think for ever, and us. */
const mayEnd = (text: string): boolean => !/\b(\w+)\.[\w.()]+ = \1\b/.test(text);

/** The queries of so many random policies, ten for each. */
export function* generatedQueries(
  cases: fc.Arbitrary<GeneratedCase>,
  sample: { readonly seed: number; readonly numRuns: number },
): Iterable<GeneratedQuery> {
  for (const generated of fc.sample(cases, sample)) {
    const statements = generated.statements.filter(mayEnd);
    const queries = generated.queries.filter(mayEnd);
    const { policy, data } = asCase({ statements, queries });
    const { host } = loadData(JSON.stringify(data)).data;
    const program = compile(createPolicy([{ uri: 'p.polar', text: policy }], { dialect: 'library' }), host);
    for (const text of queries) {
      const { query } = prepare(program, text);
      if (query !== undefined) yield { query, text, host, about: `${statements.join('\n')}\n?= ${text};` };
    }
  }
}
