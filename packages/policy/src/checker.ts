import { kindNamed, type Node, type PolarNode } from '@polar-tools/language';
import { type Blocks, dependentTypes, type MergedBlock, sameDeclarations, subtypesOf, supertypesOf } from './blocks.ts';
import type {
  Check,
  CheckContext,
  Finding,
  FindingFix,
  More,
  PolicyContext,
  RelatedNode,
  StatementContext,
} from './checks/check.ts';
import { checks, dialectSyntax } from './checks/index.ts';
import { classesOf } from './classes.ts';
import type { FiledPredicate } from './clauses.ts';
import type { Diagnostic } from './diagnostic.ts';
import { changedStatements, type FileModel, type StatementChanges } from './file-model.ts';
import { fileDiagnostics } from './findings.ts';
import { explicitHeads, isWhole } from './heads.ts';
import { touchedTypes } from './next-snapshot.ts';
import { PersistentMap } from './persistent-map.ts';
import type { Snapshot } from './snapshot.ts';
import type { StatementModel } from './statement-model.ts';
import { Suggestions } from './suggestions.ts';
import { walk } from './walk.ts';

interface FileFindings {
  model: FileModel;
  /** Findings of statements that have any. */
  own: Map<StatementModel, readonly Finding[]>;
  /** Findings of predicates, types and the policy that stand in this file, by what found them. */
  shared: Map<string, readonly Finding[]>;
  diagnostics: readonly Diagnostic[];
}

type Handler = { readonly check: Check; readonly visit: (node: PolarNode, context: StatementContext) => void };
/** By the number of a node's type. */
type Handlers = readonly (readonly Handler[] | undefined)[];
type Report = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * Keeps what was found in the newest version of a policy that was asked about, and finds what is new in the next. What is found
 * belongs to a statement, a predicate, a type, or the policy; each is checked again when what it depends on changed.
 */
export class Checker {
  #policy: Snapshot | undefined;
  #inStatement: InStatement | undefined;
  #inPolicy: InPolicy | undefined;
  #active: Active = activeOf([]);
  #files = new Map<string, FileFindings>();
  /** The files with findings of a predicate, a type or the policy. */
  #sharedIn = new Map<string, readonly string[]>();
  #suggestions = new Suggestions(() => []);
  #report: PersistentMap<string, readonly Diagnostic[]> = PersistentMap.of(new Map());

  /** The diagnostics of this version. */
  advance(policy: Snapshot): Report {
    const before = this.#policy;
    if (before === policy) return this.#report;
    this.#policy = policy;
    if (before === undefined || before.dialect !== policy.dialect || before.configuration !== policy.configuration) {
      this.#start(policy);
    } else {
      this.#continue(before, policy);
    }
    return this.#report;
  }

