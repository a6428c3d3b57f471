import {
  type Blocks,
  dependentTypes,
  type MergedBlock,
  sameDeclarations,
  subtypesOf,
  supertypesOf,
} from '../blocks/blocks.ts';
import { formOf, headSignature, signaturesIn } from '../blocks/fact-signatures.ts';
import { explicitHeads, isWhole, secondArguments, takesAnyOver } from '../blocks/second-arguments.ts';
import { typesDeclaring } from '../blocks/types-declaring.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { StatementChanges } from '../model/file-model.ts';
import { touchedTypes } from '../model/next-snapshot.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { keyOfUse, termPredicates, termUses } from '../names/term-uses.ts';
import { typeOf, typeOfArgument } from '../names/variable-types.ts';
import { headNews } from './head-news.ts';
import {
  ANY_FACT,
  ANY_FIXTURE,
  ANY_TERM,
  ANY_TYPE,
  assertMention,
  factMention,
  ofBlocks,
  termMention,
} from './mentions.ts';

/** What has to be looked at again. */
export interface News {
  /** Names whose meaning changed for the statements that mention them. */
  readonly names: Set<string>;
  /** Predicates whose clauses or callers may have changed. */
  readonly predicates: Set<string>;
  readonly types: Set<string>;
  /** What some type declares has changed: of the names outside of the blocks, those that their own types declare stay right. */
  redeclared: boolean;
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
  for (const name of headNews(changes)) names.add(name);
  for (const name of termNews(changes, before, policy)) names.add(name);
  if (policy.dialect === 'cloud') for (const name of factNews(changes, before, policy)) names.add(name);
  if (hasBrokenBlock(before) !== hasBrokenBlock(policy))
    for (const name of [ANY_FACT, ANY_TERM, ANY_TYPE]) names.add(name);
  const types = new Set<string>();
  const news: News = { names, predicates, types, redeclared: false };
  if (before.blocks !== policy.blocks) blockNews(before, policy, touchedTypes(changes), news);
  for (const name of predicates) {
    const [was, is] = [before.predicates.get(name), policy.predicates.get(name)];
    if (was?.arities !== is?.arities || was?.broken !== is?.broken) names.add(name);
    // A fact that no rule asks for is held to what is declared.
    if (policy.declaredSignatures.has(name) && before.callers.has(name) !== policy.callers.has(name)) names.add(name);
  }
  // Which actions a policy's own rules allow is what an assertion of another one is held to.
  if (explicitHeads(before, 'allow') !== explicitHeads(policy, 'allow')) names.add(assertMention('allow'));
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
      for (const text of strings) for (const type of typesDeclaring(text, policy.blocks)) types.add(type);
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
  return news;
}

/** The roles, permissions and relations that heads, calls, facts or assertions name more or less often than before. */
function termNews(
  changes: ReadonlyMap<string, StatementChanges>,
  before: Snapshot,
  policy: Snapshot,
): readonly string[] {
  const counts = new Map<string, { name: string; count: number }>();
  const count = (models: readonly StatementModel[], snapshot: Snapshot, by: number): void => {
    for (const model of models) {
      for (const use of termUses(model, policy.dialect)) {
        const key = `${keyOfUse(use)} ${use.of && typeOfArgument(snapshot, use.of)}`;
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { name: use.string.value, count: by });
        else known.count += by;
      }
    }
  };
  for (const { removed, added } of changes.values()) {
    count(removed, before, -1);
    count(added, policy, 1);
  }
  const names = [...counts.values()].flatMap(({ name, count }) => (count === 0 ? [] : [termMention(name)]));
  // Whether any role may be asked for, or may be given, and whether a rule that cannot be read may do so.
  for (const name of termPredicates) {
    if (
      before.asksAny.has(name) !== policy.asksAny.has(name) ||
      before.guessed.has(name) !== policy.guessed.has(name) ||
      secondArguments(before, name).any !== secondArguments(policy, name).any
    )
      return [...names, ANY_TERM];
  }
  return names;
}

