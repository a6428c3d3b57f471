import { type Block, type BlockDeclaration, type Name, type PolarNode, print } from '@polar-tools/language';
import { declarationKind } from '../blocks/blocks.ts';
import { nearestOf } from '../names/suggestions.ts';
import type { FindingFix, StatementContext } from './definition.ts';

/** The declarations of a block: the three that there are, each once, with a list or a dictionary. */
export function checkDeclarations(block: Block, { model, report }: StatementContext): void {
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
