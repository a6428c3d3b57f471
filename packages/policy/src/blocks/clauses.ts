import type { Rule, Shorthand } from '@polar-tools/language';
import type { Clause, Dialect, Predicate } from '../model/policy.ts';
import { appended } from '../model/short-list.ts';
import type { StatementModel } from '../model/statement-model.ts';
import type { Blocks } from './blocks.ts';
import { arityOfHead, longhandOf, predicateOfHead, type ShorthandSetting } from './expand-shorthand.ts';

/** What the clauses of one block's shorthands share. */
interface OfBlock extends ShorthandSetting {
  readonly uri: string;
  readonly arity: number;
}

/** The clause that a shorthand adds; its longhand is made when it is first asked for. */
class ShorthandClause implements Clause {
  readonly predicate: string;
  readonly shorthand: Shorthand;
  readonly #of: OfBlock;
  #written: Rule | undefined;

  constructor(predicate: string, shorthand: Shorthand, of: OfBlock) {
    this.predicate = predicate;
    this.shorthand = shorthand;
    this.#of = of;
    this.#written = undefined;
  }

  get arity(): number {
    return this.#of.arity;
  }

  get uri(): string {
    return this.#of.uri;
  }

  get block(): string {
    return this.#of.block;
  }

  get rule(): Rule {
    this.#written ??= longhandOf(this.shorthand, this.#of);
    return this.#written;
  }
}

/** The clauses of the shorthands of one block as it stands in a file. A shorthand whose head is not declared has none. */
export function shorthandClauses(model: StatementModel, blocks: Blocks, dialect: Dialect): readonly Clause[] {
  let clauses: readonly Clause[] = [];
  const { block, uri } = model;
  if (block === undefined) return clauses;
  const setting: ShorthandSetting = { dialect, block: block.name.text, blocks };
  const of: OfBlock = { ...setting, uri, arity: arityOfHead(setting) };
  const { members } = block;
  for (let i = 0; i < members.length; i++) {
    const member = members[i]!;
    if (member.$type !== 'Shorthand') continue;
    const predicate = predicateOfHead(member, setting);
    if (predicate !== undefined) clauses = appended(clauses, new ShorthandClause(predicate, member, of));
  }
  return clauses;
}

const mostArities = 30;

/** The clauses of a predicate in one file, in the order of the text. Kept from version to version while they stay the same. */
export class FileClauses {
  readonly uri: string;
  clauses: readonly Clause[] = [];
  /** A bit for each arity; those of more parameters than there are bits are listed. */
  #arityBits = 0;
  #highArities: number[] | undefined = undefined;
  #shorthands = 0;
  /** A rule has a syntax error: what it takes is not certain. */
  broken = false;
  #written: readonly Clause[] | undefined = undefined;

  constructor(uri: string) {
    this.uri = uri;
  }

  /** Only while the file is being read. */
  add(clause: Clause): void {
    const { arity } = clause;
    this.clauses = appended(this.clauses, clause);
    if (clause.shorthand !== undefined) this.#shorthands++;
    if (clause.broken) this.broken = true;
    if (arity <= mostArities) this.#arityBits |= 1 << arity;
    else if (!this.#highArities?.includes(arity)) this.#highArities = [...(this.#highArities ?? []), arity];
  }

  /** Those that are written as rules. */
  get rules(): readonly Clause[] {
    if (this.#shorthands === 0) return this.clauses;
    this.#written ??= this.clauses.filter(({ shorthand }) => shorthand === undefined);
    return this.#written;
  }

  hasArity(arity: number): boolean {
    if (arity <= mostArities) return (this.#arityBits & (1 << arity)) !== 0;
    return this.#highArities?.includes(arity) === true;
  }

  arities(): readonly number[] {
    const arities: number[] = [];
    for (let arity = 0; arity <= mostArities; arity++) if (this.hasArity(arity)) arities.push(arity);
    return this.#highArities === undefined ? arities : [...arities, ...this.#highArities];
  }
}

/** A predicate that keeps its clauses by file, so that a file's can be replaced without looking at the others. */
export class FiledPredicate implements Predicate {
  readonly name: string;
  /** In the order of the files. */
  readonly files: readonly FileClauses[];
  #allClauses: readonly Clause[] | undefined = undefined;
  #allRules: readonly Clause[] | undefined = undefined;

  constructor(name: string, files: readonly FileClauses[]) {
    this.name = name;
    this.files = files;
  }

  get clauses(): readonly Clause[] {
    if (this.files.length === 1) return this.files[0]!.clauses;
    this.#allClauses ??= this.files.flatMap(({ clauses }) => clauses);
    return this.#allClauses;
  }

  /** The clauses that are written as rules: no longhand has to be made to look at them. */
  get rules(): readonly Clause[] {
    if (this.files.length === 1) return this.files[0]!.rules;
    this.#allRules ??= this.files.flatMap(({ rules }) => rules);
    return this.#allRules;
  }

  /** The arities of its clauses, each once, in one string. */
  get arities(): string {
    if (this.files.length === 1) return this.files[0]!.arities().join();
    const all = new Set(this.files.flatMap((file) => file.arities()));
    return [...all].sort((a, b) => a - b).join();
  }

  /** Whether a rule of it has a syntax error, so that it may take another number of arguments than it seems. */
  get broken(): boolean {
    for (let i = 0; i < this.files.length; i++) if (this.files[i]!.broken) return true;
    return false;
  }

  hasArity(arity: number): boolean {
    for (let i = 0; i < this.files.length; i++) if (this.files[i]!.hasArity(arity)) return true;
    return false;
  }
}
