/** The files nearest to a folder first; tests and migrations last, which declare classes of the same names. */
export function nearFirst(uris: readonly string[], home: string): readonly string[] {
  const near = home.split('/');
  const rankOf = (uri: string): readonly number[] => {
    const path = uri.split('/');
    let shared = 0;
    while (shared < near.length && near[shared] === path[shared]) shared++;
    return [TESTS.test(path.slice(shared).join('/')) ? 1 : 0, near.length - shared, path.length];
  };
  return uris
    .map((uri) => ({ uri, rank: rankOf(uri) }))
    .sort((one, other) => {
      for (const [at, value] of one.rank.entries()) if (value !== other.rank[at]) return value - other.rank[at]!;
      return one.uri < other.uri ? -1 : 1;
    })
    .map(({ uri }) => uri);
}

const TESTS = /(^|[/_.])(tests?|specs?|__tests__|migrations|fixtures|mocks?)([/_.]|$)/;
