/** What the sources of an application say of its classes. */
export interface WrittenClasses {
  /** The class that a policy means by a name; undefined where no source declares it. */
  of(name: string): WrittenClass | undefined;
  /** Whether a word stands anywhere in the sources, or may: what is set by name is named somewhere. */
  mentions(word: string): boolean;
}

/** A class as it is declared, with what it inherits. */
export interface WrittenClass {
  readonly name: string;
  /** The file that declares it, for a person. */
  readonly file: string;
  readonly members: ReadonlyMap<string, WrittenMember>;
  /** Its objects have nothing else, as far as they are not given it by name. */
  readonly complete: boolean;
}

export interface WrittenMember {
  /** It is not meant for others: `_name`, `private`. */
  readonly hidden: boolean;
  /** The classes that its value, or what it returns, may have; empty where that is not known. */
  readonly itself: readonly WrittenClass[];
  /** Those of what is in it, where it is many. */
  readonly elements: readonly WrittenClass[];
}
