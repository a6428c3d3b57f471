import type { FoundClass, FoundMember } from '@polar-tools/app-classes';
import { nearestOf } from '@polar-tools/policy';
import type { Span } from '../view.ts';
import { type Application, membersOf } from './application.ts';

/** What the sources say of a member, for a person: how it is declared, where, and its comment. */
export function memberText(application: Application, { member, owner }: FoundMember): string {
  const { name, kind, type, parameters, comment } = member;
  const typed =
    type === undefined || type === '' ? '' : parameters === undefined ? `: ${type}` : returned(owner.uri, type);
  const written = `${name}${parameters === undefined ? '' : `(${parameters.join(', ')})`}${typed}`;
  return [
    `\`\`\`${languageOf(owner.uri)}\n${written}\n\`\`\``,
    `${kind} of \`${owner.declared.name}\`, declared in ${link(application, owner.uri, member.span)}`,
    ...(comment === undefined ? [] : [plain(comment)]),
  ].join('\n\n');
}

/**
 * That no class that an object may have declares a member of this name, and which one may be meant: only where all that they have is known, or else undefined. What
 * is derived from a class may have it all the same.
 */
export function missingText(
  application: Application,
  classes: readonly FoundClass[],
  name: string,
): string | undefined {
  const [first] = classes;
  if (first === undefined || !classes.every((found) => application.members(found).complete)) return undefined;
  const places = classes.map(({ uri, declared }) => `\`${declared.name}\` (${link(application, uri, declared.span)})`);
  const shown = membersOf(application, classes).filter(({ member }) => member.hidden !== true);
  const meant = nearestOf(
    name,
    shown.map(({ member }) => member.name),
  );
  return `Nothing of this name is written in ${places.join(', ')}.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`}`;
}

/** What the sources say of a class. */
export function classText(application: Application, { uri, declared }: FoundClass): string {
  const { name, bases, span, comment } = declared;
  const above = bases.length === 0 ? '' : `, extends ${bases.map((base) => `\`${base}\``).join(', ')}`;
  return [
    `Class \`${name}\` of the application, declared in ${link(application, uri, span)}${above}`,
    ...(comment === undefined ? [] : [plain(comment)]),
  ].join('\n\n');
}

const languageOf = (uri: string): string => (uri.endsWith('.py') ? 'python' : 'typescript');
const returned = (uri: string, type: string): string => (uri.endsWith('.py') ? ` -> ${type}` : `: ${type}`);

/** `[app/models.py:12](file:///…/app/models.py#L12)` */
function link(application: Application, uri: string, span: Span): string {
  const { uri: address, range } = application.place(uri, span);
  const target = `${address}#L${range.start.line + 1}`.replace(/[()\s]/g, (sign) =>
    encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'),
  );
  return `[${application.placeText(uri, span).replace(/[[\]\\]/g, '\\$&')}](${target})`;
}

/** A comment as it is written: none of it is Markdown, links and pictures least of all. */
const plain = (comment: string): string => comment.replace(/[\\`*_{}[\]()#+!|<>~&-]/g, '\\$&').replace(/\n/g, '  \n');