/** The facts that rules of Cloud ask for in other forms than before, or that tests tell and did not tell before, or the other way round. */
function factNews(
  changes: ReadonlyMap<string, StatementChanges>,
  before: Snapshot,
  policy: Snapshot,
): readonly string[] {
  const forms = new Map<string, { name: string; count: number }>();
  const count = (models: readonly StatementModel[], snapshot: Snapshot, by: number): void => {
    const learn = (form: string, name: string): void => {
      const known = forms.get(form);
      if (known === undefined) forms.set(form, { name, count: by });
      else known.count += by;
    };
    for (const model of models) {
      for (const signature of signaturesIn(model, snapshot)) learn(formOf(signature), signature.name);
      const head = headSignature(model, snapshot);
      if (head !== undefined) learn(`head ${formOf(head)}`, head.name);
      for (const name of model.facts) learn(`fact ${name}`, name);
      if (model.facts.length > 0)
        for (const node of model.nodes)
          if (node.$type === 'Fact')
            learn(
              `fact ${formOf({ name: node.name.text, types: node.arguments.map((one) => typeOf(snapshot, one)) })}`,
              node.name.text,
            );
      for (const name of model.calls) learn(`call ${name}`, name);
    }
  };
  for (const { removed, added } of changes.values()) {
    count(removed, before, -1);
    count(added, policy, 1);
  }
  // Of roles and relations, only what tells facts or asserts them looks at the forms.
  const names = [...forms.values()].flatMap(({ name, count }) =>
    count === 0 ? [] : termPredicates.includes(name) ? [factMention(name), assertMention(name)] : [name],
  );
  const isNew = (name: string): boolean =>
    before.predicates.has(name) !== policy.predicates.has(name) ||
    before.callers.has(name) !== policy.callers.has(name) ||
    before.declaredSignatures.has(name) !== policy.declaredSignatures.has(name);
  // What was meant by a fact that nothing asks for may be any that something does.
  return names.some(isNew) || before.declaredSignatures !== policy.declaredSignatures ? [...names, ANY_FACT] : names;
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

/** The types with a relation to a type that has no block: which one was meant may be any. */
const leadingNowhere = (blocks: Blocks): readonly string[] =>
  [...blocks.values()].flatMap(({ name, names }) =>
    [...names.values()].some(({ type }) => type !== undefined && !blocks.has(type)) ? [name] : [],
  );

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
    if ((old === undefined) !== (now === undefined)) {
      names.add(ANY_TYPE);
      for (const other of leadingNowhere(policy.blocks)) types.add(other);
    }
    if (takesAnyOver(type, before.blocks) !== takesAnyOver(type, policy.blocks)) names.add(ANY_TERM);
    if (!sameDeclarations(old, now) || old?.incomplete !== now?.incomplete) redeclared.add(type);
    // Which types are another, so that what rules take of the one may be of the other.
    if (old?.keyword !== now?.keyword || old?.supertypes.join() !== now?.supertypes.join()) names.add(ANY_TYPE);
    // Who is an actor or a resource: rule types ask that.
    if (old?.keyword !== now?.keyword) {
      for (const name of [...ofBlocks, ...before.ruleTypes.keys(), ...policy.ruleTypes.keys()]) names.add(name);
    }
    if (!sameRelations(old, now) || old?.incomplete !== now?.incomplete) names.add('has_relation');
  }
  if (impliesRoles(before) !== impliesRoles(policy)) names.add('has_role');
  for (const name of names) predicates.add(name);
  if (redeclared.size === 0) return;
  news.redeclared = true;
  names.add(ANY_FACT);
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

/** The names of facts that a policy declares, that its tests tell, or that several of its statements ask for. */
export const factNames = (policy: Snapshot): ReadonlySet<string> =>
  new Set(
    [...policy.declaredSignatures.keys(), ...policy.told.keys(), ...policy.callers.keys()].filter((name) =>
      isMeant(name, policy),
    ),
  );

const isMeant = (name: string, { declaredSignatures, told, callers, predicates }: Snapshot): boolean =>
  declaredSignatures.has(name) || told.has(name) || ((callers.get(name) ?? 0) > 1 && !predicates.has(name));

/** Those of `factNames` that are new or gone. */
export function factNameChanges(
  before: Snapshot,
  policy: Snapshot,
  changes: ReadonlyMap<string, StatementChanges>,
): { added: string[]; removed: string[] } {
  const names = new Set<string>();
  for (const { removed, added } of changes.values()) {
    for (const models of [removed, added]) {
      for (const { tree, facts, calls, clause } of models) {
        if (tree?.$type === 'Declare') names.add(tree.name.text);
        for (const name of facts) names.add(name);
        for (const name of calls) names.add(name);
        if (clause !== undefined) names.add(clause.predicate);
      }
    }
  }
  const moved = [...names].filter((name) => isMeant(name, before) !== isMeant(name, policy));
  return {
    added: moved.filter((name) => isMeant(name, policy)),
    removed: moved.filter((name) => isMeant(name, before)),
  };
}

/** Whether the policy has the rules that an application begins with. */
export const isAsked = (policy: Snapshot): boolean =>
  policy.predicates.has('allow') || policy.predicates.has('has_permission');

export const isCalled = (policy: Snapshot, name: string): boolean => policy.callers.has(name);
