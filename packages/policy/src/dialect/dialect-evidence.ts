import type { Block, BlockDeclaration, Call, InstancePattern, Node, Rule, Variable } from '@polar-tools/language';
import { declarationKind } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Dialect, DialectClue } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { walk } from '../model/walk.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { kindNearly, readBrokenBlock } from './broken-block.ts';

/** Where something is said of the dialect first. */
interface Asked {
  readonly name: string;
  readonly uri: string;
  readonly node: Node;
}

/** What a file says of its dialect besides the constructs of either. */
interface Evidence {
  readonly heads: ReadonlySet<string>;
  /** The names that rules call. */
  readonly calls: ReadonlyMap<string, Asked>;
  /** `has_role` where roles are declared, `has_relation` where shorthands follow a relation. */
  readonly demanded: ReadonlyMap<string, Asked>;
  /** Its first block that declares permissions. */
  readonly permissions: Asked | undefined;
  readonly hasBlocks: boolean;
  /** A rule binds a variable with `matches` alone, or asks for a role without a resource: the Library can do neither. */
  readonly cloudIdiom: Asked | undefined;
  /** A string of a block whose strings mostly lack their quotes, which is an error whatever else is missing. */
  readonly unquoted: Asked | undefined;
  /** A rule of `allow` asks for the permissions of blocks. */
  readonly asksPermission: Asked | undefined;
  /** A rule of `has_role`. */
  readonly givesRoles: Asked | undefined;
  /** Relations that its blocks declare. */
  readonly relations: readonly { readonly block: string; readonly name: string; readonly type: string }[];
  /** Relations that its rules give or ask for, with the types of the arguments where they are written. */
  readonly related: readonly RelatedUse[];
}

interface RelatedUse {
  readonly name: string;
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly uri: string;
  readonly node: Node;
}

/** What applications tell Cloud as facts; permissions follow from rules. */
const usualFacts = ['has_role', 'has_relation', 'has_permission'];

/**
 * What speaks for a dialect where no construct does, or few: a policy for the Library is whole, as the Library reads roles and relations from
 * application objects by rules that are written; one for Cloud lacks the rules of what it keeps as facts, and needs no `allow`. The arguments of
 * `has_relation` stand the other way round.
 */
export function cluesOf(files: readonly FileModel[], { classes }: Configuration): readonly DialectClue[] {
  const all = files.map(evidenceOf);
  const clues: DialectClue[] = [];
  const add = (
    dialect: Dialect,
    weight: number,
    what: string,
    asked: Pick<Asked, 'uri' | 'node'> | undefined,
  ): void => {
    if (asked !== undefined) clues.push({ dialect, weight, what, uri: asked.uri, node: asked.node });
  };
  const first = <K extends keyof Evidence>(key: K): Evidence[K] | undefined =>
    all.find((evidence) => evidence[key] !== undefined)?.[key];
  if (!all.some(({ hasBlocks }) => hasBlocks)) return clues;
  const given = new Set<string>();
  for (const { heads } of all)
    for (const name of heads) {
      given.add(name);
      const meant = usualFactMeant(name);
      if (meant !== undefined) given.add(meant);
    }
  const asked = new Map<string, Asked>();
  for (const { demanded, calls } of all)
    for (const one of [...demanded.values(), ...calls.values()]) if (!asked.has(one.name)) asked.set(one.name, one);
  // What asks for roles that no rule gives is missing rules anyway: a name that is near a rule's may be a fact as well.
  const lacksRoles = asked.has('has_role') && !given.has('has_role');
  let misspelt: Asked | undefined;
  let nearRule: Asked | undefined;
  for (const { name, uri, node } of asked.values()) {
    if (given.has(name)) continue;
    if (name === 'has_role') add('cloud', 2, 'no rule for has_role', { uri, node });
    else if (name === 'has_relation') add('cloud', 1.5, 'no rule for has_relation', { uri, node });
    else if (nearestOf(name, ['allow', ...usualFacts]) !== undefined) {
      const meant = usualFactMeant(name);
      // Of a fact that no rule gives, the slip is in what is asked: no rule is missed for it.
      if (meant === undefined || given.has(meant)) misspelt ??= { name, uri, node };
    } else if (isMisspelt(name, given)) nearRule ??= { name, uri, node };
    else if (!usualFacts.includes(name)) add('cloud', 1, `no rule for ${name}`, { uri, node });
  }
  // Without `allow` the Library could not be asked anything, whatever is misspelt.
  const hasAllow = given.has('allow') || asked.has('allow');
  if (!lacksRoles && hasAllow) misspelt ??= nearRule;
  const near = misspelt ?? nearRule;
  add(
    'library',
    misspelt !== undefined ? 2.5 : hasAllow ? 1 : 0.5,
    `${near?.name}, which is nearly the name of a rule`,
    near,
  );
  add('cloud', 2, 'a variable that only its type binds, or a global role', first('cloudIdiom'));
  const permissions = first('permissions');
  if (!hasAllow) add('cloud', 0.5, 'no rule for allow', permissions);
  add('library', 4, 'a string of a block without its quotes', first('unquoted'));
  add('library', 1, 'an allow rule that asks for has_permission', first('asksPermission'));
  if (asked.has('has_role')) add('library', 1, 'a rule that gives has_role', first('givesRoles'));
  // What lacks nothing and asks for permissions itself is whole for the Library: the order may be the slip.
  const isWhole = given.has('has_role') && first('asksPermission') !== undefined;
  const isSure = !isWhole || clues.some(({ dialect }) => dialect === 'cloud');
  for (const clue of orderClues(all)) clues.push(clue.dialect === 'cloud' && !isSure ? { ...clue, weight: 0.5 } : clue);
  // Only an application has classes.
  if (classes !== undefined)
    add('library', 4, 'classes in the configuration', { uri: files[0]!.uri, node: anyNode(files) });
  return clues;
}

