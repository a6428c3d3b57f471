/** What makes a call hold: facts that are there, and calls that must not hold. Both by their numbers, in order. */
export interface Support {
  readonly facts: readonly number[];
  readonly denied: readonly number[];
  /** What it takes may be another matter in another policy: a clause that only one has is used, or something is denied that depends on one. */
  readonly isSuspect: boolean;
}

export const noSupport: Support = { facts: [], denied: [], isSuspect: false };

/** What takes both. */
export const join = (one: Support, other: Support): Support => ({
  facts: union(one.facts, other.facts),
  denied: union(one.denied, other.denied),
  isSuspect: one.isSuspect || other.isSuspect,
});

/** Whether whatever is so for the other one is so for this one: it asks for no more. */
export const isNoMore = (one: Support, other: Support): boolean =>
  isWithin(one.facts, other.facts) && isWithin(one.denied, other.denied);

/** Puts a support among those of a call, of which none asks for all that another does. False where one that is there asks for no more. */
export function addSupport(all: Support[], support: Support): boolean {
  if (all.some((known) => isNoMore(known, support))) return false;
  for (let i = all.length - 1; i >= 0; i--) if (isNoMore(support, all[i]!)) all.splice(i, 1);
  all.push(support);
  return true;
}

function union(one: readonly number[], other: readonly number[]): readonly number[] {
  if (other.length === 0 || one === other) return one;
  if (one.length === 0) return other;
  const all: number[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const a = one[i] ?? Number.POSITIVE_INFINITY;
    const b = other[j] ?? Number.POSITIVE_INFINITY;
    all.push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return all;
}

function isWithin(one: readonly number[], other: readonly number[]): boolean {
  if (one.length > other.length) return false;
  let j = 0;
  for (const number of one) {
    while (j < other.length && other[j]! < number) j++;
    if (other[j] !== number) return false;
    j++;
  }
  return true;
}
