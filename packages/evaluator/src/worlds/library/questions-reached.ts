import type { Policy } from '@polar-tools/policy';
import type { Host } from '../../host/host.ts';
import { isLiteral } from '../compared-questions.ts';
import type { TypedQuestion } from '../questions.ts';
import { type Known, mayBeIn, ReachOfChange } from '../reach-of-change.ts';
import { questionPredicate } from './question-types.ts';

/**
 * The questions to which two policies of the Library may answer differently: the others lead to nothing that changed.
 *
 * @param isOver whether the time for it is up: what was not looked at by then is among them
 */
export function questionsReached(
  questions: readonly TypedQuestion[],
  policies: readonly [Policy, Policy],
  { classes }: Pick<Host, 'classes'>,
  isOver: () => boolean = () => false,
): readonly TypedQuestion[] {
  // Which classes are actors and which are resources is asked all over.
  if (unionsOf(policies[0]) !== unionsOf(policies[1])) return questions;
  const ancestries = [...classes.values()].map(
    ({ name, ancestry }) => new Set([name, ...ancestry.map((above) => above.name)]),
  );
  const blocks = [...policies[0].blocks.values()];
  const actors = blocks.filter(({ keyword }) => keyword === 'actor').map(({ name }) => name);
  const mayBe = mayBeIn(ancestries);
  const reach = new ReachOfChange(policies, (type, wanted) =>
    // `Actor` is one of the blocks of actors. A resource may be any block's.
    wanted === 'Actor' ? actors.some((name) => mayBe(type, name)) : mayBe(type, wanted),
  );
  const predicate = questionPredicate(policies);
  return questions.filter(({ actor, action, resource }) => {
    const object = resource === undefined ? [] : [knownOf(resource)];
    return isOver() || reach.isReachedBy(predicate, [knownOf(actor), { text: action }, ...object]);
  });
}

/** What is known of an actor or resource, written as a question has it. */
function knownOf(written: string): Known {
  if (!isLiteral(written)) return { type: written };
  return /^"[^"\\]*"$/.test(written) ? { text: written.slice(1, -1) } : undefined;
}

const unionsOf = ({ blocks }: Policy): string =>
  JSON.stringify([...blocks.values()].map(({ name, keyword }) => [name, keyword]).sort());
