import { type Blocks, supertypesOf } from '../blocks/blocks.ts';
import { cloudValueTypes } from '../dialect/built-in-classes.ts';
import { declareType } from '../fixes/declare.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type Check, cloudOnly } from './definition.ts';

/** A type extends one that has no block, or itself, or one that extends it. */
export const unknownSupertype: Check = {
  code: 'unknown-supertype',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A type that extends one without a block, or itself.',
  nodes: {
    Block({ keyword, name, supertypes }, { policy, report }) {
      for (const supertype of supertypes) {
        const { text } = supertype;
        if (text === name.text) {
          report(supertype, `${text} cannot extend itself. Name another type, or leave extends out.`);
        } else if (supertypesOf(policy.blocks, text).includes(name.text)) {
          const circle = [name.text, ...wayUp(policy.blocks, text, name.text)];
          const steps = circle.slice(1).map((each, at) => `${circle[at]} extends ${each}`);
          const last = steps.pop();
          report(supertype, `${steps.join(', ')}, and ${last}: extends goes in a circle. Leave one of them out.`);
        } else if (cloudValueTypes.has(text) && !policy.blocks.has(text)) {
          report(
            supertype,
            `${text} is a type of values, which no type extends. Name a type with a block, or leave extends out.`,
          );
        } else if (text !== '' && !policy.blocks.has(text) && text !== 'Actor' && text !== 'Resource') {
          const meant = nearestOf(text, policy.blocks.keys());
          const advice =
            meant === undefined
              ? `Declare it: ${keyword?.text === 'actor' ? 'actor' : 'resource'} ${text} {}`
              : `Did you mean ${meant}?`;
          report(supertype, `There is no block of the type ${text}. ${advice}`, {
            fixes: [
              meant === undefined
                ? declareType(text, keyword?.text === 'actor' ? 'actor' : 'resource', supertype)
                : {
                    title: `Change to ${meant}`,
                    preferred: isSlip(text, meant),
                    edits: [{ node: supertype, at: 'instead', newText: meant }],
                  },
            ],
          });
        }
      }
    },
  },
};

/** The types from one to another that it extends, both named, by the fewest steps. */
function wayUp(blocks: Blocks, from: string, to: string): readonly string[] {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    for (const next of blocks.get(way.at(-1)!)?.supertypes ?? []) {
      if (next === to) return [...way, to];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [from, to];
}
