import { type Check, type CheckContext, severityOf } from '../checks/definition.ts';
import { checks, dialectSyntax } from '../checks/index.ts';
import { classesOf } from '../configuration/known-classes.ts';
import { changedStatements, type FileModel, type StatementChanges } from '../model/file-model.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { namesDeclaredTerms } from '../names/declared-terms.ts';
import { flowedTerms } from '../names/flowed-terms.ts';
import { Suggestions } from '../names/suggestions.ts';
import { termUses } from '../names/term-uses.ts';
import { FindingStore, type Report } from './finding-store.ts';
import { factNameChanges, factNames, isAsked, isCalled, predicateChanges, whatIsNew } from './invalidation.ts';
import { addMentions } from './mentions.ts';
import { type Active, activeOf, InPolicy, InStatement } from './visiting.ts';

/** Whether all is to be checked anew. What is only assumed of the dialect is said with each finding that hangs on it. */
function isAnother(before: Snapshot, policy: Snapshot): boolean {
  return (
    before.dialect !== policy.dialect ||
    before.configuration !== policy.configuration ||
    (before.dialectChoice.assumed === undefined) !== (policy.dialectChoice.assumed === undefined)
  );
}

export type Wanted = (check: Check, policy: Snapshot) => boolean;

/**
 * Finds what there is to say about the first version of a policy, and in the next ones what is new. What is found belongs to a statement, a
 * predicate, a type, or the policy; each is checked again when what it depends on changed.
 */
export class Checker {
  readonly #wanted: Wanted;
  #policy: Snapshot | undefined;
  #inStatement!: InStatement;
  #inPolicy!: InPolicy;
  #active: Active = activeOf([]);
  #found = new FindingStore();
  #suggestions = new Suggestions(() => []);
  #facts = new Suggestions(() => []);
  readonly #newest = (): Snapshot => this.#policy!;

  /** @param wanted which checks are to look at all, in this policy */
  constructor(wanted: Wanted = () => true) {
    this.#wanted = wanted;
  }

  /** The diagnostics of this version. */
  advance(policy: Snapshot): Report {
    const before = this.#policy;
    if (before === policy) return this.#found.report;
    this.#policy = policy;
    if (before === undefined || isAnother(before, policy)) {
      this.#start(policy);
    } else {
      this.#continue(before, policy);
    }
    this.#found.assemble(this.#newest);
    return this.#found.report;
  }

