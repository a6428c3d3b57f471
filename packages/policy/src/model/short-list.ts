/** Up to how many items a list is as long as what is in it. */
const EXACT = 8;

/**
 * A list with one item more; the list itself is not to be used any more. V8 makes room for sixteen items more where one is put into an array: of the short
 * lists of which a policy has tens of thousands, that would be most.
 */
export function appended<T>(list: readonly T[], item: T): readonly T[] {
  if (list.length < EXACT) return [...list, item];
  (list as T[]).push(item);
  return list;
}
