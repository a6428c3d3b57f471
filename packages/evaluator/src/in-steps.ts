/** A long search that pauses now and then, so that whoever runs it can look up, or end it. What it returns is the result. */
export type Steps<Result> = Generator<undefined, Result>;

/** The result of a search that nobody needs to interrupt. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
