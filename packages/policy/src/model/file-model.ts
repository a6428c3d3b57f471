import type { PolicyFile } from '@polar-tools/language';
import { type DialectSign, modelOf, type StatementModel } from './statement-model.ts';

/** What the rest of the policy needs to know of one file. */
export interface FileModel {
  readonly uri: string;
  readonly file: PolicyFile;
  /** One for each statement of the file, in the same order. */
  readonly statements: readonly StatementModel[];
  /** Those of them that are blocks. */
  readonly blocks: readonly StatementModel[];
  /** What speaks for each dialect. */
  readonly cloud: DialectSigns;
  readonly library: DialectSigns;
}

/** The statements of a file that speak for a dialect. */
export class DialectSigns {
  /** The first; one with a syntax error only where no other speaks for it. */
  first: StatementModel | undefined;
  /** How much they speak for it; one with a syntax error a quarter. */
  weight = 0;
  /** One without syntax errors that is nothing but this dialect's: a test, a global block. */
  whole: StatementModel | undefined;

  add(model: StatementModel, { weight, whole }: DialectSign): void {
    if (this.first === undefined || (this.first.broken && !model.broken)) this.first = model;
    this.weight += model.broken ? weight / 4 : weight;
    if (whole && !model.broken) this.whole ??= model;
  }
}

/** The model of a file; statements that the reading before has too keep theirs. */
export function fileModel(uri: string, file: PolicyFile, before?: FileModel): FileModel {
  const statements = statementModels(uri, file, before);
  const blocks: StatementModel[] = [];
  const cloud = new DialectSigns();
  const library = new DialectSigns();
  for (let i = 0; i < statements.length; i++) {
    const model = statements[i]!;
    if (model.block !== undefined) blocks.push(model);
    // An inline query is the Library's as a whole: Cloud's words in it are a mistake, and say nothing of the rest.
    if (model.cloud !== undefined && model.tree?.$type !== 'InlineQuery') cloud.add(model, model.cloud);
    if (model.library !== undefined) library.add(model, model.library);
  }
  return { uri, file, statements, blocks, cloud, library };
}

function statementModels(uri: string, file: PolicyFile, before: FileModel | undefined): readonly StatementModel[] {
  const now = file.statements;
  const old = before?.file.statements ?? [];
  const models: StatementModel[] = new Array(now.length);
  let first = 0;
  for (; first < now.length && first < old.length && now[first] === old[first]; first++)
    models[first] = before!.statements[first]!;
  let end = now.length;
  for (let i = old.length; end > first && i > first && now[end - 1] === old[i - 1]; i--)
    models[--end] = before!.statements[i - 1]!;
  for (let i = first; i < end; i++) models[i] = modelOf(uri, now[i]!, file.text);
  return models;
}

export interface StatementChanges {
  readonly removed: readonly StatementModel[];
  readonly added: readonly StatementModel[];
}

/** The statements that only one of two readings of a file has. */
export function changedStatements(before: FileModel | undefined, after: FileModel | undefined): StatementChanges {
  const old = before?.statements ?? [];
  const now = after?.statements ?? [];
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > first && nowEnd > first && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const oldMiddle = old.slice(first, oldEnd);
  const nowMiddle = now.slice(first, nowEnd);
  if (oldMiddle.length === 0 || nowMiddle.length === 0) return { removed: oldMiddle, added: nowMiddle };
  const oldSet = new Set(oldMiddle);
  const nowSet = new Set(nowMiddle);
  return {
    removed: oldMiddle.filter((model) => !nowSet.has(model)),
    added: nowMiddle.filter((model) => !oldSet.has(model)),
  };
}
