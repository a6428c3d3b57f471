/**
 * The method resolution order of a class: itself, then its supertypes, each before its own supertypes, in the order in
 * which they are written (C3, as in Python). Undefined when no order satisfies all of them.
 *
 * `ancestries` are the orders of the direct supertypes, in the order in which the class lists them.
 */
export function linearise<Class>(
  self: Class,
  supertypes: readonly Class[],
  ancestries: readonly (readonly Class[])[],
): readonly Class[] | undefined {
  const order = [self];
  let pending = [...ancestries, supertypes].filter((list) => list.length > 0).map((list) => [...list]);
  while (pending.length > 0) {
    const next = pending
      .map((list) => list[0])
      .find((head) => head !== undefined && pending.every((list) => list.indexOf(head) <= 0));
    if (next === undefined) return undefined;
    order.push(next);
    pending = pending.map((list) => (list[0] === next ? list.slice(1) : list)).filter((list) => list.length > 0);
  }
  return order;
}
