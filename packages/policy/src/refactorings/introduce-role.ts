import { type Block, print, rangeOf, type StringLiteral } from '@polar-tools/language';
import { declaredName } from '../blocks/blocks.ts';
import { isNamed, passesAnyRole } from './any-role.ts';
import { hasCut } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { indentAt, lineEndOf } from './source-text.ts';

/**
 * A role of its own between a permission and what grants it: `"read" if "admin";` to `"read" if "read_role"; "read_role" if "admin";`. Where
 * some rule passes on any role, the new one would be passed on, too.
 */
export const introduceRole: Offer = (selection) => {
  const { policy, uri, text } = selection;
  const shorthand = innermost(selection, 'Shorthand');
  const block = innermost(selection, 'Block');
  if (shorthand?.head.$type !== 'StringLiteral' || block === undefined || shorthand.flags.length > 0) return [];
  const type = block.name.text;
  const permission = shorthand.head.value;
  if (declaredName(policy.blocks, type, permission)?.kind !== 'permission') return [];
  const roles = rolesOf(block);
  if (roles === undefined || hasCut(shorthand.body) || passesAnyRole(policy)) return [];
  const role = freeName(permission, (name) => isNamed(policy, name));
  const quoted = JSON.stringify(role);
  const { start, end } = rangeOf(shorthand.body);
  const line = `${lineEndOf(text)}${indentAt(text, rangeOf(shorthand).start)}`;
  const at = rangeOf(roles).end;
  return [
    {
      title: `Introduce the role "${role}" between`,
      kind: 'refactor.extract',
      // Behind the quote.
      name: { uri, offset: start + 1 + (at <= start ? `, ${quoted}`.length : 0) },
      edits: [
        { uri, start: at, end: at, newText: `, ${quoted}` },
        { uri, start, end, newText: `${quoted};${line}${quoted} if ${text.slice(start, end)}` },
      ],
    },
  ];
};

/** The last role in the block's list; undefined where it has none. */
function rolesOf({ members }: Block): StringLiteral | undefined {
  for (const member of members) {
    if (member.$type !== 'BlockDeclaration' || print(member.name) !== 'roles') continue;
    const last = member.value.$type === 'DeclaredNames' ? member.value.names.at(-1) : undefined;
    if (last?.$type === 'StringLiteral') return last;
  }
  return undefined;
}

function freeName(permission: string, isTaken: (name: string) => boolean): string {
  const base = `${permission}_role`;
  let name = base;
  for (let n = 2; isTaken(name); n++) name = `${base}_${n}`;
  return name;
}
