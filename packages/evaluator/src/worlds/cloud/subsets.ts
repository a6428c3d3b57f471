/** All choices of at most so many, the smallest first; each is made when it is asked for. */
export function* subsets<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  let last: readonly (readonly [readonly T[], number])[] = [[[], 0]];
  yield [];
  for (let size = 1; size <= most; size++) {
    const next: (readonly [readonly T[], number])[] = [];
    for (const [chosen, from] of last)
      for (let i = from; i < all.length; i++) {
        const more = [...chosen, all[i]!];
        next.push([more, i + 1]);
        yield more;
      }
    last = next;
  }
}
