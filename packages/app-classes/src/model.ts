/** A piece of a source, in UTF-16 code units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one file of the application says of its classes, as it is written: nothing is run, and nothing is looked up in other files. */
export interface Source {
  readonly language: SourceLanguage;
  readonly classes: readonly SourceClass[];
  readonly imports: readonly SourceImport[];
  /** Classes that are registered with the engine under a name of their own: `oso.register_class(models.User, name="Person")`. */
  readonly registrations: readonly Registration[];
}

export type SourceLanguage = 'python' | 'javascript';

/** A class, an interface, or the type of an object. */
export interface SourceClass {
  readonly name: string;
  /** Of its name. */
  readonly span: Span;
  /** The classes that it extends, as they are written: `models.Model`. */
  readonly bases: readonly string[];
  /** Those that it writes itself, each name once. */
  readonly members: readonly SourceMember[];
  /** What its relations add to other classes, as Django's `related_name` does. */
  readonly reverse: readonly ReverseMember[];
  readonly comment?: string | undefined;
  /** It may have members that are not written: it answers for any name, or a decorator or metaclass makes it. */
  readonly open: boolean;
}

export interface SourceMember {
  readonly name: string;
  readonly kind: 'field' | 'property' | 'method';
  /** As it is written, or read from what is assigned; of a method, what it returns. */
  readonly type?: string | undefined;
  /** Of a method, as they are written, without the object itself. */
  readonly parameters?: readonly string[] | undefined;
  readonly comment?: string | undefined;
  /** Of its name. */
  readonly span: Span;
  /** Not meant for others: `_name`, `private`. */
  readonly hidden?: boolean;
  /** The class has it, and an object does not (JavaScript's `static`, the members of an enumeration). */
  readonly ofClass?: boolean;
}

/** A member that a relation gives to the class at its other side. */
export interface ReverseMember {
  /** The class that has it, as it is written. */
  readonly of: string;
  readonly member: SourceMember;
}

/** `from .org import Org as O`: `O` is `Org` of `.org`. */
export interface SourceImport {
  /** The name in this file; `*` for all names. */
  readonly name: string;
  readonly module: string;
  /** The name there; undefined where the name is the module itself, `default` for a default export. */
  readonly original: string | undefined;
}

export interface Registration {
  /** The class, as it is written: `models.User`. */
  readonly className: string;
  /** What a policy calls it. */
  readonly name: string;
}
