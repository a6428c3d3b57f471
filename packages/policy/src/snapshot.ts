import type { PolicyFile } from '@polar-tools/language';
import { dependentTypes, type MergedBlock, mergeBlocks, sameDeclarations } from './blocks.ts';
import { FiledPredicate, shorthandClauses } from './clauses.ts';
import type { Configuration } from './configuration.ts';
import { chooseDialect } from './dialect-choice.ts';
import { declaredSignatures, factSignatures } from './fact-signatures.ts';
import { changedStatements, type FileModel, type StatementChanges } from './file-model.ts';
import { PersistentMap } from './persistent-map.ts';
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
import { ruleTypes } from './rule-types.ts';
import type { StatementModel } from './statement-model.ts';
import { fixturesOf, queriesOf, testsOf } from './tests.ts';

/** The parts of a policy that versions share. */
interface Parts {
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
  readonly asksAny: PersistentMap<string, number>;
  readonly fingerprints: PersistentMap<number, number>;
  readonly lineage: Lineage;
  readonly version: number;
  readonly changedFiles: ReadonlySet<string>;
  readonly ruleTypes: ReadonlyMap<string, readonly PolicyRuleType[]> | undefined;
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

/** What the versions of one policy have in common: the checker, which knows the newest version that it was asked about. */
export interface Lineage {
  checker: unknown;
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
  /** In how many statements a rule of this name is called with a variable for its second argument. */
  readonly asksAny: PersistentMap<string, number>;
  /** How many files have a text with this fingerprint. */
  readonly fingerprints: PersistentMap<number, number>;
  readonly lineage: Lineage;
  /** Counts the versions of a lineage. */
  readonly version: number;
  /** The files that are another than in the version before, come and gone ones included. */
  readonly changedFiles: ReadonlySet<string>;
  #files: ReadonlyMap<string, PolicyFile> | undefined;
  #ruleTypes: ReadonlyMap<string, readonly PolicyRuleType[]> | undefined;
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
    this.asksAny = parts.asksAny;
    this.fingerprints = parts.fingerprints;
    this.lineage = parts.lineage;
    this.version = parts.version;
    this.changedFiles = parts.changedFiles;
    this.#ruleTypes = parts.ruleTypes;
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

/**
 * Makes the snapshot of these files; what did not change since the previous one is shared with it.
 *
 * @param changedFiles all that are another than in the previous one, come and gone ones included
 */
export function makeSnapshot(
  models: ReadonlyMap<string, FileModel>,
  configuration: Configuration,
  previous: Snapshot | undefined,
  changedFiles: ReadonlySet<string>,
): Snapshot {
  const dialectChoice = chooseDialect(models, configuration);
  const { dialect } = dialectChoice;
  const base = previous?.dialect === dialect ? previous : undefined;
  const changes = new Map<string, StatementChanges>();
  for (const uri of base === undefined ? models.keys() : changedFiles) {
    const before = base?.models.get(uri);
    const now = models.get(uri);
    if (before !== now) changes.set(uri, changedStatements(before, now));
  }
  const blocks = updateBlocks(models, changes, base);
  const { blockClauses, rederived } = updateBlockClauses(models, changes, blocks, dialect, base);
  return new Snapshot({
    configuration,
    dialectChoice,
    models,
    blocks,
    blockClauses,
    predicates: updatePredicates(models, changes, blockClauses, rederived, base),
    callers: updateCounts(changes, base?.callers, (model) => model.calls),
    negations: updateCounts(changes, base?.negations, (model) => model.negated),
    strings: updateCounts(changes, base?.strings, (model) => model.strings),
    guessed: updateCounts(changes, base?.guessed, (model) => (model.broken ? model.calls : [])),
    asksAny: updateCounts(changes, base?.asksAny, (model) => model.asksAny),
    fingerprints: updateFingerprints(models, previous, changedFiles),
    lineage: previous?.lineage ?? { checker: undefined },
    version: previous === undefined ? 0 : previous.version + 1,
    changedFiles,
    ruleTypes: base?.blocks === blocks && !changesAny(changes, 'RuleType') ? base.ruleTypes : undefined,
    declaredSignatures: base !== undefined && !changesAny(changes, 'Declare') ? base.declaredSignatures : undefined,
  });
}

type Changes = ReadonlyMap<string, StatementChanges>;

function changesAny(changes: Changes, type: 'RuleType' | 'Declare'): boolean {
  for (const { removed, added } of changes.values()) {
    for (const { tree } of removed) if (tree?.$type === type) return true;
    for (const { tree } of added) if (tree?.$type === type) return true;
  }
  return false;
}

/** The types of the blocks that changed. */
export function touchedTypes(changes: Changes): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { removed, added } of changes.values()) {
    for (const { block } of removed) if (block !== undefined) types.add(block.name.text);
    for (const { block } of added) if (block !== undefined) types.add(block.name.text);
  }
  return types;
}

