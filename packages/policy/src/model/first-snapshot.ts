import { type MergedBlock, mergeBlocks } from '../blocks/blocks.ts';
import { FileClauses, FiledPredicate, shorthandClauses } from '../blocks/clauses.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { chooseDialect } from '../dialect/dialect-choice.ts';
import { Counts } from './counts.ts';
import type { FileModel } from './file-model.ts';
import { fingerprint } from './fingerprint.ts';
import { PersistentMap } from './persistent-map.ts';
import type { Clause, Dialect, DialectChoice } from './policy.ts';
import { type Parts, Snapshot } from './snapshot.ts';
import type { StatementModel } from './statement-model.ts';

/** Makes the snapshot of files of which nothing is known from before, or all that is known is of another dialect. */
export function firstSnapshot(
  models: ReadonlyMap<string, FileModel>,
  configuration: Configuration,
  dialectChoice: DialectChoice = chooseDialect(models, configuration),
  { lineage, version }: Pick<Parts, 'lineage' | 'version'> = {
    lineage: { checker: undefined, loading: undefined },
    version: 0,
  },
): Snapshot {
  const counts = new Counts();
  const prints = new Map<number, number>();
  for (const { file, statements } of models.values()) {
    const print = fingerprint(file.text);
    prints.set(print, (prints.get(print) ?? 0) + 1);
    for (let i = 0; i < statements.length; i++) counts.add(statements[i]!, 1);
  }
  const blocks = PersistentMap.of(blocksOf(models));
  const { predicates, blockClauses } = clausesOf(models, blocks, dialectChoice.dialect);
  return new Snapshot({
    configuration,
    dialectChoice,
    models,
    blocks,
    blockClauses: PersistentMap.of(blockClauses),
    predicates: PersistentMap.of(predicates),
    callers: PersistentMap.of(counts.callers),
    negations: PersistentMap.of(counts.negations),
    strings: PersistentMap.of(counts.strings),
    guessed: PersistentMap.of(counts.guessed),
    told: PersistentMap.of(counts.told),
    asksAny: PersistentMap.of(counts.asksAny),
    typed: PersistentMap.of(counts.typed),
    fingerprints: PersistentMap.of(prints),
    lineage,
    version,
    changedFiles: new Set(models.keys()),
    ruleTypes: undefined,
    requiredTypes: undefined,
    declaredSignatures: undefined,
  });
}

function blocksOf(models: ReadonlyMap<string, FileModel>): Map<string, MergedBlock> {
  const parts = new Map<string, StatementModel[]>();
  for (const { blocks } of models.values()) {
    for (const model of blocks) {
      const type = model.block!.name.text;
      const known = parts.get(type);
      if (known === undefined) parts.set(type, [model]);
      else known.push(model);
    }
  }
  const merged = new Map<string, MergedBlock>();
  for (const [type, models] of parts) merged.set(type, mergeBlocks(type, models));
  return merged;
}

function clausesOf(
  models: ReadonlyMap<string, FileModel>,
  blocks: PersistentMap<string, MergedBlock>,
  dialect: Dialect,
): { predicates: Map<string, FiledPredicate>; blockClauses: Map<StatementModel, readonly Clause[]> } {
  const blockClauses = new Map<StatementModel, readonly Clause[]>();
  const byName = new Map<string, FileClauses[]>();
  const add = (clause: Clause): void => {
    const { predicate: name, uri } = clause;
    let files = byName.get(name);
    if (files === undefined) {
      files = [];
      byName.set(name, files);
    }
    let file = files[files.length - 1];
    if (file?.uri !== uri) {
      file = new FileClauses(uri);
      files.push(file);
    }
    file!.add(clause);
  };
  for (const { statements } of models.values()) {
    for (let i = 0; i < statements.length; i++) {
      const model = statements[i]!;
      if (model.clause !== undefined) add(model.clause);
      else if (model.block !== undefined) {
        const clauses = shorthandClauses(model, blocks, dialect);
        blockClauses.set(model, clauses);
        for (let j = 0; j < clauses.length; j++) add(clauses[j]!);
      }
    }
  }
  const predicates = new Map<string, FiledPredicate>();
  for (const [name, files] of byName) predicates.set(name, new FiledPredicate(name, files));
  return { predicates, blockClauses };
}