function anyNode(files: readonly FileModel[]): Node {
  for (const { statements } of files) for (const { tree } of statements) if (tree !== undefined) return tree;
  return { $type: 'Name', $container: undefined, $start: 0, $end: 0 } as unknown as Node;
}

/** The order of the arguments of `has_relation`, where their types tell the two apart; once for each dialect. */
function orderClues(all: readonly Evidence[]): readonly DialectClue[] {
  const relations = all.flatMap((evidence) => evidence.relations);
  const clues: DialectClue[] = [];
  for (const { name, first, last, uri, node } of all.flatMap(({ related }) => related)) {
    const declared = relations.filter((relation) => relation.name === name && relation.block !== relation.type);
    const isFirst = (type: string | undefined, of: 'block' | 'type'): boolean =>
      type !== undefined && declared.some((relation) => relation[of] === type);
    const cloud = isFirst(first, 'block') || isFirst(last, 'type');
    const library = isFirst(first, 'type') || isFirst(last, 'block');
    if (cloud === library) continue;
    const dialect = cloud ? 'cloud' : 'library';
    if (clues.some((clue) => clue.dialect === dialect)) continue;
    clues.push({ dialect, weight: 3, what: `the order of the arguments of has_relation`, uri, node });
  }
  return clues;
}

/** The usual fact that a name is with a slip in it, or with what follows it stuck to it. */
function usualFactMeant(name: string): string | undefined {
  const near = nearestOf(name, usualFacts);
  if (near !== undefined && isSlip(name, near)) return near;
  return usualFacts.find((fact) => name.startsWith(fact) && /^\p{L}/u.test(name.slice(fact.length)));
}

/** Whether a name is that of a rule with a slip in it: the contrary, the plural or another number of one is a name of its own. */
function isMisspelt(name: string, given: ReadonlySet<string>): boolean {
  const near = nearestOf(name, given);
  return near !== undefined && isSlip(name, near);
}

const known = new WeakMap<FileModel, Evidence>();

