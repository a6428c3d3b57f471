/**
 * Says which variables of a query look like a misspelt object of the data: such a query is not wrong, since every unknown
 * name is a variable, but it is rarely what was meant.
 */
export function similarNames(variables: readonly string[], objects: readonly string[]): string[] {
  return variables.flatMap((variable) => {
    const meant = objects.find((object) => isSlip(variable, object));
    return meant === undefined
      ? []
      : [`note: \`${variable}\` is a variable here: the data has no object of that name. Did you mean \`${meant}\`?`];
  });
}

/** One letter too many, too few, another one, or two swapped; short names are too alike to tell. */
function isSlip(written: string, meant: string): boolean {
  if (written.length < 3 || Math.abs(written.length - meant.length) > 1) return false;
  if (written.toLowerCase() === meant.toLowerCase()) return true;
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start++;
  let end = 0;
  while (end < Math.min(written.length, meant.length) - start && written.at(-1 - end) === meant.at(-1 - end)) end++;
  const left = written.slice(start, written.length - end);
  const right = meant.slice(start, meant.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
