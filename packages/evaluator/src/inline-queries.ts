import { type Node, type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { prepare } from './compiler/prepare.ts';
import { compile } from './compiler/program.ts';
import { unknownClasses } from './compiler/unknown-classes.ts';
import type { Host } from './host/host.ts';
import { QueryRun } from './query-run.ts';

/** An inline query that does not hold: the library does not load such a policy (docs/language/rules.md#inline-queries). */
export interface FailedInlineQuery {
  readonly uri: string;
  /** The query without `?=` and `;`. */
  readonly query: Node;
  /** For a person, what is wrong and what to do. */
  readonly message: string;
}

export interface InlineQueryOptions {
  /** The objects that queries may name; without it, only what needs no application is decided. */
  readonly host?: Host | undefined;
  /** The time, in milliseconds. */
  readonly clock: () => number;
  /** Milliseconds for all of the queries. */
  readonly time?: number;
}

/** A loading policy asks small things: what takes longer is not decided here. */
const TIME = 2_000;
const LIMITS = { depth: 100_000, memory: 2_000_000 };
const CALLS_AT_ONCE = 50_000;

/**
 * Runs the inline queries of a Library policy, and gives those that fail. What would ask an application, or takes long, is not decided, and neither is what
 * an application's constants could change: a name with a capital letter, and one that a negation depends on.
 */
export function failedInlineQueries(policy: Policy, options: InlineQueryOptions): readonly FailedInlineQuery[] {
  const { host, clock, time = TIME } = options;
  if (policy.dialect !== 'library' || policy.queries.length === 0) return [];
  const program = compile(policy, host);
  const known = (name: string): boolean => host?.constants.has(name) === true || name === 'nil';
  if (
    host === undefined &&
    [...policy.predicates.values()].some(({ clauses }) => clauses.some(({ rule }) => mayHaveConstants(rule, known)))
  )
    return [];
  const end = clock() + time;
  const failed: FailedInlineQuery[] = [];
  for (const { uri, query } of policy.queries) {
    const left = end - clock();
    if (left <= 0) break;
    const prepared = prepare(program, query.query, uri).query;
    if (prepared === undefined || unknownClasses(prepared).length > 0) continue;
    if (mayHaveConstants(query, known) || dependsOnName(query)) continue;
    const run = new QueryRun(prepared, {
      ...(host && { host }),
      limits: { ...LIMITS, time: Math.ceil(left) },
      clock,
      print: () => {},
    });
    let outcome = run.run(CALLS_AT_ONCE);
    while (outcome.kind === 'paused') outcome = run.run(CALLS_AT_ONCE);
    if (outcome.kind !== 'done') continue;
    const where = host === undefined ? '' : ' with the data that is configured';
    failed.push({
      uri,
      query: query.query,
      message: `This inline query has no answer${where}, so the library will not load the policy. Correct the policy or the query.`,
    });
  }
  return failed;
}

/** Whether a name may be a constant that only the application knows. */
function mayHaveConstants(node: Node, known: (name: string) => boolean): boolean {
  let found = false;
  walk<PolarNode>(node, (each) => {
    if (each.$type === 'Variable' && /^\p{Lu}|::\p{Lu}/u.test(each.name) && !known(each.name)) found = true;
  });
  return found;
}

/** Whether a name stands under a negation and nowhere else, and once: it says something of one value, which the application may know by it. */
function dependsOnName(query: Node): boolean {
  const times = new Map<string, number>();
  const negated = new Set<string>();
  const visit = (node: Node, under: boolean): void => {
    walk<PolarNode>(node, (each) => {
      if (each !== node && (each.$type === 'Not' || each.$type === 'Forall')) {
        visit(each, true);
        return false;
      }
      if (each.$type !== 'Variable') return true;
      times.set(each.name, (times.get(each.name) ?? 0) + 1);
      if (under) negated.add(each.name);
      return true;
    });
  };
  visit(query, false);
  return [...negated].some((name) => times.get(name) === 1 && !name.startsWith('_'));
}
