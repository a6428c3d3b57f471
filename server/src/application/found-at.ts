import type { FoundClass, FoundMember, Held } from '@polar-tools/app-classes';
import {
  type Field,
  type Lookup,
  type MethodCall,
  type Name,
  nodeAt,
  type PolarNode,
  rangeOf,
} from '@polar-tools/language';
import { typeOf } from '@polar-tools/policy';
import { statementStart } from '../completion/statement-start.ts';
import { surroundingsOf } from '../completion/surroundings.ts';
import type { View } from '../view.ts';
import { type Application, memberOf } from './application.ts';
import { heldBefore } from './chains.ts';

/** Where a policy reads something of an object: `x.name`, `x.name(…)`, `Class{name: …}`. */
export type ReadingNode = Lookup | MethodCall | Field;

/** What the application's sources say of something that a policy reads of an object. */
export interface FoundReading {
  /** The classes that the object may have; none where that is not known. */
  readonly of: readonly FoundClass[];
  /** Undefined where none of them declares it. */
  readonly found: FoundMember | undefined;
}

/** The classes of the object that is read, and which member of theirs it is. */
export function foundReading(
  application: Application,
  view: View,
  uri: string,
  name: Name,
  holder: ReadingNode,
): FoundReading {
  const of = objectClasses(application, view, uri, name, holder);
  return { of, found: memberOf(application, of, name.text) };
}

function objectClasses(
  application: Application,
  { policy }: View,
  uri: string,
  name: Name,
  holder: ReadingNode,
): readonly FoundClass[] {
  if (holder.$type === 'Field') {
    const pattern = holder.$container as PolarNode;
    return pattern.$type === 'InstancePattern' ? application.typed(policy, pattern.name.text) : [];
  }
  const type = typeOf(policy, holder.object);
  const declared = type === undefined ? [] : application.typed(policy, type);
  if (declared.length > 0) return declared;
  const around = surroundingsAt(policy.files.get(uri), rangeOf(name).start);
  return around === undefined ? [] : heldBefore({ application, policy, around }, around.tokens.length - 2).itself;
}

const surroundingsAt = (file: Parameters<typeof statementStart>[0] | undefined, offset: number) =>
  file === undefined ? undefined : surroundingsOf(file.text, statementStart(file, offset), offset);

/** The name at a place that is read of an object, or of which one stands right before the place. */
export function readingAt(
  view: View,
  uri: string,
  offset: number,
): { readonly name: Name; readonly holder: ReadingNode } | undefined {
  const file = view.policy.files.get(uri);
  if (file === undefined) return undefined;
  for (const at of [offset, offset - 1]) {
    const node = at < 0 ? undefined : (nodeAt(file, at) as PolarNode | undefined);
    const holder = node?.$container as PolarNode | undefined;
    if (node?.$type !== 'Name' || holder === undefined) continue;
    if ((holder.$type === 'Lookup' || holder.$type === 'MethodCall') && holder.name === node)
      return { name: node, holder };
    if (holder.$type === 'Field' && holder.key === node && holder.$container?.$type === 'InstancePattern')
      return { name: node, holder };
  }
  return undefined;
}

/** What the object at a place holds, a variable or what is read of one. */
export function heldAt(application: Application, { policy }: View, uri: string, end: number): Held {
  const around = surroundingsAt(policy.files.get(uri), end);
  // The last word is what is being written, as far as the text before the place tells.
  if (around === undefined || around.prefix === '') return { itself: [], elements: [] };
  const tokens = [...around.tokens, { kind: 'word' as const, text: around.prefix }];
  return heldBefore({ application, policy, around: { ...around, tokens } }, tokens.length - 1);
}