  #start(policy: Snapshot): void {
    this.#suggestions = new Suggestions(() => this.#policy!.predicates.keys());
    const active = [...dialectSyntax, ...checks].filter(({ code, dialects, syntax }) => {
      return dialects.includes(policy.dialect) && (syntax || policy.configuration.checks?.[code] !== 'off');
    });
    this.#active = activeOf(active);
    this.#setContext(policy);
    this.#files = new Map();
    this.#report = PersistentMap.of(new Map());
    this.#sharedIn = new Map();
    const dirty = new Set<string>();
    for (const model of policy.models.values()) {
      dirty.add(model.uri);
      const file: FileFindings = { model, own: new Map(), shared: new Map(), diagnostics: [] };
      this.#files.set(model.uri, file);
    }
    for (const file of this.#files.values()) {
      const { statements } = file.model;
      for (let i = 0; i < statements.length; i++) this.#checkStatement(file, statements[i]!);
    }
    policy.predicates.forEach((predicate, name) => {
      this.#checkPredicate(name, predicate, dirty);
    });
    policy.blocks.forEach((block, type) => {
      this.#checkType(type, block, dirty);
    });
    this.#checkPolicy(dirty);
    this.#assemble(dirty);
  }

  #continue(before: Snapshot, policy: Snapshot): void {
    this.#setContext(policy);
    const dirty = new Set<string>();
    const changes = this.#takeFiles(before, policy, dirty);
    const news = whatIsNew(before, policy, changes);
    const { added, removed } = predicateChanges(before, policy, news.predicates);
    for (const name of this.#suggestions.update(added, removed)) news.names.add(name);

    for (const [uri, change] of changes) {
      const file = this.#files.get(uri);
      if (file === undefined) continue;
      for (const statement of change.removed) file.own.delete(statement);
      const again = new Set(change.added);
      addMentions(file.model, news.names, true, again);
      for (const statement of again) this.#checkStatement(file, statement);
    }
    if (news.names.size > 0) {
      for (const file of this.#files.values()) {
        if (!changes.has(file.model.uri)) this.#checkMentions(file, news.names, dirty);
      }
    }
    if (isAsked(before) !== isAsked(policy)) {
      for (const name of policy.predicates.keys()) news.predicates.add(name);
      for (const name of news.predicates) news.names.add(name);
    }
    for (const name of news.predicates) {
      const changed = before.predicates.get(name) !== policy.predicates.get(name);
      if (changed || news.names.has(name) || isCalled(before, name) !== isCalled(policy, name)) {
        this.#checkPredicate(name, policy.predicates.get(name), dirty);
      }
    }
    for (const type of news.types) this.#checkType(type, policy.blocks.get(type), dirty);
    this.#checkPolicy(dirty);
    this.#assemble(dirty);
  }

  /** Checks the statements of an unchanged file that mention one of the names. */
  #checkMentions(file: FileFindings, names: ReadonlySet<string>, dirty: Set<string>): void {
    const again = new Set<StatementModel>();
    addMentions(file.model, names, false, again);
    for (const statement of again) if (this.#checkStatement(file, statement)) dirty.add(file.model.uri);
  }

  /** Takes over the files of the next version; gives the statements that changed. */
  #takeFiles(before: Snapshot, policy: Snapshot, dirty: Set<string>): Map<string, StatementChanges> {
    const changes = new Map<string, StatementChanges>();
    const next = policy.lineage === before.lineage && policy.version === before.version + 1;
    for (const uri of next ? policy.changedFiles : new Set([...policy.models.keys(), ...this.#files.keys()])) {
      const known = this.#files.get(uri);
      const model = policy.models.get(uri);
      if (known?.model === model) continue;
      changes.set(uri, changedStatements(known?.model, model));
      dirty.add(uri);
      if (model === undefined) this.#files.delete(uri);
      else if (known !== undefined) known.model = model;
      else this.#files.set(uri, { model, own: new Map(), shared: new Map(), diagnostics: [] });
    }
    return changes;
  }

  #setContext(policy: Snapshot): void {
    const { dialect, configuration } = policy;
    const context: CheckContext = {
      policy,
      dialect,
      classes: classesOf(configuration),
      suggestions: this.#suggestions,
    };
    this.#inStatement = new InStatement(context);
    this.#inPolicy = new InPolicy(context);
  }

  /** Checks one statement; tells whether there was or is anything to report. */
  #checkStatement(file: FileFindings, model: StatementModel): boolean {
    const had = file.own.delete(model);
    if (model.tree === undefined) return had;
    const run = this.#inStatement!;
    run.begin(model);
    run.visit(model.tree, this.#active.handlers);
    const { particular } = this.#active;
    for (let i = 0; i < particular.length; i++) {
      if (particular[i]!.concerns(model)) run.visit(model.tree, particular[i]!.handlers);
    }
    const { findings } = run;
    if (findings !== undefined) file.own.set(model, findings);
    return had || findings !== undefined;
  }

  #checkPredicate(name: string, predicate: FiledPredicate | undefined, dirty: Set<string>): void {
    const run = this.#inPolicy!;
    run.begin();
    if (predicate !== undefined) {
      const checks = this.#active.ofPredicates;
      for (let i = 0; i < checks.length; i++) {
        run.check = checks[i]!;
        run.check.predicate!(predicate, run);
      }
    }
    this.#share('predicate', name, run.findings, dirty);
  }

  #checkType(type: string, block: MergedBlock | undefined, dirty: Set<string>): void {
    const run = this.#inPolicy!;
    run.begin();
    if (block !== undefined) {
      const checks = this.#active.ofTypes;
      for (let i = 0; i < checks.length; i++) {
        run.check = checks[i]!;
        run.check.type!(block, run);
      }
    }
    this.#share('type', type, run.findings, dirty);
  }

  #checkPolicy(dirty: Set<string>): void {
    const run = this.#inPolicy!;
    run.begin();
    for (const check of this.#active.ofPolicies) {
      run.check = check;
      check.policy!(run);
    }
    this.#share('policy', '', run.findings, dirty);
  }

  /** Puts what a predicate, a type or the policy has found into the files where it stands, in place of what it found before. */
  #share(
    what: 'predicate' | 'type' | 'policy',
    name: string,
    findings: ReadonlyMap<string, readonly Finding[]> | undefined,
    dirty: Set<string>,
  ): void {
    if (findings === undefined && this.#sharedIn.size === 0) return;
    const from = `${what} ${name}`;
    const before = this.#sharedIn.get(from);
    if (findings === undefined && before === undefined) return;
    for (const uri of new Set([...(before ?? []), ...(findings?.keys() ?? [])])) {
      const file = this.#files.get(uri);
      if (file === undefined) continue;
      const now = findings?.get(uri);
      const before = file.shared.get(from);
      if (now === undefined) file.shared.delete(from);
      else file.shared.set(from, now);
      if (now === undefined || before === undefined || !sameFindings(now, before)) dirty.add(uri);
    }
    if (findings === undefined) this.#sharedIn.delete(from);
    else this.#sharedIn.set(from, [...findings.keys()]);
  }

  #assemble(dirty: ReadonlySet<string>): void {
    const newest = (): Snapshot => this.#policy!;
    const renewed = new Map<string, readonly Diagnostic[] | undefined>();
    for (const uri of dirty) {
      const file = this.#files.get(uri);
      if (file !== undefined) {
        file.diagnostics = fileDiagnostics(file.model, [...file.own.values(), ...file.shared.values()], newest);
      }
      renewed.set(uri, file?.diagnostics);
    }
    this.#report = this.#report.with(renewed);
  }
}

