/** Where the statement with the cursor begins; after a finished statement, its end. */
export function statementStart(
  statements: readonly { readonly base: number; readonly length: number }[],
  offset: number,
): number {
  let start = 0;
  for (const { base, length } of statements) {
    if (base > offset) break;
    start = base + length < offset ? base + length : base;
  }
  return start;
}
