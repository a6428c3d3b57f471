import { rangeOf } from '@polar-tools/language';
import { headRange, headText } from '../proof/clause-head.ts';
import { goalText, goalWithValues, writeGoal } from '../proof/goal-text.ts';
import type { WhyNotLine, Wording } from '../proof/why-not-lines.ts';
import type { CloudDebuggee } from './cloud-debuggee.ts';

/** How deep, and how many rules of one call: a person reads no more. */
const DEEPEST = 8;
const MOST_RULES = 6;

/**
 * Of a call that failed, the rules that were tried, each with the goal furthest in it that had no solution, and so on down; from what was
 * recorded until now.
 */
export function* failedRules(run: CloudDebuggee, wording: Wording): Generator<void, readonly WhyNotLine[], void> {
  const lines: WhyNotLine[] = [];
  const failures = yield* run.furthestFailures();
  const met = new Set<number>();
  const tell = (table: number, depth: number): void => {
    if (met.has(table) || depth > DEEPEST) return;
    met.add(table);
    const rules = failures.get(table) ?? [];
    for (const { event, clause } of rules.slice(0, MOST_RULES)) {
      const { site, variables } = run.lookAt(event);
      if (site === undefined) continue;
      const callee = run.calleeAt(event);
      const goal = writeGoal(
        goalWithValues(site.node, variables, () => ({ kind: 'error', message: '' })),
        wording.write,
      );
      const text = wording.textOf(clause?.uri ?? site.uri ?? '');
      const where = clause === undefined ? undefined : wording.where({ uri: clause.uri, ...headRange(clause, text) });
      const head =
        clause === undefined ? 'What is asked' : `${headText(clause, text)}${where === undefined ? '' : ` (${where})`}`;
      const more = callee !== undefined && (failures.get(callee)?.length ?? 0) > 0 && !met.has(callee);
      lines.push({
        text: `${'  '.repeat(depth)}${head} needs ${goal || goalText(site.node)}, which ${more ? 'fails:' : 'fails.'}`,
        place: { uri: site.uri, ...rangeOf(site.node) },
      });
      if (callee !== undefined) tell(callee, depth + 1);
    }
    const left = rules.length - MOST_RULES;
    if (left > 0) lines.push({ text: `${'  '.repeat(depth)}… and ${left} more rules`, place: undefined });
  };
  const root = run.failedTable;
  if (root !== undefined) tell(root, 0);
  return lines;
}
