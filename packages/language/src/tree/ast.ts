/**
 * The syntax tree of Polar, both dialects (docs/language/grammar.bnf).
 *
 * Offsets are UTF-16 code units. `$start` and `$end` of a node are relative to the statement that holds it, so that a
 * statement which did not change keeps its tree when text before it does; `rangeOf` makes them absolute.
 */
export interface Node {
  readonly $type: string;
  /** The node that holds this one; a statement has none. */
  readonly $container: Node | undefined;
  /** First code unit, relative to the statement's start. */
  readonly $start: number;
  /** One past the last code unit, relative to the statement's start. */
  readonly $end: number;
}

// ---- Statements -----------------------------------------------------------------------------------------------------

export type Statement = Rule | RuleType | InlineQuery | Block | Declare | Fixture | Test;

/** `@flag` before a rule or a shorthand (Cloud). */
export interface Flag extends Node {
  readonly $type: 'Flag';
  readonly name: string;
}

/** `name(parameters) if body;` A rule without `if` has no body. */
export interface Rule extends Node {
  readonly $type: 'Rule';
  readonly flags: readonly Flag[];
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly body: Expression | undefined;
}

/** `type name(parameters);` */
export interface RuleType extends Node {
  readonly $type: 'RuleType';
  readonly name: Name;
  readonly parameters: readonly Parameter[];
}

/** `?= query;` */
export interface InlineQuery extends Node {
  readonly $type: 'InlineQuery';
  readonly query: Expression;
}

/**
 * `actor User { … }`, `resource Repo extends Thing { … }`, and Cloud's `global { … }`, which has no keyword and the name
 * `global`.
 */
export interface Block extends Node {
  readonly $type: 'Block';
  readonly keyword: Name | undefined;
  readonly name: Name;
  readonly supertypes: readonly Name[];
  readonly members: readonly (BlockDeclaration | Shorthand)[];
}

/** `declare name(Type, Type);` (Cloud) */
export interface Declare extends Node {
  readonly $type: 'Declare';
  readonly name: Name;
  readonly types: readonly Name[];
}

/** `test fixture name { facts }` (Cloud) */
export interface Fixture extends Node {
  readonly $type: 'Fixture';
  readonly name: Name;
  readonly facts: readonly Fact[];
}

/** `test "title" { setup { … } assertions }` (Cloud) */
export interface Test extends Node {
  readonly $type: 'Test';
  readonly title: StringLiteral;
  readonly setup: Setup | undefined;
  readonly assertions: readonly Assertion[];
}

export interface Setup extends Node {
  readonly $type: 'Setup';
  readonly items: readonly (Fact | FixtureUse)[];
}

/** `fixture name;` in a setup. */
export interface FixtureUse extends Node {
  readonly $type: 'FixtureUse';
  readonly name: Name;
}

/** A fact in a setup or a fixture: `name(arguments);` */
export interface Fact extends Node {
  readonly $type: 'Fact';
  readonly name: Name;
  readonly arguments: readonly Expression[];
}

/** `assert name(parameters) iff condition;` or `assert_not …` */
export interface Assertion extends Node {
  readonly $type: 'Assertion';
  readonly negated: boolean;
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly iff: Expression | undefined;
}

// ---- Blocks ---------------------------------------------------------------------------------------------------------

/** `roles = ["a", "b"];` (a list) or `relations = { parent: Org };` (a dictionary). */
export interface BlockDeclaration extends Node {
  readonly $type: 'BlockDeclaration';
  readonly name: Name;
  readonly value: DeclaredNames | DeclaredRelations;
}

/** `["a", "b"]`: strings; Cloud also takes other literals and names. */
export interface DeclaredNames extends Node {
  readonly $type: 'DeclaredNames';
  readonly names: readonly Expression[];
}

export interface DeclaredRelations extends Node {
  readonly $type: 'DeclaredRelations';
  readonly relations: readonly DeclaredRelation[];
}

