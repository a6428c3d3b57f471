import type { Node, PolarNode } from '@polar-tools/language';
import type { MergedBlock } from '../blocks/blocks.ts';
import type { FiledPredicate } from '../blocks/clauses.ts';
import type { ConfigurationValue, Severity } from '../checking/diagnostic.ts';
import type { KnownClasses } from '../configuration/known-classes.ts';
import type { Dialect, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import type { Suggestions } from '../names/suggestions.ts';

/** A finding, before the text that it is about has a place: nodes and ranges relative to statements. */
export interface Finding {
  readonly check: Check;
  readonly uri: string;
  /** The node it is about; undefined where it is about the file. */
  readonly node: Node | undefined;
  /** Relative to the statement, where the finding is about less or more than the node. */
  readonly range: RelativeRange | undefined;
  readonly message: string;
  readonly more: More | undefined;
}

export interface RelativeRange {
  readonly start: number;
  readonly end: number;
}

export interface More {
  readonly range?: RelativeRange;
  readonly related?: Later<RelatedNode>;
  readonly fixes?: Later<FindingFix>;
  readonly unnecessary?: boolean;
}

/**
 * A list, or what makes it of the newest version of the policy when somebody asks: whatever has nodes of other statements than the
 * finding's own, which may be replaced while the finding stays.
 */
export type Later<T> = readonly T[] | ((policy: Snapshot) => readonly T[]);

export interface RelatedNode {
  readonly uri: string;
  readonly node: Node;
  readonly message: string;
}

/** A fix in terms of nodes: text put in place of a node, before it or after it, in the finding's own file. */
export type FindingFix =
  | { readonly title: string; readonly preferred?: boolean; readonly edits: readonly NodeEdit[] }
  | {
      readonly title: string;
      readonly preferred?: boolean;
      readonly set: readonly string[];
      readonly value: ConfigurationValue;
      readonly added?: true;
    };

export interface NodeEdit {
  readonly node: Node;
  /**
   * `line`: with its line, where it stands alone on it; `item`: with the comma that parts it from its neighbours; `body`: on a line of its own
   * behind the brace that opens after the node.
   */
  readonly at: 'instead' | 'before' | 'after' | 'line' | 'item' | 'body';
  readonly newText: string;
  /** The file of the node, where it is another than the finding's. */
  readonly uri?: string;
}

/** What a check is given. The check asks the policy only about names that its subject mentions: see `StatementModel`. */
export interface CheckContext {
  readonly policy: Snapshot;
  readonly dialect: Dialect;
  readonly classes: KnownClasses;
  /** The nearest name among the policy's predicates. */
  readonly suggestions: Suggestions;
  /** The nearest name among the facts of Cloud that are declared, or told by tests and fixtures. */
  readonly facts: Suggestions;
}

export interface StatementContext extends CheckContext {
  readonly model: StatementModel;
  report(node: Node, message: string, more?: More): void;
}

export interface PolicyContext extends CheckContext {
  report(uri: string, node: Node | undefined, message: string, more?: More): void;
}

type NodeOf<T extends PolarNode['$type']> = Extract<PolarNode, { readonly $type: T }>;

/** By node type, what a check does when it meets one in a statement. */
export type NodeHandlers = {
  readonly [T in PolarNode['$type']]?: (node: NodeOf<T>, context: StatementContext) => void;
};

/**
 * A check has one or more of these functions. What it finds in a statement depends on the statement and on the names that the
 * statement mentions; in a predicate, on its clauses and on whether it is called; in a type, on its blocks and those they relate to;
 * in a policy, on anything, so it must be cheap.
 */
export interface Check {
  readonly code: string;
  readonly severity: Severity;
  /** Where it is another in Cloud. */
  readonly severityInCloud?: Severity;
  readonly dialects: readonly Dialect[];
  /** One line, for a list of checks. */
  readonly summary: string;
  readonly nodes?: NodeHandlers;
  /** Whether a statement may have what `nodes` looks for, where the statement's model says that. */
  readonly concerns?: (model: StatementModel) => boolean;
  /** What has a syntax error is left out, unless the check is made for it. */
  readonly brokenToo?: boolean;
  /** An error of syntax in one dialect: it can neither be suppressed nor set to another severity. */
  readonly syntax?: boolean;
  /** The reference engine warns of it as it loads a policy. */
  readonly toldAtLoad?: boolean;
  readonly predicate?: (predicate: FiledPredicate, context: PolicyContext) => void;
  readonly type?: (block: MergedBlock, context: PolicyContext) => void;
  readonly policy?: (context: PolicyContext) => void;
}

/** The severity of what a check finds, by what it is configured to, in the policy's dialect. */
export function severityOf(
  { code, severity, severityInCloud, syntax }: Check,
  { configuration, dialect }: Pick<Policy, 'configuration' | 'dialect'>,
): Severity | 'off' {
  const usual = (dialect === 'cloud' ? severityInCloud : undefined) ?? severity;
  return (syntax ? undefined : configuration.checks?.[code]) ?? usual;
}

export const both: readonly Dialect[] = ['library', 'cloud'];
export const libraryOnly: readonly Dialect[] = ['library'];
export const cloudOnly: readonly Dialect[] = ['cloud'];
