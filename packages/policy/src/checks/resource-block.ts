import {
  type Block,
  type BlockDeclaration,
  type DeclaredRelation,
  isName,
  type Name,
  type Node,
  type PolarNode,
  print,
  type Shorthand,
  type ShorthandReference,
  type StringLiteral,
} from '@polar-tools/language';
import { declarationKind, declaredName, type MergedBlock, supertypesOf } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import { declareGlobal, declareName, declareRelation } from '../fixes/declare.ts';
import { correctTerm } from '../fixes/misspelt-term.ts';
import type { BlockPart } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { walk } from '../model/walk.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { both, type Check, type FindingFix, type PolicyContext, type StatementContext } from './definition.ts';

/** What is wrong inside a block: its keyword, its declarations, and the names that its shorthands use. */
export const resourceBlock: Check = {
  code: 'resource-block',
  severity: 'error',
  dialects: both,
  summary: 'A mistake in an actor or resource block.',
  brokenToo: true,
  nodes: {
    Block(block, context) {
      checkKeyword(block, context);
      checkDeclarations(block, context);
      const { members } = block;
      for (let i = 0; i < members.length; i++) {
        const member = members[i]!;
        // A shorthand that is being written says nothing yet.
        if (context.model.brokenMembers?.has(member)) continue;
        if (member.$type === 'Shorthand') checkShorthand(member, block, context);
      }
    },
  },
  type: checkRelatedTypes,
};

function checkKeyword({ keyword, name, members }: Block, { model, policy, report }: StatementContext): void {
  // `test fixtur t {` was to be none.
  if (model.broken && keyword?.text === 'test') return;
  // Two words and no block: what they were meant for is not known.
  if (model.broken && members.length === 0 && keyword && nearestOf(keyword.text, ['actor', 'resource']) === undefined)
    return;
  if (keyword === undefined) {
    if (name.text === 'global') return; // Cloud's; in a Library policy the dialect is reported.
    if (policy.dialect === 'cloud' && isSlip(name.text, 'global')) {
      report(name, "Expected 'actor' or 'resource' but found nothing. Did you mean 'global'?", {
        fixes: [
          { title: 'Change to global', preferred: true, edits: [{ node: name, at: 'instead', newText: 'global' }] },
        ],
      });
      return;
    }
    const fixes = (['actor', 'resource'] as const).map((word): FindingFix => {
      return {
        title: `Make it an ${word} block`.replace('an resource', 'a resource'),
        edits: [{ node: name, at: 'before', newText: `${word} ` }],
      };
    });
    report(name, "Expected 'actor' or 'resource' but found nothing. Write one of them before the name.", { fixes });
  } else if (keyword.text !== 'actor' && keyword.text !== 'resource') {
    const meant = nearestOf(keyword.text, ['actor', 'resource']);
    const words = meant ? [meant] : ['actor', 'resource'];
    report(
      keyword,
      `Expected 'actor' or 'resource' but found '${keyword.text}'.${meant ? ` Did you mean '${meant}'?` : ''}`,
      {
        fixes: words.map((word) => ({
          title: `Change to ${word}`,
          edits: [{ node: keyword, at: 'instead', newText: word }],
        })),
      },
    );
  }
}

function checkDeclarations(block: Block, { model, report }: StatementContext): void {
  const seen: string[] = [];
  const { members } = block;
  for (let i = 0; i < members.length; i++) {
    const member = members[i]!;
    if (member.$type !== 'BlockDeclaration') continue;
    const { text } = member.name;
    if (declarationKind(member) === undefined) {
      if (!model.brokenMembers?.has(member)) report(...wrongDeclaration(member));
      continue;
    }
    // One of three words.
    if (!seen.includes(text)) {
      seen.push(text);
    } else {
      report(
        member.value,
        `Multiple '${text}' declarations in '${block.name.text}' resource block. Put them into one.`,
        { fixes: joinedLists(members, member) },
      );
    }
  }
}

/** Puts the names of a repeated list into the first one. */
function joinedLists(members: Block['members'], { name, value }: BlockDeclaration): FindingFix[] {
  const first = members.find(
    (member): member is BlockDeclaration => member.$type === 'BlockDeclaration' && member.name.text === name.text,
  );
  const into = first && itemsOf(first.value);
  const items = itemsOf(value);
  const last = into?.at(-1);
  if (last === undefined || items.length === 0 || first?.value.$type !== value.$type) return [];
  const known = new Set(into!.map((each) => print(each)));
  const newText = items
    .map((each) => print(each))
    .filter((each) => !known.has(each))
    .map((each) => `, ${each}`)
    .join('');
  const repeated = members.find((member) => member.$type === 'BlockDeclaration' && member.value === value)!;
  return [
    {
      title: 'Put them into one',
      edits: [
        { node: last, at: 'after', newText },
        { node: repeated, at: 'line', newText: '' },
      ],
    },
  ];
}

const itemsOf = (value: BlockDeclaration['value']): readonly PolarNode[] =>
  value.$type === 'DeclaredNames' ? value.names : value.$type === 'DeclaredRelations' ? value.relations : [];

