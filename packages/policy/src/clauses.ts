import type { Rule, Shorthand } from '@polar-tools/language';
import type { Blocks } from './blocks.ts';
import { headOf, longhandOf, type ShorthandSetting } from './longhand.ts';
import type { Clause, Dialect, Predicate } from './policy.ts';
import type { StatementModel } from './statement-model.ts';

/** The clause that a shorthand adds; its longhand is made when it is first asked for. */
class ShorthandClause implements Clause {
  readonly predicate: string;
  readonly arity: number;
  readonly uri: string;
  readonly shorthand: Shorthand;
  readonly block: string;
  readonly #setting: ShorthandSetting;
  #rule: Rule | undefined;

  constructor(
    head: { predicate: string; arity: number },
    uri: string,
    shorthand: Shorthand,
    setting: ShorthandSetting,
  ) {
    this.predicate = head.predicate;
    this.arity = head.arity;
    this.uri = uri;
    this.shorthand = shorthand;
    this.block = setting.block;
    this.#setting = setting;
  }

  get rule(): Rule {
    this.#rule ??= longhandOf(this.shorthand, this.#setting);
    return this.#rule;
  }
}

/** The clauses of the shorthands of one block as it stands in a file. A shorthand whose head is not declared has none. */
export function shorthandClauses(model: StatementModel, blocks: Blocks, dialect: Dialect): readonly Clause[] {
  const clauses: Clause[] = [];
  const { block, uri } = model;
  if (block === undefined) return clauses;
  const setting: ShorthandSetting = { dialect, block: block.name.text, blocks };
  for (const member of block.members) {
    if (member.$type !== 'Shorthand') continue;
    const head = headOf(member, setting);
    if (head !== undefined) clauses.push(new ShorthandClause(head, uri, member, setting));
  }
  return clauses;
}

/** A predicate that keeps its clauses by file, so that a file's can be replaced without looking at the others. */
export class FiledPredicate implements Predicate {
  readonly name: string;
  readonly byFile: ReadonlyMap<string, readonly Clause[]>;
  #clauses: readonly Clause[] | undefined;
  #arities: string | undefined;
  #aritySet: ReadonlySet<number> | undefined;

  constructor(name: string, byFile: ReadonlyMap<string, readonly Clause[]>) {
    this.name = name;
    this.byFile = byFile;
  }

  get clauses(): readonly Clause[] {
    if (this.#clauses === undefined) {
      const groups = [...this.byFile.values()];
      this.#clauses = groups.length === 1 ? groups[0]! : groups.flat();
    }
    return this.#clauses;
  }

  /** The arities of its clauses, each once, in one string. */
  get arities(): string {
    this.#arities ??= [...this.#allArities()].sort((a, b) => a - b).join();
    return this.#arities;
  }

  hasArity(arity: number): boolean {
    return this.#allArities().has(arity);
  }

  #allArities(): ReadonlySet<number> {
    this.#aritySet ??= new Set(this.clauses.map(({ arity }) => arity));
    return this.#aritySet;
  }
}
