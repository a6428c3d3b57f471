import type { CompiledCloud } from '../dialect/cloud/program.ts';
import { type Code, free, isLink, link, linked, setOf } from '../tables/codes.ts';
import { NO_TYPE } from '../tables/type-sets.ts';
import type { Bindings, Table } from './table.ts';

/** The slot that a slot is a link to, or itself. */
export function rootOf(
  { slots, links }: Pick<Bindings, 'links'> & { readonly slots: ArrayLike<number> },
  slot: number,
): number {
  if (!links) return slot;
  let at = slot;
  for (let code = slots[at]!; isLink(code); code = slots[at]!) at = linked(code);
  return at;
}

/** What an argument is: a constant's value, or what its slot has. */
export function readSlot(bindings: Bindings, argument: number): Code {
  return argument < 0 ? -1 - argument : bindings.slots[rootOf(bindings, argument)]!;
}

/** Different slots are one variable only where they are linked. */
export function isSame(bindings: Bindings, one: number, other: number): boolean {
  return one === other || (bindings.links && rootOf(bindings, one) === rootOf(bindings, other));
}

/** Makes a slot what a code says; false where it cannot be. */
export function unify(bindings: Bindings, slot: number, code: Code, { types, values }: CompiledCloud): boolean {
  const { slots } = bindings;
  const root = rootOf(bindings, slot);
  const known = slots[root]!;
  if (code >= 0) {
    if (known >= 0) return known === code;
    if (!types.has(setOf(known), values.typeOf(code))) return false;
    slots[root] = code;
    return true;
  }
  if (known >= 0) return types.has(setOf(code), values.typeOf(known));
  const meet = types.meet(setOf(known), setOf(code));
  slots[root] = free(meet);
  return meet !== NO_TYPE;
}

/** Gives a variable another value than unification would let it have: one to try, or none again. */
export function bind(bindings: Bindings, slot: number, code: Code): void {
  bindings.slots[rootOf(bindings, slot)] = code;
}

/** Makes two slots one. */
export function alias(bindings: Bindings, one: number, other: number, program: CompiledCloud): boolean {
  const a = rootOf(bindings, one);
  const b = rootOf(bindings, other);
  if (a === b) return true;
  if (!unify(bindings, a, bindings.slots[b]!, program)) return false;
  bindings.slots[b] = link(a);
  bindings.links = true;
  return true;
}

/** Gives a rule's head what a call passes. Constants of heads and values fit by type: whoever chose the rule has seen to that. */
export function unifyHead(
  bindings: Bindings,
  head: readonly number[],
  { codes, open }: Pick<Table, 'codes' | 'open'>,
  program: CompiledCloud,
): boolean {
  const { slots } = bindings;
  if (open.length === 0) {
    for (let i = 0; i < codes.length; i++) {
      const slot = head[i]!;
      if (slot < 0) continue;
      if (slots[slot]! >= 0 && slots[slot] !== codes[i]) return false;
      slots[slot] = codes[i]!;
    }
    return true;
  }
  for (let i = 0; i < codes.length; i++) {
    if (head[i]! >= 0 && !unify(bindings, head[i]!, codes[i]!, program)) return false;
  }
  return true;
}
