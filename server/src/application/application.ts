import type { Catalog, FoundClass, FoundMember, FoundMembers, Held } from '@polar-tools/app-classes';
import type { Policy } from '@polar-tools/policy';
import { pathBelow } from '@polar-tools/project';
import type { Location } from 'vscode-languageserver';
import type { LineIndex } from '../line-index.ts';
import type { Span } from '../view.ts';
import type { Written } from './written.ts';

/** What is known of the application's classes by reading its sources: one snapshot of them, for one policy. */
export interface Application {
  /** The classes that a value of this type may have: of `Actor` and `Resource`, those of all such blocks. */
  typed(policy: Policy, name: string): readonly FoundClass[];
  members(found: FoundClass): FoundMembers;
  /** What a member of an object holds. */
  heldBy(found: FoundClass, name: string): Held;
  /** Where something stands in a source, as the client spells it. */
  place(uri: string, span: Span): Location;
  /** The same for a person: `app/models.py:12`. */
  placeText(uri: string, span: Span): string;
  /** A source's path, from the folder that was searched. */
  pathOf(uri: string): string;
  /** What checks are told of it. */
  readonly written: Written;
}

export interface ApplicationParts {
  readonly catalog: Catalog;
  /** The folder that was searched. */
  readonly folder: string;
  readonly lines: (uri: string) => LineIndex | undefined;
  readonly clientUri: (uri: string) => string;
  /** @param fileOf a source's path, for a person */
  readonly written: (fileOf: (uri: string) => string) => Written;
}

const UNIONS: Readonly<Record<string, string>> = { Actor: 'actor', Resource: 'resource' };
const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function createApplication({ catalog, folder, lines, clientUri, written }: ApplicationParts): Application {
  const named = new Map<string, FoundClass | undefined>();
  const classNamed = (name: string): FoundClass | undefined => {
    if (!named.has(name)) named.set(name, catalog.named(name));
    return named.get(name);
  };
  const pathOf = (uri: string): string => decodeURIComponent(pathBelow(folder, uri));
  return {
    typed: (policy, name) => {
      const own = classNamed(name);
      if (own !== undefined) return [own];
      const keyword = Object.hasOwn(UNIONS, name) ? UNIONS[name] : undefined;
      if (keyword === undefined) return [];
      return [...policy.blocks.values()].flatMap((block) =>
        block.keyword === keyword ? (classNamed(block.name) ?? []) : [],
      );
    },
    members: (found) => catalog.members(found),
    heldBy: (found, name) => catalog.heldBy(found, name),
    place: (uri, span) => ({ uri: clientUri(uri), range: lines(uri)?.rangeOf(span) ?? NOWHERE }),
    placeText: (uri, span) => `${pathOf(uri)}:${(lines(uri)?.positionAt(span.start).line ?? 0) + 1}`,
    pathOf,
    written: written(pathOf),
  };
}

/** The members that objects of any of these classes have, each name once. */
export function membersOf(application: Application, classes: readonly FoundClass[]): readonly FoundMember[] {
  const byName = new Map<string, FoundMember>();
  for (const found of classes)
    for (const [name, member] of application.members(found).byName) if (!byName.has(name)) byName.set(name, member);
  return [...byName.values()];
}

/** The member of a name; undefined where none of the classes has it. */
export function memberOf(
  application: Application,
  classes: readonly FoundClass[],
  name: string,
): FoundMember | undefined {
  for (const found of classes) {
    const member = application.members(found).byName.get(name);
    if (member !== undefined) return member;
  }
  return undefined;
}
