import type {
  Assertion,
  Block,
  Declare,
  DeclaredRelation,
  Expression,
  Fact,
  Fixture,
  InlineQuery,
  Node,
  PolicyFile,
  Rule,
  RuleType,
  Shorthand,
  Test,
} from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';

export type Dialect = 'library' | 'cloud';

/** A place in a file: absolute UTF-16 offsets. */
export interface Location {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Which dialect a policy is written in, and how that is known (docs/language/dialects.md#which-dialect-a-policy-is-in). */
export interface DialectChoice {
  readonly dialect: Dialect;
  /** `default` where nothing in the policy speaks for either. */
  readonly from: 'configuration' | 'detection' | 'default';
  /** What spoke for it, in words for a status bar: "a test block". */
  readonly what: string | undefined;
  /** Where that stands. */
  readonly where: Location | undefined;
  /** What would speak for the other dialect, or what alone spoke for this one, where no construct of either tells. */
  readonly assumed?: DialectClue;
}

/** What speaks for a dialect without being a construct of it alone. */
export interface DialectClue {
  readonly dialect: Dialect;
  /** In words: "no rule for has_role". */
  readonly what: string;
  readonly weight: number;
  readonly uri: string;
  readonly node: Node;
}

/**
 * What a set of files means: an immutable snapshot. Offsets that are read through it are valid as long as it is the newest
 * one of its files (see `StatementSource.base`).
 */
export interface Policy {
  readonly dialect: Dialect;
  readonly dialectChoice: DialectChoice;
  readonly configuration: Configuration;
  /** In the order they were given, which is the order in which they are loaded. */
  readonly files: ReadonlyMap<string, PolicyFile>;
  /** By name. Clauses of every arity, those of shorthands included. */
  readonly predicates: ReadonlyMap<string, Predicate>;
  /** By type name. `global` is Cloud's global block. */
  readonly blocks: ReadonlyMap<string, ResourceBlock>;
  /** By rule name: the built-in ones, those that blocks imply, and those that the policy declares (Library). */
  readonly ruleTypes: ReadonlyMap<string, readonly PolicyRuleType[]>;
  /** By fact name: declared ones, and those inferred from use in rule bodies (Cloud). */
  readonly factSignatures: ReadonlyMap<string, readonly FactSignature[]>;
  readonly queries: readonly PolicyQuery[];
  readonly tests: readonly PolicyTest[];
  /** By name. */
  readonly fixtures: ReadonlyMap<string, PolicyFixture>;
}

/** All clauses of one name, in the order of files and of text. */
export interface Predicate {
  readonly name: string;
  readonly clauses: readonly Clause[];
}

/** One clause of a predicate: a rule as written, or what a shorthand stands for. */
export interface Clause {
  readonly predicate: string;
  readonly arity: number;
  /** As written, or the longhand of `shorthand`, which is made when it is first asked for: who goes through many clauses asks for `shorthand` first. */
  readonly rule: Rule;
  readonly uri: string;
  readonly shorthand?: Shorthand;
  /** It has a syntax error: its rule may lack some of what was meant. */
  readonly broken?: boolean;
  /** The type whose block holds the shorthand. */
  readonly block?: string;
}

export type DeclarationKind = 'role' | 'permission' | 'relation';

/** A role, permission or relation of a block. */
export interface BlockName {
  readonly kind: DeclarationKind;
  readonly name: string;
  /** The type that the declaring block is of; another than the block asked where it is inherited (Cloud). */
  readonly block: string;
  /** The related type, of a relation. */
  readonly type: string | undefined;
  readonly uri: string;
  /** The string in the list, or the relation's name. */
  readonly node: Expression | DeclaredRelation;
}

/** What all blocks of one type declare together: a block may be reopened. */
export interface ResourceBlock {
  readonly name: string;
  /** `actor` if any of its blocks says so. */
  readonly keyword: 'actor' | 'resource' | 'global';
  readonly supertypes: readonly string[];
  /** Without the inherited ones; see `declaredName`. */
  readonly names: ReadonlyMap<string, BlockName>;
  readonly parts: readonly BlockPart[];
}

/** One block as it stands in a file. */
export interface BlockPart {
  readonly uri: string;
  readonly block: Block;
  /** Its members that have a syntax error, if any. */
  readonly broken?: ReadonlySet<Node> | undefined;
}

export interface PolicyRuleType {
  readonly name: string;
  readonly ruleType: RuleType;
  readonly origin: 'built-in' | 'block' | 'declared';
  /** A rule of this type must be there. */
  readonly required: boolean;
  /** Where it was declared, or what implied it. */
  readonly uri: string | undefined;
  readonly node: Node | undefined;
}

/** The types of a fact's arguments; `undefined` where any will do. */
export interface FactSignature {
  readonly name: string;
  readonly types: readonly (string | undefined)[];
  readonly origin: 'built-in' | 'declared' | 'inferred';
  readonly uri: string | undefined;
  readonly node: Declare | Expression | undefined;
}

export interface PolicyQuery {
  readonly uri: string;
  readonly query: InlineQuery;
}

export interface PolicyTest {
  readonly uri: string;
  readonly title: string;
  readonly test: Test;
  /** Those of the setup, those of the fixtures it names included. */
  readonly facts: readonly { readonly uri: string; readonly fact: Fact }[];
  readonly assertions: readonly Assertion[];
}

export interface PolicyFixture {
  readonly uri: string;
  readonly name: string;
  readonly fixture: Fixture;
}