function updateBlocks(
  models: ReadonlyMap<string, FileModel>,
  changes: Changes,
  base: Snapshot | undefined,
): PersistentMap<string, MergedBlock> {
  const types = touchedTypes(changes);
  if (types.size === 0 && base !== undefined) return base.blocks;
  const parts = new Map<string, (MergedBlock['parts'][number] & { readonly broken: boolean })[]>();
  for (const model of models.values()) {
    for (const { uri, block, broken } of model.blocks) {
      const type = block!.name.text;
      if (!types.has(type)) continue;
      const known = parts.get(type);
      if (known === undefined) parts.set(type, [{ uri, block: block!, broken }]);
      else known.push({ uri, block: block!, broken });
    }
  }
  const blocks = new Map<string, MergedBlock | undefined>();
  for (const type of types) {
    const now = parts.get(type);
    blocks.set(type, now && mergeBlocks(type, now));
  }
  return (base?.blocks ?? PersistentMap.of<string, MergedBlock>(new Map())).with(blocks);
}

function updateBlockClauses(
  models: ReadonlyMap<string, FileModel>,
  changes: Changes,
  blocks: PersistentMap<string, MergedBlock>,
  dialect: Dialect,
  base: Snapshot | undefined,
): { blockClauses: PersistentMap<StatementModel, readonly Clause[]>; rederived: ReadonlySet<StatementModel> } {
  const rederived = new Set<StatementModel>();
  if (base !== undefined && base.blocks === blocks) return { blockClauses: base.blockClauses, rederived };
  const blockClauses = new Map<StatementModel, readonly Clause[] | undefined>();
  const changed = new Set<string>();
  for (const { removed, added } of changes.values()) {
    for (const model of removed) if (model.block !== undefined) blockClauses.set(model, undefined);
    for (const model of added) if (model.block !== undefined) rederived.add(model);
  }
  if (base !== undefined) {
    for (const type of touchedTypes(changes)) {
      if (!sameDeclarations(base.blocks.get(type), blocks.get(type))) changed.add(type);
    }
  }
  const dependent = dependentTypes(changed, blocks);
  if (dependent.size > 0) {
    for (const file of models.values()) {
      for (const model of file.blocks) if (dependent.has(model.block!.name.text)) rederived.add(model);
    }
  }
  for (const model of rederived) blockClauses.set(model, shorthandClauses(model, blocks, dialect));
  const before = base?.blockClauses ?? PersistentMap.of<StatementModel, readonly Clause[]>(new Map());
  return { blockClauses: before.with(blockClauses), rederived };
}

function updatePredicates(
  models: ReadonlyMap<string, FileModel>,
  changes: Changes,
  blockClauses: PersistentMap<StatementModel, readonly Clause[]>,
  rederived: ReadonlySet<StatementModel>,
  base: Snapshot | undefined,
): PersistentMap<string, FiledPredicate> {
  if (base === undefined) return PersistentMap.of(allPredicates(models, blockClauses));
  const names = new Set<string>();
  const files = new Set<string>();
  const touch = (model: StatementModel, shorthands: readonly Clause[] | undefined): void => {
    files.add(model.uri);
    if (model.clause !== undefined) names.add(model.clause.predicate);
    if (shorthands !== undefined) for (const { predicate } of shorthands) names.add(predicate);
  };
  for (const { removed, added } of changes.values()) {
    for (const model of removed) touch(model, base.blockClauses.get(model));
    for (const model of added) touch(model, blockClauses.get(model));
  }
  for (const model of rederived) {
    touch(model, base.blockClauses.get(model));
    touch(model, blockClauses.get(model));
  }
  const renewed = new Map<string, Map<string, Clause[]>>();
  for (const uri of files) {
    const file = models.get(uri);
    renewed.set(uri, file === undefined ? new Map() : clausesOf(file, blockClauses, names));
  }
  const entries = new Map<string, FiledPredicate | undefined>();
  for (const name of names) {
    const byFile = filed(name, base.predicates.get(name)?.byFile ?? noClauses, renewed, models);
    entries.set(name, byFile.size === 0 ? undefined : new FiledPredicate(name, byFile));
  }
  return base.predicates.with(entries);
}

type ByFile = ReadonlyMap<string, readonly Clause[]>;

