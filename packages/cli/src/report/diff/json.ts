import { type Compared, isExhaustive } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';

/**
 * The difference for programs.
 *
 * @param policies both sides, the older one first, whose texts are told, so that a witness can be run on either
 * @param shown what a file is called
 */
export function diffAsJson(
  { old, changed, dialect, over, generated }: Compared,
  [before, after]: readonly [Policy, Policy],
  shown: (uri: string) => string,
): string {
  const textsOf = ({ files }: Policy): Record<string, string> =>
    Object.fromEntries([...files].map(([uri, { text }]) => [shown(uri), text]));
  const report = {
    old,
    new: changed,
    dialect,
    policies: { old: textsOf(before), new: textsOf(after) },
    over: over.map(({ kind, name, changes, ended, isComplete, error }) => ({
      kind,
      name,
      changes: changes.map(({ change, actors, action, resource, others, anyone }) => ({
        change,
        anyone,
        actors,
        action,
        ...(resource !== undefined && { resource }),
        others,
      })),
      ended: ended.map(({ query, allowed, after, why }) => ({
        query,
        ...(after
          ? { before: allowed ? 'allowed' : 'denied', after: 'error' }
          : { before: 'error', after: allowed ? 'allowed' : 'denied' }),
        error: why,
      })),
      complete: isComplete,
      ...(error !== undefined && { error }),
    })),
    generated: {
      changes: generated.differences.map(({ change, anyone, actor, action, resource, query, told, world }) => ({
        change,
        anyone,
        actor,
        action,
        ...(resource !== undefined && { resource }),
        witness: { query, with: told, world },
      })),
      searched: {
        objects: generated.searched.objects,
        worlds: generated.searched.worlds,
        complete: isExhaustive(generated),
        limitMet: !generated.searched.isComplete,
        unanswered: generated.searched.unanswered,
        leftOut: generated.leftOut,
      },
    },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
