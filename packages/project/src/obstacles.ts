import { LineIndex, rangeOf } from '@polar-tools/language';
import { checkAtLoad, type Policy } from '@polar-tools/policy';
import type { Problem } from './problem.ts';

/**
 * Why a policy cannot be run by the Library's machines, which the debugger drives; empty where it can. An answer to a Cloud policy
 * by the Library's rules would be wrong, so there is none.
 */
export function obstaclesTo(policy: Policy): readonly Problem[] {
  const cloud = cloudObstacle(policy);
  return cloud === undefined ? errorsOf(policy) : [cloud];
}

/** The same, of a policy that need not be free of errors yet: whether its dialect can be run at all. */
export function cloudObstacle(policy: Policy): Problem | undefined {
  if (policy.dialect !== 'cloud') return undefined;
  const { from, what, where } = policy.dialectChoice;
  const why = from === 'configuration' ? 'its configuration says so' : (what ?? 'it reads as one');
  const text = where && policy.files.get(where.uri)?.text;
  return {
    code: 'cloud-policy',
    message:
      `This policy is for Oso Cloud (${why}). Its queries and tests are run ("Polar: Run a Query", polar query, polar test), and not debugged yet. ` +
      'If it is one for the Oso library, set "dialect": "library" in polar.config.json.',
    place: where && text !== undefined ? { uri: where.uri, text, start: where.start, end: where.end } : undefined,
  };
}

/** The errors of a policy: one that has any would not load where it is used, so its answers would mean nothing. */
export function errorsOf(policy: Policy): readonly Problem[] {
  return [...checkAtLoad(policy)].flatMap(([uri, diagnostics]) =>
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, start, end }) => ({
        code,
        message,
        place: { uri, text: policy.files.get(uri)?.text ?? '', start, end },
      })),
  );
}

/**
 * The errors of a policy that are in none of its tests and inline queries: while there is one, no test says anything. An error in a test is that
 * test's own, two fixtures of one name that of the tests that use it, and a rule that depends on its own absence that of the tests that ask for it:
 * their runs end with that error.
 */
export function errorsOutsideTests(policy: Policy): readonly Problem[] {
  const own = [
    ...policy.tests.map(({ uri, test }) => ({ uri, ...rangeOf(test) })),
    ...(policy.dialect === 'library' ? policy.queries.map(({ uri, query }) => ({ uri, ...rangeOf(query) })) : []),
  ];
  return errorsOf(policy).filter(
    ({ code, place }) =>
      code !== 'duplicate-fixture' &&
      code !== 'unstratified-negation' &&
      (place === undefined ||
        !own.some(({ uri, start, end }) => uri === place.uri && start <= place.start && place.end <= end)),
  );
}

/** The errors of rules for which a policy is refused where it is used, although the tests that ask for none of these rules can be run here. */
export const errorsBesideTests = (policy: Policy): readonly Problem[] =>
  errorsOf(policy).filter(({ code }) => code === 'unstratified-negation');

/**
 * A problem with its place, on one line: `main.polar:3:1: …`.
 * @param shown a file's name as the person writes it
 */
export function placedMessage({ message, place }: Problem, shown: (uri: string) => string): string {
  if (place === undefined) return message;
  const { line, character } = new LineIndex(place.text).positionAt(place.start);
  return `${shown(place.uri)}:${line + 1}:${character + 1}: ${message}`;
}