/** `parent: Org`; the type may be left out, in which case the name stands for it. */
export interface DeclaredRelation extends Node {
  readonly $type: 'DeclaredRelation';
  readonly name: Name;
  readonly type: Name | undefined;
}

/** `"read" if "reader" on "parent";` The head is a string, or in Cloud the word `role` or `permission`. */
export interface Shorthand extends Node {
  readonly $type: 'Shorthand';
  readonly flags: readonly Flag[];
  readonly head: StringLiteral | Variable;
  readonly body: ShorthandBody;
}

export type ShorthandBody = ShorthandOr | ShorthandAnd | ShorthandReference | Parentheses | Call;

/** Two operands or more. */
export interface ShorthandOr extends Node {
  readonly $type: 'ShorthandOr';
  readonly operands: readonly ShorthandBody[];
}

/** Two operands or more. */
export interface ShorthandAnd extends Node {
  readonly $type: 'ShorthandAnd';
  readonly operands: readonly ShorthandBody[];
}

/** `"reader"`, `"owner" on "parent"` (any word stands where `on` is expected), `global "admin"`. */
export interface ShorthandReference extends Node {
  readonly $type: 'ShorthandReference';
  readonly global: boolean;
  readonly term: StringLiteral | Variable;
  readonly keyword: Name | undefined;
  readonly relation: StringLiteral | Variable | undefined;
}

// ---- Heads and patterns ---------------------------------------------------------------------------------------------

/** `value`, or `variable: specializer`. */
export interface Parameter extends Node {
  readonly $type: 'Parameter';
  readonly value: Expression;
  readonly specializer: Pattern | undefined;
}

/** What stands right of `matches` and of a parameter's `:`. A variable stands there only where the pattern is missing. */
export type Pattern = InstancePattern | DictionaryPattern | ListPattern | Literal | Variable;

/** `Class`, or `Class{field: pattern}`; `fields` is undefined where no braces are written. */
export interface InstancePattern extends Node {
  readonly $type: 'InstancePattern';
  readonly name: Name;
  readonly fields: readonly Field[] | undefined;
}

/** `{field: pattern}` */
export interface DictionaryPattern extends Node {
  readonly $type: 'DictionaryPattern';
  readonly fields: readonly Field[];
}

export interface ListPattern extends Node {
  readonly $type: 'ListPattern';
  readonly elements: readonly (Expression | Pattern)[];
  readonly rest: Variable | undefined;
}

// ---- Expressions ----------------------------------------------------------------------------------------------------

export type Expression =
  | Or
  | And
  | Not
  | Binary
  | Matches
  | Lookup
  | MethodCall
  | Call
  | New
  | Cut
  | Print
  | Forall
  | Parentheses
  | List
  | Dictionary
  | Variable
  | ObjectLiteral
  | CurrentTime
  | Literal;

/** Two operands or more, none of them written as a bare `Or`. */
export interface Or extends Node {
  readonly $type: 'Or';
  readonly operands: readonly Expression[];
}

/** Two operands or more, none of them written as a bare `And`. */
export interface And extends Node {
  readonly $type: 'And';
  readonly operands: readonly Expression[];
}

export interface Not extends Node {
  readonly $type: 'Not';
  readonly operand: Expression;
}

export type BinaryOperator =
  | '='
  | ':='
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | 'mod'
  | 'rem'
  | 'in';

export interface Binary extends Node {
  readonly $type: 'Binary';
  readonly left: Expression;
  readonly operator: BinaryOperator;
  /** Where the operator stands, relative to the statement. */
  readonly $operator: number;
  readonly right: Expression;
}

/** `value matches pattern`; Cloud also has `matches!`. */
export interface Matches extends Node {
  readonly $type: 'Matches';
  readonly left: Expression;
  readonly exact: boolean;
  /** Where the operator stands, relative to the statement. */
  readonly $operator: number;
  readonly pattern: Pattern;
}

