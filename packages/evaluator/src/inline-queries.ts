import { type Node, type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { ConstraintMet } from './compiled/constraint-met.ts';
import { CompiledRun } from './compiled/run.ts';
import { type CompiledQuery, type PreparedQuery, prepare } from './compiler/prepare.ts';
import { compile } from './compiler/program.ts';
import { unknownClasses } from './compiler/unknown-classes.ts';
import { type Host, isNamed } from './host/host.ts';
import { QueryRun } from './query-run.ts';
import type { Outcome } from './run/outcome.ts';
import type { RunOptions } from './run/run.ts';
import type { ErrorCode, RuntimeError } from './run/runtime-error.ts';

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
/** The library keeps 10,000 goals at most. */
const LIMITS = { depth: 10_000, memory: 2_000_000 };
/**
 * It keeps four goals or more for every rule in progress, those of last calls too: more rules than this are surely an error there. Somewhat fewer may be one
 * there, which is not told.
 */
const RULES_IN_PROGRESS = 3_000;
const CALLS_AT_ONCE = 50_000;

/** The errors that the policy alone makes, whatever the application. */
const OWN_ERRORS: ReadonlySet<ErrorCode> = new Set(['type-error', 'unsupported', 'arithmetic-error', 'stack-overflow']);

/**
 * Runs the inline queries of a Library policy, and gives those that fail: that have no answer, or end in an error before their first one. What would ask an application, or takes long, is not decided, and neither is what
 * an application's constants could change: a name with a capital letter, and one that a negation depends on.
 */
export function failedInlineQueries(policy: Policy, options: InlineQueryOptions): readonly FailedInlineQuery[] {
  const { host, clock, time = TIME } = options;
  if (policy.dialect !== 'library' || policy.queries.length === 0) return [];
  const program = compile(policy, host);
  const known = (name: string): boolean => isNamed(host, name) || name === 'nil';
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
    const outcome = outcomeOf(prepared, {
      ...(host && { host }),
      limits: { ...LIMITS, time: Math.ceil(left) },
      clock,
      print: () => {},
    });
    if (outcome.kind === 'error' && !isOwn(outcome.error, query)) continue;
    if (outcome.kind !== 'done' && outcome.kind !== 'error') continue;
    const where = host === undefined ? '' : ' with the data that is configured';
    const message =
      outcome.kind === 'done'
        ? `This inline query has no answer${where}, so the library will not load the policy. Correct the policy or the query.`
        : `This inline query ends in an error${where}, so the library will not load the policy: ${outcome.error.message}. Correct the policy or the query.`;
    failed.push({ uri, query: query.query, message });
  }
  return failed;
}

/** The first outcome of a query that is none for a while. One that takes long is looked at for rules that call themselves without an end. */
function outcomeOf(query: PreparedQuery, options: RunOptions): Outcome {
  const run = new QueryRun(query, options);
  // Fewer calls cannot go so deep.
  let outcome = run.run(RULES_IN_PROGRESS);
  if (outcome.kind === 'paused') {
    const error = overflowOf(query, options);
    if (error !== undefined) return { kind: 'error', error };
  }
  while (outcome.kind === 'paused') outcome = run.run(CALLS_AT_ONCE);
  return outcome;
}

/**
 * That a query goes too deep for the library, which keeps goals for last calls too: so does code that is made to be debugged. Undefined where it does not
 * within as many calls as one goes on for at once, or by what only the exact machine knows.
 */
function overflowOf(query: PreparedQuery, options: RunOptions): RuntimeError | undefined {
  try {
    const limits = { ...options.limits, depth: RULES_IN_PROGRESS };
    const outcome = new CompiledRun(query as CompiledQuery, { ...options, limits }, true).run(CALLS_AT_ONCE);
    if (outcome.kind !== 'error' || outcome.error.code !== 'stack-overflow') return undefined;
    return { ...outcome.error, message: outcome.error.message.replaceAll(`${RULES_IN_PROGRESS}`, `${LIMITS.depth}`) };
  } catch (thrown) {
    if (thrown instanceof ConstraintMet) return undefined;
    throw thrown;
  }
}

/** Whether an error is the policy's own, so that no application mends it: one that names a variable of the query may be of a constant unknown here. */
function isOwn({ code, message }: RuntimeError, query: Node): boolean {
  if (!OWN_ERRORS.has(code)) return false;
  let named = false;
  walk<PolarNode>(query, (each) => {
    if (each.$type === 'Variable' && message.match(/[\p{L}\p{N}_:]+/gu)?.includes(each.name)) named = true;
  });
  return !named;
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
