import { compile, type HostObject, type PreparedQuery, prepare, solve, termToJson } from '@polar-tools/evaluator';
import type { ApplicationHost } from '@polar-tools/host-python';
import { createPolicy } from '@polar-tools/policy';
import type { Asked } from './generate-queries.ts';

/** What comes of a query, in a form that can be compared. */
export interface Outcome {
  readonly answers: readonly unknown[];
  /** The kind of the error, and what it says. */
  readonly error?: readonly [string, string];
}

const MOST = 50;
const OPEN = '(open)';

/** What the host under test answers. */
export function ourOutcome(host: ApplicationHost, { policy, query }: Asked): Outcome {
  const program = compile(createPolicy([{ uri: 'a.polar', text: policy }], { dialect: 'library' }), host);
  const { query: prepared, errors } = prepare(program, query);
  if (prepared === undefined) return { answers: [], error: ['ParserError', errors[0]?.message ?? ''] };
  return run(prepared, host);
}

function run(query: PreparedQuery, host: ApplicationHost): Outcome {
  const answers: unknown[] = [];
  const describe = (object: HostObject): string => host.describe(object).replaceAll(/at 0x[0-9a-f]+/g, 'at …');
  for (const solution of solve(query, { host })) {
    if (solution.kind === 'error') return { answers, error: [solution.error.code, solution.error.message] };
    const bindings = [...solution.answer.bindings].sort(([a], [b]) => (a < b ? -1 : 1));
    const known = bindings.map(([name, term]) => [name, opened(termToJson(term, describe))] as const);
    // What variables an answer leaves open, and by which names, is for the conformance tests.
    answers.push(Object.fromEntries(known.filter(([, value]) => value !== OPEN)));
    if (answers.length >= MOST) break;
  }
  return { answers };
}

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  if ('$polar' in value) return OPEN;
  if ('$object' in value || '$float' in value || '$integer' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]));
}
