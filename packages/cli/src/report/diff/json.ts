import { type Compared, isExhaustive } from '@polar-tools/evaluator';

/** The difference for programs. */
export function diffAsJson({ old, changed, dialect, over, generated }: Compared): string {
  const report = {
    old,
    new: changed,
    dialect,
    over: over.map(({ kind, name, changes, isComplete, error }) => ({
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