function wrongDeclaration({
  name,
  value,
}: BlockDeclaration): [BlockDeclaration['value'] | Name, string, { fixes: FindingFix[] }?] {
  const { text } = name;
  const isList = value.$type === 'DeclaredNames';
  if (text === 'roles' || text === 'permissions') {
    return [
      value,
      `Expected '${text}' declaration to be a list of strings; found a dictionary. Write ${text} = ["…"];`,
    ];
  }
  if (text === 'relations') {
    return [
      value,
      "Expected 'relations' declaration to be a dictionary; found a list. Write relations = { name: Type };",
    ];
  }
  const words = isList ? ['roles', 'permissions'] : ['relations'];
  const meant = nearestOf(text, words);
  const fixes = (meant === undefined ? words : [meant]).map((word): FindingFix => {
    return { title: `Change to ${word}`, edits: [{ node: name, at: 'instead', newText: word }] };
  });
  const message = isList
    ? `Unexpected declaration '${text}'. Did you mean for this to be 'roles = [ ... ];' or 'permissions = [ ... ];'?`
    : `Unexpected declaration '${text}'. Did you mean for this to be 'relations = { ... };'?`;
  return [name, message, { fixes }];
}

function checkShorthand(shorthand: Shorthand, block: Block, context: StatementContext): void {
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

const isOwnTerm = ({ blocks }: Snapshot, type: string, term: ShorthandReference['term']): boolean =>
  term.$type === 'StringLiteral' && declaredName(blocks, type, term.value) !== undefined;

const withoutOn = (relation: StringLiteral, term: ShorthandReference['term']): FindingFix => ({
  title: 'Remove on "resource"',
  edits: [{ node: relation.$container!, at: 'instead', newText: print(term) }],
});

/** Whether a type extends one of which not all names are known. */
function hasUnknownSupertype({ name, supertypes }: MergedBlock, blocks: ReadonlyMap<string, MergedBlock>): boolean {
  return (
    supertypes.some((supertype) => !blocks.has(supertype)) ||
    supertypesOf(blocks, name).some((supertype) => blocks.get(supertype)?.incomplete === true)
  );
}

const undeclared = (term: string, type: string, meant: string | undefined): string =>
  `Undeclared term "${term}" referenced in rule in '${type}' resource block. Did you mean to declare it as a role, permission, or relation?${meant ? ` Or did you mean "${meant}"?` : ''}`;

function termFixes(
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

const changeTo = (
  term: StringLiteral,
  meant: string | undefined,
  block: MergedBlock | undefined,
  policy: Snapshot,
): readonly FindingFix[] => (meant === undefined ? [] : correctTerm(term, meant, block, policy));

/** Declares the relation that a term is looked for on: to the types that declare the term. */
function relationFixes(
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

/** A relation that shorthands follow must lead to a type with a block. Reported at the relation's type, once a relation. */
function checkRelatedTypes(merged: MergedBlock, context: PolicyContext): void {
  const seen: string[] = [];
  const { parts } = merged;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    const { members } = part.block;
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (member.$type !== 'Shorthand') continue;
      if (member.body.$type === 'ShorthandReference') checkRelatedType(member.body, part, merged, seen, context);
      else checkRelatedTypesIn(member.body, part, merged, seen, context);
    }
  }
}

function checkRelatedTypesIn(
  body: Node,
  part: BlockPart,
  merged: MergedBlock,
  seen: string[],
  context: PolicyContext,
): void {
  walk(body, (node) => {
    if (node.$type === 'ShorthandReference') checkRelatedType(node, part, merged, seen, context);
  });
}

function checkRelatedType(
  { term, relation }: ShorthandReference,
  part: BlockPart,
  merged: MergedBlock,
  seen: string[],
  { policy, dialect, report }: PolicyContext,
): void {
  if (relation?.$type !== 'StringLiteral') return;
  const declared = declaredName(policy.blocks, merged.name, relation.value);
  if (declared?.kind !== 'relation' || policy.blocks.has(declared.type!) || seen.includes(relation.value)) return;
  // A type that is missing is a syntax error already.
  if (declared.type === '' || (dialect === 'cloud' && declared.type === 'Actor')) return;
  seen.push(relation.value);
  const { uri, related } = lastDeclaration(relation.value, policy.blocks.get(declared.block)!);
  const type = declared.type!;
  const shown = term.$type === 'StringLiteral' ? `"${term.value}"` : term.name;
  report(
    uri,
    related.type ?? related.name,
    `${merged.name}: Relation "${relation.value}" in rule body \`${shown} on "${relation.value}"\` has type '${type}', but no such resource block exists. Try declaring one: \`resource ${type} {}\``,
    {
      fixes: [
        {
          title: `Declare resource ${type}`,
          edits: [{ node: part.block, at: 'before', newText: `resource ${type} {}\n\n`, uri: part.uri }],
        },
      ],
    },
  );
}

/** Of a relation that reopened blocks declare again, the engine looks at the last. */
function lastDeclaration(relation: string, { parts }: MergedBlock): { uri: string; related: DeclaredRelation } {
  let last: { uri: string; related: DeclaredRelation } | undefined;
  for (const { uri, block } of parts) {
    for (const member of block.members) {
      if (member.$type !== 'BlockDeclaration' || member.value.$type !== 'DeclaredRelations') continue;
      const related = member.value.relations.find(({ name }) => name.text === relation);
      if (related !== undefined) last = { uri, related };
    }
  }
  return last!;
}
