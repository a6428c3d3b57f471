import { cloudValueTypes } from '@polar-tools/policy';
import { type CloudValue, cloudValue, type Fact } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';
import type { TypedQuestion } from '../questions.ts';
import type { Domain } from './domain.ts';

/**
 * A question by types, as it is asked: of objects that are generated, and of those that policies name.
 *
 * @param objects how many objects of each type are generated
 */
export function askedFacts(
  { actor, action, resource }: TypedQuestion,
  domain: Domain,
  values: Values,
  objects: number,
): readonly Fact[] {
  // Generated objects are all alike: the first one stands for the others, but one beside itself is another case.
  const asked = (type: string, first: number): readonly number[] =>
    cloudValueTypes.has(type) ? plainValues(type, domain, values) : others(domain.of(type), objects, first);
  const actors = asked(actor, 1);
  const resources = resource === undefined ? [undefined] : asked(resource, resource === actor && objects > 1 ? 2 : 1);
  return actors.flatMap((who) =>
    resources.map(
      (what): Fact => ({
        predicate: 'allow',
        arguments: [values.value(who), cloudValue(action), ...(what === undefined ? [] : [values.value(what)])],
      }),
    ),
  );
}

/** Of more plain values than these, the others are not asked with. */
const MOST_PLAIN = 12;

/** Whether there are more strings or numbers than are asked with. */
export const hasMorePlain = (type: string, domain: Domain): boolean => domain.of(type).length > MOST_PLAIN;

/** Those that policies name, and a string that none names. */
const plainValues = (type: string, domain: Domain, values: Values): readonly number[] => [
  ...domain.of(type).slice(0, MOST_PLAIN),
  ...(type === 'String' ? [values.number({ type, id: 'somebody' })] : []),
];

/** The first of the generated objects, and those that have a name. */
const others = (all: readonly number[], generated: number, first = 1): readonly number[] => [
  ...all.slice(0, first),
  ...all.slice(generated),
];

export const isSameValue = (one: CloudValue, other: CloudValue): boolean =>
  one.type === other.type && one.id === other.id;