function evidenceOf(file: FileModel): Evidence {
  const before = known.get(file);
  if (before !== undefined) return before;
  const heads = new Set<string>();
  const calls = new Map<string, Asked>();
  const demanded = new Map<string, Asked>();
  const relations: Evidence['relations'][number][] = [];
  const related: RelatedUse[] = [];
  const { uri } = file;
  const at = (name: string, node: Node): Asked => ({ name, uri, node });
  let cloudIdiom: Asked | undefined;
  let unquoted: Asked | undefined;
  let permissions: Asked | undefined;
  let asksPermission: Asked | undefined;
  let givesRoles: Asked | undefined;
  for (const model of file.statements) {
    const { clause, block, tree } = model;
    if (clause !== undefined) {
      const { predicate, rule } = clause;
      heads.add(predicate);
      if (isCloudIdiom(rule)) cloudIdiom ??= at(predicate, rule.name);
      if (predicate === 'allow' && model.calls.includes('has_permission')) asksPermission ??= at(predicate, rule.name);
      if (predicate === 'has_role') givesRoles ??= at(predicate, rule.name);
      if (predicate === 'has_relation' || model.calls.includes('has_relation')) related.push(...relatedIn(rule, uri));
    }
    if (tree?.$type === 'RuleType') heads.add(tree.name.text);
    // What cannot be read may define anything.
    if (tree === undefined) for (const name of model.calls) heads.add(name);
    if (block !== undefined) {
      demandsOf(model, demanded);
      const isMostlyUnquoted = mostlyUnquoted(model);
      for (const member of block.members) {
        if (isMostlyUnquoted && isUnquoted(member)) unquoted ??= at('', member);
        if (member.$type !== 'BlockDeclaration') continue;
        if (isOf(member, 'permission')) permissions ??= at(block.name.text, member.name);
        if (member.value.$type === 'DeclaredRelations') {
          for (const { name, type } of member.value.relations)
            relations.push({ block: block.name.text, name: name.text, type: (type ?? name).text });
        }
      }
      for (const name of impliedBy(block)) heads.add(name);
    }
    if (model.broken) {
      const text = textOf(model, file);
      if (BLOCK.test(text)) {
        const said = readBrokenBlock(text);
        const node = block?.name ?? tree;
        for (const name of said.implied) heads.add(name);
        if (node !== undefined) {
          if (said.declaresPermissions) permissions ??= at('', node);
          if (said.declaresRoles && !demanded.has('has_role')) demanded.set('has_role', at('has_role', node));
          if (said.followsRelation && !demanded.has('has_relation'))
            demanded.set('has_relation', at('has_relation', node));
        }
      }
    }
    // What an inline query or a test asks for is no part of what the rules need.
    if (tree?.$type === 'InlineQuery' || tree?.$type === 'Test') continue;
    for (const name of model.calls) {
      if (calls.has(name)) continue;
      const call = tree && (firstCall(tree, name) ?? (isHalfRead(model, file) ? clause?.rule.name : undefined));
      if (call !== undefined) calls.set(name, at(name, call));
    }
  }
  const hasBlocks = file.blocks.length > 0;
  const made: Evidence = {
    heads,
    calls,
    demanded,
    permissions,
    hasBlocks,
    cloudIdiom,
    unquoted,
    asksPermission,
    givesRoles,
    relations,
    related,
  };
  known.set(file, made);
  return made;
}

const BLOCK = /^(?:actor|resource)\b/;

function textOf({ tree }: StatementModel, { file }: FileModel): string {
  const statement = file.statements.find((one) => one.tree === tree);
  return statement === undefined ? '' : file.text.slice(statement.base, statement.base + statement.length);
}

/** A rule with a syntax error, of which what follows the head may be calls that its tree does not show, and nothing of an application's objects. */
function isHalfRead(model: StatementModel, file: FileModel): boolean {
  return model.broken && model.clause !== undefined && !/\.|\bnew\b/.test(textOf(model, file));
}

