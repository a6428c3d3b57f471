import type { FoundClass } from '@polar-tools/app-classes';
import { rangeOf } from '@polar-tools/language';
import type { Location } from 'vscode-languageserver';
import type { AskedAt } from '../feature.ts';
import { symbolUnder } from '../features/names.ts';
import type { Application } from './application.ts';
import { foundReading, heldAt, readingAt } from './found-at.ts';

/** Where the application's sources declare what stands at the cursor: a field, a method, a class. */
export function declaredInSources(asked: AskedAt): readonly Location[] {
  const { view, uri, offset } = asked;
  const { application } = view;
  if (application === undefined) return [];
  const reading = readingAt(view, uri, offset);
  if (reading !== undefined) {
    const { found } = foundReading(application, view, uri, reading.name, reading.holder);
    return found === undefined ? [] : [application.place(found.owner.uri, found.member.span)];
  }
  const symbol = symbolUnder(asked)?.symbol;
  return symbol?.kind === 'class' ? places(application, application.typed(view.policy, symbol.name)) : [];
}

/** The classes of what stands at the cursor, a variable or something read of an object. */
export function classesInSources({ view, uri, offset }: AskedAt): readonly Location[] {
  const { application } = view;
  const file = view.policy.files.get(uri);
  if (application === undefined || file === undefined) return [];
  const reading = readingAt(view, uri, offset);
  const end = reading === undefined ? wordEnd(file.text, offset) : rangeOf(reading.name).end;
  const { itself, elements } = heldAt(application, view, uri, end);
  return places(application, itself.length > 0 ? itself : elements);
}

const wordEnd = (text: string, offset: number): number =>
  offset + /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + LONGEST_WORD))![0].length;

const LONGEST_WORD = 200;

const places = (application: Application, classes: readonly FoundClass[]): readonly Location[] =>
  classes.map(({ uri, declared }) => application.place(uri, declared.span));