/** What the checks of statements are given: one statement after the other. */
class InStatement implements StatementContext {
  readonly policy: Snapshot;
  readonly dialect: StatementContext['dialect'];
  readonly classes: StatementContext['classes'];
  readonly suggestions: Suggestions;
  model!: StatementModel;
  findings: Finding[] | undefined;
  #check!: Check;
  /** Whether what is visited has a syntax error. */
  #broken = false;
  #handlers: Handlers = [];

  constructor({ policy, dialect, classes, suggestions }: CheckContext) {
    this.policy = policy;
    this.dialect = dialect;
    this.classes = classes;
    this.suggestions = suggestions;
  }

  begin(model: StatementModel): void {
    this.model = model;
    this.findings = undefined;
  }

  readonly report = (node: Node, message: string, more?: More): void => {
    this.findings ??= [];
    this.findings.push({ check: this.#check, uri: this.model.uri, node, range: more?.range, message, more });
  };

  visit(tree: Node, handlers: Handlers): void {
    this.#handlers = handlers;
    const { broken, brokenMembers } = this.model;
    this.#broken = broken;
    if (brokenMembers === undefined) {
      walk(tree, this.#visit);
      return;
    }
    // What has members is sound but for those that are not, and but for what is said of all of them.
    walk(tree, (node, kind) => {
      if (brokenMembers.has(node)) return false;
      this.#broken = node === tree && node.$type !== 'Block';
      this.#visit(node, kind);
      return true;
    });
    this.#broken = true;
    for (const member of brokenMembers) walk(member, this.#visit);
  }

  readonly #visit = (node: PolarNode, kind: number): void => {
    const handlers = this.#handlers[kind];
    if (handlers === undefined) return;
    const broken = this.#broken;
    for (let i = 0; i < handlers.length; i++) {
      const { check, visit } = handlers[i]!;
      if (broken && check.brokenToo !== true) continue;
      this.#check = check;
      visit(node, this);
    }
  };
}

/** What the checks of predicates, types and the policy are given. */
class InPolicy implements PolicyContext {
  readonly policy: Snapshot;
  readonly dialect: PolicyContext['dialect'];
  readonly classes: PolicyContext['classes'];
  readonly suggestions: Suggestions;
  check!: Check;
  /** By file. */
  findings: Map<string, Finding[]> | undefined;

  constructor({ policy, dialect, classes, suggestions }: CheckContext) {
    this.policy = policy;
    this.dialect = dialect;
    this.classes = classes;
    this.suggestions = suggestions;
  }

  begin(): void {
    this.findings = undefined;
  }

  readonly report = (uri: string, node: Node | undefined, message: string, more?: More): void => {
    const finding: Finding = { check: this.check, uri, node, range: more?.range, message, more };
    this.findings ??= new Map();
    const known = this.findings.get(uri);
    if (known === undefined) this.findings.set(uri, [finding]);
    else known.push(finding);
  };
}

/** The checks that are on, by what they look at. */
interface Active {
  readonly handlers: Handlers;
  /** Those for some statements only. */
  readonly particular: readonly {
    readonly concerns: (model: StatementModel) => boolean;
    readonly handlers: Handlers;
  }[];
  readonly ofPredicates: readonly Check[];
  readonly ofTypes: readonly Check[];
  readonly ofPolicies: readonly Check[];
}

function activeOf(active: readonly Check[]): Active {
  return {
    handlers: handlersOf(active.filter(({ concerns }) => concerns === undefined)),
    particular: active.flatMap((check) => {
      return check.concerns === undefined ? [] : [{ concerns: check.concerns, handlers: handlersOf([check]) }];
    }),
    ofPredicates: active.filter(({ predicate }) => predicate !== undefined),
    ofTypes: active.filter(({ type }) => type !== undefined),
    ofPolicies: active.filter(({ policy }) => policy !== undefined),
  };
}

function handlersOf(active: readonly Check[]): Handlers {
  const handlers: Handler[][] = [];
  for (const check of active) {
    for (const type in check.nodes) {
      const visit = check.nodes[type as PolarNode['$type']] as Handler['visit'];
      const kind = kindNamed(type as PolarNode['$type']);
      const known = handlers[kind];
      if (known === undefined) handlers[kind] = [{ check, visit }];
      else known.push({ check, visit });
    }
  }
  return handlers;
}

/** What has to be looked at again. */
interface News {
  /** Names whose meaning changed for the statements that mention them. */
  readonly names: Set<string>;
  /** Predicates whose clauses or callers may have changed. */
  readonly predicates: Set<string>;
  readonly types: Set<string>;
}

/** Mentioned by what uses a fixture or extends a type: where that is not there, any other may be the one that was meant. */
const ANY_FIXTURE = ' fixture';
const ANY_TYPE = ' type';

const ofBlocks = ['has_role', 'has_permission', 'has_relation'];

function whatIsNew(before: Snapshot, policy: Snapshot, changes: ReadonlyMap<string, StatementChanges>): News {
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
    if (before.predicates.get(name)?.arities !== policy.predicates.get(name)?.arities) names.add(name);
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
    if (!sameRelations(old, now)) names.add('has_relation');
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

function predicateChanges(
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
const isAsked = (policy: Snapshot): boolean =>
  policy.predicates.has('allow') || policy.predicates.has('has_permission');

const isCalled = (policy: Snapshot, name: string): boolean => policy.callers.has(name);

const indexes = new WeakMap<FileModel, ReadonlyMap<string, readonly StatementModel[]>>();

/**
 * Adds the statements of a file that define, call or otherwise mention one of the names. A file that stays is asked again, so it gets
 * an index; one that is being edited is looked through.
 */
function addMentions(file: FileModel, names: ReadonlySet<string>, edited: boolean, found: Set<StatementModel>): void {
  if (edited) {
    for (const statement of file.statements) {
      forEachMention(statement, (name) => {
        if (names.has(name)) found.add(statement);
      });
    }
    return;
  }
  let index = indexes.get(file);
  if (index === undefined) {
    const made = new Map<string, StatementModel[]>();
    for (const statement of file.statements) {
      forEachMention(statement, (name) => {
        const list = made.get(name);
        if (list === undefined) made.set(name, [statement]);
        else if (list.at(-1) !== statement) list.push(statement);
      });
    }
    index = made;
    indexes.set(file, index);
  }
  for (const name of names) for (const statement of index.get(name) ?? []) found.add(statement);
}

function forEachMention(statement: StatementModel, visit: (name: string) => void): void {
  const { tree, clause, block, calls, classes, facts } = statement;
  if (clause !== undefined) visit(clause.predicate);
  if (tree?.$type === 'RuleType' || tree?.$type === 'Declare') visit(tree.name.text);
  if (tree?.$type === 'Test') {
    for (const item of tree.setup?.items ?? []) {
      if (item.$type !== 'FixtureUse') continue;
      visit(item.name.text);
      visit(ANY_FIXTURE);
    }
  }
  if (block !== undefined && block.supertypes.length > 0) visit(ANY_TYPE);
  for (const name of facts) visit(name);
  for (const name of calls) visit(name);
  for (const name of classes) visit(name);
  if (block !== undefined) for (const name of ofBlocks) visit(name);
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every((finding, i) => {
      const { check, node, message, more } = b[i]!;
      return (
        finding.check === check && finding.node === node && finding.message === message && sameNodes(finding.more, more)
      );
    })
  );
}

/** Whether two findings refer to the same nodes: one of another statement may have been replaced by its equal, elsewhere. */
function sameNodes(a: More | undefined, b: More | undefined): boolean {
  const [some, others] = [nodesOf(a), nodesOf(b)];
  return some.length === others.length && some.every((node, i) => node === others[i]);
}

/** What is looked up when somebody asks has no nodes yet. */
function nodesOf(more: More | undefined): readonly Node[] {
  const { related, fixes } = more ?? {};
  return [
    ...(Array.isArray(related) ? (related as readonly RelatedNode[]).map(({ node }) => node) : []),
    ...(Array.isArray(fixes)
      ? (fixes as readonly FindingFix[]).flatMap((fix) => ('edits' in fix ? fix.edits.map(({ node }) => node) : []))
      : []),
  ];
}