  #start(policy: Snapshot): void {
    this.#suggestions = new Suggestions(() => this.#policy!.predicates.keys());
    this.#facts = new Suggestions(() => factNames(this.#policy!));
    const active = [...dialectSyntax, ...checks].filter(
      (check) =>
        check.dialects.includes(policy.dialect) && severityOf(check, policy) !== 'off' && this.#wanted(check, policy),
    );
    this.#active = activeOf(active);
    this.#setContext(policy);
    this.#found = new FindingStore();
    for (const model of policy.models.values()) this.#found.setModel(model.uri, model);
    for (const { statements } of policy.models.values()) {
      for (let i = 0; i < statements.length; i++) this.#checkStatement(statements[i]!);
    }
    policy.predicates.forEach((_, name) => {
      this.#checkPredicate(name, policy);
    });
    policy.blocks.forEach((_, type) => {
      this.#checkType(type, policy);
    });
    this.#checkPolicy();
  }

  #continue(before: Snapshot, policy: Snapshot): void {
    this.#setContext(policy);
    const changes = this.#takeFiles(before, policy);
    const news = whatIsNew(before, policy, changes);
    const { added, removed } = predicateChanges(before, policy, news.predicates);
    for (const name of this.#suggestions.update(added, removed)) news.names.add(name);
    const facts = factNameChanges(before, policy, changes);
    for (const name of this.#facts.update(facts.added, facts.removed)) news.names.add(name);
    // Whether a name is meant hangs on its arguments, too.
    for (const near of [this.#suggestions, this.#facts])
      for (const name of near.askedFor(news.names)) news.names.add(name);

    for (const [uri, change] of changes) {
      const model = policy.models.get(uri);
      if (model === undefined) continue;
      for (const statement of change.removed) this.#found.setOwn(statement, undefined);
      const again = new Set(change.added);
      addMentions(model, policy.dialect, news.names, true, again);
      if (news.redeclared) this.#addUndeclared(model, policy, again);
      for (const statement of again) this.#checkStatement(statement);
    }
    if (news.names.size > 0 || news.redeclared) {
      // Statements of unchanged files that mention one of the names.
      const again = new Set<StatementModel>();
      for (const [uri, model] of policy.models) {
        if (changes.has(uri)) continue;
        addMentions(model, policy.dialect, news.names, false, again);
        if (news.redeclared) this.#addUndeclared(model, policy, again);
      }
      for (const statement of again) this.#checkStatement(statement);
    }
    if (isAsked(before) !== isAsked(policy)) {
      for (const name of policy.predicates.keys()) news.predicates.add(name);
      for (const name of news.predicates) news.names.add(name);
    }
    for (const name of news.predicates) {
      const changed = before.predicates.get(name) !== policy.predicates.get(name);
      if (changed || news.names.has(name) || isCalled(before, name) !== isCalled(policy, name)) {
        this.#checkPredicate(name, policy);
      }
    }
    for (const type of news.types) this.#checkType(type, policy);
    this.#checkPolicy();
  }

  /** Adds the statements of a file of which something is said, or may be now, as they name what their types do not declare themselves. */
  #addUndeclared({ statements }: FileModel, policy: Snapshot, again: Set<StatementModel>): void {
    for (const statement of statements) {
      if (again.has(statement)) continue;
      if (flowedTerms(statement, policy.dialect).length > 0) again.add(statement);
      if (termUses(statement, policy.dialect).length === 0) continue;
      if (this.#found.hasOwn(statement) || !namesDeclaredTerms(statement, policy)) again.add(statement);
    }
  }

  /** Takes over the files of the next version; gives the statements that changed. */
  #takeFiles(before: Snapshot, policy: Snapshot): Map<string, StatementChanges> {
    const changes = new Map<string, StatementChanges>();
    const found = this.#found;
    const next = policy.lineage === before.lineage && policy.version === before.version + 1;
    for (const uri of next ? policy.changedFiles : new Set([...policy.models.keys(), ...found.uris()])) {
      const known = found.modelOf(uri);
      const model = policy.models.get(uri);
      if (known === model) continue;
      changes.set(uri, changedStatements(known, model));
      found.setModel(uri, model);
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
      facts: this.#facts,
    };
    this.#inStatement = new InStatement(context);
    this.#inPolicy = new InPolicy(context);
  }

  #checkStatement(model: StatementModel): void {
    const run = this.#inStatement;
    run.begin(model);
    const { tree } = model;
    if (tree !== undefined) {
      const { handlers, particular } = this.#active;
      run.visit(tree, handlers);
      for (let i = 0; i < particular.length; i++) {
        if (particular[i]!.concerns(model)) run.visit(tree, particular[i]!.handlers);
      }
    }
    this.#found.setOwn(model, run.findings);
  }

  #checkPredicate(name: string, { predicates }: Snapshot): void {
    const run = this.#inPolicy;
    run.begin();
    const predicate = predicates.get(name);
    if (predicate !== undefined) {
      const checks = this.#active.ofPredicates;
      for (let i = 0; i < checks.length; i++) {
        run.check = checks[i]!;
        run.check.predicate!(predicate, run);
      }
    }
    this.#found.setShared('predicate', name, run.findings);
  }

  #checkType(type: string, { blocks }: Snapshot): void {
    const run = this.#inPolicy;
    run.begin();
    const block = blocks.get(type);
    if (block !== undefined) {
      const checks = this.#active.ofTypes;
      for (let i = 0; i < checks.length; i++) {
        run.check = checks[i]!;
        run.check.type!(block, run);
      }
    }
    this.#found.setShared('type', type, run.findings);
  }

  #checkPolicy(): void {
    const run = this.#inPolicy;
    run.begin();
    for (const check of this.#active.ofPolicies) {
      run.check = check;
      check.policy!(run);
    }
    this.#found.setShared('policy', '', run.findings);
  }
}
