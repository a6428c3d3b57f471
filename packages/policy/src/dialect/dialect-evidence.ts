import type { Block, Call, Node, Rule } from '@polar-tools/language';
import { declarationKind } from '../blocks/blocks.ts';
import type { FileModel } from '../model/file-model.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { walk } from '../model/walk.ts';
import { nearestOf } from '../names/suggestions.ts';

/** Where a predicate is asked for first. */
interface Asked {
  readonly name: string;
  readonly uri: string;
  readonly node: Node;
}

/** What a file says of its dialect where no construct of either is in it. */
interface Evidence {
  readonly heads: ReadonlySet<string>;
  /** The names that rules call. */
  readonly calls: ReadonlyMap<string, Asked>;
  /** `has_role` where roles are declared, `has_relation` where shorthands follow a relation. */
  readonly demanded: ReadonlyMap<string, Asked>;
  readonly hasBlocks: boolean;
  /** A rule binds a variable with `matches` alone, or asks for a role without a resource: the Library can do neither. */
  readonly cloudIdiom: boolean;
  /** A string of a block lacks its quotes, which is an error in the Library whatever else is missing. */
  readonly unquoted: boolean;
}

/** What applications tell Cloud as facts; permissions follow from rules. */
const usualFacts = ['has_role', 'has_relation'];

/**
 * What a policy lacks to be one for the Library, and Cloud keeps as facts: for files with no construct of either dialect. The Library reads
 * roles and relations from application objects, which takes a lookup, and that would be such a construct. So a policy of blocks in which
 * nothing gives the roles or relations that it asks for is an error in the Library, and complete in Cloud. Where it calls other rules
 * that are not there, one of Cloud's idioms must speak for it too, and none of the names may be another one misspelt.
 */
export function missingFacts(files: readonly FileModel[]): Asked | undefined {
  const all = files.map(evidenceOf);
  if (!all.some(({ hasBlocks }) => hasBlocks) || all.some(({ unquoted }) => unquoted)) return undefined;
  const given = new Set<string>();
  for (const { heads } of all) for (const name of heads) given.add(name);
  const idiom = all.some(({ cloudIdiom }) => cloudIdiom);
  let first: Asked | undefined;
  for (const { calls, demanded } of all) {
    for (const asked of [...demanded.values(), ...calls.values()]) {
      const { name } = asked;
      if (given.has(name)) continue;
      if (!usualFacts.includes(name) && (!idiom || isMisspelt(name, given))) return undefined;
      first ??= asked;
    }
  }
  return first;
}

function isMisspelt(name: string, given: ReadonlySet<string>): boolean {
  return nearestOf(name, ['allow', 'has_permission', ...usualFacts, ...given]) !== undefined;
}

const known = new WeakMap<FileModel, Evidence>();

function evidenceOf(file: FileModel): Evidence {
  const before = known.get(file);
  if (before !== undefined) return before;
  const heads = new Set<string>();
  const calls = new Map<string, Asked>();
  const demanded = new Map<string, Asked>();
  let cloudIdiom = false;
  let unquoted = false;
  for (const model of file.statements) {
    const { clause, block, tree } = model;
    if (clause !== undefined) {
      heads.add(clause.predicate);
      cloudIdiom ||= isCloudIdiom(clause.rule);
    }
    if (tree?.$type === 'RuleType') heads.add(tree.name.text);
    // What cannot be read may define anything.
    if (tree === undefined) for (const name of model.calls) heads.add(name);
    if (block !== undefined) {
      demandsOf(model, demanded);
      unquoted ||= block.members.some(isUnquoted);
      for (const name of impliedBy(block)) heads.add(name);
    }
    for (const name of model.calls) {
      if (calls.has(name)) continue;
      const call = tree && firstCall(tree, name);
      if (call !== undefined) calls.set(name, { name, uri: model.uri, node: call });
    }
  }
  const made = { heads, calls, demanded, hasBlocks: file.blocks.length > 0, cloudIdiom, unquoted };
  known.set(file, made);
  return made;
}

function demandsOf(model: StatementModel, demanded: Map<string, Asked>): void {
  for (const member of model.block!.members) {
    if (member.$type === 'BlockDeclaration' && declarationKind(member) === 'role' && !demanded.has('has_role')) {
      demanded.set('has_role', { name: 'has_role', uri: model.uri, node: member.name });
    }
    if (member.$type === 'Shorthand' && member.body.$type === 'ShorthandReference') {
      const { relation } = member.body;
      if (relation !== undefined && !demanded.has('has_relation'))
        demanded.set('has_relation', { name: 'has_relation', uri: model.uri, node: relation });
    }
  }
}

function isUnquoted(member: Block['members'][number]): boolean {
  if (member.$type === 'BlockDeclaration')
    return member.value.$type === 'DeclaredNames' && member.value.names.some(({ $type }) => $type === 'Variable');
  if (member.body.$type !== 'ShorthandReference') return false;
  const { term, relation } = member.body;
  return term.$type === 'Variable' || relation?.$type === 'Variable';
}

/** The rules that a block's shorthands are: the Library asks for no more than one of `has_role`. */
function* impliedBy({ members }: Block): Generator<string> {
  const rules = new Map<string, string>();
  for (const member of members) {
    if (member.$type !== 'BlockDeclaration' || member.value.$type !== 'DeclaredNames') continue;
    const kind = declarationKind(member);
    for (const name of member.value.names) if (name.$type === 'StringLiteral') rules.set(name.value, `has_${kind}`);
  }
  for (const member of members) {
    if (member.$type !== 'Shorthand' || member.head.$type !== 'StringLiteral') continue;
    const rule = rules.get(member.head.value);
    if (rule !== undefined) yield rule;
  }
}

function firstCall(tree: Node, name: string): Call | undefined {
  let found: Call | undefined;
  walk(tree, (node) => {
    if (node.$type === 'Call' && node.name.text === name) found ??= node;
    return found === undefined;
  });
  return found;
}

/** `app matches Application and has_role(actor, "x", app)`, where nothing else binds `app`; `has_role(actor, "admin")`. */
function isCloudIdiom(rule: Rule): boolean {
  if (rule.body === undefined) return false;
  const seen = new Set<string>();
  let found = false;
  for (const parameter of rule.parameters) {
    walk(parameter, (node) => {
      if (node.$type === 'Variable') seen.add(node.name);
    });
  }
  walk(rule.body, (node) => {
    if (node.$type === 'Matches' && node.left.$type === 'Variable' && !seen.has(node.left.name)) found = true;
    if (node.$type === 'Call' && node.name.text === 'has_role' && node.arguments.length === 2) found = true;
    if (node.$type === 'Variable') seen.add(node.name);
  });
  return found;
}