const noClauses: ByFile = new Map();

/** The clauses of a predicate by file, in the order of the files, some of which are renewed. */
function filed(
  name: string,
  before: ByFile,
  renewed: ReadonlyMap<string, ReadonlyMap<string, readonly Clause[]>>,
  models: ReadonlyMap<string, FileModel>,
): ByFile {
  const byFile = new Map(before);
  for (const [uri, clauses] of renewed) {
    const now = clauses.get(name);
    if (now === undefined) byFile.delete(uri);
    else if (byFile.has(uri)) byFile.set(uri, now);
    // It comes in between, which a map cannot do.
    else return filedAnew(name, before, renewed, models);
  }
  return byFile;
}

function filedAnew(
  name: string,
  before: ByFile,
  renewed: ReadonlyMap<string, ReadonlyMap<string, readonly Clause[]>>,
  models: ReadonlyMap<string, FileModel>,
): ByFile {
  const byFile = new Map<string, readonly Clause[]>();
  for (const uri of models.keys()) {
    const file = renewed.get(uri);
    const clauses = file === undefined ? before.get(uri) : file.get(name);
    if (clauses !== undefined) byFile.set(uri, clauses);
  }
  return byFile;
}

function allPredicates(
  models: ReadonlyMap<string, FileModel>,
  blockClauses: PersistentMap<StatementModel, readonly Clause[]>,
): ReadonlyMap<string, FiledPredicate> {
  const byName = new Map<string, Map<string, readonly Clause[]>>();
  for (const file of models.values()) {
    for (const [name, clauses] of clausesOf(file, blockClauses, undefined)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, new Map([[file.uri, clauses]]));
      else known.set(file.uri, clauses);
    }
  }
  const predicates = new Map<string, FiledPredicate>();
  for (const [name, byFile] of byName) predicates.set(name, new FiledPredicate(name, byFile));
  return predicates;
}

/** The clauses of a file by name, in the order of the text; of some names only, if they are given. */
function clausesOf(
  file: FileModel,
  blockClauses: PersistentMap<StatementModel, readonly Clause[]>,
  names: ReadonlySet<string> | undefined,
): Map<string, Clause[]> {
  const clauses = new Map<string, Clause[]>();
  const add = (clause: Clause): void => {
    if (names !== undefined && !names.has(clause.predicate)) return;
    const known = clauses.get(clause.predicate);
    if (known === undefined) clauses.set(clause.predicate, [clause]);
    else known.push(clause);
  };
  for (const model of file.statements) {
    if (model.clause !== undefined) add(model.clause);
    else if (model.block !== undefined) for (const clause of blockClauses.get(model) ?? []) add(clause);
  }
  return clauses;
}

function updateCounts(
  changes: Changes,
  before: PersistentMap<string, number> | undefined,
  namesOf: (model: StatementModel) => readonly string[],
): PersistentMap<string, number> {
  const difference = new Map<string, number>();
  for (const { removed, added } of changes.values()) {
    for (const model of removed)
      for (const name of namesOf(model)) difference.set(name, (difference.get(name) ?? 0) - 1);
    for (const model of added) for (const name of namesOf(model)) difference.set(name, (difference.get(name) ?? 0) + 1);
  }
  if (before === undefined) return PersistentMap.of(difference);
  const entries = new Map<string, number | undefined>();
  for (const [name, change] of difference) {
    if (change !== 0) entries.set(name, (before.get(name) ?? 0) + change || undefined);
  }
  return before.with(entries);
}

function updateFingerprints(
  models: ReadonlyMap<string, FileModel>,
  previous: Snapshot | undefined,
  changedFiles: ReadonlySet<string>,
): PersistentMap<number, number> {
  const counts = new Map<number, number>();
  const count = (model: FileModel | undefined, by: number): void => {
    if (model === undefined) return;
    const print = fingerprint(model.file.text);
    counts.set(print, (counts.get(print) ?? previous?.fingerprints.get(print) ?? 0) + by);
  };
  for (const uri of changedFiles) {
    count(previous?.models.get(uri), -1);
    count(models.get(uri), 1);
  }
  if (previous === undefined) return PersistentMap.of(counts);
  return previous.fingerprints.with(
    new Map([...counts].map(([print, many]) => [print, many === 0 ? undefined : many])),
  );
}

/** A number that is the same for equal texts, and mostly another for others. */
function fingerprint(text: string): number {
  const { length } = text;
  const step = Math.max(1, Math.floor(length / 64));
  let hash = length;
  for (let i = 0; i < length; i += step) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
