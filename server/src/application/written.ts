import type { Catalog, FoundClass, Held } from '@polar-tools/app-classes';
import type { WrittenClass, WrittenClasses, WrittenMember } from '@polar-tools/policy';

/** What checks are told of the application's classes: of those that a policy names, and what their members lead to. */
export class Written implements WrittenClasses {
  readonly #byName = new Map<string, WrittenClass>();
  readonly #mentions: (word: string) => boolean;
  /** What was asked for: an answer stays until the sources are read again. */
  readonly #asked = new Map<string, boolean>();
  /** All of it in a form to compare. */
  readonly #text: string;

  /**
   * @param reached the classes that the names lead to
   * @param fileOf a source's path, for a person
   * @param mentions whether a word may stand in a source
   */
  constructor(
    catalog: Catalog,
    names: readonly string[],
    reached: readonly FoundClass[],
    fileOf: (uri: string) => string,
    mentions: (word: string) => boolean,
  ) {
    const numbers = new Map(reached.map(({ declared }, at) => [declared, at]));
    const made = reached.map((found) => ({ ...shell(catalog, found, fileOf(found.uri)), found }));
    const of = (classes: Held['itself']): readonly WrittenClass[] =>
      classes.flatMap(({ declared }) => made[numbers.get(declared) ?? -1] ?? []);
    for (const { members, found } of made)
      for (const [name, { member }] of catalog.members(found).byName) {
        const { itself, elements } = catalog.heldBy(found, name);
        members.set(name, { hidden: member.hidden === true, itself: of(itself), elements: of(elements) });
      }
    for (const name of names) {
      const found = catalog.named(name);
      const known = found === undefined ? undefined : made[numbers.get(found.declared) ?? -1];
      if (known !== undefined) this.#byName.set(name, known);
    }
    this.#mentions = mentions;
    const numberOf = (each: WrittenClass) => made.indexOf(each as (typeof made)[number]);
    this.#text = JSON.stringify([
      [...this.#byName].map(([name, each]) => [name, numberOf(each)]),
      made.map(({ name, file, complete, members }) => [
        name,
        file,
        complete,
        [...members].map(([member, { hidden, itself, elements }]) => [
          member,
          hidden,
          itself.map(numberOf),
          elements.map(numberOf),
        ]),
      ]),
    ]);
  }

  /** No class of the policy is found. */
  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  of(name: string): WrittenClass | undefined {
    return this.#byName.get(name);
  }

  mentions(word: string): boolean {
    const known = this.#asked.get(word) ?? this.#mentions(word);
    this.#asked.set(word, known);
    return known;
  }

  /** Whether nobody who asked the other would hear anything else here. */
  saysTheSameAs(other: Written): boolean {
    return this.#text === other.#text && [...other.#asked].every(([word, known]) => this.mentions(word) === known);
  }
}

function shell(
  catalog: Catalog,
  found: FoundClass,
  file: string,
): WrittenClass & { readonly members: Map<string, WrittenMember> } {
  return { name: found.declared.name, file, complete: catalog.members(found).complete, members: new Map() };
}
