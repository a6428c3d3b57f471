import { type Block, type BlockDeclaration, print, rangeOf, type Shorthand } from '@polar-tools/language';
import { declaredName } from '../blocks/blocks.ts';
import type { TextEdit } from '../checking/diagnostic.ts';
import type { Policy } from '../model/policy.ts';
import { innermost, type Offer, type Refactoring } from './refactoring.ts';
import { indentAt, lineEndOf, lineStart, withComments } from './source-text.ts';

type Member = BlockDeclaration | Shorthand;

/** In this order declarations stand in Polar's documentation. */
const DECLARATIONS: readonly string[] = ['roles', 'permissions', 'relations'];

/**
 * The members of a block in groups: its declarations, the shorthands of its permissions, and those of its roles, each in the order in which they are
 * declared.
 */
export const organizeBlock: Offer = (selection) => {
  const block = innermost(selection, 'Block');
  const edit = block && organized(selection.policy, selection.uri, selection.text, block);
  return edit === undefined
    ? []
    : [{ title: `Organise the block ${block!.name.text}`, kind: 'refactor.rewrite', edits: [edit] }];
};

/** Every block of a file so; undefined where nothing would change. */
export function organizeBlocks(policy: Policy, uri: string): Refactoring | undefined {
  const file = policy.files.get(uri);
  const edits = (file?.statements ?? []).flatMap(({ tree, errors }) => {
    const edit = tree?.$type === 'Block' && errors.length === 0 && organized(policy, uri, file!.text, tree as Block);
    return edit ? [edit] : [];
  });
  return edits.length === 0
    ? undefined
    : { title: 'Organise the blocks of this file', kind: 'source.organizeBlocks', edits };
}

/** The names of a list in the order of the alphabet. */
export const sortNames: Offer = (selection) => {
  const { uri, text } = selection;
  const names =
    innermost(selection, 'DeclaredNames')?.names ?? innermost(selection, 'DeclaredRelations')?.relations ?? [];
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { start } = rangeOf(first);
  const { end } = rangeOf(last);
  if (text.slice(start, end).includes('#')) return [];
  const written = names.map((name) => text.slice(rangeOf(name).start, rangeOf(name).end));
  const sorted = written.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  if (sorted.every((name, at) => name === written[at])) return [];
  // Each name takes the place of another, so that commas and line breaks stay.
  const edits = names.map((name, at) => ({ uri, ...rangeOf(name), newText: sorted[at]! }));
  return [
    { title: 'Sort these names', kind: 'refactor.rewrite', edits: edits.filter((_, at) => sorted[at] !== written[at]) },
  ];
};

interface Piece {
  readonly member: Member;
  /** With the comments above it and behind it. */
  readonly start: number;
  readonly end: number;
}

function organized(policy: Policy, uri: string, text: string, block: Block): TextEdit | undefined {
  if (block.members.length < 2) return undefined;
  const pieces = block.members.map((member): Piece => ({ member, ...withComments(text, member) }));
  const sorted = pieces
    .map((piece) => ({ piece, place: placeOf(policy, block, piece.member) }))
    .sort((one, other) => one.place.group - other.place.group || one.place.rank - other.place.rank)
    .map(({ piece, place }) => ({ ...piece, group: place.group }));
  if (sorted.every(({ member }, at) => member === block.members[at])) return undefined;
  // A comment that stands by itself would be lost, or come to stand before something else.
  const [from, to] = [pieces[0]!.start, pieces.at(-1)!.end];
  for (const [at, { end }] of pieces.entries()) {
    const next = pieces[at + 1]?.start ?? rangeOf(block).end;
    if (text.slice(end, next).includes('#')) return undefined;
  }
  if (text.slice(Math.max(rangeOf(block).start, lineStart(text, from)), from).includes('#')) return undefined;
  const line = lineEndOf(text);
  const indent = indentAt(text, rangeOf(pieces[0]!.member).start) || '  ';
  let newText = '';
  for (const [at, { member, start, end, group }] of sorted.entries()) {
    const before = sorted[at - 1];
    const was = pieces.findIndex((piece) => piece.member === member);
    const stayed = was > 0 && pieces[was - 1]?.member === before?.member;
    const apart =
      before !== undefined &&
      (before.group !== group || (stayed && /\n[ \t]*\r?\n/.test(text.slice(before.end - 1, start))));
    const own = start === lineStart(text, start);
    const written = text.slice(start, end).trimEnd();
    newText += `${apart ? line : ''}${own ? '' : indent}${written}${line}`;
  }
  // What shared a line with the brace does so no more.
  const opened = lineStart(text, from) === from ? '' : line;
  const closed = text[to - 1] === '\n' ? '' : indentAt(text, rangeOf(block).start);
  let start = from;
  while (opened !== '' && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return { uri, start, end: to, newText: opened + newText + closed };
}

interface Place {
  readonly group: number;
  readonly rank: number;
}

/** Where a member belongs: its group, and its rank in that. */
function placeOf(policy: Policy, block: Block, member: Member): Place {
  if (member.$type === 'BlockDeclaration') {
    const at = DECLARATIONS.indexOf(print(member.name));
    return { group: 0, rank: at < 0 ? DECLARATIONS.length : at };
  }
  const name = member.head.$type === 'StringLiteral' ? member.head.value : undefined;
  const kind = name === undefined ? print(member.head) : declaredName(policy.blocks, block.name.text, name)?.kind;
  const list = kind === 'permission' ? 'permissions' : 'roles';
  const rank = name === undefined ? -1 : namesOf(block, list).indexOf(name);
  return {
    group: kind === 'permission' ? 1 : kind === 'role' ? 2 : 3,
    rank: rank < 0 && name !== undefined ? LAST : rank,
  };
}

const LAST = 1_000_000;

/** The names that a block itself declares in a list. */
function namesOf({ members }: Block, list: string): readonly string[] {
  return members.flatMap((member) =>
    member.$type === 'BlockDeclaration' && print(member.name) === list && member.value.$type === 'DeclaredNames'
      ? member.value.names.map((name) => (name.$type === 'StringLiteral' ? name.value : print(name)))
      : [],
  );
}
