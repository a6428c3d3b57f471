import type { Node } from '@polar-tools/language';

/** The reference's kinds in kebab case, and this engine's own limits. */
export type ErrorCode =
  | 'arithmetic-error'
  | 'type-error'
  | 'unsupported'
  | 'application'
  | 'stack-overflow'
  | 'query-timeout'
  | 'query-for-undefined-rule'
  | 'unhandled-partial'
  | 'incompatible-bindings'
  | 'invalid-state'
  | 'unexpected-value'
  | 'unregistered-class'
  | 'exception'
  | 'solution-limit'
  | 'memory-limit'
  | 'out-of-memory';

/** One line of a stack trace, the most recent evaluation last. */
export interface TraceEntry {
  /** The goal as it is written. */
  readonly text: string;
  readonly node: Node | undefined;
  readonly uri: string | undefined;
  /** UTF-16 offsets in the file, or in the query's text when `uri` is undefined. */
  readonly start: number;
  readonly end: number;
  /** The rule that the goal is written in; undefined for the query. */
  readonly rule: string | undefined;
}

/** An error while a query runs. */
export interface RuntimeError {
  readonly code: ErrorCode;
  /** The reference's words, without the trace and the position. */
  readonly message: string;
  /** Where it arose: the most recent goal first written in the policy or the query. */
  readonly uri: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly trace: readonly TraceEntry[];
  /** Where the trace has the two ends of a longer one: how many goals are left out behind so many of its first ones. */
  readonly left?: { readonly after: number; readonly goals: number } | undefined;
  /** How many goals in progress the trace leaves out, since each is the whole body of one that it shows; the reference numbers them, too. */
  readonly unshown?: number;
  /** What the application threw, for `application` and `exception`. */
  readonly cause?: unknown;
}

const LIMITS: ReadonlySet<ErrorCode> = new Set([
  'stack-overflow',
  'query-timeout',
  'memory-limit',
  'out-of-memory',
  'solution-limit',
]);

/** Whether the error is that the query has passed a limit. */
export const isLimit = (code: ErrorCode): boolean => LIMITS.has(code);

const WITHOUT_POSITION: ReadonlySet<ErrorCode> = new Set([
  ...LIMITS,
  'query-for-undefined-rule',
  'incompatible-bindings',
  'invalid-state',
]);

/** Whether the reference says where an error of this kind arose. */
export const isPositioned = (code: ErrorCode): boolean => !WITHOUT_POSITION.has(code);

/** The words for constraints that no answer can show. */
export function unhandledMessage(variable: string, shown: string): string {
  return `Found an unhandled partial in the query result: ${variable}

This can happen when there is a variable used inside a rule
which is not related to any of the query inputs.

For example: f(_x) if y.a = 1 and y.b = 2;

In this example, the variable \`y\` is constrained by \`a = 1 and b = 2\`,
but we cannot resolve these constraints without further information.

The unhandled partial is for variable ${variable}.
The expression is: ${shown}
`;
}
