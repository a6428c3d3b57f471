import { isName, print, type ShorthandReference, type StringLiteral } from '@polar-tools/language';
import { declaredName, type MergedBlock } from '../blocks/blocks.ts';
import { declareName, declareRelation } from '../fixes/declare.ts';
import { correctTerm } from '../fixes/misspelt-term.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FindingFix } from './definition.ts';

/** What mends a name that no block declares: the name that was meant, or its declaration. */
export function termFixes(
  term: StringLiteral,
  meant: string | undefined,
  block: MergedBlock | undefined,
  policy: Snapshot,
): FindingFix[] {
  const fixes = [...changeTo(term, meant, block, policy)];
  for (const kind of ['role', 'permission'] as const) {
    if (block !== undefined) fixes.push(declareName(term.value, kind, block));
  }
  return fixes;
}

/** The name that was meant, if any, in place of one that is misspelt. */
export const changeTo = (
  term: StringLiteral,
  meant: string | undefined,
  block: MergedBlock | undefined,
  policy: Snapshot,
): readonly FindingFix[] => (meant === undefined ? [] : correctTerm(term, meant, block, policy));

/** Declares the relation that a term is looked for on: to the types that declare the term. */
export function relationFixes(
  name: string,
  onIt: ShorthandReference['term'],
  block: MergedBlock | undefined,
  blocks: ReadonlyMap<string, MergedBlock>,
): FindingFix[] {
  if (block === undefined || !isName(name)) return [];
  const types = [...blocks.values()].filter(
    ({ name: type, names }) =>
      type !== 'global' && (onIt.$type === 'StringLiteral' ? names.has(onIt.value) : type !== block.name),
  );
  return types
    .sort(byName)
    .slice(0, MOST_TYPES)
    .map(({ name: type }) => declareRelation(name, type, block));
}

const byName = (one: MergedBlock, other: MergedBlock): number => (one.name < other.name ? -1 : 1);

/** More are no help to choose from. */
const MOST_TYPES = 3;

/** Whether a type declares a term itself, or inherits it. */
export const isOwnTerm = ({ blocks }: Snapshot, type: string, term: ShorthandReference['term']): boolean =>
  term.$type === 'StringLiteral' && declaredName(blocks, type, term.value) !== undefined;

/** The term by itself, where it was looked for on `"resource"`. */
export const withoutOn = (relation: StringLiteral, term: ShorthandReference['term']): FindingFix => ({
  title: 'Remove on "resource"',
  edits: [{ node: relation.$container!, at: 'instead', newText: print(term) }],
});
