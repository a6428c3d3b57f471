import type { ErrorReport } from './error-report.ts';

/** What is asked of both engines: a policy, the data of its application, and queries. */
export interface Case {
  /** Polar, Library dialect. */
  readonly policy: string;
  readonly queries: readonly string[];
  /** A data file as an object; none: no classes and no objects. */
  readonly data?: object;
  /** The application is that of `live-world.ts`, and there is no data. */
  readonly live?: boolean;
}

/** Goals after which a query is stopped, in the reference's count. Less (`CONFORMANCE_GOALS`) makes long runs short: what does not end costs most. */
export const MOST_GOALS = Number(process.env.CONFORMANCE_GOALS ?? 4_000);

/** What a query did, in a form in which two engines can be compared. */
export interface Outcome {
  /** Each answer: its variables in order of their names, with values as text that tells `1` from `1.0`. */
  readonly answers: readonly string[];
  /** What `print` wrote. */
  readonly printed: readonly string[];
  /** The kind of the error that ended it, in kebab case: `type-error`, `parse-error`, `exception`. */
  readonly error: string | undefined;
  /** The error's own words, for a person. */
  readonly message: string | undefined;
  /** What a person reads of it: for errors of a run. */
  readonly report?: ErrorReport | undefined;
}

/** Why a policy does not load. Ours says all that there is to say, the reference the first. */
export interface LoadFault {
  readonly error: string;
  readonly report: ErrorReport;
}

/** What a case did: its queries' outcomes, or why the policy did not load. */
export type CaseOutcome =
  | { readonly loaded: true; readonly outcomes: readonly Outcome[] }
  | { readonly loaded: false; readonly faults: readonly LoadFault[] };

/** Why a query was stopped before its end. Such an outcome says nothing and is compared with nothing. */
export const unfinished = (outcome: Outcome): boolean =>
  outcome.error === 'too-long' || outcome.error === 'too-many-answers' || outcome.error === 'stack-overflow';
