import type { Source, SourceClass, SourceMember } from './model.ts';
import { moduleCandidates } from './modules.ts';
import type { PathMapping } from './path-mapping.ts';
import { namedTypes } from './type-text.ts';

/** A class where it is declared. */
export interface FoundClass {
  readonly uri: string;
  readonly declared: SourceClass;
}

/** A member with the class that gives it, which may be one above. */
export interface FoundMember {
  readonly member: SourceMember;
  readonly owner: FoundClass;
}

/** What an object of a class has. */
export interface FoundMembers {
  readonly byName: ReadonlyMap<string, FoundMember>;
  /** Nothing that it may have besides is unknown: all classes above are read, and none answers for more than is written. */
  readonly complete: boolean;
}

/** The classes that a value may have, and those of what is in it where it is many. */
export interface Held {
  readonly itself: readonly FoundClass[];
  readonly elements: readonly FoundClass[];
}

export const nothingHeld: Held = { itself: [], elements: [] };

/** What a catalog is made of. */
export interface CatalogParts {
  /** The sources that are read, by URI. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Whether there is such a file in the workspace. */
  readonly exists: (uri: string) => boolean;
  /** The files that may declare a class of this name, likeliest first. */
  readonly declaring: (name: string) => readonly string[];
  /** The modules of the application that the configuration names: there, classes are looked for first. */
  readonly modules: readonly string[];
  /** Where projects of TypeScript find modules that are named by no path. */
  readonly mappings?: readonly PathMapping[];
}

/** Classes by name over some sources, which it follows from file to file. What it would need to read besides it says in `missing`. */
export class Catalog {
  /** Files that names lead to and that are not read yet. */
  readonly missing = new Set<string>();
  readonly #parts: CatalogParts;
  readonly #members = new Map<SourceClass, FoundMembers>();
  #reverse: ReadonlyMap<SourceClass, readonly FoundMember[]> | undefined;

  constructor(parts: CatalogParts) {
    this.#parts = parts;
  }

