import type { Decision } from '../decisions.ts';

/** A decision as JSON. */
export interface ToldDecision {
  readonly number: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly request: string;
  readonly kind: string;
  readonly question: unknown;
  readonly answer: unknown;
  /** Nothing was allowed, or nothing found, or it ended with an error. */
  readonly denied: boolean;
  /** What was asked, as a query: `allow(User{"anne"}, "read", Folder{"plans"})`. Several for questions in bulk. */
  readonly queries: readonly string[];
}

/** Queries of questions in bulk that are told. */
const MOST_QUERIES = 20;

export function toldOf(decision: Decision): ToldDecision {
  const { number, time, request, kind, question, answer, asked } = decision;
  return {
    number,
    time,
    request,
    kind,
    question: question === undefined ? null : JSON.parse(question),
    answer,
    denied: isDenied(decision),
    queries: asked.slice(0, MOST_QUERIES).map((text) => text()),
  };
}

/** The error that it ended with; undefined where it has an answer. */
export const errorOf = ({ answer }: Pick<Decision, 'answer'>): string | undefined =>
  typeof answer === 'object' && answer !== null && 'error' in answer ? String(answer.error) : undefined;

export function isDenied({ answer }: Decision): boolean {
  if (Array.isArray(answer)) return answer.every((each) => isNothing(each));
  return isNothing(answer);
}

/** `{"allowed": false}`, or no results, or `{"error": …}`. */
function isNothing(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if ('error' in answer) return true;
  if ('allowed' in answer) return answer.allowed === false;
  return 'results' in answer && Array.isArray(answer.results) && answer.results.length === 0;
}
