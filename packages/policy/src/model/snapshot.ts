import type { Node, PolicyFile } from '@polar-tools/language';
import type { MergedBlock } from '../blocks/blocks.ts';
import type { FiledPredicate } from '../blocks/clauses.ts';
import { declaredSignatures, factSignatures } from '../blocks/fact-signatures.ts';
import { requiredTypes, ruleTypes } from '../blocks/rule-types.ts';
import { fixturesOf, queriesOf, testsOf } from '../blocks/tests-and-queries.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileModel } from './file-model.ts';
import type { PersistentMap } from './persistent-map.ts';
import type {
  Clause,
  Dialect,
  DialectChoice,
  FactSignature,
  Policy,
  PolicyFixture,
  PolicyQuery,
  PolicyRuleType,
  PolicyTest,
} from './policy.ts';
import type { StatementModel } from './statement-model.ts';

/** The parts of a policy that versions share. */
export interface Parts {
  readonly configuration: Configuration;
  readonly dialectChoice: DialectChoice;
  readonly models: ReadonlyMap<string, FileModel>;
  readonly blocks: PersistentMap<string, MergedBlock>;
  readonly blockClauses: PersistentMap<StatementModel, readonly Clause[]>;
  readonly predicates: PersistentMap<string, FiledPredicate>;
  readonly callers: PersistentMap<string, number>;
  readonly strings: PersistentMap<string, number>;
  readonly negations: PersistentMap<string, number>;
  readonly guessed: PersistentMap<string, number>;
  readonly told: PersistentMap<string, number>;
  readonly asksAny: PersistentMap<string, number>;
  readonly typed: PersistentMap<string, number>;
  readonly fingerprints: PersistentMap<number, number>;
  readonly lineage: Lineage;
  readonly version: number;
  readonly changedFiles: ReadonlySet<string>;
  readonly ruleTypes: ReadonlyMap<string, readonly PolicyRuleType[]> | undefined;
  readonly requiredTypes: ReadonlyMap<Node, PolicyRuleType> | undefined;
  readonly declaredSignatures: ReadonlyMap<string, readonly FactSignature[]> | undefined;
}

/** The files behind their models: no copy is made for a version that asks for one file. */
class Files implements ReadonlyMap<string, PolicyFile> {
  readonly #models: ReadonlyMap<string, FileModel>;

  constructor(models: ReadonlyMap<string, FileModel>) {
    this.#models = models;
  }

  get size(): number {
    return this.#models.size;
  }

  get(uri: string): PolicyFile | undefined {
    return this.#models.get(uri)?.file;
  }

  has(uri: string): boolean {
    return this.#models.has(uri);
  }

  keys(): MapIterator<string> {
    return this.#models.keys();
  }

