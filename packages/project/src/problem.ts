/** Why something that was asked for cannot be done: a value, for a person (`message`, without advice that only one door can give) and for programs. */
export interface Problem {
  /** In kebab case: `no-such-file`, `cloud-policy`, or the code of a check. */
  readonly code: string;
  readonly message: string;
  /** Where, if it is in a text: UTF-16 offsets. */
  readonly place?: ProblemPlace | undefined;
}

export interface ProblemPlace {
  readonly uri: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What was asked for, or why it cannot be had. */
export type Result<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

export const problem = (code: string, message: string): { readonly problems: readonly Problem[] } => ({
  problems: [{ code, message }],
});
