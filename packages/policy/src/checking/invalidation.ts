import {
  type Blocks,
  dependentTypes,
  type MergedBlock,
  sameDeclarations,
  subtypesOf,
  supertypesOf,
} from '../blocks/blocks.ts';
import { explicitHeads, isWhole } from '../blocks/second-arguments.ts';
import type { StatementChanges } from '../model/file-model.ts';
import { touchedTypes } from '../model/next-snapshot.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { ANY_FIXTURE, ANY_TYPE, ofBlocks } from './mentions.ts';

/** What has to be looked at again. */
export interface News {
  /** Names whose meaning changed for the statements that mention them. */
  readonly names: Set<string>;
  /** Predicates whose clauses or callers may have changed. */
  readonly predicates: Set<string>;
  readonly types: Set<string>;
}

export function whatIsNew(before: Snapshot, policy: Snapshot, changes: ReadonlyMap<string, StatementChanges>): News {
  const names = new Set<string>();
  const predicates = new Set<string>();
  const strings = new Set<string>();
  for (const { removed, added } of changes.values()) {
    for (const models of [removed, added]) {
      for (const { tree, clause, calls, strings: said, broken } of models) {
        if (broken) for (const name of calls) if (guessMatters(name, before, policy)) names.add(name);
        if (clause !== undefined) predicates.add(clause.predicate);
        for (const name of calls) predicates.add(name);
        for (const text of said) strings.add(text);
        if (tree?.$type === 'RuleType' || tree?.$type === 'Declare' || tree?.$type === 'Fixture')
          names.add(tree.name.text);
        if (tree?.$type === 'RuleType') predicates.add(tree.name.text);
        if (tree?.$type === 'Fixture') names.add(ANY_FIXTURE);
      }
    }
  }
  const types = new Set<string>();
  if (before.blocks !== policy.blocks) blockNews(before, policy, touchedTypes(changes), { names, predicates, types });
  for (const name of predicates) {
    const [was, is] = [before.predicates.get(name), policy.predicates.get(name)];
    if (was?.arities !== is?.arities || was?.broken !== is?.broken) names.add(name);
    // A fact that no rule asks for is held to what is declared.
    if (policy.declaredSignatures.has(name) && before.callers.has(name) !== policy.callers.has(name)) names.add(name);
  }
  const asksAnyRole = before.asksAny.has('has_role') !== policy.asksAny.has('has_role');
  if (
    asksAnyRole ||
    isWhole(before) !== isWhole(policy) ||
    [...ofBlocks, 'allow'].some((name) => explicitHeads(before, name) !== explicitHeads(policy, name))
  ) {
    for (const type of policy.blocks.keys()) types.add(type);
  } else {
    for (const text of strings) if (before.strings.has(text) === policy.strings.has(text)) strings.delete(text);
    if (before.blocks === policy.blocks) {
      for (const text of strings) for (const type of typesDeclaring(text, policy)) types.add(type);
    } else if (strings.size > 0) {
      // An index of blocks that are being edited would be used once.
      for (const { name, names: declared } of policy.blocks.values()) {
        for (const text of strings) if (declared.has(text)) types.add(name);
      }
    }
  }
  if (copies(before) !== copies(policy)) {
    // What two files have in common is reported unless one is a copy of the other.
    for (const name of policy.predicates.keys()) {
      predicates.add(name);
      names.add(name);
    }
    for (const type of policy.blocks.keys()) types.add(type);
  }
  return { names, predicates, types };
}

/** Which files have the same text as an earlier one, in one string. */
function copies({ fingerprints, models }: Snapshot): string {
  if (fingerprints.size === models.size) return '';
  const seen = new Map<string, string>();
  let said = '';
  for (const { uri, file } of models.values()) {
    const other = seen.get(file.text);
    if (other === undefined) seen.set(file.text, uri);
    else said += `${other} ${uri} `;
  }
  return said;
}

