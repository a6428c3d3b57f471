import { rangeOf } from '@polar-tools/language';
import { subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import type { DeclarationKind } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placeText } from './places.ts';
import { termsIn } from './symbols.ts';
import { termSlots } from './term-slots.ts';
import { scopesIn, valueFlow } from './value-flow.ts';

/** Where a variable takes a term of one kind for one of another: `has_permission(u, p, d: Doc) if has_role(u, p, d)`. */
export interface Bridge {
  readonly variable: string;
  /** What the variable is there beside the term's own kind. */
  readonly as: DeclarationKind;
  /** Of which type; undefined where that is not known. */
  readonly type: string | undefined;
  /** For a person. */
  readonly at: string;
}

/** The places where a variable that may be a term is asked for, or given, as one of another kind as well. */
export function bridgesOf(
  policy: Snapshot,
  name: string,
  as: DeclarationKind,
  isOurs: (type: string) => boolean,
): readonly Bridge[] {
  const bridges: Bridge[] = [];
  for (const { uri, tree, asksAny } of policy.statements()) {
    if (tree === undefined || asksAny.length === 0) continue;
    for (const scope of scopesIn(tree)) {
      for (const value of valueFlow(scope).values) {
        const [variable] = value.variables;
        if (variable === undefined) continue;
        const slots = termSlots(policy).of(value);
        if (new Set(slots.map((slot) => slot.as)).size < 2) continue;
        const own = slots.filter((slot) => slot.as === as).flatMap((slot) => termsIn(policy, slot, name).types);
        if (!own.some(isOurs)) continue;
        const node = value.ports[0]?.node ?? scope;
        const at = placeText(policy, uri, rangeOf(node).start);
        for (const slot of slots) if (slot.as !== as) bridges.push({ variable, as: slot.as, type: slot.type, at });
      }
    }
  }
  return bridges;
}

/** Whether what comes over a bridge may be of a type. */
export function leadsTo(policy: Snapshot, { type }: Bridge, other: string | undefined): boolean {
  if (type === undefined || other === undefined || type === other) return true;
  return [...supertypesOf(policy.blocks, type), ...subtypesOf(policy.blocks, type)].includes(other);
}
