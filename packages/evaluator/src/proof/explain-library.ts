import { printString } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { PreparedQuery } from '../compiler/prepare.ts';
import { Debuggee } from '../debug/debuggee.ts';
import { constraintsOn } from '../debug/known.ts';
import type { Host } from '../host/host.ts';
import { answerWithoutHost } from '../host/no-host.ts';
import { printTerm } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import type { AnswerProof, Explanation, Step } from './explanation.ts';
import { Happened } from './happened.ts';
import { LibrarySteps } from './library-steps.ts';
import { type ExplainLimits, Told } from './told.ts';
import { toldFirst } from './told-first.ts';

export interface ExplainOptions {
  readonly host?: Host | undefined;
  readonly limits?: Partial<ExplainLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: (() => number) | undefined;
  /** How a value is written on one line; by default as in a policy. */
  readonly write?: (term: Term) => string;
  /** Tell of this rule alone, wherever it could have answered. */
  readonly rule?: Clause | undefined;
  /** Tell events and bindings, too (`Seen`). */
  readonly isSeen?: boolean;
}

/** Events between two looks at the clock. */
const EVENTS = 10_000;
/** A run that is recorded keeps all its variables. */
const LIMITS = { time: 0, depth: 1_000_000, memory: 5_000_000 };

/** Why a query of the Library dialect holds, or does not. The query is run for it once, with a recording. Undefined where it ends with an error before an answer. */
export function explainLibrary(query: PreparedQuery, options: ExplainOptions = {}): Explanation | undefined {
  const { host, limits = {}, clock, rule } = options;
  const write = options.write ?? writer(host);
  const told = new Told(limits, clock);
  const happened = new Happened();
  const debuggee = new Debuggee(query, { ...(host && { host }), limits: LIMITS, listen: happened.listen });
  const found: { readonly event: number; readonly bindings: Record<string, string> }[] = [];
  let outcome: Explanation['outcome'] | undefined;
  while (outcome === undefined) {
    const { event, ...moved } = debuggee.forward(undefined, EVENTS);
    if (moved.kind === 'error') {
      if (found.length === 0) return undefined;
      told.leaveOut({ kind: 'error', message: moved.error.message });
      outcome = 'holds';
    } else if (moved.kind === 'answer') {
      const bindings = [...moved.answer.bindings].map(([name, value]) => [name, write(value)] as const);
      found.push({ event, bindings: Object.fromEntries(bindings) });
      if (found.length < told.limits.answers) continue;
      // Whether there are more is not looked for.
      told.leaveOut({ kind: 'answers', answers: found.length });
      outcome = 'holds';
    } else if (moved.kind === 'question') debuggee.answer(answerWithoutHost(moved.question));
    else if (moved.kind === 'done') outcome = found.length > 0 ? 'holds' : 'fails';
    else if (event >= told.limits.events || told.isLate) {
      told.leaveOut({ kind: 'events', events: event });
      outcome = found.length > 0 ? 'holds' : 'unknown';
    }
  }
  const last = debuggee.event;
  const steps = new LibrarySteps(debuggee, happened, told, write, options.isSeen === true);
  const answers: AnswerProof[] = [];
  let failure: readonly Step[] = [];
  if (rule !== undefined) failure = steps.byRule(rule);
  else if (found.length === 0) failure = steps.failure(last + 1);
  else for (const { event, bindings } of found) answers.push({ bindings, steps: steps.proof(event) });
  return {
    dialect: 'library',
    query: query.text ?? '',
    outcome,
    answers,
    // Of one rule each call stands by itself.
    failure: rule === undefined ? toldFirst(failure) : failure,
    bounds: told.bounds,
  };
}

/** Characters of a value. */
const LONGEST_VALUE = 200;

const writer =
  (host: Host | undefined) =>
  (term: Term): string =>
    printTerm(constraintsOn(term) ?? term, {
      longest: LONGEST_VALUE,
      describe: host && ((object) => host.describe(object)),
      quote: printString,
    });