/** The relations that a rule gives and asks for, with the types that it gives its variables. */
function relatedIn(rule: Rule, uri: string): readonly RelatedUse[] {
  const types = new Map<string, string>();
  const uses: RelatedUse[] = [];
  const learn = (variable: Node, pattern: Node | undefined): void => {
    if (variable.$type === 'Variable' && pattern?.$type === 'InstancePattern')
      types.set((variable as Variable).name, (pattern as InstancePattern).name.text);
  };
  for (const { value, specializer } of rule.parameters) learn(value, specializer);
  if (rule.body !== undefined)
    walk(rule.body, (node) => {
      if (node.$type === 'Matches') learn(node.left, node.pattern);
    });
  const typeOf = (node: Node | undefined, pattern?: Node): string | undefined => {
    if (pattern?.$type === 'InstancePattern') return (pattern as InstancePattern).name.text;
    return node?.$type === 'Variable' ? types.get((node as Variable).name) : undefined;
  };
  const { name, parameters } = rule;
  const relation = parameters[1]?.value;
  if (name.text === 'has_relation' && parameters.length === 3 && relation?.$type === 'StringLiteral') {
    const [first, last] = [parameters[0]!, parameters[2]!];
    uses.push({
      name: relation.value,
      first: typeOf(first.value, first.specializer),
      last: typeOf(last.value, last.specializer),
      uri,
      node: name,
    });
  }
  if (rule.body === undefined) return uses;
  walk(rule.body, (node) => {
    if (node.$type !== 'Call' || node.name.text !== 'has_relation' || node.arguments.length !== 3) return;
    const [first, term, last] = node.arguments;
    if (term?.$type === 'StringLiteral')
      uses.push({ name: term.value, first: typeOf(first), last: typeOf(last), uri, node: node.name });
  });
  return uses;
}

function demandsOf(model: StatementModel, demanded: Map<string, Asked>): void {
  for (const member of model.block!.members) {
    if (member.$type === 'BlockDeclaration' && isOf(member, 'role') && !demanded.has('has_role')) {
      demanded.set('has_role', { name: 'has_role', uri: model.uri, node: member.name });
    }
    if (member.$type === 'Shorthand' && member.body.$type === 'ShorthandReference') {
      const { term } = member.body;
      const own = term.$type === 'StringLiteral' && declaresRelation(model.block!, term.value) ? term : undefined;
      const relation = followedRelation(member.body) ?? own;
      if (relation !== undefined && !demanded.has('has_relation'))
        demanded.set('has_relation', { name: 'has_relation', uri: model.uri, node: relation });
    }
  }
}

/** Whether a declaration is of roles or of permissions, be its word misspelt. */
const isOf = (member: BlockDeclaration, kind: 'role' | 'permission'): boolean =>
  (declarationKind(member) ?? kindNearly(member.name.text)?.slice(0, -1)) === kind;

function declaresRelation({ members }: Block, name: string): boolean {
  return members.some(
    (member) =>
      member.$type === 'BlockDeclaration' &&
      member.value.$type === 'DeclaredRelations' &&
      member.value.relations.some(({ name: { text } }) => text === name || nearestOf(name, [text]) !== undefined),
  );
}

/** One string without its quotes among others that have them is a slip, which says nothing; nor does what cannot be read. */
function mostlyUnquoted({ block, brokenMembers }: StatementModel): boolean {
  const members = block!.members.filter((member) => brokenMembers?.has(member) !== true);
  return members.filter(isUnquoted).length * 2 > members.length;
}

function isUnquoted(member: Block['members'][number]): boolean {
  if (member.$type === 'BlockDeclaration')
    return member.value.$type === 'DeclaredNames' && member.value.names.some(({ $type }) => $type === 'Variable');
  if (member.body.$type !== 'ShorthandReference') return false;
  const { term } = member.body;
  const relation = followedRelation(member.body);
  return term.$type === 'Variable' || relation?.$type === 'Variable';
}

/** The rules that a block's shorthands are: the Library asks for no more than one of `has_role`. */
function* impliedBy({ members }: Block): Generator<string> {
  const rules = new Map<string, string>();
  for (const member of members) {
    if (member.$type !== 'BlockDeclaration' || member.value.$type !== 'DeclaredNames') continue;
    const kind = declarationKind(member) ?? kindNearly(member.name.text)?.slice(0, -1);
    for (const name of member.value.names) if (name.$type === 'StringLiteral') rules.set(name.value, `has_${kind}`);
  }
  for (const member of members) {
    if (member.$type !== 'Shorthand' || member.head.$type !== 'StringLiteral') continue;
    const { value } = member.head;
    // What is declared nowhere is a name with a slip in it, and in the Library gives what that one would.
    const rule = rules.get(value) ?? rules.get(nearestOf(value, rules.keys()) ?? '');
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
