import type { Block, Name, Node, Shorthand, ShorthandReference, StringLiteral } from '@polar-tools/language';
import { declaredName, hasMisspeltGlobal, type MergedBlock, supertypesOf } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import { declareGlobal } from '../fixes/declare.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { walk } from '../model/walk.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import type { StatementContext } from './definition.ts';
import { changeTo, isOwnTerm, relationFixes, termFixes, withoutOn } from './shorthand-term-fixes.ts';

/** The names that a shorthand uses: those of its own block, of the type that a relation leads to, and of the global block. */
export function checkShorthand(shorthand: Shorthand, block: Block, context: StatementContext): void {
  if (shorthand.head.$type === 'StringLiteral') checkTerm(shorthand.head, block, context);
  if (shorthand.body.$type === 'ShorthandReference') {
    checkReference(shorthand.body, block, context);
  } else checkReferences(shorthand.body, block, context);
}

function checkReferences(body: Node, block: Block, context: StatementContext): void {
  walk(body, (node) => {
    if (node.$type === 'Call') return false;
    if (node.$type === 'ShorthandReference') checkReference(node, block, context);
    return true;
  });
}

function checkReference(reference: ShorthandReference, block: Block, context: StatementContext): void {
  const { global, term, keyword } = reference;
  const relation = followedRelation(reference);
  const { blocks } = context.policy;
  if (global) {
    checkGlobalTerm(term, context);
    return;
  }
  if (keyword !== undefined && keyword.text !== 'on') {
    const meant = joinMeant(reference, block, context.policy);
    reportKeyword(keyword, meant ?? 'on', context);
    if (meant !== undefined) return;
  }
  if (relation === undefined) {
    if (term.$type === 'StringLiteral') checkTerm(term, block, context);
    return;
  }
  if (relation.$type !== 'StringLiteral' || !checkTerm(relation, block, context, term)) return;
  const declared = declaredName(blocks, block.name.text, relation.value);
  if (declared === undefined) return;
  if (declared.kind !== 'relation') {
    context.report(
      relation,
      `"${relation.value}" is declared as a ${declared.kind} in the '${block.name.text}' resource block, and only a relation can stand after 'on'. Declare it under relations, or name a relation.`,
    );
    return;
  }
  const related = blocks.get(declared.type!);
  if (related === undefined || related.incomplete || term.$type !== 'StringLiteral') return;
  if (declaredName(blocks, related.name, term.value) === undefined) {
    reportRelatedTerm(term, block.name.text, related, context);
  }
}

function checkGlobalTerm(term: ShorthandReference['term'], { policy, report }: StatementContext): void {
  if (term.$type !== 'StringLiteral') return;
  const declared = policy.blocks.get('global');
  if (declared === undefined) {
    if (hasMisspeltGlobal(policy.blocks)) return;
    report(
      term,
      `There is no global block, so "${term.value}" is not a global role. Declare it: global { roles = ["${term.value}"]; }`,
      { fixes: [declareGlobal(term)] },
    );
  } else if (!declared.incomplete && !declared.names.has(term.value)) {
    const meant = nearestOf(term.value, declared.names.keys());
    report(term, undeclared(term.value, 'global', meant), {
      fixes: (newest) => termFixes(term, meant, newest.blocks.get('global'), newest),
    });
  }
}

/** What joins two names where a misspelt word was taken for `on`, and no relation follows it: `"a" ro "b"`. The Library has nothing that does. */
function joinMeant({ keyword, relation }: ShorthandReference, block: Block, policy: Snapshot): string | undefined {
  if (policy.dialect !== 'cloud' || relation?.$type !== 'StringLiteral') return undefined;
  const declared = declaredName(policy.blocks, block.name.text, relation.value);
  if (declared === undefined || declared.kind === 'relation') return undefined;
  return ['or', 'and'].find((word) => isSlip(keyword!.text, word));
}

function reportKeyword(keyword: Name, meant: string, { report }: StatementContext): void {
  report(keyword, `Unexpected relation keyword '${keyword.text}'. Did you mean '${meant}'?`, {
    fixes: [
      { title: `Change to ${meant}`, preferred: true, edits: [{ node: keyword, at: 'instead', newText: meant }] },
    ],
  });
}

function reportRelatedTerm(
  term: StringLiteral,
  type: string,
  related: MergedBlock,
  { report }: StatementContext,
): void {
  const meant = nearestOf(term.value, related.names.keys());
  report(
    term,
    `${type}: Term "${term.value}" not declared in related resource block '${related.name}'. Did you mean to declare it as a role, permission, or relation in the '${related.name}' resource block?${meant ? ` Or did you mean "${meant}"?` : ''}`,
    { fixes: (newest) => termFixes(term, meant, newest.blocks.get(related.name), newest) },
  );
}

/** Whether a term of a shorthand is declared in the shorthand's own block; reports it if not. */
function checkTerm(
  term: StringLiteral,
  block: Block,
  context: StatementContext,
  onIt?: ShorthandReference['term'],
): boolean {
  const type = block.name.text;
  const { blocks } = context.policy;
  if (declaredName(blocks, type, term.value) !== undefined) return true;
  const merged = blocks.get(type);
  if (merged !== undefined && !merged.incomplete && !hasUnknownSupertype(merged, blocks)) {
    reportTerm(term, merged, context, onIt);
  }
  return false;
}

function reportTerm(
  term: StringLiteral,
  { name: type }: MergedBlock,
  { policy, report }: StatementContext,
  onIt: ShorthandReference['term'] | undefined,
): void {
  const names = [type, ...supertypesOf(policy.blocks, type)].flatMap((one) => [
    ...(policy.blocks.get(one)?.names.values() ?? []),
  ]);
  const wanted = names.filter(({ kind }) => onIt === undefined || kind === 'relation');
  const meant = nearestOf(
    term.value,
    wanted.map(({ name }) => name),
  );
  report(term, undeclared(term.value, type, meant), {
    fixes: (newest) => {
      const block = newest.blocks.get(type);
      if (onIt === undefined) return termFixes(term, meant, block, newest);
      // `"x" on "resource"` was meant to be of this very resource.
      const onResource = term.value === 'resource' && isOwnTerm(newest, type, onIt) ? [withoutOn(term, onIt)] : [];
      return [
        ...onResource,
        ...changeTo(term, meant, block, newest),
        ...relationFixes(term.value, onIt, block, newest.blocks),
      ];
    },
  });
}

/** Whether a type extends one of which not all names are known. */
function hasUnknownSupertype({ name, supertypes }: MergedBlock, blocks: ReadonlyMap<string, MergedBlock>): boolean {
  return (
    supertypes.some((supertype) => !blocks.has(supertype)) ||
    supertypesOf(blocks, name).some((supertype) => blocks.get(supertype)?.incomplete === true)
  );
}

const undeclared = (term: string, type: string, meant: string | undefined): string =>
  `Undeclared term "${term}" referenced in rule in '${type}' resource block. Did you mean to declare it as a role, permission, or relation?${meant ? ` Or did you mean "${meant}"?` : ''}`;
