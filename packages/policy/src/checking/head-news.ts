import type { StatementChanges } from '../model/file-model.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { takenBy } from '../names/taken-forms.ts';

/** The predicates with heads that take something else than before: what calls them is held to that. */
export function headNews(changes: ReadonlyMap<string, StatementChanges>): readonly string[] {
  const heads = new Map<string, { name: string; count: number }>();
  const count = ({ clause }: StatementModel, by: number): void => {
    // Of those that blocks speak of, calls ask only what a relation leads to.
    if (clause === undefined || clause.predicate === 'has_role' || clause.predicate === 'has_permission') return;
    const taken = clause.rule.parameters.map(takenBy).map(({ type, value }) => `${type} ${value}`);
    const key = `${clause.predicate}(${taken.join()})`;
    const known = heads.get(key);
    if (known === undefined) heads.set(key, { name: clause.predicate, count: by });
    else known.count += by;
  };
  for (const { removed, added } of changes.values()) {
    for (const model of removed) count(model, -1);
    for (const model of added) count(model, 1);
  }
  return [...heads.values()].flatMap(({ name, count }) => (count === 0 ? [] : [name]));
}
