import type { Reach } from '@polar-tools/evaluator';
import { LineIndex, rangeOf } from '@polar-tools/language';
import type { Location, Policy } from '@polar-tools/policy';
import { errorsOf } from '@polar-tools/project';
import type { LoadedData } from '../load-data-file.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { cloudTests } from './cloud-tests.ts';
import { inlineQueries } from './inline-queries.ts';
import type { TestOutcome, TestPlace } from './outcome.ts';

/** A policy whose tests are run. */
export interface TestedPolicy {
  readonly loaded: LoadedPolicy;
  readonly policy: Policy;
  /** The objects that inline queries may name. */
  readonly data: LoadedData | undefined;
  /** Which tests to run, by name. */
  readonly filter: (name: string) => boolean;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
  /** Milliseconds that a query may take; 0 for no limit. */
  readonly timeout: number;
  readonly clock: () => number;
  /** Where to note how far rules come. */
  readonly reach?: Reach | undefined;
  readonly placeOf: (location: Location) => TestPlace;
}

/** How many tests a policy has. */
export const testCount = ({ tests, queries, dialect }: Policy): number =>
  dialect === 'cloud' ? tests.length : queries.length;

/** The tests of a policy. Those of one with an error each end with that, since it would not load; an error in a test is that test's own. */
export function testsOf(tested: TestedPolicy): AsyncIterable<TestOutcome> | Iterable<TestOutcome> {
  const { policy } = tested;
  const [error] = errorsOutsideTests(tested);
  if (error !== undefined) return unrun(tested, `The policy does not load: ${error}`);
  return policy.dialect === 'cloud' ? cloudTests(tested) : inlineQueries(tested);
}

/** The errors of a policy that are in none of its tests, as `file:line:column: message`. */
export function errorsOutsideTests({ policy, placeOf }: Pick<TestedPolicy, 'policy' | 'placeOf'>): string[] {
  const own = policy.tests.map(({ uri, test }) => ({ uri, ...rangeOf(test) }));
  return errorsOf(policy).flatMap(({ place, message }) => {
    if (place === undefined) return [message];
    const { uri, text, start, end } = place;
    if (own.some((test) => test.uri === uri && test.start <= start && end <= test.end)) return [];
    const { line, character } = new LineIndex(text).positionAt(start);
    return [`${placeOf({ uri, start, end }).file}:${line + 1}:${character + 1}: ${message}`];
  });
}

function* unrun({ policy, placeOf, filter }: TestedPolicy, message: string): Generator<TestOutcome> {
  const all =
    policy.dialect === 'cloud'
      ? policy.tests.map(({ uri, title, test }) => ({ name: title, place: placeOf({ uri, ...rangeOf(test) }) }))
      : policy.queries.map(({ uri, query }) => {
          const range = rangeOf(query.query);
          return {
            name: (policy.files.get(uri)?.text ?? '').slice(range.start, range.end),
            place: placeOf({ uri, ...range }),
          };
        });
  for (const { name, place } of all) {
    if (filter(name)) yield { name, status: 'error', place, message, assertions: [], milliseconds: 0 };
  }
}
