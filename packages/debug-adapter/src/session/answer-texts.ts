import { type Answer, describeKind, type Evaluation, type RuntimeError, type Term } from '@polar-tools/evaluator';
import type { LaunchLimits } from '../launch.ts';
import type { Ending } from '../runtime/run.ts';

/** What writes values as a session shows them. */
export interface Writer {
  /** Cut where it is long. */
  write(value: Term): string;
  writeAll(value: Term): string;
}

/** `action = "read"`; `true` for an answer without bindings; a fact where there was a wildcard. */
export function answerText(answer: Answer, writer: Writer): string {
  if (answer.text !== undefined) return answer.text;
  const bindings = [...answer.bindings].map(([name, value]) => `${name} = ${writer.writeAll(value)}`);
  return bindings.length === 0 ? 'true' : bindings.join(', ');
}

/**
 * A value on one line. A variable without a value has no name of its own that would mean anything to a person, and of an
 * expression over one nothing is known but the expression.
 */
export function shownValue(writer: Writer, value: Term): string {
  const kind = describeKind(value);
  if (kind === 'constraint') return UNBOUND;
  const text = writer.write(value);
  return kind === 'unbound' && /^_\d+$/.test(text) ? UNBOUND : text;
}

const UNBOUND = 'unbound';

/** An evaluation on one line, for a log point. */
export function evaluationText(evaluation: Evaluation, writer: Writer): string {
  if (evaluation.kind === 'value') return shownValue(writer, evaluation.value);
  if (evaluation.kind === 'error') return `<${evaluation.message}>`;
  const [first] = evaluation.answers;
  return first === undefined ? 'false' : answerText(first, writer);
}

/** How many answers there were, in words. */
export function countText(ending: Ending & { kind: 'done' }): string {
  if (ending.judged !== undefined) return judgedText(ending.judged);
  if (ending.answers === 0) return 'No answer: the query is false.';
  return ending.answers === 1 ? 'One answer.' : `${ending.answers} answers.`;
}

/** `The test passes: all 3 assertions hold.` */
function judgedText(judged: readonly boolean[]): string {
  const failed = judged.filter((holds) => !holds).length;
  if (judged.length === 0) return 'The test has no assertion.';
  if (failed === 0) return `The test passes: ${ALL_HOLD[judged.length] ?? `all ${judged.length} assertions hold`}.`;
  if (judged.length === 1) return 'The test fails: its assertion does not hold.';
  return `The test fails: ${failed} of ${judged.length} assertions ${failed === 1 ? 'does' : 'do'} not hold.`;
}

const ALL_HOLD: Readonly<Record<number, string>> = { 1: 'its assertion holds', 2: 'both assertions hold' };

/** The limit of a launch configuration that an error tells of. */
const LIMITS: Readonly<Partial<Record<RuntimeError['code'], keyof LaunchLimits>>> = {
  'stack-overflow': 'depth',
  'query-timeout': 'time',
  'memory-limit': 'memory',
};

/** Goals of a trace that are shown: those nearest to the error, and the query's. */
const SHOWN_GOALS = 40;

/** The message, what to do about it, then the goals in which it arose, the innermost first; a goal within goals like it is told once, with how often. */
export function errorText(error: RuntimeError, advice: string): string {
  const rows: { line: string; times: number }[] = [];
  for (const [index, { text, rule }] of [...error.trace.entries()].reverse()) {
    const line = `  in ${text}${rule === undefined ? '' : ` (rule ${rule})`}`;
    const last = rows.at(-1);
    if (error.left?.after === index + 1) rows.push({ line: LEFT_OUT, times: error.left.goals }, { line, times: 1 });
    else if (last?.line === line) last.times++;
    else rows.push({ line, times: 1 });
  }
  const cut = rows.slice(SHOWN_GOALS - 1, -1);
  const shown =
    rows.length <= SHOWN_GOALS
      ? rows
      : [...rows.slice(0, SHOWN_GOALS - 1), { line: LEFT_OUT, times: goalsIn(cut) }, ...rows.slice(-1)];
  const trace = shown.map(rowText);
  const hint = LIMITS[error.code];
  const remedy = hint === undefined ? [] : [`${advice}, or raise "limits.${hint}" in the launch configuration.`];
  return [`Error: ${error.message}`, ...remedy, ...trace].join('\n');
}

/** Stands for goals that are not shown. */
const LEFT_OUT = '  …';

const goalsIn = (rows: readonly { readonly times: number }[]): number =>
  rows.reduce((sum, { times }) => sum + times, 0);

function rowText({ line, times }: { readonly line: string; readonly times: number }): string {
  if (line === LEFT_OUT) return `${LEFT_OUT} ${times} more`;
  return times === 1 ? line : `${line}, ${times} times`;
}

/** A defect of ours: said as such, with what a person needs for a report. */
export function defectText(where: string, fault: unknown): string {
  const what = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  return `The Polar debugger failed in ${where}. This is a defect; please report it. ${what}`;
}
