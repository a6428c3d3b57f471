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

/** What is known of the clauses of a predicate in one file; kept as long as these clauses are. */
interface Group {
  /** Those that are written as rules. */
  readonly rules: readonly Clause[];
  readonly arities: ReadonlySet<number>;
}

const groups = new WeakMap<readonly Clause[], Group>();

function groupOf(clauses: readonly Clause[]): Group {
  const known = groups.get(clauses);
  if (known !== undefined) return known;
  const made: Group = {
    rules: clauses.filter(({ shorthand }) => shorthand === undefined),
    arities: new Set(clauses.map(({ arity }) => arity)),
  };
  groups.set(clauses, made);
  return made;
}

/** A predicate that keeps its clauses by file, so that a file's can be replaced without looking at the others. */
export class FiledPredicate implements Predicate {
  readonly name: string;
  readonly byFile: ReadonlyMap<string, readonly Clause[]>;
  #clauses: readonly Clause[] | undefined;
  #rules: readonly Clause[] | undefined;
  #arities: ReadonlySet<number> | undefined;

  constructor(name: string, byFile: ReadonlyMap<string, readonly Clause[]>) {
    this.name = name;
    this.byFile = byFile;
  }

  get clauses(): readonly Clause[] {
    this.#clauses ??= joined([...this.byFile.values()]);
    return this.#clauses;
  }

  /** The clauses that are written as rules: no longhand has to be made to look at them. */
  get rules(): readonly Clause[] {
    this.#rules ??= joined([...this.byFile.values()].map((clauses) => groupOf(clauses).rules));
    return this.#rules;
  }

  /** The arities of its clauses, each once, in one string. */
  get arities(): string {
    return [...this.#allArities()].sort((a, b) => a - b).join();
  }

  hasArity(arity: number): boolean {
    return this.#allArities().has(arity);
  }

  /** Whether a clause is one of its own still. */
  has(clause: Clause): boolean {
    return this.byFile.get(clause.uri)?.includes(clause) ?? false;
  }

  #allArities(): ReadonlySet<number> {
    if (this.#arities === undefined) {
      const all = new Set<number>();
      for (const clauses of this.byFile.values()) for (const arity of groupOf(clauses).arities) all.add(arity);
      this.#arities = all;
    }
    return this.#arities;
  }
}

function joined(lists: readonly (readonly Clause[])[]): readonly Clause[] {
  return lists.length === 1 ? lists[0]! : lists.flat();
}