  *values(): MapIterator<PolicyFile> {
    for (const { file } of this.#models.values()) yield file;
    return undefined;
  }

  *entries(): MapIterator<[string, PolicyFile]> {
    for (const [uri, { file }] of this.#models) yield [uri, file];
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, PolicyFile]> {
    return this.entries();
  }

  forEach(callback: (file: PolicyFile, uri: string, map: ReadonlyMap<string, PolicyFile>) => void): void {
    for (const [uri, { file }] of this.#models) callback(file, uri, this);
  }
}

/** What the versions of one policy have in common: the checkers, which know the newest version that they were asked about. */
export interface Lineage {
  /** Of everything. */
  checker: unknown;
  /** Of what is told at load. */
  loading: unknown;
}

/** The policy as this package sees it; the other packages see `Policy`. */
export class Snapshot implements Policy {
  readonly configuration: Configuration;
  readonly dialectChoice: DialectChoice;
  readonly models: ReadonlyMap<string, FileModel>;
  readonly blocks: PersistentMap<string, MergedBlock>;
  readonly blockClauses: PersistentMap<StatementModel, readonly Clause[]>;
  readonly predicates: PersistentMap<string, FiledPredicate>;
  /** In how many statements a rule of this name is called. */
  readonly callers: PersistentMap<string, number>;
  /** In how many statements this string stands, declarations and heads of shorthands aside. */
  readonly strings: PersistentMap<string, number>;
  /** In how many statements a rule of this name is called under `not`. */
  readonly negations: PersistentMap<string, number>;
  /** Names before a parenthesis in statements with syntax errors: they may be defined there. */
  readonly guessed: PersistentMap<string, number>;
  /** In how many tests and fixtures a fact of this name is told. */
  readonly told: PersistentMap<string, number>;
  /** In how many statements a rule of this name is called with a variable for its second argument. */
  readonly asksAny: PersistentMap<string, number>;
  /** In how many statements a rule type of this name is declared. */
  readonly typed: PersistentMap<string, number>;
  /** How many files have a text with this fingerprint. */
  readonly fingerprints: PersistentMap<number, number>;
  readonly lineage: Lineage;
  /** Counts the versions of a lineage. */
  readonly version: number;
  /** The files that are another than in the version before, come and gone ones included. */
  readonly changedFiles: ReadonlySet<string>;
  #files: ReadonlyMap<string, PolicyFile> | undefined;
  #ruleTypes: ReadonlyMap<string, readonly PolicyRuleType[]> | undefined;
  #requiredTypes: ReadonlyMap<Node, PolicyRuleType> | undefined;
  #declaredSignatures: ReadonlyMap<string, readonly FactSignature[]> | undefined;
  #factSignatures: ReadonlyMap<string, readonly FactSignature[]> | undefined;
  #queries: readonly PolicyQuery[] | undefined;
  #tests: readonly PolicyTest[] | undefined;
  #fixtures: ReadonlyMap<string, PolicyFixture> | undefined;

  constructor(parts: Parts) {
    this.configuration = parts.configuration;
    this.dialectChoice = parts.dialectChoice;
    this.models = parts.models;
    this.blocks = parts.blocks;
    this.blockClauses = parts.blockClauses;
    this.predicates = parts.predicates;
    this.callers = parts.callers;
    this.strings = parts.strings;
    this.negations = parts.negations;
    this.guessed = parts.guessed;
    this.told = parts.told;
    this.asksAny = parts.asksAny;
    this.typed = parts.typed;
    this.fingerprints = parts.fingerprints;
    this.lineage = parts.lineage;
    this.version = parts.version;
    this.changedFiles = parts.changedFiles;
    this.#ruleTypes = parts.ruleTypes;
    this.#requiredTypes = parts.requiredTypes;
    this.#declaredSignatures = parts.declaredSignatures;
  }

  get dialect(): Dialect {
    return this.dialectChoice.dialect;
  }

  get files(): ReadonlyMap<string, PolicyFile> {
    this.#files ??= new Files(this.models);
    return this.#files;
  }

  get ruleTypes(): ReadonlyMap<string, readonly PolicyRuleType[]> {
    this.#ruleTypes ??= ruleTypes(this);
    return this.#ruleTypes;
  }

  /** Those of `ruleTypes` of which there must be a rule, by what demands it. */
  get requiredTypes(): ReadonlyMap<Node, PolicyRuleType> {
    this.#requiredTypes ??= requiredTypes(this);
    return this.#requiredTypes;
  }

  /** Those of `factSignatures` that the policy declares: cheap enough for checks. */
  get declaredSignatures(): ReadonlyMap<string, readonly FactSignature[]> {
    this.#declaredSignatures ??= declaredSignatures(this);
    return this.#declaredSignatures;
  }

  get factSignatures(): ReadonlyMap<string, readonly FactSignature[]> {
    this.#factSignatures ??= factSignatures(this);
    return this.#factSignatures;
  }

  get queries(): readonly PolicyQuery[] {
    this.#queries ??= queriesOf(this);
    return this.#queries;
  }

  get tests(): readonly PolicyTest[] {
    this.#tests ??= testsOf(this);
    return this.#tests;
  }

  get fixtures(): ReadonlyMap<string, PolicyFixture> {
    this.#fixtures ??= fixturesOf(this);
    return this.#fixtures;
  }

  /** The blocks by type, in the order in which the files name their types first. */
  blocksInOrder(): readonly MergedBlock[] {
    const types = new Set<string>();
    for (const { blocks } of this.models.values()) for (const { block } of blocks) types.add(block!.name.text);
    return [...types].map((type) => this.blocks.get(type)!);
  }

  /** Every statement, in the order of files and of text. */
  *statements(): Generator<StatementModel> {
    for (const { statements } of this.models.values()) yield* statements;
  }
}
