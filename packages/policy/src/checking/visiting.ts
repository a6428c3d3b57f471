import { kindNamed, kindOf, type Node, type PolarNode } from '@polar-tools/language';
import type { Check, CheckContext, Finding, More, PolicyContext, StatementContext } from '../checks/definition.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type StatementModel, unchecked } from '../model/statement-model.ts';
import { walk } from '../model/walk.ts';
import type { Suggestions } from '../names/suggestions.ts';

type Handler = { readonly check: Check; readonly visit: (node: PolarNode, context: StatementContext) => void };
/** By the number of a node's type. */
type Handlers = readonly (readonly Handler[] | undefined)[];

/** What the checks of statements are given: one statement after the other. */
export class InStatement implements StatementContext {
  readonly policy: Snapshot;
  readonly dialect: StatementContext['dialect'];
  readonly classes: StatementContext['classes'];
  readonly suggestions: Suggestions;
  readonly facts: Suggestions;
  model!: StatementModel;
  findings: Finding[] | undefined;
  #check!: Check;
  /** Whether what is visited has a syntax error. */
  #broken = false;
  #handlers: Handlers = [];

  constructor({ policy, dialect, classes, suggestions, facts }: CheckContext) {
    this.policy = policy;
    this.dialect = dialect;
    this.classes = classes;
    this.suggestions = suggestions;
    this.facts = facts;
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
    if (brokenMembers !== undefined) {
      this.#visitMembers(tree, brokenMembers);
      return;
    }
    const { nodes } = this.model;
    for (let i = 0; i < nodes.length; i++) this.#visit(nodes[i]!, kindOf(nodes[i]!));
  }

  /** What has members is sound but for those that are not, and but for what is said of all of them. */
  #visitMembers(tree: Node, brokenMembers: ReadonlySet<Node>): void {
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
export class InPolicy implements PolicyContext {
  readonly policy: Snapshot;
  readonly dialect: PolicyContext['dialect'];
  readonly classes: PolicyContext['classes'];
  readonly suggestions: Suggestions;
  readonly facts: Suggestions;
  check!: Check;
  /** By file. */
  findings: Map<string, Finding[]> | undefined;

  constructor({ policy, dialect, classes, suggestions, facts }: CheckContext) {
    this.policy = policy;
    this.dialect = dialect;
    this.classes = classes;
    this.suggestions = suggestions;
    this.facts = facts;
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
export interface Active {
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

export function activeOf(active: readonly Check[]): Active {
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
      if (unchecked[kind] === 1)
        throw new Error(`${check.code} looks at each ${type}, which are too many to keep a list of`);
      const known = handlers[kind];
      if (known === undefined) handlers[kind] = [{ check, visit }];
      else known.push({ check, visit });
    }
  }
  return handlers;
}