  /** The class that a policy means by a name: the registered one, the module's, or the one that the workspace declares. */
  named(name: string): FoundClass | undefined {
    for (const [uri, { registrations }] of this.#parts.sources)
      for (const { className, name: registered } of registrations) {
        const found = registered === name ? this.resolve(className, uri) : undefined;
        if (found !== undefined) return found;
      }
    for (const uri of this.#parts.modules) {
      const found = this.#in(uri, name, new Set());
      if (found !== undefined) return found;
    }
    return this.#anywhere(name);
  }

  /** The class that a file means by a name, which may have dots. */
  resolve(name: string, from: string): FoundClass | undefined {
    return this.#in(from, name, new Set()) ?? this.#anywhere(name.slice(name.lastIndexOf('.') + 1));
  }

  /** The members of a class, those of the classes above and of relations to it included; the class's own first. */
  members(found: FoundClass): FoundMembers {
    const known = this.#members.get(found.declared);
    if (known !== undefined) return known;
    const byName = new Map<string, FoundMember>();
    const seen = new Set<SourceClass>();
    const waiting = [found];
    let complete = true;
    for (let owner = waiting.shift(); owner !== undefined; owner = waiting.shift()) {
      if (seen.has(owner.declared)) continue;
      seen.add(owner.declared);
      complete &&= !owner.declared.open;
      for (const member of owner.declared.members) put(byName, { member, owner });
      for (const added of this.#given(owner)) put(byName, added);
      for (const base of owner.declared.bases) {
        const above = this.resolve(base, owner.uri);
        if (above !== undefined) waiting.push(above);
        else {
          const plain = base.slice(base.lastIndexOf('.') + 1);
          const inherited = Object.hasOwn(KNOWN_BASES, plain) ? KNOWN_BASES[plain] : undefined;
          complete &&= inherited !== undefined;
          for (const [name, type] of inherited ?? [])
            put(byName, { member: { name, kind: 'field', type, span: owner.declared.span }, owner });
        }
      }
    }
    const members: FoundMembers = { byName, complete };
    this.#members.set(found.declared, members);
    return members;
  }

  /** What a field holds, a property is, or a method returns, of an object of a class. */
  heldBy(found: FoundClass, name: string): Held {
    const { member, owner } = this.members(found).byName.get(name) ?? {};
    if (member?.type === undefined || owner === undefined) return nothingHeld;
    const { itself, elements } = namedTypes(member.type);
    const classes = (names: readonly string[]): readonly FoundClass[] => [
      ...new Set(names.flatMap((each) => (SELF.has(each) ? found : (this.resolve(each, owner.uri) ?? [])))),
    ];
    return { itself: classes(itself), elements: classes(elements) };
  }

  /** The class of a name that is declared in a file or that the file imports. */
  #in(uri: string, name: string, seen: Set<string>): FoundClass | undefined {
    const key = `${uri} ${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const source = this.#parts.sources.get(uri);
    if (source === undefined) {
      if (this.#parts.exists(uri)) this.missing.add(uri);
      return undefined;
    }
    const declared = source.classes.find((each) => each.name === name);
    if (declared !== undefined) return { uri, declared };
    for (const { name: local, module, original } of source.imports) {
      const rest =
        local === '*'
          ? name
          : name === local
            ? ''
            : name.startsWith(`${local}.`)
              ? name.slice(local.length + 1)
              : undefined;
      if (rest === undefined) continue;
      const asked = [original, rest].filter((part) => part !== undefined && part !== '').join('.');
      if (module === '') {
        const own = this.#in(uri, asked, seen);
        if (own !== undefined) return own;
        continue;
      }
      for (const file of this.#files(source, module, uri)) {
        const found = asked === '' ? undefined : this.#in(file, asked, seen);
        if (found !== undefined) return found;
      }
      // `from . import models`: the name is a module's.
      if (source.language === 'python' && original !== undefined && rest !== '') {
        const below = module.endsWith('.') ? `${module}${original}` : `${module}.${original}`;
        for (const file of this.#files(source, below, uri)) {
          const found = this.#in(file, rest, seen);
          if (found !== undefined) return found;
        }
      }
    }
    return undefined;
  }

  #files({ language }: Source, module: string, from: string): readonly string[] {
    return moduleCandidates(language, module, from, this.#parts.mappings)
      .filter((uri) => this.#parts.exists(uri))
      .slice(0, 1);
  }

  /** The first file that declares it. */
  #anywhere(name: string): FoundClass | undefined {
    for (const uri of this.#parts.declaring(name)) {
      const source = this.#parts.sources.get(uri);
      if (source === undefined) this.missing.add(uri);
      const declared = source?.classes.find((each) => each.name === name);
      if (declared !== undefined) return { uri, declared };
      if (source === undefined) return undefined;
    }
    return undefined;
  }

  /** What relations of other classes give to a class. */
  #given(found: FoundClass): readonly FoundMember[] {
    if (this.#reverse === undefined) {
      const reverse = new Map<SourceClass, FoundMember[]>();
      for (const [uri, { classes }] of this.#parts.sources)
        for (const declared of classes)
          for (const { of, member } of declared.reverse) {
            const target = this.resolve(of, uri);
            if (target === undefined) continue;
            const known = reverse.get(target.declared);
            const given = { member, owner: { uri, declared } };
            if (known === undefined) reverse.set(target.declared, [given]);
            else known.push(given);
          }
      this.#reverse = reverse;
    }
    return this.#reverse.get(found.declared) ?? [];
  }
}

/** A name that was met before is of a class nearer by. */
function put(byName: Map<string, FoundMember>, found: FoundMember): void {
  if (!byName.has(found.member.name)) byName.set(found.member.name, found);
}

const SELF: ReadonlySet<string> = new Set(['Self', 'self', 'this', 'typing.Self']);

/** Classes of the languages and of widely used packages, with the fields that they give; nothing else of theirs is read in a policy. */
const KNOWN_BASES: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>> = {
  object: [],
  ABC: [],
  Generic: [],
  Protocol: [],
  NamedTuple: [],
  TypedDict: [],
  Enum: [
    ['name', 'str'],
    ['value', ''],
  ],
  IntEnum: [
    ['name', 'str'],
    ['value', 'int'],
  ],
  StrEnum: [
    ['name', 'str'],
    ['value', 'str'],
  ],
};