/** `object.name`, `object.("any key")`, `object.(variable)`: exactly one of `name` and `key` is there. */
export interface Lookup extends Node {
  readonly $type: 'Lookup';
  readonly object: Expression;
  readonly name: Name | undefined;
  readonly key: StringLiteral | Variable | undefined;
}

/** `object.name(arguments, keyword: value)` */
export interface MethodCall extends Node {
  readonly $type: 'MethodCall';
  readonly object: Expression;
  readonly name: Name;
  readonly arguments: readonly Expression[];
  readonly keywords: readonly Field[];
}

/**
 * `name(arguments, keyword: value)`. The Library's operators may be written as calls too, with the names `in`, `.` and
 * `new`: `in(x, list)`.
 */
export interface Call extends Node {
  readonly $type: 'Call';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  readonly keywords: readonly Field[];
}

/** `new Class(arguments, keyword: value)` */
export interface New extends Node {
  readonly $type: 'New';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  readonly keywords: readonly Field[];
}

export interface Cut extends Node {
  readonly $type: 'Cut';
}

/** `print(…)` or `debug(…)` */
export interface Print extends Node {
  readonly $type: 'Print';
  readonly operator: 'print' | 'debug';
  readonly arguments: readonly Expression[];
}

/** `forall(condition, action)` */
export interface Forall extends Node {
  readonly $type: 'Forall';
  readonly condition: Expression;
  readonly action: Expression;
}

/** `(inner)`, kept so that what is written can be told from what is meant. */
export interface Parentheses extends Node {
  readonly $type: 'Parentheses';
  readonly inner: Expression | ShorthandBody | Pattern;
}

/** `[a, b, *rest]` */
export interface List extends Node {
  readonly $type: 'List';
  readonly elements: readonly Expression[];
  readonly rest: Variable | undefined;
}

/** `{key: value}`; a lone `key` means `key: key`. */
export interface Dictionary extends Node {
  readonly $type: 'Dictionary';
  readonly fields: readonly Field[];
}

/** `key: value` of a dictionary, a pattern or a keyword argument; without a value, the key is also the variable. */
export interface Field extends Node {
  readonly $type: 'Field';
  readonly key: Name;
  readonly value: Expression | Pattern | undefined;
}

export interface Variable extends Node {
  readonly $type: 'Variable';
  readonly name: string;
}

/** `User{"alice"}` (Cloud) */
export interface ObjectLiteral extends Node {
  readonly $type: 'ObjectLiteral';
  readonly name: Name;
  readonly id: Literal;
}

/** `@current_unix_time` (Cloud) */
export interface CurrentTime extends Node {
  readonly $type: 'CurrentTime';
}

export type Literal = StringLiteral | IntegerLiteral | FloatLiteral | BooleanLiteral;

/** The value has its escapes resolved. */
export interface StringLiteral extends Node {
  readonly $type: 'StringLiteral';
  readonly value: string;
}

/** A number where it is exact (within 2^53), a bigint beyond. A sign belongs to the literal. */
export interface IntegerLiteral extends Node {
  readonly $type: 'IntegerLiteral';
  readonly value: number | bigint;
}

export interface FloatLiteral extends Node {
  readonly $type: 'FloatLiteral';
  readonly value: number;
}

export interface BooleanLiteral extends Node {
  readonly $type: 'BooleanLiteral';
  readonly value: boolean;
}

/** A name where it is written: definitions, calls, classes, fields, types. */
export interface Name extends Node {
  readonly $type: 'Name';
  readonly text: string;
}

export type PolarNode =
  | Statement
  | Flag
  | Setup
  | FixtureUse
  | Fact
  | Assertion
  | BlockDeclaration
  | DeclaredNames
  | DeclaredRelations
  | DeclaredRelation
  | Shorthand
  | ShorthandOr
  | ShorthandAnd
  | ShorthandReference
  | Parameter
  | InstancePattern
  | DictionaryPattern
  | ListPattern
  | Expression
  | Field
  | Name;