/** What a broken statement may define counts only for names that nothing else defines. */
function guessMatters(name: string, before: Snapshot, policy: Snapshot): boolean {
  if (before.predicates.has(name) && policy.predicates.has(name)) return false;
  return before.guessed.has(name) !== policy.guessed.has(name);
}

const declaring = new WeakMap<Blocks, ReadonlyMap<string, readonly string[]>>();

/** The types whose blocks declare this name. */
function typesDeclaring(name: string, { blocks }: Snapshot): readonly string[] {
  let index = declaring.get(blocks);
  if (index === undefined) {
    const made = new Map<string, string[]>();
    for (const { name: type, names } of blocks.values()) {
      for (const declared of names.keys()) {
        const types = made.get(declared);
        if (types === undefined) made.set(declared, [type]);
        else types.push(type);
      }
    }
    index = made;
    declaring.set(blocks, index);
  }
  return index.get(name) ?? [];
}

function blockNews(before: Snapshot, policy: Snapshot, touched: ReadonlySet<string>, news: News): void {
  const { names, predicates, types } = news;
  for (const name of ofBlocks) predicates.add(name);
  const redeclared = new Set<string>();
  for (const type of touched) {
    types.add(type);
    // What a type's shorthands give, those above and below it have too; and they may follow a relation of a related type.
    for (const { blocks } of [before, policy]) {
      for (const { type: related } of blocks.get(type)?.names.values() ?? [])
        if (related !== undefined) types.add(related);
      for (const other of supertypesOf(blocks, type)) types.add(other);
      for (const other of subtypesOf(blocks, type)) types.add(other);
    }
    const old = before.blocks.get(type);
    const now = policy.blocks.get(type);
    if ((old === undefined) !== (now === undefined)) names.add(ANY_TYPE);
    if (!sameDeclarations(old, now) || old?.incomplete !== now?.incomplete) redeclared.add(type);
    // Who is an actor or a resource: rule types ask that.
    if (old?.keyword !== now?.keyword) {
      for (const name of [...ofBlocks, ...before.ruleTypes.keys(), ...policy.ruleTypes.keys()]) names.add(name);
    }
    if (!sameRelations(old, now) || old?.incomplete !== now?.incomplete) names.add('has_relation');
  }
  if (impliesRoles(before) !== impliesRoles(policy)) names.add('has_role');
  for (const name of names) predicates.add(name);
  if (redeclared.size === 0) return;
  for (const blocks of [before.blocks, policy.blocks]) {
    for (const type of dependentTypes(redeclared, blocks)) {
      names.add(type);
      types.add(type);
    }
  }
}

/** Whether blocks declare roles, so that rules of `has_role` have a type that nobody wrote. */
function impliesRoles({ ruleTypes }: Snapshot): boolean {
  return ruleTypes.get('has_role')?.some(({ origin }) => origin === 'block') ?? false;
}

function sameRelations(a: MergedBlock | undefined, b: MergedBlock | undefined): boolean {
  return relationsOf(a).join() === relationsOf(b).join();
}

function relationsOf(block: MergedBlock | undefined): string[] {
  const relations = [...(block?.names.values() ?? [])].filter(({ kind }) => kind === 'relation');
  return relations.map(({ name, type }) => `${name}: ${type}`);
}

export function predicateChanges(
  before: Snapshot,
  policy: Snapshot,
  names: ReadonlySet<string>,
): { added: string[]; removed: string[] } {
  const added: string[] = [];
  const removed: string[] = [];
  for (const name of names) {
    const was = before.predicates.has(name);
    const is = policy.predicates.has(name);
    if (is && !was) added.push(name);
    if (was && !is) removed.push(name);
  }
  return { added, removed };
}

/** Whether the policy has the rules that an application begins with. */
export const isAsked = (policy: Snapshot): boolean =>
  policy.predicates.has('allow') || policy.predicates.has('has_permission');

export const isCalled = (policy: Snapshot, name: string): boolean => policy.callers.has(name);
