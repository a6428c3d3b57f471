import { headRange } from '@polar-tools/evaluator';
import { LineIndex, rangeOf } from '@polar-tools/language';
import { type Clause, Suggestions } from '@polar-tools/policy';
import { Failure } from './failure.ts';
import type { LoadedPolicy } from './load-policy.ts';

/**
 * The one rule or shorthand that a person names: `main.polar:19`, a line that it has, or the name of a rule that there is once.
 *
 * @throws Failure where there is none, or more than one
 */
export function clauseNamed(named: string, { policy, sources }: LoadedPolicy): Clause {
  const place = /^(.*):(\d+)(?::\d+)?$/s.exec(named);
  const all = [...policy.predicates.values()].flatMap(({ clauses }) => clauses);
  if (place === null) {
    const clauses = policy.predicates.get(named)?.clauses ?? [];
    const [only] = clauses;
    if (only !== undefined && clauses.length === 1) return only;
    if (only === undefined) {
      if (named.includes('('))
        throw new Failure(
          'no-such-rule',
          `--why-not names a rule: its name, or its place as in main.polar:12. Of a fact or a call, why it does not hold is told where that is the query: polar explain '${named}'`,
        );
      const meant = new Suggestions(policy.predicates.keys()).nearest(named);
      throw new Failure(
        'no-such-rule',
        `There is no rule ${named}. ${meant === undefined ? 'Name one that the policy has.' : `Did you mean ${meant}?`}`,
      );
    }
    const places = clauses.slice(0, 5).map((clause) => `${shown(clause)}:${lineOf(clause)}`);
    throw new Failure(
      'several-rules',
      `There are ${clauses.length} rules ${named}. Name one by its place: ${places.join(', ')}${clauses.length > 5 ? ', …' : ''}.`,
    );
  }
  const [, file, digits] = place;
  const line = Number(digits);
  const isFile = (clause: Clause): boolean => {
    const name = shown(clause);
    return name === file || name.endsWith(`/${file}`) || clause.uri === file;
  };
  const there = all.filter((clause) => {
    if (!isFile(clause)) return false;
    const { start, end } = rangeOf(clause.shorthand ?? clause.rule);
    const index = new LineIndex(policy.files.get(clause.uri)?.text ?? '');
    return index.positionAt(start).line < line && line <= index.positionAt(end).line + 1;
  });
  const [first] = there;
  if (first === undefined) throw new Failure('no-such-rule', `There is no rule at ${named}.`);
  return first;

  function shown(clause: Clause): string {
    return sources.get(clause.uri)?.shown ?? clause.uri;
  }

  function lineOf(clause: Clause): number {
    const text = policy.files.get(clause.uri)?.text ?? '';
    return new LineIndex(text).positionAt(headRange(clause, text).start).line + 1;
  }
}
