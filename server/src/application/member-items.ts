import type { FoundClass, FoundMember } from '@polar-tools/app-classes';
import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { Item } from '../completion/items.ts';
import { type Application, membersOf } from './application.ts';

/** Fields, properties and methods of the application's classes, as completion offers them. */
export function memberItems(application: Application, classes: readonly FoundClass[], order = '0'): readonly Item[] {
  return membersOf(application, classes)
    .filter(({ member }) => member.hidden !== true && member.ofClass !== true)
    .map((found) => memberItem(application, found, order));
}

function memberItem(application: Application, { member, owner }: FoundMember, order: string): Item {
  const { name, kind, type, parameters, comment } = member;
  const detail = `${parameters === undefined ? '' : `(${parameters.join(', ')})`}${type === undefined || type === '' ? '' : `: ${type}`}`;
  return {
    label: name,
    labelDetails: { ...(detail !== '' && { detail }), description: owner.declared.name },
    detail: `${kind} of ${owner.declared.name}, ${application.placeText(owner.uri, member.span)}`,
    kind: KINDS[kind],
    sortText: `${order}${name}`,
    ...(parameters !== undefined && {
      insertTextFormat: InsertTextFormat.Snippet,
      newText: callOf(name, parameters),
    }),
    ...(comment !== undefined && { documentation: { kind: MarkupKind.PlainText, value: comment } }),
  };
}

const KINDS = {
  field: CompletionItemKind.Field,
  property: CompletionItemKind.Property,
  method: CompletionItemKind.Method,
} as const;

/** A call with the arguments that it needs as places to fill in. */
function callOf(name: string, parameters: readonly string[]): string {
  const needed = parameters.flatMap((parameter) => nameOfNeeded(parameter) ?? []);
  return `${name.replaceAll('$', '\\$')}(${needed.map((each, at) => `\${${at + 1}:${each}}`).join(', ')})`;
}

/** A parameter's name; undefined where it may be left out: it has a default, or takes any number of arguments. */
function nameOfNeeded(parameter: string): string | undefined {
  if (/[^=]=(?![=>])/.test(parameter)) return undefined;
  const [, name, optional] = /^([\p{L}_][\p{L}\p{N}_]*)(\?)?/u.exec(parameter) ?? [];
  if (name === undefined) return /^[{[]/.test(parameter) ? 'options' : undefined;
  return optional === undefined ? name : undefined;
}
