import { dependentTypes, type MergedBlock, mergeBlocks, sameDeclarations } from '../blocks/blocks.ts';
import { FileClauses, FiledPredicate, shorthandClauses } from '../blocks/clauses.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { nextDialect } from '../dialect/dialect-choice.ts';
import { Counts, withDifference } from './counts.ts';
import { changedStatements, type FileModel, type StatementChanges } from './file-model.ts';
import { fingerprint } from './fingerprint.ts';
import { firstSnapshot } from './first-snapshot.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { Clause, Dialect } from './policy.ts';
import { Snapshot } from './snapshot.ts';
import type { StatementModel } from './statement-model.ts';

/**
 * Makes the snapshot of these files from the one before; what did not change is shared with it.
 *
 * @param changedFiles all that are another than in the previous one, come and gone ones included
 */
export function nextSnapshot(
  models: ReadonlyMap<string, FileModel>,
  configuration: Configuration,
  base: Snapshot,
  changedFiles: ReadonlySet<string>,
): Snapshot {
  const dialectChoice = nextDialect(base.dialectChoice, models, configuration);
  const { dialect } = dialectChoice;
  const { lineage } = base;
  const version = base.version + 1;
  if (base.dialect !== dialect) return firstSnapshot(models, configuration, dialectChoice, { lineage, version });
  const changes = new Map<string, StatementChanges>();
  for (const uri of changedFiles) {
    const before = base.models.get(uri);
    const now = models.get(uri);
    if (before !== now) changes.set(uri, changedStatements(before, now));
  }
  const counts = new Counts();
  for (const { removed, added } of changes.values()) {
    for (const model of removed) counts.add(model, -1);
    for (const model of added) counts.add(model, 1);
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
    callers: withDifference(base.callers, counts.callers),
    negations: withDifference(base.negations, counts.negations),
    strings: withDifference(base.strings, counts.strings),
    guessed: withDifference(base.guessed, counts.guessed),
    told: withDifference(base.told, counts.told),
    asksAny: withDifference(base.asksAny, counts.asksAny),
    typed: withDifference(base.typed, counts.typed),
    fingerprints: updateFingerprints(models, base, changedFiles),
    lineage,
    version,
    changedFiles,
    ruleTypes: base.blocks === blocks && !changesAny(changes, 'RuleType') ? base.ruleTypes : undefined,
    requiredTypes: base.blocks === blocks ? base.requiredTypes : undefined,
    declaredSignatures: changesAny(changes, 'Declare') ? undefined : base.declaredSignatures,
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
  base: Snapshot,
): PersistentMap<string, MergedBlock> {
  const types = touchedTypes(changes);
  if (types.size === 0) return base.blocks;
  const parts = new Map<string, StatementModel[]>();
  for (const file of models.values()) {
    for (const model of file.blocks) {
      const type = model.block!.name.text;
      if (!types.has(type)) continue;
      const known = parts.get(type);
      if (known === undefined) parts.set(type, [model]);
      else known.push(model);
    }
  }
  const blocks = new Map<string, MergedBlock | undefined>();
  for (const type of types) {
    const now = parts.get(type);
    blocks.set(type, now && mergeBlocks(type, now));
  }
  return base.blocks.with(blocks);
}

function updateBlockClauses(
  models: ReadonlyMap<string, FileModel>,
  changes: Changes,
  blocks: PersistentMap<string, MergedBlock>,
  dialect: Dialect,
  base: Snapshot,
): { blockClauses: PersistentMap<StatementModel, readonly Clause[]>; rederived: ReadonlySet<StatementModel> } {
  const rederived = new Set<StatementModel>();
  if (base.blocks === blocks) return { blockClauses: base.blockClauses, rederived };
  const blockClauses = new Map<StatementModel, readonly Clause[] | undefined>();
  const changed = new Set<string>();
  for (const { removed, added } of changes.values()) {
    for (const model of removed) if (model.block !== undefined) blockClauses.set(model, undefined);
    for (const model of added) if (model.block !== undefined) rederived.add(model);
  }
  for (const type of touchedTypes(changes)) {
    if (!sameDeclarations(base.blocks.get(type), blocks.get(type))) changed.add(type);
  }
  const dependent = dependentTypes(changed, blocks);
  if (dependent.size > 0) {
    for (const file of models.values()) {
      for (const model of file.blocks) if (dependent.has(model.block!.name.text)) rederived.add(model);
    }
  }
  for (const model of rederived) blockClauses.set(model, shorthandClauses(model, blocks, dialect));
  return { blockClauses: base.blockClauses.with(blockClauses), rederived };
}

function updatePredicates(
  models: ReadonlyMap<string, FileModel>,
  changes: Changes,
  blockClauses: PersistentMap<StatementModel, readonly Clause[]>,
  rederived: ReadonlySet<StatementModel>,
  base: Snapshot,
): PersistentMap<string, FiledPredicate> {
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
  const renewed = new Map<string, ReadonlyMap<string, FileClauses>>();
  for (const uri of files) {
    const file = models.get(uri);
    renewed.set(uri, file === undefined ? new Map() : clausesOf(file, blockClauses, names));
  }
  const entries = new Map<string, FiledPredicate | undefined>();
  for (const name of names) {
    const now = filed(name, base.predicates.get(name)?.files ?? [], renewed, models);
    entries.set(name, now.length === 0 ? undefined : new FiledPredicate(name, now));
  }
  return base.predicates.with(entries);
}

type Renewed = ReadonlyMap<string, ReadonlyMap<string, FileClauses>>;

/** The clauses of a predicate by file, in the order of the files, some of which are renewed. */
function filed(
  name: string,
  before: readonly FileClauses[],
  renewed: Renewed,
  models: ReadonlyMap<string, FileModel>,
): readonly FileClauses[] {
  const now: FileClauses[] = [];
  const seen = new Set<string>();
  for (const file of before) {
    const changed = renewed.get(file.uri);
    seen.add(file.uri);
    const kept = changed === undefined ? file : changed.get(name);
    if (kept !== undefined) now.push(kept);
  }
  const come: FileClauses[] = [];
  for (const [uri, byName] of renewed) {
    const clauses = byName.get(name);
    if (clauses !== undefined && !seen.has(uri)) come.push(clauses);
  }
  return come.length === 0 ? now : inOrder([...now, ...come], models);
}

function inOrder(files: readonly FileClauses[], models: ReadonlyMap<string, FileModel>): readonly FileClauses[] {
  const byUri = new Map(files.map((file) => [file.uri, file]));
  const ordered: FileClauses[] = [];
  for (const uri of models.keys()) {
    const file = byUri.get(uri);
    if (file !== undefined) ordered.push(file);
  }
  return ordered;
}

/** The clauses of a file that are of one of the names. */
function clausesOf(
  file: FileModel,
  blockClauses: PersistentMap<StatementModel, readonly Clause[]>,
  names: ReadonlySet<string>,
): ReadonlyMap<string, FileClauses> {
  const byName = new Map<string, FileClauses>();
  const add = (clause: Clause): void => {
    const { predicate: name } = clause;
    if (!names.has(name)) return;
    let clauses = byName.get(name);
    if (clauses === undefined) {
      clauses = new FileClauses(file.uri);
      byName.set(name, clauses);
    }
    clauses.add(clause);
  };
  for (const model of file.statements) {
    if (model.clause !== undefined) add(model.clause);
    else if (model.block !== undefined) for (const clause of blockClauses.get(model) ?? []) add(clause);
  }
  return byName;
}

function updateFingerprints(
  models: ReadonlyMap<string, FileModel>,
  base: Snapshot,
  changedFiles: ReadonlySet<string>,
): PersistentMap<number, number> {
  const counts = new Map<number, number>();
  const count = (model: FileModel | undefined, by: number): void => {
    if (model === undefined) return;
    const print = fingerprint(model.file.text);
    counts.set(print, (counts.get(print) ?? base.fingerprints.get(print) ?? 0) + by);
  };
  for (const uri of changedFiles) {
    count(base.models.get(uri), -1);
    count(models.get(uri), 1);
  }
  return base.fingerprints.with(new Map([...counts].map(([print, many]) => [print, many === 0 ? undefined : many])));
}
