import { rangeOf } from '@polar-tools/language';
import { subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import type { DeclarationKind } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { madeOneWith } from './made-one.ts';
import { placeText } from './places.ts';
import { statementsThatAsk } from './statements-that-ask.ts';
import { termsIn } from './symbols.ts';
import { oneValueEach, type Slot, termSlots } from './term-slots.ts';
import { scopesIn, type Value, valueFlow } from './value-flow.ts';

/** Where a variable takes a term of one kind for one of another: `has_permission(u, p, d: Doc) if has_role(u, p, d)`. */
export interface Bridge {
  readonly variable: string;
  /** What the variable is there on the near side. */
  readonly from: Pick<Slot, 'as' | 'type'>;
  /** What it is there beside. */
  readonly as: DeclarationKind;
  /** Of which type; undefined where that is not known. */
  readonly type: string | undefined;
  /** For a person. */
  readonly at: string;
  /** The bridge that leads to this one; undefined where it starts at the term's own kind. */
  readonly before: Bridge | undefined;
  /** A rule that is called makes two variables one; else it is one. */
  readonly byRules: boolean;
}

/** A value that is asked for as more than one thing. */
interface Crossing {
  readonly value: Value;
  readonly slots: readonly Slot[];
  readonly byRules: boolean;
  readonly at: string;
}

/**
 * The places where a variable that may be a term is asked for, or given, as one of another kind as well; and where it goes on from there, over
 * however many rules.
 */
export function bridgesOf(
  policy: Snapshot,
  name: string,
  as: DeclarationKind,
  isOurs: (type: string) => boolean,
): readonly Bridge[] {
  const crossings = crossingsOf(policy);
  const isOwn = (slot: Slot): boolean => slot.as === as && termsIn(policy, slot, name).types.some(isOurs);
  const found = new Map<string, Bridge>();
  const cross = (from: Slot, before: Bridge | undefined, { value, slots, byRules, at }: Crossing): void => {
    for (const slot of slots) {
      const key = `${slot.as} ${slot.type}`;
      // Types that share a term of one kind are a family, which is renamed together.
      if (found.has(key) || isOwn(slot) || (before === undefined && slot.as === as)) continue;
      const [variable = 'a value'] = value.variables;
      found.set(key, { variable, from, as: slot.as, type: slot.type, at, before, byRules });
    }
  };
  for (const crossing of crossings) {
    const own = crossing.slots.find(isOwn);
    if (own !== undefined) cross(own, undefined, crossing);
  }
  // A map is gone through with what is put into it on the way.
  for (const bridge of found.values()) {
    for (const crossing of crossings) {
      const near = crossing.slots.find((slot) => slot.as === bridge.as && leadsTo(policy, bridge, slot.type));
      if (near !== undefined) cross(near, bridge, crossing);
    }
  }
  return [...found.values()];
}

const known = new WeakMap<Snapshot, readonly Crossing[]>();

function crossingsOf(policy: Snapshot): readonly Crossing[] {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const crossings: Crossing[] = [];
  for (const statement of statementsThatAsk(policy)) {
    const { uri, tree, asksAny } = statement;
    if (tree === undefined || asksAny.length === 0) continue;
    for (const scope of scopesIn(tree)) {
      const flow = valueFlow(scope);
      for (const value of flow.values) {
        if (value.variables.size === 0) continue;
        const own = termSlots(policy).of(value);
        if (own.length === 0) continue;
        const at = placeText(policy, uri, rangeOf(value.ports[0]?.node ?? scope).start);
        const groups = oneValueEach(own).filter(areSeveral);
        for (const slots of groups) crossings.push({ value, slots, byRules: false, at });
        const slots = madeOneWith(policy, flow, value).flatMap((each) => termSlots(policy).of(each));
        if (slots.length > own.length && areSeveral(slots)) crossings.push({ value, slots, byRules: true, at });
      }
    }
  }
  known.set(policy, crossings);
  return crossings;
}

const areSeveral = (slots: readonly Slot[]): boolean =>
  slots.some(({ as, type }) => as !== slots[0]!.as || type !== slots[0]!.type);

/** Whether what comes over a bridge may be of a type. */
export function leadsTo(policy: Snapshot, { type }: Bridge, other: string | undefined): boolean {
  if (type === undefined || other === undefined || type === other) return true;
  return [...supertypesOf(policy.blocks, type), ...subtypesOf(policy.blocks, type)].includes(other);
}

/** Whether one variable all the way is both, so that what nothing else declares can only be the term itself. */
export const isPlain = ({ byRules, before }: Bridge): boolean => !byRules && (before === undefined || isPlain(before));

/** The way over a bridge, for a person: `at main.polar:3 p is a role and a permission at once`. */
export function bridgeText({ at, variable, from, as, type, before }: Bridge): string {
  const both =
    from.as === as ? `a ${as} of ${from.type ?? 'one'} and of ${type ?? 'another'}` : `a ${from.as} and a ${as}`;
  return `${before === undefined ? '' : `${bridgeText(before)}, `}at ${at} ${variable} is ${both} at once`;
}
