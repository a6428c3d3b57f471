import { type Node, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Failure } from '../run/failure.ts';
import type { RuntimeError, TraceEntry } from '../run/runtime-error.ts';
import { errorOf, GoalsInProgress } from '../run/trace.ts';
import type { Term } from '../terms/term.ts';
import type { ExactMachine } from './machine.ts';
import { argsOf, isExpression, operatorOf } from './operations.ts';
import { PlacedFailure } from './placed-failure.ts';
import type { Trace } from './progress.ts';
import type { Rule } from './rules.ts';
import type { Source } from './sources.ts';

/** The reference does not show a body that is one goal beside that goal. */
const isBodyOfOne = (entry: Term): boolean =>
  isExpression(entry) && operatorOf(entry) === 'and' && argsOf(entry).length === 1;

const isRule = (entry: Term | Rule): entry is Rule => typeof entry === 'object' && 'lowered' in entry;

/** The error that a failure is, with the goals in progress, the most recent last. */
export function describeFailure(run: ExactMachine, failure: Failure): RuntimeError {
  const levels: Trace[] = [];
  for (let level: Trace | null = run.search.trace; level?.entry !== undefined; level = level.outer) levels.push(level);
  levels.reverse();
  const trace: TraceEntry[] = [];
  let rule: Rule | undefined;
  let unshown = 0;
  for (const { entry: noted, source } of levels) {
    const entry = typeof noted === 'function' ? noted() : noted;
    if (entry === undefined) continue;
    if (isRule(entry)) rule = entry;
    else if (isBodyOfOne(entry)) unshown++;
    else trace.push(traceEntry(run, entry, source, rule?.clause));
  }
  const goals = new GoalsInProgress<TraceEntry>();
  for (const goal of trace.toReversed()) goals.add(goal);
  const { ends } = goals;
  const place = failure instanceof PlacedFailure ? placeOf(run, failure.source) : undefined;
  return errorOf(failure, ends, place ?? ends.shown.findLast(({ node }) => node !== undefined), unshown);
}

function traceEntry(run: ExactMachine, term: Term, source: Source | undefined, within: Clause | undefined): TraceEntry {
  return (
    placeOf(run, source) ?? {
      text: run.print(term),
      node: undefined,
      uri: within?.uri,
      start: 0,
      end: 0,
      rule: within?.predicate,
    }
  );
}

/** What is written at a place, and where that is. */
function placeOf(run: ExactMachine, source: Source | undefined): TraceEntry | undefined {
  if (source?.node === undefined) return undefined;
  const { node, clause } = source;
  const { query, program } = run;
  const uri = clause === undefined ? query.uri : clause.uri;
  const text = (clause === undefined ? query.text : undefined) ?? program.policy.files.get(uri ?? '')?.text ?? '';
  const { start, end } = rangeIn(node, uri);
  return { text: text.slice(start, end), node, uri, start, end, rule: clause?.predicate };
}

const rangeIn = (node: Node, uri: string | undefined): { readonly start: number; readonly end: number } =>
  uri === undefined ? { start: node.$start, end: node.$end } : rangeOf(node);
